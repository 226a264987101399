using AutoGrad.Nn;
using AutoGrad.PropertyTesting;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Random = AutoGrad.PropertyTesting.Arbitraries;

namespace AutoGrad.PropertyTests;

/// <summary>A loss is nothing where the model is right, and never less.</summary>
public sealed class LossLaws
{
    private static readonly (string Name, Func<Tensor, Tensor, Nn.Reduction, Tensor> Loss)[] s_distances =
    [
        ("mean_squared_error", Losses.MeanSquaredError),
        ("mean_absolute_error", Losses.MeanAbsoluteError),
        ("l2", Losses.L2),
        ("huber", (x, t, how) => Losses.Huber(x, t, how, 0.7)),
        ("smooth_l1", (x, t, how) => Losses.SmoothL1(x, t, how, 0.7)),
        ("log_cosh", Losses.LogCosh),
        ("mean_squared_logarithmic_error", (x, t, how) => Losses.MeanSquaredLogarithmicError(x, t, how)),
        ("mean_absolute_percentage_error", (x, t, how) => Losses.MeanAbsolutePercentageError(x, t, how)),
    ];

    private static readonly Arbitrary<Tensor> s_numbers = Random.Tensors(minRank: 1, values: Values.Between(0, 10));

    private static readonly Arbitrary<Tensor> s_scores = Random.Tensors(maxRank: 2, minRank: 2);

    [Property]
    public Property Distances_are_nothing_at_the_target_and_never_less() => Prop.ForAll(s_numbers, t => s_distances.All(distance =>
    {
        Tensor other = 10.0 - t;
        double[] there = distance.Loss(other, t, Nn.Reduction.None).ToArray<double>();

        return distance.Loss(t, t, Nn.Reduction.None).ToArray<double>().All(term => term == 0)
            && there.All(term => term >= 0)
            && other.ToArray<double>().Zip(t.ToArray<double>(), there).All(at => at.Third > 0 || Math.Abs(at.First - at.Second) < 1e-7);
    }));

    [Property]
    public Property Distances_have_no_slope_at_the_target() => Prop.ForAll(s_numbers, t => s_distances.All(distance =>
        Transform.Grad(x => distance.Loss(x, t, Nn.Reduction.Sum))(t).ToArray<double>().All(slope => slope == 0)));

    [Property]
    public Property The_mean_and_the_sum_are_those_of_the_terms() => Prop.ForAll(s_numbers, t => s_distances.All(distance =>
    {
        Tensor x = Tensor.Exp(-t);
        Tensor terms = distance.Loss(x, t, Nn.Reduction.None);

        return Laws.IsClose(terms.Sum(), distance.Loss(x, t, Nn.Reduction.Sum), 1e-14) && Laws.IsClose(terms.Mean(), distance.Loss(x, t, Nn.Reduction.Mean), 1e-14);
    }));

    /// <summary>Gibbs' inequality: of all predictions the target itself has the least cross-entropy, which is its entropy.</summary>
    [Property]
    public Property Cross_entropy_is_least_at_the_target() => Prop.ForAll(s_scores, x =>
    {
        Tensor target = Tensor.Sin(3 * x).Softmax();
        double entropy = -(target * Tensor.Log(target)).Sum(-1).Mean().ToScalar();

        return Losses.SoftmaxCrossEntropy(x, target).ToScalar() >= entropy - 1e-13
            && Math.Abs(Losses.SoftmaxCrossEntropy(Tensor.Log(target) + 3, target).ToScalar() - entropy) < 1e-13
            && Transform.Grad(z => Losses.SoftmaxCrossEntropy(z, target))(Tensor.Log(target)).ToArray<double>().All(slope => Math.Abs(slope) < 1e-15);
    });

    [Property]
    public Property Divergences_are_nothing_between_equals_and_never_less() => Prop.ForAll(s_scores, x =>
    {
        (Tensor p, Tensor q) = (x.Softmax(), Tensor.Cos(x).Softmax());

        return Losses.KullbackLeibler(p, q).ToScalar() >= -1e-15
            && Math.Abs(Losses.KullbackLeibler(p, p).ToScalar()) < 1e-15
            && Losses.GeneralizedKullbackLeibler(2 * p, q).ToScalar() >= 0
            && Math.Abs(Losses.KullbackLeiblerOfLogs(Tensor.Log(q), Tensor.Log(q)).ToScalar()) < 1e-15
            && Laws.IsClose(Losses.KullbackLeibler(p, q), Losses.KullbackLeiblerOfLogPrediction(p, Tensor.Log(q)), 1e-12);
    });

    [Property]
    public Property Sparsemax_has_no_loss_where_it_is_right_for_certain() => Prop.ForAll(s_scores, x =>
    {
        Tensor likely = Activations.Sparsemax(x);

        return Losses.Sparsemax(x, likely, Nn.Reduction.None).ToArray<double>().All(loss => Math.Abs(loss) < 1e-12)
            && Losses.Sparsemax(x, Tensor.Cos(x).Softmax(), Nn.Reduction.None).ToArray<double>().All(loss => loss > -1e-12);
    });

    /// <summary>A score on the right side, past the margin, costs nothing.</summary>
    [Property]
    public Property Margins_cost_nothing_where_they_are_kept() => Prop.ForAll(Random.Vectors(values: Values.Between(-10, 10)), numbers =>
    {
        Tensor scores = Tensor.From(numbers);
        Tensor labels = Tensor.From((double[])[.. numbers.Select(number => number < 0 ? -1.0 : 1.0)]);
        bool Costs(Func<Tensor, Tensor, Nn.Reduction, Tensor> loss, double margin) =>
            loss(scores, labels, Nn.Reduction.None).ToArray<double>().Zip(numbers).All(at => at.First >= 0 && at.First == 0 == Math.Abs(at.Second) >= margin)
            && loss(scores, -labels, Nn.Reduction.None).ToArray<double>().Zip(numbers).All(at => at.First >= margin || margin == 0 || at.First > 0);

        return Costs(Losses.Hinge, 1) && Costs(Losses.SquaredHinge, 1) && Costs(Losses.Perceptron, 0)
            && Losses.SoftMargin(scores, labels, Nn.Reduction.None).ToArray<double>().All(loss => loss is > 0 and <= 0.6931471805599454);
    });

    [Property]
    public Property Directions_alike_are_at_no_distance() => Prop.ForAll(Random.Vectors(values: Values.Between(0.5, 10)), numbers =>
    {
        Tensor x = Tensor.From([1, numbers.Length], numbers);
        Tensor y = Tensor.Cos(x);

        return Math.Abs(Losses.CosineDistance(x, 3 * x).ToScalar()) < 1e-14
            && Math.Abs(Losses.CosineDistance(x, -x).ToScalar() - 2) < 1e-14
            && Losses.CosineDistance(x, y).ToScalar() is >= -1e-14 and <= 2 + 1e-14
            && Laws.IsClose(Losses.CosineDistance(x, y), Losses.CosineDistance(y, x), 1e-15);
    });
}
