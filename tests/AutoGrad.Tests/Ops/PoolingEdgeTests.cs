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
        "max_pool1d: x must be [n, c, w], with one place or more; got f32[1, 1, 2, 2].", () => Pool.Max1d(Tensor.Zeros([1, 1, 2, 2]), 2));

    [Fact]
    public void Lp2d_names_a_p_below_1() => Refuses("lp_pool2d: p must be 1 or more; got 0.5.", () => Pool.Lp2d(Tensor.Zeros([1, 1, 2, 2]), 0.5, 2));

    [Fact]
    public void AdaptiveAverage2d_names_outputs_that_are_none() => Refuses(
        "adaptive_average_pool2d: the outputs must be 1 or more; got (0, 2).", () => Pool.AdaptiveAverage2d(Tensor.Zeros([1, 1, 2, 2]), (0, 2)));

    [Fact]
    public void AdaptiveMax2d_names_an_empty_image() => Refuses(
        "adaptive_max_pool2d: x must be [n, c, h, w], with one place or more; got f32[1, 1, 0, 2].",
        () => Pool.AdaptiveMax2d(Tensor.Zeros([1, 1, 0, 2]), (1, 1)));

    [Fact]
    public void GlobalMax_names_channels_without_places() => Refuses(
        "global_max_pool: x must be [n, c, ...], with one place or more; got f32[2, 3].", () => Pool.GlobalMax(Tensor.Zeros([2, 3])));

    [Fact]
    public void Max2d_names_a_window_in_padding_alone() => Refuses(
        "max_pool2d: every window of 2 by 2 must hold a place of the image (take less padding or dilation); got f32[1, 1, 4, 4].",
        () => Pool.Max2d(Tensor.Zeros([1, 1, 4, 4]), 2, padding: 2));

    // Taps at -1 and 1, over the only place.
    [Fact]
    public void Max1d_names_a_window_around_the_row() => Refuses(
        "max_pool1d: every window of 2 must hold a place of the row (take less padding or dilation); got f32[1, 1, 1].",
        () => Pool.Max1d(Tensor.Zeros([1, 1, 1]), 2, padding: 1, dilation: 2));

    [Fact]
    public void Average3d_names_a_window_without_a_place_to_count() => Refuses(
        "average_pool3d: every window of 1 by 1 by 1 must hold a place of the volume (take less padding or dilation); got f32[1, 1, 2, 2, 2].",
        () => Pool.Average3d(Tensor.Zeros([1, 1, 2, 2, 2]), 1, padding: 1, countPadding: false));

    [Fact]
    public void Max3d_names_a_window_larger_than_the_volume() => Refuses(
        "max_pool3d: the padded volume must hold a window of 3 by 3 by 3; got f32[1, 1, 2, 4, 4].",
        () => Pool.Max3d(Tensor.Zeros([1, 1, 2, 4, 4]), 3));

    [Fact]
    public void Average1d_names_a_window_larger_than_the_row() => Refuses(
        "average_pool1d: the padded row must hold a window of 3; got f32[1, 1, 2].", () => Pool.Average1d(Tensor.Zeros([1, 1, 2]), 3));

    [Fact]
    public void Average1d_names_a_window_of_nothing() => Refuses(
        "average_pool1d: the window must hold one place or more; got a window of 0.", () => Pool.Average1d(Tensor.Zeros([1, 1, 2]), 0));

    [Fact]
    public void Lp1d_names_a_window_that_does_not_move() => Refuses(
        "lp_pool1d: strides and dilations must be 1 or more, paddings 0 or more; got Window1d { Stride = 0, Before = 0, After = 0, Dilation = 1 }.",
        () => Pool.Lp1d(Tensor.Zeros([1, 1, 2]), 2, 1, stride: 0));

    [Fact]
    public void Lp3d_names_an_empty_volume() => Refuses(
        "lp_pool3d: x must be [n, c, d, h, w], with one place or more; got f32[1, 1, 2, 0, 2].", () => Pool.Lp3d(Tensor.Zeros([1, 1, 2, 0, 2]), 2, 1));

    [Fact]
    public void Lp_pools_at_infinity_name_themselves() => Refuses(
        "lp_pool2d: a floating dtype is needed (convert with x.To(DType.Float32)); got i32[1, 1, 2, 2].",
        () => Pool.Lp2d(Tensor.Zeros([1, 1, 2, 2], DType.Int32), double.PositiveInfinity, 2));

    [Fact]
    public void AdaptiveMax3d_names_outputs_that_are_none() => Refuses(
        "adaptive_max_pool3d: the outputs must be 1 or more; got (1, 0, 1).", () => Pool.AdaptiveMax3d(Tensor.Zeros([1, 1, 2, 2, 2]), (1, 0, 1)));

    [Fact]
    public void GlobalLp_names_a_p_below_1() => Refuses("global_lp_pool: p must be 1 or more; got 0.", () => Pool.GlobalLp(Tensor.Zeros([1, 1, 2]), 0));

    [Fact]
    public void MaxUnpool2d_names_indices_of_another_shape() => Refuses(
        "max_unpool2d: x and indices must have one shape, [n, c, ...]; got f32[1, 1, 2, 2] and i32[1, 1, 2, 3].",
        () => Pool.MaxUnpool2d(Tensor.Zeros([1, 1, 2, 2]), Tensor.Zeros([1, 1, 2, 3], DType.Int32), 2));

    [Fact]
    public void MaxUnpool3d_names_images() => Refuses(
        "max_unpool3d: x must be [n, c, d, h, w]; got f32[1, 1, 2, 2].",
        () => Pool.MaxUnpool3d(Tensor.Zeros([1, 1, 2, 2]), Tensor.Zeros([1, 1, 2, 2], DType.Int32), 2));

    [Fact]
    public void MaxUnpool1d_names_a_padding_that_leaves_nothing() => Refuses(
        "max_unpool1d: the padding must leave some of the row (it would be 0); got f32[1, 1, 1].",
        () => Pool.MaxUnpool1d(Tensor.Zeros([1, 1, 1]), Tensor.Zeros([1, 1, 1], DType.Int32), 2, padding: 1));

    [Fact]
    public void MaxUnpool_names_an_index_outside_the_places()
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(
            () => Pool.MaxUnpool(Tensor.Zeros([1, 2, 2]), Tensor.From([1, 2, 2], [0, 1, 4, 2]), [4]));

        Assert.Equal("max_unpool: an index into an axis of extent 4 must be in [-4, 4); got 4 at [1, 0] of [2, 2]. (Parameter 'indices')", error.Message);
    }

    // Two windows of eight equals: the least depth, then the least row, then the least column.
    [Fact]
    public void Max3d_chooses_the_first_of_equals_in_scan_order()
    {
        Tensor x = Tensor.Ones([1, 1, 2, 2, 4], DType.Float64);

        Assert.Equal([0, 2], Pool.Max3dWithIndices(x, 2).Indices.ToArray<int>());
        Assert.Equal(
            [1.0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], Transform.Grad(v => Pool.Max3d(v, 2).Sum())(x).ToArray<double>());
    }

    [Fact]
    public void Max3d_chooses_a_NaN_before_any_number()
    {
        ValuesAndIndices y = Pool.Max3dWithIndices(Tensor.From([1, 1, 2, 1, 2], [1.0, 5.0, double.NaN, 2.0]), (2, 1, 2));

        Assert.Equal([double.NaN], y.Values.ToArray<double>());
        Assert.Equal([2], y.Indices.ToArray<int>());
    }

    [Fact]
    public void Unpooling_puts_the_greatest_back_where_they_were()
    {
        Tensor x = Draw.Normal(RandomKey.FromSeed(3), [2, 3, 4, 6], dtype: DType.Float64);
        ValuesAndIndices y = Pool.Max2dWithIndices(x, 2);

        Tensor back = Pool.MaxUnpool2d(y.Values, y.Indices, 2);

        // Zeros elsewhere, so that only what is x's own is more than they are.
        Tensor kept = Tensor.NotEqual(back, 0);
        Assert.Equal(y.Values.Size, kept.CountNonZero().ToScalar());
        Assert.Equal(Tensor.Where(kept, x, 0.0).ToArray<double>(), back.ToArray<double>());
        Assert.Equal(y.Values.Sum().ToScalar(), back.Sum().ToScalar(), 1e-12);
    }

    [Fact]
    public void Unfold2d_names_an_image_smaller_than_the_window() => Refuses(
        "unfold2d: the padded image must hold a window of 3 by 3; got an image of 2 by 4 and "
            + "Window2d { StrideHeight = 1, StrideWidth = 1, Top = 0, Bottom = 0, Left = 0, Right = 0, DilationHeight = 1, DilationWidth = 1 }.",
        () => Tensor.Unfold2d(Tensor.Zeros([1, 1, 2, 4]), 3));

    [Fact]
    public void Fold2d_names_masks() => Refuses(
        "fold2d: numbers are needed (convert with x.To(DType.Int32)); got bool[1, 4, 1].", () => Tensor.Fold2d(Tensor.Full([1, 4, 1], 1, DType.Bool), (2, 2), 2));

    [Fact]
    public void Fold2d_names_columns_of_other_images() => Refuses(
        "fold2d: x must be [n, c 4, 6] for images of 3 by 4; got f32[1, 8, 5].", () => Tensor.Fold2d(Tensor.Zeros([1, 8, 5]), (3, 4), 2));

    [Fact]
    public void Padding_over_half_the_window_leaves_windows_with_one_place_of_the_image()
    {
        Tensor x = Tensor.From([1, 1, 2, 2], [1.0, 2, 3, 4]);

        Tensor y = Pool.Max2d(x, 3, stride: 1, padding: 2);

        Assert.Equal([1.0, 2, 2, 2, 3, 4, 4, 4, 3, 4, 4, 4, 3, 4, 4, 4], y.ToArray<double>());
    }

    private static void Refuses(string message, Action call) => Assert.Equal(message, Assert.Throws<ShapeException>(call).Message);
}
