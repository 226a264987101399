namespace AutoGrad.Nn.Tests;

public static partial class OpTable
{
    private static readonly double[] s_classWeights = [0.5, 2, 1.25];

    private static IEnumerable<KeyValuePair<string, OpRow>> LossesOfClasses() => new Dictionary<string, OpRow>
    {
        ["softmax_cross_entropy"] = Labelled((z, t) => Losses.SoftmaxCrossEntropy(z, t, Reduction.None), (z, t) => -LogSoftmaxOf(z)[t]),
        ["softmax_cross_entropy/mean"] = new(
            x => Losses.SoftmaxCrossEntropy(x[0], x[1]),
            x => new Nd([], [Nd.Make(x[1].Shape, at => -LogSoftmaxOf(ClassesAt(x[0], at))[(int)x[1][at]]).Data.Average()]),
            [(int[])[4, 3], Operand.Places([4], 2, 0, 1, 1)], [(int[])[2, 3, 2], Operand.Places([2, 2], 2, 0, 1)]),
        ["softmax_cross_entropy/smooth"] = Labelled(
            (z, t) => Losses.SoftmaxCrossEntropy(z, t, Reduction.None, smoothing: 0.2),
            (z, t) => -0.8 * LogSoftmaxOf(z)[t] - 0.2 * LogSoftmaxOf(z).Average()),
        ["softmax_cross_entropy/weighted_smooth"] = Labelled(
            (z, t) => Losses.SoftmaxCrossEntropy(z, t, Reduction.None, ClassWeights(z), smoothing: 0.2),
            (z, t) => -0.8 * s_classWeights[t] * LogSoftmaxOf(z)[t] - 0.2 * LogSoftmaxOf(z).Select((p, k) => s_classWeights[k] * p).Sum() / z.Length),
        ["softmax_cross_entropy/weighted_mean"] = new(
            x => Losses.SoftmaxCrossEntropy(x[0], x[1], weights: x[2]),
            x => WeightedMean(x[0], x[1], x[2].Data, -1),
            [(int[])[4, 3], Operand.Places([4], 2, 0, 1, 1), new Operand([3], 0.5, 2)],
            [(int[])[2, 3, 2], Operand.Places([2, 2], 2, 0, 1), new Operand([3], 0.5, 2)]),
        ["softmax_cross_entropy/ignored"] = Labelled(
            (z, t) => Losses.SoftmaxCrossEntropy(z, t, Reduction.None, ignoreIndex: 0), (z, t) => t == 0 ? 0 : -LogSoftmaxOf(z)[t]),
        ["softmax_cross_entropy/ignored_mean"] = new(
            x => Losses.SoftmaxCrossEntropy(x[0], x[1], ignoreIndex: -7),
            x => WeightedMean(x[0], x[1], [1, 1, 1], -7),
            [(int[])[4, 3], Operand.Places([4], 2, -7, 1, 1)], [(int[])[2, 3, 2], Operand.Places([2, 2], -7, 0, 1, -7)]),
        ["softmax_cross_entropy/distributions"] = Distributed(
            (z, t) => Losses.SoftmaxCrossEntropy(z, t, Reduction.None), (z, t) => -t.Zip(LogSoftmaxOf(z), (a, b) => a * b).Sum()),
        ["softmax_cross_entropy/distributions_weighted_smooth"] = Distributed(
            (z, t) => Losses.SoftmaxCrossEntropy(z, t, Reduction.None, ClassWeights(z), smoothing: 0.2),
            (z, t) => -LogSoftmaxOf(z).Select((p, k) => s_classWeights[k] * (0.8 * t[k] + 0.2 / t.Length) * p).Sum()),
        ["negative_log_likelihood"] = Labelled((z, t) => Losses.NegativeLogLikelihood(z, t, Reduction.None), (z, t) => -z[t]),
        ["negative_log_likelihood/weighted_ignored"] = Labelled(
            (z, t) => Losses.NegativeLogLikelihood(z, t, Reduction.None, ClassWeights(z), ignoreIndex: 1), (z, t) => t == 1 ? 0 : -s_classWeights[t] * z[t]),
        ["smooth_labels"] = new(
            x => Losses.SmoothLabels(x[0], 0.3),
            x => x[0].Map(t => 0.7 * t + 0.3 / x[0].Shape[^1]),
            [(int[])[2, 3]], [(int[])[1]], [(int[])[0, 3]], [(int[])[3, 0]]),
        ["smooth_labels/axis"] = new(
            x => Losses.SmoothLabels(x[0], 0.3, axis: 0), x => x[0].Map(t => 0.7 * t + 0.3 / x[0].Shape[0]), [(int[])[2, 3]], [(int[])[4]]),
        ["categorical_cross_entropy"] = Labelled(
            (z, t) => Losses.CategoricalCrossEntropy(z, t, Reduction.None), (z, t) => -Math.Log(z[t] / z.Sum()), 0.2, 1, alone: false),
        ["categorical_cross_entropy/clipped"] = Labelled(
            (z, t) => Losses.CategoricalCrossEntropy(z, t, Reduction.None, epsilon: 0.05, passGradient: false), (z, t) => -Math.Log(z[t] / z.Sum()), 0.5, 1, alone: false),
        ["categorical_cross_entropy/distributions"] = Distributed(
            (z, t) => Losses.CategoricalCrossEntropy(z, t, Reduction.None, passGradient: true),
            (z, t) => -t.Zip(z, (a, b) => a * Math.Log(b / z.Sum())).Sum(), 0.2, 1),
        ["softmax_focal"] = Labelled(
            (z, t) => Losses.SoftmaxFocal(z, t, Reduction.None), (z, t) => -Math.Pow(1 - SoftmaxOf(z)[t], 2) * LogSoftmaxOf(z)[t]),
        ["softmax_focal/weighted"] = Labelled(
            (z, t) => Losses.SoftmaxFocal(z, t, Reduction.None, gamma: 1.5, ClassWeights(z)),
            (z, t) => -s_classWeights[t] * Math.Pow(1 - SoftmaxOf(z)[t], 1.5) * LogSoftmaxOf(z)[t], alone: false),
        ["softmax_focal/of_gamma_0"] = Labelled(
            (z, t) => Losses.SoftmaxFocal(z, t, Reduction.None, gamma: 0), (z, t) => -LogSoftmaxOf(z)[t]),
        ["softmax_focal/distributions"] = Distributed(
            (z, t) => Losses.SoftmaxFocal(z, t, Reduction.None),
            (z, t) => -t.Select((a, k) => a * Math.Pow(1 - SoftmaxOf(z)[k], 2) * LogSoftmaxOf(z)[k]).Sum()),
        ["generalized_cross_entropy"] = Labelled(
            (z, t) => Losses.GeneralizedCrossEntropy(z, t, Reduction.None, q: 0.6), (z, t) => (1 - Math.Pow(SoftmaxOf(z)[t], 0.6)) / 0.6),
        ["poly_cross_entropy"] = Labelled(
            (z, t) => Losses.PolyCrossEntropy(z, t, Reduction.None, epsilon: 1.5), (z, t) => -LogSoftmaxOf(z)[t] + 1.5 * (1 - SoftmaxOf(z)[t])),
        ["poly_cross_entropy/distributions"] = Distributed(
            (z, t) => Losses.PolyCrossEntropy(z, t, Reduction.None, epsilon: 1.5),
            (z, t) => -t.Zip(LogSoftmaxOf(z), (a, b) => a * b).Sum() + 1.5 * (1 - t.Zip(SoftmaxOf(z), (a, b) => a * b).Sum())),
        ["multiclass_hinge"] = Labelled(
            (z, t) => Losses.MulticlassHinge(z, t, Reduction.None, margin: 0.8), (z, t) => Short(z, t, 0.8).Sum() / z.Length, places: false),
        ["multiclass_hinge/squared_weighted"] = Labelled(
            (z, t) => Losses.MulticlassHinge(z, t, Reduction.None, p: 2, weights: ClassWeights(z)),
            (z, t) => s_classWeights[t] * Short(z, t, 1).Sum(v => v * v) / z.Length, places: false),
        ["categorical_hinge"] = Labelled(
            (z, t) => Losses.CategoricalHinge(z, t, Reduction.None), (z, t) => Short(z, t, 1).Append(0).Max(), places: false),
        ["multiclass_perceptron"] = Labelled((z, t) => Losses.MulticlassPerceptron(z, t, Reduction.None), (z, t) => z.Max() - z[t], places: false),
        ["sparsemax"] = Labelled((z, t) => Losses.Sparsemax(z, t, Reduction.None), (z, t) => SparsemaxOf(z, OneAt(t, z.Length)), places: false),
        ["sparsemax/distributions"] = Distributed((z, t) => Losses.Sparsemax(z, t, Reduction.None), SparsemaxOf, places: false),
    };

