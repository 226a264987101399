namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>
    /// Slides filters over images: <c>y[n, o, i, j] = Σ x[n, c, i s + u d - p, j s + v d - p] w[o, c, u, v]</c>, with
    /// stride s, dilation d and padding p (what deep learning calls convolution; the filter is not mirrored).
    /// </summary>
    /// <param name="x">[n, c, h, w]: images, channels first.</param>
    /// <param name="weights">[out, c / groups, kh, kw]: the same floating dtype.</param>
    /// <param name="stride">Distance from one window to the next, in pixels; 1 or more.</param>
    /// <param name="padding">Zeros put around the images on each side, in pixels; 0 or more.</param>
    /// <param name="dilation">Distance between a filter's taps, in pixels; 1 or more.</param>
    /// <param name="groups">Into how many equal groups the channels fall; each group of outputs sees its own inputs only.</param>
    /// <returns>[n, out, (h + 2p - d (kh - 1) - 1) / s + 1, …]</returns>
    /// <exception cref="ShapeException">The shapes, channels or groups do not fit, or a window is larger than the padded image.</exception>
    public static Tensor Convolve2d(Tensor x, Tensor weights, int stride = 1, int padding = 0, int dilation = 1, int groups = 1) =>
        Convolve2d(x, weights, new Window2d(stride, stride, padding, padding, padding, padding, dilation, dilation), groups);

    /// <summary>Slides filters over images, with windows that differ by axis and side.</summary>
    /// <param name="x">[n, c, h, w]: images, channels first.</param>
    /// <param name="weights">[out, c / groups, kh, kw]: the same floating dtype.</param>
    /// <param name="window">Strides, paddings and dilations.</param>
    /// <param name="groups">Into how many equal groups the channels fall.</param>
    /// <returns>[n, out, oh, ow]</returns>
    /// <exception cref="ShapeException">The shapes, channels or groups do not fit, or a window is larger than the padded image.</exception>
    public static Tensor Convolve2d(Tensor x, Tensor weights, Window2d window, int groups = 1)
    {
        ArgumentNullException.ThrowIfNull(window);
        return new Convolve2dOp(window, groups).Apply(x, weights);
    }
}

internal sealed record Convolve2dOp(Window2d Window, int Groups) : BilinearOp
{
    public override string Name => "convolve2d";

    /// <summary>The kernels' view of an input [n, c, h, w] and weights [out, c / groups, kh, kw].</summary>
    public static Conv2dGeometry Geometry(Shape x, Shape weights, Window2d window, int groups) => new()
    {
        Images = x[0],
        InChannels = x[1],
        InHeight = x[2],
        InWidth = x[3],
        OutChannels = weights[0],
        KernelHeight = weights[2],
        KernelWidth = weights[3],
        Groups = groups,
        StrideHeight = window.StrideHeight,
        StrideWidth = window.StrideWidth,
        DilationHeight = window.DilationHeight,
        DilationWidth = window.DilationWidth,
        PadTop = window.Top,
        PadBottom = window.Bottom,
        PadLeft = window.Left,
        PadRight = window.Right,
    };

    public override Spec Infer(ReadOnlySpan<Spec> inputs)
    {
        (Spec x, Spec w) = (inputs[0], inputs[1]);
        Window.RequireValid(Name);
        return x with { Shape = Convolution.Output(Name, x, w, [Window.Rows, Window.Columns], Groups) };
    }

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        (DenseTensor x, DenseTensor w) = (inputs[0], inputs[1]);
        Conv2dGeometry geometry = Geometry(x.Shape, w.Shape, Window, Groups);
        if (output.DType == DType.Float32)
        {
            Conv2dKernel.Forward<float>(geometry, x.Span<float>(), w.Span<float>(), output.Span<float>());
        }
        else
        {
            Conv2dKernel.Forward<double>(geometry, x.Span<double>(), w.Span<double>(), output.Span<double>());
        }
    }

    protected override Tensor TransposeLeft(Tensor zBar, Tensor y, Spec x) => new Convolve2dInputOp(Window, Groups, x.Shape[2], x.Shape[3]).Apply(zBar, y);

    protected override Tensor TransposeRight(Tensor zBar, Tensor x, Spec y) => new Convolve2dWeightsOp(Window, Groups, y.Shape[2], y.Shape[3]).Apply(x, zBar);

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size)
    {
        (Tensor x, Tensor w) = (inputs[0], inputs[1]);
        if (!batched[1])
        {
            return ConvolutionBatching.SplitFirst(Apply(ConvolutionBatching.MergeFirst(x), w), size);
        }

        Tensor y = (this with { Groups = Groups * size }).Apply(
            ConvolutionBatching.ChannelsOf(Batching.Expand(x, batched[0], size)), ConvolutionBatching.MergeFirst(w));
        return ConvolutionBatching.ChannelsTo(y, size);
    }
}

/// <summary>Ways to hide a batch axis in a convolution: among the images, or as further groups of channels.</summary>
internal static class ConvolutionBatching
{
    /// <summary>[B, n, ...] to [B n, ...].</summary>
    public static Tensor MergeFirst(Tensor x) => x.Reshape([x.Shape[0] * x.Shape[1], .. x.Shape[2..]]);

    /// <summary>[B n, ...] to [B, n, ...].</summary>
    public static Tensor SplitFirst(Tensor x, int size) => x.Reshape([size, x.Shape[0] / size, .. x.Shape[1..]]);

    /// <summary>[B, n, c, h, w] to [n, B c, h, w].</summary>
    public static Tensor ChannelsOf(Tensor x) => x.SwapAxes(0, 1).Reshape([x.Shape[1], x.Shape[0] * x.Shape[2], x.Shape[3], x.Shape[4]]);

    /// <summary>[n, B c, h, w] to [B, n, c, h, w].</summary>
    public static Tensor ChannelsTo(Tensor x, int size) =>
        x.Reshape([x.Shape[0], size, x.Shape[1] / size, x.Shape[2], x.Shape[3]]).SwapAxes(0, 1);
}
