namespace AutoGrad.Tests;

public sealed class PoolingEdgeTests
{
    // Windows [0, 2) and [1, 3) of adaptive pooling share the middle place; equal numbers: the first of each window takes the slope.
    [Fact]
    public void Adaptive_and_global_maxima_choose_the_first_of_equals()
    {
        Tensor x = Tensor.Ones([1, 1, 1, 3], DType.Float64);

        Tensor adaptive = Transform.Grad(v => Pool.AdaptiveMax2d(v, (1, 2)).Sum())(x);
        Tensor whole = Transform.Grad(v => Pool.GlobalMax(v).Sum())(x);

        Assert.Equal([1.0, 1.0, 0.0], adaptive.ToArray<double>());
        Assert.Equal([1.0, 0.0, 0.0], whole.ToArray<double>());
    }

    [Fact]
    public void Adaptive_average_keeps_infinity_to_its_own_windows()
    {
        Tensor y = Pool.AdaptiveAverage2d(Tensor.From([1, 1, 1, 3], [double.PositiveInfinity, 1.0, 3.0]), (1, 2));

        Assert.Equal([double.PositiveInfinity, 2.0], y.ToArray<double>());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Norm_of_a_window_of_zeros_has_slope_0(double p)
    {
        Tensor gradient = Transform.Grad(x => Pool.Lp2d(x, p, 2).Sum())(Tensor.Zeros([1, 1, 2, 2], DType.Float64));

        Assert.Equal([0.0, 0.0, 0.0, 0.0], gradient.ToArray<double>());
    }

    [Fact]
    public void Pools_work_on_axes_of_other_ranks_all_at_once() =>
        Assert.Equal([2.5], Pool.GlobalAverage(Tensor.From([1, 1, 4], [1.0, 2.0, 3.0, 4.0])).ToArray<double>());

    [Fact]
    public void Max1d_names_the_rank() => Refuses(
        "max_pool1d: x must be [n, c, w]; got f32[1, 1, 2, 2].", () => Pool.Max1d(Tensor.Zeros([1, 1, 2, 2]), 2));

    [Fact]
    public void Lp2d_names_a_p_below_1() => Refuses("lp_pool2d: p must be 1 or more; got 0.5.", () => Pool.Lp2d(Tensor.Zeros([1, 1, 2, 2]), 0.5, 2));

    [Fact]
    public void AdaptiveAverage2d_names_outputs_that_are_none() => Refuses(
        "adaptive_average_pool2d: the outputs must be 1 or more; got (0, 2).", () => Pool.AdaptiveAverage2d(Tensor.Zeros([1, 1, 2, 2]), (0, 2)));

    [Fact]
    public void AdaptiveMax2d_names_an_empty_image() => Refuses(
        "adaptive_max_pool2d: x must be [n, c, h, w], with h and w 1 or more; got f32[1, 1, 0, 2].",
        () => Pool.AdaptiveMax2d(Tensor.Zeros([1, 1, 0, 2]), (1, 1)));

    [Fact]
    public void GlobalMax_names_channels_without_places() => Refuses(
        "global_max_pool: x must be [n, c, ...], with one place or more; got f32[2, 3].", () => Pool.GlobalMax(Tensor.Zeros([2, 3])));

    [Fact]
    public void Padding_as_great_as_the_window_is_named() => Refuses(
        "average_pool2d: the window must be 1 or more, and the padding less than it; got a window of 2 by 2 and "
            + "Window2d { StrideHeight = 2, StrideWidth = 2, Top = 2, Bottom = 2, Left = 2, Right = 2, DilationHeight = 1, DilationWidth = 1 }.",
        () => Pool.Average2d(Tensor.Zeros([1, 1, 4, 4]), 2, padding: 2));

    [Fact]
    public void Padding_over_half_the_window_leaves_windows_with_one_place_of_the_image()
    {
        Tensor x = Tensor.From([1, 1, 2, 2], [1.0, 2, 3, 4]);

        Tensor y = Pool.Max2d(x, 3, stride: 1, padding: 2);

        Assert.Equal([1.0, 2, 2, 2, 3, 4, 4, 4, 3, 4, 4, 4, 3, 4, 4, 4], y.ToArray<double>());
    }

    private static void Refuses(string message, Action call) => Assert.Equal(message, Assert.Throws<ShapeException>(call).Message);
}
