using AutoGrad.PropertyTesting;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Random = AutoGrad.PropertyTesting.Arbitraries;

namespace AutoGrad.PropertyTests;

/// <summary>Pooling keeps order, and what all places of a window have in common.</summary>
public sealed class PoolLaws
{
    private static readonly Arbitrary<Tensor> s_images = Random.TensorsOf([1, 2, 5, 4]);

    [Property]
    public Property Pooling_is_monotone() => Prop.ForAll(s_images, Random.TensorsOf([1, 2, 5, 4], Values.Between(0, 3)), (x, more) => All((max, average) =>
        IsNowhereGreater(max(x), max(x + more)) && IsNowhereGreater(average(x), average(x + more))));

    [Property]
    public Property The_average_is_between_the_least_and_the_greatest() => Prop.ForAll(s_images, x => All((max, average) =>
        IsNowhereGreater(average(x), max(x)) && IsNowhereGreater(-max(-x), average(x))));

    [Property]
    public Property What_is_added_everywhere_is_added() => Prop.ForAll(s_images, Random.Vectors(1), (x, shift) => All((max, average) =>
        Laws.IsClose(max(x) + shift[0], max(x + shift[0]), 1e-14) && Laws.IsClose(average(x) + shift[0], average(x + shift[0]), 1e-14)));

    [Property]
    public Property Averages_are_linear() => Prop.ForAll(s_images, s_images, (x, y) => All((_, average) =>
        Laws.IsClose(average(2.0 * x - 3.0 * y), 2.0 * average(x) - 3.0 * average(y), 1e-14)));

    /// <summary>The greatest is one of those that are there, and its slope goes there and nowhere else.</summary>
    [Property]
    public Property Slopes_of_maxima_sum_to_how_many_there_are() => Prop.ForAll(s_images, x => All((max, _) =>
        Math.Abs(Transform.Grad(v => max(v).Sum())(x).Sum().ToScalar() - max(x).Size) < 1e-12
        && max(x).ToArray<double>().All(x.ToArray<double>().Contains)));

    [Property]
    public Property Pooling_everything_is_reducing() => Prop.ForAll(s_images, x =>
        Laws.IsClose(x.Max([2, 3], keepDims: true), Pool.Max2d(x, (5, 4)), 0)
        && Laws.IsClose(x.Mean([2, 3], keepDims: true), Pool.Average2d(x, (5, 4)), 1e-14)
        && Laws.IsClose(x, Pool.Max2d(x, 1), 0) && Laws.IsClose(x, Pool.Average2d(x, 1), 0));

    // Padding is left out of averages here: it counts for 0, which is no element's.
    private static bool All(Func<Func<Tensor, Tensor>, Func<Tensor, Tensor>, bool> holds) =>
        holds(x => Pool.Max2d(x, 2), x => Pool.Average2d(x, 2))
        && holds(x => Pool.Max2d(x, 3, stride: 1, padding: 1), x => Pool.Average2d(x, 3, stride: 1, padding: 1, countPadding: false))
        && holds(x => Pool.Max2d(x, 2, stride: 1, dilation: 2), x => Pool.Average2d(x, 2, stride: 1, dilation: 2))
        && holds(x => Pool.AdaptiveMax2d(x, (2, 3)), x => Pool.AdaptiveAverage2d(x, (2, 3)));

    private static bool IsNowhereGreater(Tensor x, Tensor y) => x.ToArray<double>().Zip(y.ToArray<double>()).All(pair => pair.First <= pair.Second + 1e-13);
}
