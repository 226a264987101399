// %% [markdown]
// # A loss of your own
//
// From a formula on paper to a trained model, without a derivative. The task: house prices from areas, where some prices were
// typed in with a digit too many. The loss is one that no library has; its gradient is there as soon as it is written down.
//
// The lesson is a notebook and a program: `dotnet run notebooks/02-a-loss-of-your-own.cs`.

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
using Line = (AutoGrad.Tensor Slope, AutoGrad.Tensor Offset);

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// %% [markdown]
// ## Data
//
// 120 houses: areas in hundreds of square metres, prices in hundreds of thousands, twice the area and a half on top, with noise. One
// price in ten is far too high. Draws come from a key, so everybody sees the same houses.

// %%
RandomKey[] keys = RandomKey.FromSeed(2).Split(3);
Tensor area = Draw.Uniform(keys[0], [120], low: 0.5, high: 2.5, DType.Float64);
Tensor noise = Draw.Normal(keys[1], [120], deviation: 0.15, dtype: DType.Float64);
Tensor mistyped = (Draw.Uniform(keys[2], [120]) < 0.1).To(DType.Float64);
Tensor price = 2.0 * area + 0.5 + noise + 6.0 * mistyped;
Picture houses = Chart.Scatter([Series.Of("houses", area, price)], "Prices, some of them mistyped", "area, 100 m²", "price, 100,000");
Console.WriteLine(houses);
// notebook: houses.Display();

// %% [markdown]
// ## Two losses
//
// The usual one is the mean of squares. Ours is Geman and McClure's: e² / (1 + e²). Small errors count like squares, and no error counts
// more than 1, however large: a mistyped price is one wrong house, not thirty-six.

// %%
static Tensor Squares(Tensor error) => Square(error).Mean();
static Tensor GemanMcClure(Tensor error) => (Square(error) / (1.0 + Square(error))).Mean();

Tensor errors = Linspace(-4, 4, 161, DType.Float64);
Tensor EachSquare(Tensor e) => Square(e);
Tensor EachBounded(Tensor e) => Square(e) / (1.0 + Square(e));
Picture losses = Chart.Line(
    [Series.Of("square", errors, EachSquare(errors)), Series.Of("Geman-McClure", errors, EachBounded(errors))],
    "What an error costs", "error", "loss");
Console.WriteLine(losses);
// notebook: losses.Display();

// %% [markdown]
// The slope says how hard a house pulls at the line. Nobody wrote these derivatives: `Vmap(Grad(f))` is the slope of f at each
// point.

// %%
Picture pulls = Chart.Line(
    [Series.Of("square", errors, Vmap(Grad(EachSquare))(errors)), Series.Of("Geman-McClure", errors, Vmap(Grad(EachBounded))(errors))],
    "How hard an error pulls", "error", "slope");
Console.WriteLine(pulls);
// notebook: pulls.Display();

// %% [markdown]
// Is the slope right? The checker moves each number a little to both sides and compares, to second order here.

// %%
GradientReport report = GradientCheck.Run(e => GemanMcClure(e), errors, order: 2);
Console.WriteLine($"{report.Verdict}, within {(report.WorstError < 1e-8 ? "1e-8" : "more than 1e-8")}");

// %% [markdown]
// ## A model
//
// A line, price = slope · area + offset: two numbers in a tuple. Any tuple or record of tensors is a tree of parameters, and its gradient
// is one of the same kind. Adam takes the steps.

// %%
Tensor Predict(Line p) => p.Slope * area + p.Offset;
Line Fit(Func<Tensor, Tensor> loss, List<double> history)
{
    Line p = (Scalar(0.0, DType.Float64), Scalar(0.0, DType.Float64));
    GradientTransform adam = Optimizer.Adam(learningRate: 0.05);
    OptimizerState state = adam.Init(p);
    Func<Line, ValueAndGradient<Line>> slopes = ValueAndGrad<Line>(q => loss(Predict(q) - price));
    for (int step = 0; step < 400; step++)
    {
        (Tensor value, Line gradient) = slopes(p);
        (Line updates, state) = adam.Update(gradient, state, p);
        p = Optimizer.Apply(p, updates);
        history.Add(value.ToScalar());
    }

    return p;
}

List<double> squares = [], bounded = [];
Line pulled = Fit(Squares, squares), steady = Fit(GemanMcClure, bounded);
Console.WriteLine($"squares        price = {pulled.Slope.ToScalar():F2} area + {pulled.Offset.ToScalar():F2}");
Console.WriteLine($"Geman-McClure  price = {steady.Slope.ToScalar():F2} area + {steady.Offset.ToScalar():F2}");
Console.WriteLine("truth          price = 2.00 area + 0.50");

// %%
Picture curves = Chart.Line([Series.Of("square", squares), Series.Of("Geman-McClure", bounded)], "Both losses fall", "step", "loss", yScale: AxisScale.Log);
Console.WriteLine(curves);
// notebook: curves.Display();

// %% [markdown]
// The squares' line hangs above the houses, lifted by a few mistyped prices. Ours goes through them.

// %%
Tensor ends = Linspace(0.5, 2.5, 2, DType.Float64);
Series Drawn(string name, Line p) => Series.Of(name, ends, p.Slope * ends + p.Offset);
Picture lines = Chart.Line([Drawn("square", pulled), Drawn("Geman-McClure", steady), Drawn("truth", (Scalar(2.0, DType.Float64), Scalar(0.5, DType.Float64)))],
    "Three lines", "area, 100 m²", "price, 100,000");
Console.WriteLine(lines);
// notebook: lines.Display();

// %% [markdown]
// ## Try
//
// - Start both fits at slope -5: which of them finds the houses, and why does the other not?
// - Let the scale of the errors be a third parameter, learnt with the line.
// - Make one price in three mistyped. When does the bounded loss give up?
