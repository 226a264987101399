using AutoGrad.Nn;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Random = AutoGrad.PropertyTesting.Arbitraries;

namespace AutoGrad.PropertyTests;

/// <summary>Softmax, its logarithm and the sum under it know differences alone.</summary>
public sealed class SoftmaxLaws
{
    private static readonly Arbitrary<Tensor> s_scores = Random.Tensors(minRank: 1);

    [Property]
    public Property A_shift_changes_no_probability() => Prop.ForAll(s_scores, Random.Vectors(1), (x, shift) =>
    {
        Tensor moved = x + 100 * shift[0];

        return Laws.IsClose(x.Softmax(), moved.Softmax(), 1e-11)
            && Laws.IsClose(x.LogSoftmax(), moved.LogSoftmax(), 1e-11)
            && Laws.IsClose(Activations.Sparsemax(x), Activations.Sparsemax(moved), 1e-11)
            && Laws.IsClose(x.LogSumExp(-1) + 100 * shift[0], moved.LogSumExp(-1), 1e-14)
            && Laws.IsClose(Losses.SoftmaxCrossEntropy(Rows(x), Even(Rows(x))), Losses.SoftmaxCrossEntropy(Rows(moved), Even(Rows(x))), 1e-11);
    });

    [Property]
    public Property Probabilities_are_positive_and_sum_to_one() => Prop.ForAll(s_scores, x =>
        new[] { x.Softmax(), Tensor.Exp(x.LogSoftmax()), Activations.Sparsemax(x) }.All(p =>
            Laws.IsClose(Tensor.Ones([.. x.Shape[..^1]], DType.Float64), p.Sum(-1), 1e-14) && p.ToArray<double>().All(number => number is >= 0 and <= 1)));

    [Property]
    public Property The_gradient_of_log_sum_exp_is_softmax() => Prop.ForAll(s_scores, x =>
        Laws.IsClose(x.Softmax(), Transform.Grad(v => v.LogSumExp(-1).Sum())(x), 1e-13)
        && Laws.IsClose(x - x.LogSumExp(-1, keepDims: true), x.LogSoftmax(), 1e-13));

    /// <summary>Along a shift nothing changes, so that gradients of probabilities have no part along it.</summary>
    [Property]
    public Property Gradients_sum_to_nothing() => Prop.ForAll(s_scores, x =>
    {
        Tensor weights = Tensor.Cos(3 * x);
        Tensor gradient = Transform.Grad(v => (v.Softmax() * weights).Sum())(x);

        return Laws.IsClose(Tensor.Zeros([.. x.Shape[..^1]], DType.Float64), gradient.Sum(-1), 1e-14);
    });

    [Property]
    public Property Greater_scores_have_greater_probabilities() => Prop.ForAll(Random.Vectors(), numbers =>
    {
        double[] p = Tensor.From(numbers).Softmax().ToArray<double>();
        return numbers.Zip(p).OrderBy(pair => pair.First).Select(pair => pair.Second).Aggregate((Rises: true, Last: 0.0), (seen, next) => (seen.Rises && next >= seen.Last, next)).Rises;
    });

    private static Tensor Rows(Tensor x) => x.Reshape(-1, x.Shape[^1]);

    private static Tensor Even(Tensor x) => Tensor.Full(x.Shape, 1.0 / x.Shape[^1], DType.Float64);
}
