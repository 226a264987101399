namespace AutoGrad.Tests;

public sealed class ConvolutionRefusalTests
{
    [Fact]
    public void Convolve1d_names_the_rule_and_the_shapes() => Refuses(
        "convolve1d: x must be [n, c, w] and weights [out, c / groups, kw], both channels multiples of 1 groups; got f64[2, 3] and f64[2, 3, 4].",
        () => Tensor.Convolve1d(Tensor.Zeros([2, 3], DType.Float64), Tensor.Zeros([2, 3, 4], DType.Float64)));

    [Fact]
    public void ConvolveTranspose1d_names_the_rule_and_the_shapes() => Refuses(
        "convolve_transpose1d: x must be [n, c, w] and weights [c, out / groups, kw], c a multiple of 1 groups; got f64[2, 3, 4, 5] and f64[2, 3, 4].",
        () => Tensor.ConvolveTranspose1d(Tensor.Zeros([2, 3, 4, 5], DType.Float64), Tensor.Zeros([2, 3, 4], DType.Float64)));

    [Fact]
    public void ConvolveTranspose2d_names_channels_that_do_not_fit() => Refuses(
        "convolve_transpose2d: x must be [n, c, h, w] and weights [c, out / groups, kh, kw], c a multiple of 1 groups; got f64[1, 2, 3, 3] and f64[3, 1, 2, 2].",
        () => Tensor.ConvolveTranspose2d(Tensor.Zeros([1, 2, 3, 3], DType.Float64), Tensor.Zeros([3, 1, 2, 2], DType.Float64)));

    [Fact]
    public void ConvolveTranspose2d_names_an_output_padding_that_no_stride_leaves() => Refuses(
        "convolve_transpose2d: the output padding must be 0 or more, and below the stride; got 2 with a stride of 2.",
        () => Tensor.ConvolveTranspose2d(Tensor.Zeros([1, 1, 3, 3]), Tensor.Zeros([1, 1, 2, 2]), stride: 2, outputPadding: 2));

    [Fact]
    public void ConvolveTranspose2d_names_a_padding_that_leaves_nothing() => Refuses(
        "convolve_transpose2d: x and weights must hold places, and the padding leave some of the output (it would be -1 by -1); got f32[1, 1, 2, 2] and f32[1, 1, 2, 2].",
        () => Tensor.ConvolveTranspose2d(Tensor.Zeros([1, 1, 2, 2]), Tensor.Zeros([1, 1, 2, 2]), padding: 2));

    [Fact]
    public void Convolve1d_names_channels_that_do_not_fit() => Refuses(
        "convolve1d: x must be [n, c, w] and weights [out, c / groups, kw], both channels multiples of 2 groups; got f32[1, 3, 4] and f32[2, 3, 2].",
        () => Tensor.Convolve1d(Tensor.Zeros([1, 3, 4]), Tensor.Zeros([2, 3, 2]), groups: 2));

    [Fact]
    public void Convolve1d_names_a_filter_longer_than_the_row() => Refuses(
        "convolve1d: the padded row must be at least as large as the dilated filter (add padding); got f32[1, 1, 2] and f32[1, 1, 2].",
        () => Tensor.Convolve1d(Tensor.Zeros([1, 1, 2]), Tensor.Zeros([1, 1, 2]), dilation: 2));

    [Fact]
    public void Convolve1d_names_a_window_that_does_not_move() => Refuses(
        "convolve1d: strides and dilations must be 1 or more, paddings 0 or more; got Window1d { Stride = 0, Before = 0, After = 0, Dilation = 1 }.",
        () => Tensor.Convolve1d(Tensor.Zeros([1, 1, 2]), Tensor.Zeros([1, 1, 2]), stride: 0));

    [Fact]
    public void Convolve1d_names_dtypes_that_differ() => Refuses(
        "convolve1d: both tensors must have one dtype (convert one with x.To(DType.Float32)); got f64[1, 1, 2] and f32[1, 1, 2].",
        () => Tensor.Convolve1d(Tensor.Zeros([1, 1, 2], DType.Float64), Tensor.Zeros([1, 1, 2])));

    [Fact]
    public void Convolve3d_names_the_rule_and_the_shapes() => Refuses(
        "convolve3d: x must be [n, c, d, h, w] and weights [out, c / groups, kd, kh, kw], both channels multiples of 1 groups; got f32[1, 2, 3, 3] and f32[1, 2, 2, 2, 2].",
        () => Tensor.Convolve3d(Tensor.Zeros([1, 2, 3, 3]), Tensor.Zeros([1, 2, 2, 2, 2])));

    [Fact]
    public void Convolve3d_names_a_filter_larger_than_the_volume() => Refuses(
        "convolve3d: the padded volume must be at least as large as the dilated filter (add padding); got f32[1, 1, 1, 3, 3] and f32[1, 1, 2, 2, 2].",
        () => Tensor.Convolve3d(Tensor.Zeros([1, 1, 1, 3, 3]), Tensor.Zeros([1, 1, 2, 2, 2])));

    [Fact]
    public void ConvolveTranspose1d_names_a_padding_that_leaves_nothing() => Refuses(
        "convolve_transpose1d: x and weights must hold places, and the padding leave some of the output (it would be -1); got f32[1, 1, 2] and f32[1, 1, 2].",
        () => Tensor.ConvolveTranspose1d(Tensor.Zeros([1, 1, 2]), Tensor.Zeros([1, 1, 2]), padding: 2));

    [Fact]
    public void ConvolveTranspose3d_names_integers() => Refuses(
        "convolve_transpose3d: a floating dtype is needed (convert with x.To(DType.Float32)); got i32[1, 1, 2, 2, 2].",
        () => Tensor.ConvolveTranspose3d(Tensor.Zeros([1, 1, 2, 2, 2], DType.Int32), Tensor.Zeros([1, 1, 2, 2, 2], DType.Int32)));

    [Fact]
    public void Same_names_rows_and_volumes_without_their_axes()
    {
        Refuses("same: row must be [..., w] and filter [..., kw]; got [] and [2].", () => Window1d.Same([], [2]));
        Refuses("same: volume must be [..., d, h, w] and filter [..., kd, kh, kw]; got [3, 3, 3] and [2, 2].", () => Window3d.Same([3, 3, 3], [2, 2]));
    }

    [Fact]
    public void Same_names_shapes_without_two_axes() => Refuses(
        "same: image must be [..., h, w] and filter [..., kh, kw]; got [4] and [2, 2].", () => Window2d.Same([4], [2, 2]));

    // ONNX's SAME_UPPER: ⌈5 / 2⌉ windows of 3 need 7 places, 5 are there; ⌈4 / 1⌉ windows of 2 need 5.
    [Fact]
    public void Same_puts_the_odd_zero_at_the_end() => Assert.Equal(new Window2d(2, 1, 1, 1, 0, 1), Window2d.Same([5, 4], [3, 2], strideHeight: 2));

    // Windows of 1 at every other of 6 places: the last place is under none.
    [Fact]
    public void Output_padding_makes_up_for_a_filter_shorter_than_its_stride()
    {
        Tensor x = Tensor.From([1, 1, 3], [1.0, 2.0, 3.0]);
        Tensor w = Tensor.From([1, 1, 1], [10.0]);

        Tensor y = Tensor.ConvolveTranspose1d(x, w, Window1d.Same([6], w.Shape, stride: 2), outputPadding: 1);

        Assert.Equal([10.0, 0, 20, 0, 30, 0], y.ToArray<double>());
    }

    private static void Refuses(string message, Action call) => Assert.Equal(message, Assert.Throws<ShapeException>(call).Message);
}
