namespace AutoGrad.Nn.Tests;

public static partial class OpTable
{
    private static IEnumerable<KeyValuePair<string, OpRow>> LossesOfNumbers() => new Dictionary<string, OpRow>
    {
        ["mean_squared_error"] = Terms((x, t) => Losses.MeanSquaredError(x, t, Reduction.None), (x, t) => (x - t) * (x - t)),
        ["mean_squared_error/mean"] = Whole((x, t) => Losses.MeanSquaredError(x, t), (x, t) => (x - t) * (x - t), mean: true),
        ["mean_squared_error/sum"] = Whole((x, t) => Losses.MeanSquaredError(x, t, Reduction.Sum), (x, t) => (x - t) * (x - t), mean: false),
        ["mean_absolute_error"] = Terms((x, t) => Losses.MeanAbsoluteError(x, t, Reduction.None), (x, t) => Math.Abs(x - t)),
        ["l2"] = Terms((x, t) => Losses.L2(x, t, Reduction.None), (x, t) => 0.5 * (x - t) * (x - t)),
        ["huber"] = Terms((x, t) => Losses.Huber(x, t, Reduction.None, delta: 0.7), (x, t) => HuberOf(x - t, 0.7)),
        ["smooth_l1"] = Terms((x, t) => Losses.SmoothL1(x, t, Reduction.None, beta: 0.7), (x, t) => HuberOf(x - t, 0.7) / 0.7),
        ["smooth_l1/of_beta_0"] = Terms((x, t) => Losses.SmoothL1(x, t, Reduction.None, beta: 0), (x, t) => Math.Abs(x - t)),
        ["log_cosh"] = Terms((x, t) => Losses.LogCosh(x, t, Reduction.None), (x, t) => Math.Log(Math.Cosh(x - t))),
        ["mean_squared_logarithmic_error"] = Terms(
            (x, t) => Losses.MeanSquaredLogarithmicError(x, t, Reduction.None), (x, t) => Math.Pow(Math.Log((1 + x) / (1 + t)), 2), (0.1, 3), (0.1, 3)),
        ["mean_squared_logarithmic_error/below"] = Terms(
            (x, t) => Losses.MeanSquaredLogarithmicError(x, t, Reduction.None, epsilon: 0.5), (_, t) => Math.Pow(Math.Log(1.5 / (1 + t)), 2), (-2, 0.4), (0.6, 3)),
        ["mean_absolute_percentage_error"] = Terms(
            (x, t) => Losses.MeanAbsolutePercentageError(x, t, Reduction.None), (x, t) => 100 * Math.Abs(x - t) / Math.Abs(t), (-1, 1), (1.5, 3)),
        ["poisson"] = Terms((x, t) => Losses.Poisson(x, t, Reduction.None), (x, t) => Math.Exp(x) - t * x, (-2, 2), (0, 4)),
        ["poisson/full"] = Terms(
            (x, t) => Losses.Poisson(x, t, Reduction.None, full: true), (x, t) => Math.Exp(x) - t * x + LogFactorial(t), (-2, 2), (0.5, 4)),
        ["poisson_of_rates"] = Terms((x, t) => Losses.PoissonOfRates(x, t, Reduction.None), (x, t) => x - t * Math.Log(x + 1e-7), (0.3, 3), (0.5, 4)),
        ["poisson_of_rates/full"] = Terms(
            (x, t) => Losses.PoissonOfRates(x, t, Reduction.None, full: true, epsilon: 0), (x, t) => x - t * Math.Log(x) + LogFactorial(t), (0.3, 3), (0.5, 4)),
        ["gaussian_negative_log_likelihood"] = Triples(
            x => Losses.GaussianNegativeLogLikelihood(x[0], x[1], x[2], Reduction.None), v => 0.5 * (Math.Log(v[2]) + (v[0] - v[1]) * (v[0] - v[1]) / v[2])),
        ["gaussian_negative_log_likelihood/full"] = Triples(
            x => Losses.GaussianNegativeLogLikelihood(x[0], x[1], x[2], Reduction.None, full: true),
            v => 0.5 * (Math.Log(2 * Math.PI * v[2]) + (v[0] - v[1]) * (v[0] - v[1]) / v[2])),
        ["sigmoid_cross_entropy"] = Terms((x, t) => Losses.SigmoidCrossEntropy(x, t, Reduction.None), BinaryEntropy, (-3, 3), (0.1, 0.9)),
        ["sigmoid_cross_entropy/weighted"] = new(
            x => Losses.SigmoidCrossEntropy(x[0], x[1], Reduction.None, x[2]),
            x => Nd.Zip(v => v[2] * v[1] * Softplus(-v[0]) + (1 - v[1]) * Softplus(v[0]), x),
            [(int[])[2, 3], new Operand([2, 3], 0.1, 0.9), new Operand([3], 0.5, 3)],
            [(int[])[2, 3], new Operand([2, 3], 0.1, 0.9), new Operand([2, 1], 0.5, 3)],
            [(int[])[], new Operand([], 0.1, 0.9), new Operand([], 0.5, 3)],
            [(int[])[0, 3], new Operand([0, 3], 0.1, 0.9), new Operand([3], 0.5, 3)]),
        ["sigmoid_focal"] = Terms(
            (x, t) => Losses.SigmoidFocal(x, t, Reduction.None), (x, t) => Math.Pow(Missed(x, t), 2) * BinaryEntropy(x, t), (-3, 3), (0.1, 0.9)),
        ["sigmoid_focal/weighted"] = Terms(
            (x, t) => Losses.SigmoidFocal(x, t, Reduction.None, gamma: 0.5, alpha: 0.3),
            (x, t) => (0.3 * t + 0.7 * (1 - t)) * Math.Sqrt(Missed(x, t)) * BinaryEntropy(x, t), (-3, 3), (0.1, 0.9)),
        ["sigmoid_focal/of_gamma_0"] = Terms((x, t) => Losses.SigmoidFocal(x, t, Reduction.None, gamma: 0), BinaryEntropy, (-3, 3), (0.1, 0.9)),
        ["binary_cross_entropy"] = Terms(
            (x, t) => Losses.BinaryCrossEntropy(x, t, Reduction.None), (x, t) => -t * Math.Log(x) - (1 - t) * Math.Log(1 - x), (0.1, 0.9), (0.1, 0.9)),
        ["binary_cross_entropy/passed"] = Terms(
            (x, t) => Losses.BinaryCrossEntropy(x, t, Reduction.None, passGradient: true),
            (x, t) => -t * Math.Log(x) - (1 - t) * Math.Log(1 - x), (0.1, 0.9), (0.1, 0.9)),
        ["binary_cross_entropy/clipped"] = Terms(
            (x, t) => Losses.BinaryCrossEntropy(x, t, Reduction.None, epsilon: 0.25), (_, t) => -t * Math.Log(0.25) - (1 - t) * Math.Log(0.75), (0, 0.2), (0.1, 0.9)),
        ["hinge"] = Sided((x, t) => Losses.Hinge(x, t, Reduction.None), v => Math.Max(0, 1 - v)),
        ["squared_hinge"] = Sided((x, t) => Losses.SquaredHinge(x, t, Reduction.None), v => Math.Pow(Math.Max(0, 1 - v), 2)),
        ["perceptron"] = Sided((x, t) => Losses.Perceptron(x, t, Reduction.None), v => Math.Max(0, -v)),
        ["soft_margin"] = Sided((x, t) => Losses.SoftMargin(x, t, Reduction.None), v => Softplus(-v)),
        ["hinge_embedding"] = Sides(
            x => Losses.HingeEmbedding(x[0], Signs(x[1], x[0]), Reduction.None, margin: 1.5), v => v[1] > 0 ? v[0] : Math.Max(0, 1.5 - v[0]), operands: 1),
        ["margin_ranking"] = Sides(
            x => Losses.MarginRanking(x[0], x[1], Signs(x[2], x[0]), Reduction.None, margin: 0.3), v => Math.Max(0, 0.3 - v[2] * (v[0] - v[1])), operands: 2),
    };

