namespace AutoGrad.Tests;

public sealed class ConvolutionRefusalTests
{
    [Fact]
    public void Convolve1d_names_the_rule_and_the_shapes() => Refuses(
        "convolve1d: x must be [n, c, w] and weights [out, c / groups, kw]; got f64[2, 3] and f64[2, 3, 4].",
        () => Tensor.Convolve1d(Tensor.Zeros([2, 3], DType.Float64), Tensor.Zeros([2, 3, 4], DType.Float64)));

    [Fact]
    public void ConvolveTranspose1d_names_the_rule_and_the_shapes() => Refuses(
        "convolve_transpose1d: x must be [n, c, w] and weights [c, out / groups, kw]; got f64[2, 3, 4, 5] and f64[2, 3, 4].",
        () => Tensor.ConvolveTranspose1d(Tensor.Zeros([2, 3, 4, 5], DType.Float64), Tensor.Zeros([2, 3, 4], DType.Float64)));

    [Fact]
    public void ConvolveTranspose2d_names_channels_that_do_not_fit() => Refuses(
        "convolve_transpose2d: x must be [n, c, h, w] and weights [c, out / groups, kh, kw], c a multiple of 1 groups; got f64[1, 2, 3, 3] and f64[3, 1, 2, 2].",
        () => Tensor.ConvolveTranspose2d(Tensor.Zeros([1, 2, 3, 3], DType.Float64), Tensor.Zeros([3, 1, 2, 2], DType.Float64)));

    [Fact]
    public void ConvolveTranspose2d_names_an_output_padding_that_no_stride_leaves() => Refuses(
        "convolve_transpose2d: the output padding must be 0 or more, and below the stride; got (2, 2) with strides 2 and 2.",
        () => Tensor.ConvolveTranspose2d(Tensor.Zeros([1, 1, 3, 3]), Tensor.Zeros([1, 1, 2, 2]), stride: 2, outputPadding: 2));

    [Fact]
    public void ConvolveTranspose2d_names_a_padding_that_leaves_nothing() => Refuses(
        "convolve_transpose2d: x and weights must hold pixels, and the padding leave some of the output (it would be -1 by -1); got f32[1, 1, 2, 2] and f32[1, 1, 2, 2].",
        () => Tensor.ConvolveTranspose2d(Tensor.Zeros([1, 1, 2, 2]), Tensor.Zeros([1, 1, 2, 2]), padding: 2));

    [Fact]
    public void Same_names_shapes_without_two_axes() => Refuses(
        "same: image must be [..., h, w] and filter [..., kh, kw]; got [4] and [2, 2].", () => Window2d.Same([4], [2, 2]));

    // ONNX's SAME_UPPER: ⌈5 / 2⌉ windows of 3 need 7 places, 5 are there; ⌈4 / 1⌉ windows of 2 need 5.
    [Fact]
    public void Same_puts_the_odd_zero_at_the_end() => Assert.Equal(new Window2d(2, 1, 1, 1, 0, 1), Window2d.Same([5, 4], [3, 2], strideHeight: 2));

    private static void Refuses(string message, Action call) => Assert.Equal(message, Assert.Throws<ShapeException>(call).Message);
}
