// %% [markdown]
// # Gradient descent, seen
//
// Training walks downhill on a surface that nobody has ever seen whole. On a surface of two numbers we can look: how far a step goes, what
// momentum does, what Adam changes, and what happens when the learning rate is too large.

// %%
#:project ../src/AutoGrad.Optim/AutoGrad.Optim.csproj
// notebook: #r "nuget: AutoGrad.Optim, 0.1.0"
#:project ../src/AutoGrad.Reports/AutoGrad.Reports.csproj
// notebook: #r "nuget: AutoGrad.Reports, 0.1.0"
using System.Globalization;
using AutoGrad;
using AutoGrad.Optim;
using AutoGrad.Reports;
using static AutoGrad.Tensor;
using static AutoGrad.Transform;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// %% [markdown]
// ## The walk
//
// A step is: take the gradient, let the optimizer make an update of it, add the update. That is all of training, whatever the size of the
// network.

// %%
Series Walk(string name, Func<Tensor, Tensor> height, Tensor start, GradientTransform optimizer, int steps)
{
    List<double> xs = [], ys = [];
    Tensor p = start;
    OptimizerState state = optimizer.Init(p);
    for (int i = 0; i <= steps; i++)
    {
        double[] at = p.ToArray<double>();
        xs.Add(at[0]);
        ys.Add(at[1]);
        (Tensor updates, state) = optimizer.Update(Grad(height)(p), state, p);
        p = Optimizer.Apply(p, updates);
    }

    return new Series(name, xs, ys);
}

// %% [markdown]
// ## A long valley
//
// The bowl x² + 20 y² is twenty times steeper one way than the other. Plain descent must take steps small enough for the steep side, and
// then creeps along the flat one.

// %%
Tensor Bowl(Tensor v) => Square(v[0]) + 20.0 * Square(v[1]);
Tensor edge = From([2], [-1.8, 0.9]);
Picture rates = Chart.Surface(
    Bowl, -2, 2, -1, 1,
    [
        Walk("rate 0.005", Bowl, edge, Optimizer.Sgd(0.005), 40),
        Walk("rate 0.03", Bowl, edge, Optimizer.Sgd(0.03), 40),
        Walk("rate 0.049", Bowl, edge, Optimizer.Sgd(0.049), 40),
    ],
    title: "Forty steps of plain descent", xLabel: "x", yLabel: "y");
Console.WriteLine(rates);
// notebook: rates.Display();

// %% [markdown]
// The slope across is 40 y: a step with rate 0.05 lands on the other side just as high, and with more it climbs. The same loss by step says
// so without a map.

// %%
Series Heights(string name, double rate)
{
    Series way = Walk(name, Bowl, edge, Optimizer.Sgd(rate), 40);
    return Series.Of(name, way.X.Zip(way.Y, (a, b) => a * a + 20 * b * b));
}

Picture falling = Chart.Line(
    [Heights("rate 0.005", 0.005), Heights("rate 0.03", 0.03), Heights("rate 0.049", 0.049), Heights("rate 0.051", 0.051)],
    "Height by step", "step", "height", yScale: AxisScale.Log);
Console.WriteLine(falling);
// notebook: falling.Display();

// %% [markdown]
// ## Momentum and Adam
//
// Momentum adds up gradients: across the valley they cancel, along it they grow. Adam divides each direction by the size of its own
// gradients, so that the steep one and the flat one count alike.

// %%
Picture optimizers = Chart.Surface(
    Bowl, -2, 2, -1, 1,
    [
        Walk("descent", Bowl, edge, Optimizer.Sgd(0.02), 40),
        Walk("momentum", Bowl, edge, Optimizer.Sgd(0.02, momentum: 0.8), 40),
        Walk("Adam", Bowl, edge, Optimizer.Adam(0.15), 40),
    ],
    title: "Forty steps, three optimizers", xLabel: "x", yLabel: "y");
Console.WriteLine(optimizers);
// notebook: optimizers.Display();

// %% [markdown]
// ## A bent valley
//
// Rosenbrock's valley is curved and nearly flat along its floor; the lowest point is at (1, 1). Heights are coloured by their
// logarithm.

// %%
Tensor Rosenbrock(Tensor v) => 100.0 * Square(v[1] - Square(v[0])) + Square(1.0 - v[0]) + 1e-3;
Tensor far = From([2], [-1.2, 1.5]);
Picture bent = Chart.Surface(
    Rosenbrock, -1.6, 1.6, -0.6, 2, [Walk("descent", Rosenbrock, far, Optimizer.Sgd(1e-3), 500), Walk("Adam", Rosenbrock, far, Optimizer.Adam(0.05), 500)],
    AxisScale.Log, "Five hundred steps in a bent valley", "x", "y");
Console.WriteLine(bent);
// notebook: bent.Display();

// %% [markdown]
// ## Noise
//
// In training the gradient is that of a batch, not of all examples: right on average, and noisy. With a fixed rate the walk never settles; a
// rate that falls lets it. Each step draws its noise from a key of its own.

// %%
Series Noisy(string name, GradientTransform optimizer)
{
    RandomKey key = RandomKey.FromSeed(7);
    List<double> xs = [], ys = [];
    Tensor p = edge;
    OptimizerState state = optimizer.Init(p);
    for (int i = 0; i < 150; i++)
    {
        Tensor gradient = Grad(Bowl)(p) + Draw.Normal(key.Fold(i), [2], deviation: 4, dtype: DType.Float64);
        (Tensor updates, state) = optimizer.Update(gradient, state, p);
        p = Optimizer.Apply(p, updates);
        xs.Add(p[0].ToScalar());
        ys.Add(p[1].ToScalar());
    }

    return new Series(name, xs, ys);
}

Picture noisy = Chart.Surface(
    Bowl, -2, 2, -1, 1, [Noisy("fixed rate", Optimizer.Sgd(0.03)), Noisy("falling rate", Optimizer.Sgd(Schedule.Exponential(0.03, decay: 0.5, every: 30)))],
    title: "A hundred and fifty noisy steps", xLabel: "x", yLabel: "y");
Console.WriteLine(noisy);
// notebook: noisy.Display();

// %% [markdown]
// ## Try
//
// - Find the largest rate that still gets down the bowl, and say why it is 2 / 40.
// - Give momentum 0.99. How many steps does it overshoot?
// - Newton's method solves `Hessian(Bowl)(p)` against the gradient: how many steps does it need, and why?