    private static double[] SoftmaxOf(double[] z) => [.. z.Select(v => Math.Exp(v) / z.Sum(Math.Exp))];

    private static double[] LogSoftmaxOf(double[] z) => [.. z.Select(v => v - Math.Log(z.Sum(Math.Exp)))];

    private static double[] OneAt(int place, int count) => [.. Enumerable.Range(0, count).Select(k => k == place ? 1.0 : 0)];

    private static IEnumerable<double> Short(double[] z, int t, double margin) =>
        z.Where((_, k) => k != t).Select(other => Math.Max(0, margin - z[t] + other));

    // The nearest distribution by bisection of the threshold τ in Σ max(0, z - τ) = 1.
    private static double SparsemaxOf(double[] z, double[] t)
    {
        (double low, double high) = (z.Max() - 1, z.Max());
        for (int i = 0; i < 100; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = z.Sum(v => Math.Max(0, v - middle)) > 1 ? (middle, high) : (low, middle);
        }

        return 0.5 * z.Select((v, k) => Math.Pow(t[k] - v, 2) - Math.Pow(Math.Max(0, v - low) - v, 2)).Sum();
    }

    private static Tensor ClassWeights(Tensor like) => Tensor.From(s_classWeights[..like.Shape[1]]).To(like.DType);

