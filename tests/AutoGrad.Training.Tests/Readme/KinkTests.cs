using AutoGrad.Nn;
using static AutoGrad.Tensor;
using static AutoGrad.Transform;

namespace AutoGrad.Training.Tests;

/// <summary>The table of kinks in README.md, row by row; the numbers are decisions, not computed.</summary>
public sealed class KinkTests
{
    private static readonly Tensor s_zero = From([1], [0.0]);

    [Fact]
    public void Relu_and_the_absolute_value_are_flat_at_0()
    {
        Assert.Equal([0], Slopes(Relu, s_zero));
        Assert.Equal([0], Slopes(Activations.Relu, s_zero));
        Assert.Equal([0], Slopes(Abs, s_zero));
    }

    [Fact]
    public void Equals_share_the_slope_of_their_maximum()
    {
        Tensor equals = From([2], [3.0, 3.0]);

        Assert.Equal([0.5], Slopes(x => Maximum(x, 0.0), s_zero));
        Assert.Equal([0.5], Slopes(x => Minimum(x, 0.0), s_zero));
        Assert.Equal([0.5, 0.5], Slopes(x => x.Max(), equals));
        Assert.Equal([0.5, 0.5], Slopes(x => x.Min(axis: 0), equals));
    }

    [Fact]
    public void Clamp_has_slope_1_on_its_bounds() =>
        Assert.Equal([0, 1, 1, 1, 0], Slopes(x => Clamp(x, -1, 1), From([5], [-2.0, -1.0, 0.0, 1.0, 2.0])));

    [Fact]
    public void What_takes_an_element_takes_the_first_of_equals()
    {
        Tensor equals = From([2], [3.0, 3.0]);

        Assert.Equal([1, 0], Slopes(x => Pool.Max1d(x, window: 2), Ones([1, 1, 2], DType.Float64)));
        Assert.Equal([1, 0, 0, 0], Slopes(x => Pool.Max2d(x, window: 2), Ones([1, 1, 2, 2], DType.Float64)));
        Assert.Equal([1, 0, 0, 0, 0, 0, 0, 0], Slopes(x => Pool.Max3d(x, window: 2), Ones([1, 1, 2, 2, 2], DType.Float64)));
        Assert.Equal([2, 0], Slopes(x => x.CumMax(axis: 0).Values, equals));
        Assert.Equal([2, 0], Slopes(x => x.CumMin(axis: 0).Values, equals));
        Assert.Equal([1, 0], Slopes(x => x.TopK(1).Values, equals));
        Assert.Equal([1, 0], Slopes(x => x.Sort()[0], equals));
        Assert.Equal([1, 0], Slopes(x => x.Sort(descending: true)[0], equals));
    }

    [Fact]
    public void What_jumps_is_a_constant()
    {
        Tensor x = From([3], [-0.5, 0.0, 1.5]);

        Assert.All(
            (Func<Tensor, Tensor>[])[Sign, Round, Floor, Ceiling, Truncate, v => (v > 0.0).To(DType.Float64), v => v.ArgMax(axis: 0).To(DType.Float64)],
            f => Assert.Equal([0, 0, 0], Slopes(v => f(v) + 0.0 * v.Sum(), x)));
    }

    [Fact]
    public void Remainders_rise_with_slope_1_at_their_jumps_too()
    {
        Assert.Equal([1, 1], Slopes(x => Remainder(x, From([1], [2.0])), From([2], [4.0, -2.0])));
        Assert.Equal([1, 1], Slopes(x => Fmod(x, From([1], [2.0])), From([2], [4.0, -2.0])));
    }

    [Fact]
    public void Lengths_deviations_and_angles_of_nothing_are_flat()
    {
        Tensor zeros = Zeros([2], DType.Float64);

        Assert.Equal([0, 0], Slopes(SafeSqrt, zeros));
        Assert.Equal([0, 0], Slopes(x => x.Norm(), zeros));
        Assert.Equal([0, 0], Slopes(x => Hypot(x[0], x[1]), zeros));
        Assert.Equal([0, 0], Slopes(x => Atan2(x[0], x[1]), zeros));
        Assert.Equal([0, 0], Slopes(x => x.StandardDeviation(), From([2], [5.0, 5.0])));
    }

    [Fact]
    public void The_square_root_is_steep_at_0() => Assert.Equal([double.PositiveInfinity], Slopes(Sqrt, s_zero));

    [Fact]
    public void A_power_is_flat_where_its_exponent_or_its_base_is_0()
    {
        Assert.Equal([0], Slopes(x => Pow(x, s_zero), s_zero));
        Assert.Equal([0], Slopes(y => Pow(s_zero, y), From([1], [2.0])));
        Assert.Equal([0], Slopes(y => Pow(s_zero, y), s_zero));
    }

    [Fact]
    public void Slices_of_minus_infinity_have_no_weights()
    {
        Tensor nothing = Full([2], double.NegativeInfinity, DType.Float64);

        Assert.Equal(double.NegativeInfinity, nothing.LogSumExp().ToScalar());
        Assert.Equal([0, 0], Slopes(x => x.LogSumExp(), nothing));
        Assert.All(nothing.Softmax().ToArray<double>(), y => Assert.True(double.IsNaN(y)));
    }

