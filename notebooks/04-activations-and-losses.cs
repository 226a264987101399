// %% [markdown]
// # Activations and losses, seen
//
// A layer without a bend in it is a matrix, and a hundred of them in a row are one matrix. Activations bend. Losses say how wrong a
// prediction is. Both are looked at faster than they are read about, and their slopes are what training feels.

// %%
#:project ../src/AutoGrad.Nn/AutoGrad.Nn.csproj
// notebook: #r "nuget: AutoGrad.Nn, 0.1.0"
#:project ../src/AutoGrad.Reports/AutoGrad.Reports.csproj
// notebook: #r "nuget: AutoGrad.Reports, 0.1.0"
using System.Globalization;
using AutoGrad;
using AutoGrad.Nn;
using AutoGrad.Reports;
using static AutoGrad.Tensor;
using static AutoGrad.Transform;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Tensor x = Linspace(-4, 4, 161, DType.Float64);

Series Values(string name, Func<Tensor, Tensor> f) => Series.Of(name, x, f(x));
Series Slopes(string name, Func<Tensor, Tensor> f) => Series.Of(name, x, Vmap(Grad(f))(x));

// %% [markdown]
// ## Squashing
//
// Sigmoid and tanh squeeze any number into an interval. Far from 0 their slope is almost nothing: a neuron out there hardly learns,
// and through ten such layers almost no gradient arrives.

// %%
Picture squashing = Chart.Line([Values("sigmoid", v => Sigmoid(v)), Values("tanh", v => Tanh(v))], "Values", "x");
Console.WriteLine(squashing);
// notebook: squashing.Display();
Picture squashingSlopes = Chart.Line([Slopes("sigmoid", v => Sigmoid(v)), Slopes("tanh", v => Tanh(v))], "Slopes", "x");
Console.WriteLine(squashingSlopes);
// notebook: squashingSlopes.Display();
Console.WriteLine($"slope of the sigmoid at 0 is {Grad(v => Sigmoid(v))(Scalar(0.0, DType.Float64)).ToScalar()}; after ten layers {Math.Pow(0.25, 10) * 1e6:F2} millionths are left");

// %% [markdown]
// ## Rectifying
//
// ReLU lets positive numbers through and stops the others; where it lets through, its slope is 1, however many layers there are. GELU and
// SiLU round the corner off, and dip below 0 on the way.

// %%
Picture rectifying = Chart.Line(
    [Values("relu", v => Relu(v)), Values("gelu", v => Activations.Gelu(v)), Values("silu", v => Activations.Silu(v)), Values("softplus", v => Activations.Softplus(v))],
    "Values", "x");
Console.WriteLine(rectifying);
// notebook: rectifying.Display();
Picture rectifyingSlopes = Chart.Line(
    [Slopes("relu", v => Relu(v)), Slopes("gelu", v => Activations.Gelu(v)), Slopes("silu", v => Activations.Silu(v)), Slopes("softplus", v => Activations.Softplus(v))],
    "Slopes", "x");
Console.WriteLine(rectifyingSlopes);
// notebook: rectifyingSlopes.Display();

// %% [markdown]
// At 0 the ReLU has no slope, only one from each side. The library says 0 there, as everybody does; the gradient checker says that there
// is a kink.

// %%
Console.WriteLine($"slope at 0: {Grad(v => Relu(v))(Scalar(0.0, DType.Float64)).ToScalar()}");
Console.WriteLine($"checked at 0: {GradientCheck.Run(v => Relu(v).Sum(), From([1], [0.0])).Verdict}");

// %% [markdown]
// ## Softmax
//
// Scores of classes become chances: positive, and 1 together. Only differences count, so a million more for every score changes nothing.

// %%
Tensor scores = From([3], [1.0, 2.0, 4.0]);
Console.WriteLine(scores.Softmax());
Console.WriteLine((scores + 1e6).Softmax());

// %% [markdown]
// ## Losses of a prediction
//
// The squared error punishes a large mistake out of all proportion; the absolute one treats every step alike, and jumps at 0; Huber's is
// the one near 0 and the other far away.

// %%
Tensor Huber(Tensor v) => Losses.Huber(v, ZerosLike(v), Reduction.None);
Picture errors = Chart.Line([Values("squared", v => Square(v)), Values("absolute", v => Abs(v)), Values("huber", Huber)], "What an error costs", "error");
Console.WriteLine(errors);
// notebook: errors.Display();

// %% [markdown]
// ## Losses of a classification
//
// Cross-entropy is the surprise at the true class, -log p: nothing for a sure and right answer, without bound for a sure and wrong one.
// Its slope by the scores is the simplest there is: chances less truth.

// %%
Tensor label = From([1], [2]);
Tensor CrossEntropy(Tensor z) => Losses.SoftmaxCrossEntropy(z.Reshape([1, 3]), label);
(Tensor loss, Tensor slope) = ValueAndGrad(CrossEntropy)(scores);
Console.WriteLine($"loss {loss.ToScalar():F4} = -log {scores.Softmax()[2].ToScalar():F4}");
Console.WriteLine($"slope by the scores   {slope}");
Console.WriteLine($"chances less truth    {scores.Softmax() - From([3], [0.0, 0.0, 1.0])}");

// %%
Tensor chances = Linspace(0.01, 0.99, 99, DType.Float64);
Picture surprise = Chart.Line(
    [Series.Of("-log p", chances, -Log(chances)), Series.Of("(1 - p)²", chances, Square(1.0 - chances))], "How wrong: surprise, and the squared error", "chance of the true class", "loss");
Console.WriteLine(surprise);
// notebook: surprise.Display();

// %% [markdown]
// ## Try
//
// - Draw `Activations.Mish`, and find by `Grad(Grad(…))` where it bends most.
// - Draw the loss of a sure and wrong answer against its slope: why is the squared error of a chance a bad teacher?