    private static double[] ClassesAt(Nd scores, int[] at) => [.. Enumerable.Range(0, scores.Shape[1]).Select(k => scores[[at[0], k, .. at[1..]]])];

    private static Nd WeightedMean(Nd z, Nd labels, double[] weights, int ignored)
    {
        double total = labels.Data.Where(t => t != ignored).Sum(t => weights[(int)t]);
        return new Nd([], [Nd.Make(labels.Shape, at => labels[at] == ignored ? 0 : -weights[(int)labels[at]] * LogSoftmaxOf(ClassesAt(z, at))[(int)labels[at]]).Data.Sum() / total]);
    }

    private static OpRow Labelled(
        Func<Tensor, Tensor, Tensor> call,
        Func<double[], int, double> reference,
        double low = -2,
        double high = 2,
        bool places = true,
        bool alone = true)
    {
        IEnumerable<Operand[]> cases =
        [
            [new Operand([4, 3], low, high), Operand.Places([4], 2, 0, 1, 1)],
            [new Operand([0, 3], low, high), Operand.Places([0], 2)],
            .. places ? (Operand[][])[[new Operand([2, 3, 2], low, high), Operand.Places([2, 2], 2, 0, 1)]] : [],
            .. alone ? (Operand[][])[[new Operand([1, 1], low, high), Operand.Places([1], 0)]] : [],
        ];
        return new(
            x => call(x[0], x[1]), x => Nd.Make(x[1].Shape, at => reference(ClassesAt(x[0], at), (int)x[1][at])), [.. cases]);
    }

    private static OpRow Distributed(
        Func<Tensor, Tensor, Tensor> call, Func<double[], double[], double> reference, double low = -2, double high = 2, bool places = true)
    {
        int[][] shapes = places ? [[4, 3], [0, 3], [2, 3, 2]] : [[4, 3], [0, 3]];
        return new(
            x => call(x[0], x[1]),
            x => Nd.Make([x[0].Shape[0], .. x[0].Shape[2..]], at => reference(ClassesAt(x[0], at), ClassesAt(x[1], at))),
            [.. shapes.Select(shape => (Operand[])[new Operand(shape, low, high), new Operand(shape, 0.1, 0.6)])]);
    }
}