    // Stirling's series far out and the recurrence back: DLMF 5.11.1 and 5.5.1.
    private static double LogFactorial(double x)
    {
        double back = 0;
        double at = x + 1;
        for (; at < 20; at++)
        {
            back += Math.Log(at);
        }

        double z = 1 / (at * at);
        return (at - 0.5) * Math.Log(at) - at + 0.5 * Math.Log(2 * Math.PI) + (1.0 / 12 - z * (1.0 / 360 - z * (1.0 / 1260 - z * (1.0 / 1680 - z / 1188)))) / at - back;
    }

    private static double HuberOf(double d, double delta) => Math.Abs(d) <= delta ? 0.5 * d * d : delta * (Math.Abs(d) - 0.5 * delta);

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    private static double Softplus(double x) => Math.Log(1 + Math.Exp(x));

    private static double BinaryEntropy(double x, double t) => -t * Math.Log(Logistic(x)) - (1 - t) * Math.Log(1 - Logistic(x));

    private static double Missed(double x, double t) => 1 - Logistic(x) * t - (1 - Logistic(x)) * (1 - t);

    private static OpRow Terms(Func<Tensor, Tensor, Tensor> call, Func<double, double, double> reference) => Terms(call, reference, (-2, 2), (-2, 2));

    private static OpRow Terms(
        Func<Tensor, Tensor, Tensor> call, Func<double, double, double> reference, (double Low, double High) x, (double Low, double High) t) => new(
        v => call(v[0], v[1]),
        v => Nd.Zip(at => reference(at[0], at[1]), v),
        [.. ((int[][])[[7], [], [0], [2, 1, 3]]).Select(shape => (Operand[])[new Operand(shape, x.Low, x.High), new Operand(shape, t.Low, t.High)])]);

