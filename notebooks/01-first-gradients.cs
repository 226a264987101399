// %% [markdown]
// # First gradients
//
// AutoGrad differentiates ordinary C# functions of tensors. This lesson takes a gradient, defines a loss of its own,
// checks the loss against differences, and lets it fall.
//
// The same lesson is a notebook (`01-first-gradients.ipynb`) and a program (`dotnet run 01-first-gradients.cs`). The
// program refers to the project beside it, the notebook to the package. To try the notebook from a clone, pack the library
// with `dotnet pack -c Release -o /path/to/packages`, and name that folder at the start of the first cell:
// `#i "nuget:/path/to/packages"`.

// %%
#:project ../src/AutoGrad.Reports/AutoGrad.Reports.csproj
// notebook: #r "nuget: AutoGrad.Reports, 0.1.0"
using System.Globalization;
using AutoGrad;
using AutoGrad.Reports;
using static AutoGrad.Tensor;
using static AutoGrad.Transform;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// %% [markdown]
// ## A gradient
//
// A tensor is an array of numbers that nobody can change. Doubles make a Float64 tensor, and `From` takes the shape first.
// `Grad` turns a function with one number as its result into the function of its slopes: the gradient of Σ x²
// is 2x.

// %%
Tensor x = From([3], [0.5, -1.0, 2.0]);
Func<Tensor, Tensor> slopes = Grad(v => Square(v).Sum());
Console.WriteLine(slopes(x));

// %% [markdown]
// What `Grad` gives is a function like any other, and so it has a gradient too. The third derivative of x⁴ is 24x: 12
// at 0.5.

// %%
Func<Tensor, Tensor> third = Grad(Grad(Grad(v => Pow(v, 4))));
Console.WriteLine(third(Scalar(0.5, DType.Float64)));

// %% [markdown]
// ## A loss of our own
//
// Forty points lie along the line y = 2x - 1, with a little noise; every eighth has been measured badly, and lies far
// above. Draws come from a key: the same key gives the same numbers, on every machine.

// %%
RandomKey[] keys = RandomKey.FromSeed(1).Split(2);
Tensor inputs = Draw.Uniform(keys[0], [40], low: -1, high: 1, DType.Float64);
Tensor noise = Draw.Normal(keys[1], [40], deviation: 0.1, dtype: DType.Float64);
Tensor outliers = From([40], [.. Enumerable.Range(0, 40).Select(i => i % 8 == 0 ? 3.0 : 0.0)]);
Tensor targets = 2.0 * inputs - 1.0 + noise + outliers;

// %% [markdown]
// Squares would let the outliers pull the line up. The pseudo-Huber loss √(1 + (e/δ)²) - 1 is a square near 0 and a
// straight line far away. It takes three lines, and its derivative none.
//
// Parameters may be any tree of tensors: here a tuple, and the gradient is a tuple with the same names.

// %%
static Tensor PseudoHuber(Tensor error, double delta)
{
    Tensor e = error / delta;
    return (Sqrt(1.0 + e * e) - 1.0).Mean();
}

Tensor Loss((Tensor Slope, Tensor Offset) p) => PseudoHuber(p.Slope * inputs + p.Offset - targets, delta: 0.2);

(Tensor Slope, Tensor Offset) line = (Scalar(0, DType.Float64), Scalar(0, DType.Float64));
(Tensor loss, (Tensor Slope, Tensor Offset) gradient) = ValueAndGrad<(Tensor Slope, Tensor Offset)>(Loss)(line);
Console.WriteLine($"loss {loss.ToScalar():F4}, by the slope {gradient.Slope.ToScalar():F4}, by the offset {gradient.Offset.ToScalar():F4}");

// %% [markdown]
// ## Is the gradient right?
//
// The checker moves each number a little to both sides, extrapolates the differences, and compares.

// %%
GradientReport report = GradientCheck.Run<(Tensor Slope, Tensor Offset)>(Loss, line);
Console.WriteLine($"{report.Verdict}, within {(report.WorstError < 1e-9 ? "1e-9" : "more than 1e-9")}");

// %% [markdown]
// ## The loss falls
//
// Sixty steps down the gradient. The parameters of each step are new tensors: nothing is changed in place.

// %%
List<double> losses = [];
for (int i = 0; i < 60; i++)
{
    (loss, gradient) = ValueAndGrad<(Tensor Slope, Tensor Offset)>(Loss)(line);
    line = Tree.Map((p, g) => p - 0.05 * g, line, gradient);
    losses.Add(loss.ToScalar());
}

Console.WriteLine($"loss {losses[0]:F3} to {losses[^1]:F3}; slope {line.Slope.ToScalar():F2}, offset {line.Offset.ToScalar():F2}");

// %% [markdown]
// A picture says it faster. It is SVG text, which needs no network and no script.

// %%
Picture falling = Chart.Line(losses, title: "The loss falls", xLabel: "step", yLabel: "loss");
Console.WriteLine(falling);
// notebook: falling.Display();

// %% [markdown]
// ## Try
//
// - Let the loss be `Square(e).Mean()`: how far do the outliers pull the line?
// - Let it be `Abs(e).Mean()`, and check its gradient where a point lies exactly on the line: the checker finds the kink.
// - `Vmap(Grad(...))` gives the gradient of every point by itself. Which points pull hardest?