    [Fact]
    public void Reductions_of_nothing_are_0_NaN_and_an_error()
    {
        Tensor nothing = Zeros([2, 0]);

        Assert.Equal([0f, 0f], nothing.Sum(axis: 1).ToArray<float>());
        Assert.All(nothing.Mean(axis: 1).ToArray<float>(), y => Assert.True(float.IsNaN(y)));
        Assert.Contains("axis 1", Assert.Throws<ShapeException>(() => nothing.Max(axis: 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Activations_in_pieces_take_the_side_below_or_are_flat_at_their_bounds()
    {
        Tensor bounds = From([2], [-1.0, 1.0]);

        Assert.Equal([0.25], Slopes(x => Activations.LeakyRelu(x, slope: 0.25), s_zero));
        Assert.Equal([0.25], Slopes(x => Activations.PRelu(x, From([1], [0.25])), s_zero));
        Assert.Equal([2], Slopes(x => Activations.Elu(x, alpha: 2), s_zero));
        Assert.Equal([0, 0], Slopes(Activations.Relu6, From([2], [0.0, 6.0])));
        Assert.Equal([0, 0], Slopes(x => Activations.HardTanh(x), bounds));
        Assert.Equal([0, 0], Slopes(x => Activations.HardSigmoid(x, slope: 0.5, offset: 0.5), bounds));
        Assert.Equal([0, 0], Slopes(x => Activations.SoftShrink(x, lambda: 1), bounds));
        Assert.Equal([0, 0], Slopes(x => Activations.HardShrink(x, lambda: 1), bounds));
        Assert.Equal([0], Slopes(x => Activations.Threshold(x, threshold: 0), s_zero));
    }

    [Fact]
    public void Losses_are_flat_on_their_margin_and_where_nothing_is_wrong()
    {
        Tensor one = From([1], [1.0]);

        Assert.Equal([0], Slopes(x => Losses.Hinge(x, one), one));
        Assert.Equal([0], Slopes(x => Losses.MarginRanking(x, one, one), one));
        Assert.Equal([0], Slopes(x => Losses.HingeEmbedding(x, -one), one));
        Assert.Equal([0], Slopes(x => Losses.MeanAbsoluteError(x, one), one));
    }

    [Fact]
    public void What_is_impossible_or_hidden_has_no_slope()
    {
        Tensor scores = Zeros([1, 1, 3], DType.Float64);
        Tensor labels = From([1, 2], [1, 2]);
        Tensor vectors = Ones([2, 3], DType.Float64);
        Tensor hidden = Zeros([2, 2], DType.Bool);

        Assert.Equal(double.PositiveInfinity, Losses.Ctc(scores.LogSoftmax(-1), labels).ToScalar());
        Assert.Equal([0, 0, 0], Slopes(x => Losses.Ctc(x.LogSoftmax(-1), labels), scores));
        Assert.Equal(new double[6], Attention.ScaledDotProduct(vectors, vectors, vectors, hidden).ToArray<double>());
        Assert.Equal(new double[6], Slopes(x => Attention.ScaledDotProduct(x, x, x, hidden), vectors));
    }

    [Fact]
    public void Matrices_of_nothing_are_flat_and_equal_values_count_alike()
    {
        Tensor zeros = Zeros([2, 2], DType.Float64);

        Assert.Equal(new double[4], Slopes(x => LinearAlgebra.Norm(x), zeros));
        Assert.Equal(new double[4], Slopes(LinearAlgebra.SingularValues, zeros));
        Assert.Equal(double.PositiveInfinity, LinearAlgebra.ConditionNumber(zeros).ToScalar());
        Assert.Equal(new double[4], Slopes(LinearAlgebra.ConditionNumber, zeros));
        Assert.Equal([1, 0, 0, 1], Slopes(LinearAlgebra.SymmetricEigenvalues, Eye(2, DType.Float64)));
    }

    [Fact]
    public void Places_between_pixels_have_the_slope_of_the_line_after_them_and_the_nearest_none()
    {
        Tensor row = From([1, 1, 3], [0.0, 1.0, 5.0]);
        Tensor middle = Zeros([1, 1, 1], DType.Float64);

        Assert.Equal([4], Slopes(grid => Images.GridSample(row, grid, Interpolation.Linear, alignCorners: true), middle));
        Assert.Equal([0], Slopes(grid => Images.GridSample(row, grid, Interpolation.Nearest, alignCorners: true), middle));
    }

    [Fact]
    public void Branches_as_functions_never_see_what_they_are_shielded_from()
    {
        Tensor x = From([2], [0.0, 4.0]);

        Assert.Equal([double.NaN, 0.25], Slopes(v => Where(v > 0.0, Sqrt(v), 0.0), x));
        Assert.Equal([0, 0.25], Slopes(v => Where(v > 0.0, u => Sqrt(u), u => 0.0 * u, v), x));
    }

    private static double[] Slopes(Func<Tensor, Tensor> f, Tensor x) => Grad(v => f(v).Sum())(x).ToArray<double>();
}