    private static OpRow Triples(Func<Tensor[], Tensor> call, Func<double[], double> reference) => new(
        call,
        v => Nd.Zip(reference, v),
        [.. ((int[][])[[7], [], [0], [2, 1, 3]]).Select(shape => (Operand[])[shape, shape, new Operand(shape, 0.3, 3)])]);

    // Their mean over nothing is NaN, and has no slope to compare: LossTests.
    private static OpRow Whole(Func<Tensor, Tensor, Tensor> call, Func<double, double, double> reference, bool mean) => new(
        v => call(v[0], v[1]),
        v => new Nd([], [mean ? Nd.Zip(at => reference(at[0], at[1]), v).Data.Average() : Nd.Zip(at => reference(at[0], at[1]), v).Data.Sum()]),
        [(int[])[7], (int[])[7]], [(int[])[], (int[])[]], [(int[])[2, 1, 3], (int[])[2, 1, 3]]);

    // Of scores times their labels, 1 or -1, which come as a mask: no other number is one.
    private static OpRow Sided(Func<Tensor, Tensor, Tensor> call, Func<double, double> reference) =>
        Sides(x => call(x[0], Signs(x[1], x[0])), v => reference(v[0] * v[1]), operands: 1);

    private static OpRow Sides(Func<Tensor[], Tensor> call, Func<double[], double> reference, int operands) => new(
        call,
        v => Nd.Zip(at => reference([.. at[..^1], 2 * at[^1] - 1]), v),
        [.. ((int[][])[[7], [], [0], [2, 1, 3]]).Select(shape => (Operand[])[.. Enumerable.Repeat<Operand>(shape, operands), Operand.Mask(shape, 1, 0, 0, 1, 0)])]);

    private static Tensor Signs(Tensor mask, Tensor like) => 2 * mask.To(like.DType) - 1;
}
