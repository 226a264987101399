using static AutoGrad.Tensor;

namespace AutoGrad.Tests;

/// <summary>Zeros, ties, infinities and refusals of reductions; expected numbers are worked out by hand.</summary>
public sealed class ReductionEdgeTests
{
    [Fact]
    public void Product_beside_one_zero_has_a_slope_at_the_zero_alone()
    {
        Tensor x = From([2.0, 0, 3]);

        Assert.Equal([0, 6, 0], Transform.Grad(v => v.Prod())(x).ToArray<double>());
        Assert.Equal([0, 3, 0, 3, 0, 2, 0, 2, 0], Transform.Hessian(v => v.Prod())(x).Reshape(-1).ToArray<double>());
    }

    [Fact]
    public void Cumulative_product_beside_a_zero_has_exact_slopes()
    {
        // 2 + 2·0 + 2·0·3: ∂x₀ = 1 + 0 + 0, ∂x₁ = 2 + 2·3, ∂x₂ = 2·0
        Assert.Equal([1, 8, 0], Transform.Grad(v => v.CumProd(axis: 0).Sum())(From([2.0, 0, 3])).ToArray<double>());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1.5)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(double.PositiveInfinity)]
    public void Norm_at_zero_is_zero_with_slope_and_curvature_zero(double p)
    {
        Tensor x = Zeros([3], DType.Float64);

        Assert.Equal(0, x.Norm(p: p).ToScalar());
        Assert.Equal([0, 0, 0], Transform.Grad(v => v.Norm(p: p))(x).ToArray<double>());
        Assert.Equal(new double[9], Transform.Hessian(v => v.Norm(p: p))(x).Reshape(-1).ToArray<double>());
    }

    [Fact]
    public void Norm_of_extreme_numbers_is_of_their_size()
    {
        Close.Equal(1, (From([3e200, 4e200]).Norm() / 5e200).ToScalar(), 1e-15);
        Close.Equal(1, (From([3e-200, 4e-200]).Norm() / 5e-200).ToScalar(), 1e-15);
        Close.Equal([0.6, 0.8], Transform.Grad(v => v.Norm())(From([3e200, 4e200])), 1e-15);
        Assert.Equal(double.PositiveInfinity, From([1, double.PositiveInfinity]).Norm().ToScalar());
        Assert.Equal(double.NaN, From([1, double.NaN]).Norm().ToScalar());
    }

    [Fact]
    public void Infinite_norm_shares_its_slope_evenly_among_equals() =>
        Assert.Equal([0.5, -0.5, 0], Transform.Grad(v => v.Norm(p: double.PositiveInfinity))(From([2.0, -2, 1])).ToArray<double>());

    [Fact]
    public void Standard_deviation_of_equal_elements_has_slope_zero()
    {
        Tensor x = Full([4], 3, DType.Float64);

        Assert.Equal(0, x.StandardDeviation().ToScalar());
        Assert.Equal([0, 0, 0, 0], Transform.Grad(v => v.StandardDeviation())(x).ToArray<double>());
        Assert.Equal(new double[16], Transform.Hessian(v => v.StandardDeviation())(x).Reshape(-1).ToArray<double>());
    }

    // 1, 2 and 4: mean 7/3, variance 14/9, by hand; the squares of none of these distances are in range.
    [Theory]
    [InlineData(1e300, DType.Float64)]
    [InlineData(1e-300, DType.Float64)]
    [InlineData(1e30, DType.Float32)]
    [InlineData(1e-30, DType.Float32)]
    public void Standard_deviation_of_extreme_numbers_is_of_their_size(double scale, DType dtype)
    {
        Tensor x = From([scale, 2 * scale, 4 * scale]).To(dtype);
        double root = Math.Sqrt(14);

        Assert.Equal(root / 3, x.StandardDeviation().ToScalar() / scale, 1e-6);
        Close.Equal([-4 / (3 * root), -1 / (3 * root), 5 / (3 * root)], Transform.Grad(v => v.StandardDeviation())(x), 1e-6);
    }

    [Fact]
    public void Variance_of_too_few_elements_is_not_a_number()
    {
        Assert.Equal(double.NaN, From([2.0]).Variance(correction: 1).ToScalar());
        Assert.Equal(double.NaN, Zeros([0]).Variance(correction: 1).ToScalar());
        Assert.Equal(double.NaN, From([2.0]).StandardDeviation(correction: 1).ToScalar());
    }

    [Fact]
    public void Variance_keeps_its_digits_far_from_zero() =>
        Assert.Equal(2.0 / 3, From([1e8f - 8, 1e8f, 1e8f + 8]).Variance().ToScalar() / 64, 6);

    [Fact]
    public void Log_sum_exp_of_nothing_but_zero_probability_has_slope_zero()
    {
        Tensor x = Full([2, 2], double.NegativeInfinity, DType.Float64);

        Assert.Equal(double.NegativeInfinity, x.LogSumExp([0, 1]).ToScalar());
        Assert.Equal(new double[4], Transform.Grad(v => v.LogSumExp([0, 1]))(x).Reshape(-1).ToArray<double>());
        Assert.Equal([double.NegativeInfinity, 0, Math.Log(2)], From([double.NegativeInfinity, 0, 0]).CumLogSumExp(axis: 0).ToArray<double>());
        Assert.Equal([0, 1, 0], Transform.Grad(v => v.CumLogSumExp(axis: 0)[1])(From([double.NegativeInfinity, 0, 0])).ToArray<double>());
    }

    [Fact]
    public void Running_extremes_keep_the_first_of_equals_and_a_NaN_for_good()
    {
        (Tensor values, Tensor indices) = From([1, 3, 3, double.NaN, 5]).CumMax(axis: 0);

        Assert.Equal([1, 3, 3, double.NaN, double.NaN], values.ToArray<double>());
        Assert.Equal([0, 1, 1, 3, 3], indices.ToArray<int>());
        Assert.Equal([1, 1, 2, 2], From([2, 1, 3, 2]).CumMin(axis: 0, reverse: true).Values.ToArray<int>());
    }

    [Fact]
    public void Float32_adds_up_without_losing_digits() =>
        Assert.Equal(1_000_000f, Full([10_000_000], 0.1).CumSum(axis: 0)[-1].ToScalar(), 1.0);

    [Fact]
    public void Integers_and_masks_reduce_too()
    {
        Assert.Equal(24, From([1, 2, 3, 4]).Prod().ToScalar());
        Assert.Equal([1, 1, 2], From([true, false, true]).CumSum(axis: 0).ToArray<int>());
        Assert.True((bool)From([1, 2]).All());
        Assert.False((bool)From([0L, 0]).Any());
        Assert.Equal(1, From([0, double.NaN]).CountNonZero().ToScalar());
    }

    [Fact]
    public void Refusals_name_the_rule_and_the_way_out()
    {
        Tensor whole = From([1, 2]);

        Refuses("norm: p must be above 0 (count what is not 0 with CountNonZero); got 0.", () => From([1.0]).Norm(p: 0));
        Refuses("norm: a floating dtype is needed (convert with x.To(DType.Float32)); got i32[2].", () => whole.Norm());
        Refuses("variance: a floating dtype is needed (convert with x.To(DType.Float32)); got i32[2].", () => whole.Variance());
        Refuses("standard_deviation: a floating dtype is needed (convert with x.To(DType.Float32)); got i32[2].", () => whole.StandardDeviation());
        Refuses("cum_log_sum_exp: a floating dtype is needed (convert with x.To(DType.Float32)); got i32[2].", () => whole.CumLogSumExp(0));
        Refuses("prod: axis must be in [-1, 1); got axis 1 for shape [2].", () => whole.Prod(axis: 1));
        Refuses("cum_sum: axis must be in [-1, 1); got axis 2 for shape [2].", () => whole.CumSum(2));
        Refuses("cum_max: numbers are needed (convert with x.To(DType.Int32)); got bool[1].", () => From([true]).CumMax(0));
    }

    private static void Refuses(string message, Func<object> call) => Assert.Equal(message, Assert.Throws<ShapeException>(call).Message);
}
