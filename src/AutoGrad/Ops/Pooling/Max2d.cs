namespace AutoGrad;

public static partial class Pool
{
    /// <summary>Takes the greatest number of each window.</summary>
    /// <param name="x">[n, c, h, w]: images, channels first; a floating dtype.</param>
    /// <param name="window">Height and width of the window, in pixels.</param>
    /// <param name="stride">Distance from one window to the next; the window's size unless said.</param>
    /// <param name="padding">Places around the image that are never chosen; less than the window.</param>
    /// <param name="dilation">Distance between the places of a window.</param>
    /// <param name="ceiling">Whether a last window that reaches over the end counts too, if it starts in the image or the padding before it; what lies beyond the end is never chosen.</param>
    /// <returns>[n, c, oh, ow]</returns>
    /// <exception cref="ShapeException">The image is not of rank 4, or smaller than the window.</exception>
    /// <remarks>Derivative: 1 for the place chosen, the first in scan order among equals; a NaN is chosen before any number.</remarks>
    public static Tensor Max2d(Tensor x, int window, int? stride = null, int padding = 0, int dilation = 1, bool ceiling = false) =>
        Max2dWithIndices(x, window, stride, padding, dilation, ceiling).Values;

    /// <summary>Takes the greatest number of each window, with windows that differ by axis and side.</summary>
    /// <param name="x">[n, c, h, w]: images, channels first; a floating dtype.</param>
    /// <param name="window">Height and width of the window, in pixels.</param>
    /// <param name="steps">Strides, paddings and dilations; windows side by side unless said.</param>
    /// <param name="ceiling">Whether a last window that reaches over the end counts too, if it starts in the image or the padding before it; what lies beyond the end is never chosen.</param>
    /// <returns>[n, c, oh, ow]</returns>
    /// <exception cref="ShapeException">The image is not of rank 4, or smaller than the window.</exception>
    /// <remarks>Derivative: 1 for the place chosen, the first in scan order among equals; a NaN is chosen before any number.</remarks>
    public static Tensor Max2d(Tensor x, (int Height, int Width) window, Window2d? steps = null, bool ceiling = false) =>
        Max2dWithIndices(x, window, steps, ceiling).Values;

    /// <summary>Takes the greatest number of each window, and says where it was.</summary>
    /// <param name="x">[n, c, h, w]: images, channels first; a floating dtype.</param>
    /// <param name="window">Height and width of the window, in pixels.</param>
    /// <param name="stride">Distance from one window to the next; the window's size unless said.</param>
    /// <param name="padding">Places around the image that are never chosen; less than the window.</param>
    /// <param name="dilation">Distance between the places of a window.</param>
    /// <param name="ceiling">Whether a last window that reaches over the end counts too, if it starts in the image or the padding before it; what lies beyond the end is never chosen.</param>
    /// <returns>Values and indices, both [n, c, oh, ow]; an index counts through its own image's rows, in [0, h w).</returns>
    /// <exception cref="ShapeException">The image is not of rank 4, or smaller than the window.</exception>
    public static ValuesAndIndices Max2dWithIndices(
        Tensor x, int window, int? stride = null, int padding = 0, int dilation = 1, bool ceiling = false) =>
        Max2dWithIndices(x, (window, window), Square(window, stride, padding, dilation), ceiling);

    /// <summary>Takes the greatest number of each window, and says where it was, with windows that differ by axis and side.</summary>
    /// <param name="x">[n, c, h, w]: images, channels first; a floating dtype.</param>
    /// <param name="window">Height and width of the window, in pixels.</param>
    /// <param name="steps">Strides, paddings and dilations; windows side by side unless said.</param>
    /// <param name="ceiling">Whether a last window that reaches over the end counts too, if it starts in the image or the padding before it; what lies beyond the end is never chosen.</param>
    /// <returns>Values and indices, both [n, c, oh, ow]; an index counts through its own image's rows, in [0, h w).</returns>
    /// <exception cref="ShapeException">The image is not of rank 4, or smaller than the window.</exception>
    public static ValuesAndIndices Max2dWithIndices(Tensor x, (int Height, int Width) window, Window2d? steps = null, bool ceiling = false) =>
        MaxWithIndices("max_pool2d", x, window, steps, ceiling);

    private static ValuesAndIndices MaxWithIndices(string op, Tensor x, (int Height, int Width) window, Window2d? steps, bool ceiling)
    {
        ArgumentNullException.ThrowIfNull(x);
        Window2d moves = Checked(op, x, window, steps ?? new Window2d(window.Height, window.Width), ceiling);
        Tensor indices = new MaxPool2dIndicesOp(window.Height, window.Width, moves).Apply(x);

        // Where the greatest are is discrete; taking them is linear, and brings its derivatives along.
        Shape planes = x.Shape[..2];
        Tensor values = x.Reshape([.. planes, x.Shape[2] * x.Shape[3]])
            .TakeAlongAxis(indices.Reshape([.. planes, indices.Shape[2] * indices.Shape[3]]), axis: -1)
            .Reshape(indices.Shape);
        return new ValuesAndIndices(values, indices);
    }
}

/// <summary>Chosen elements, and where each was.</summary>
/// <param name="Values">[...]: the elements.</param>
/// <param name="Indices">[...]: Int32, their places.</param>
public readonly record struct ValuesAndIndices(Tensor Values, Tensor Indices);

/// <summary>For each window of a plane, the place of its greatest number.</summary>
internal sealed record MaxPool2dIndicesOp(int WindowHeight, int WindowWidth, Window2d Window) : DiscreteOp
{
    public override string Name => "max_pool2d";

    public override Spec Infer(ReadOnlySpan<Spec> inputs)
    {
        ShapeException.ThrowUnlessFloating(Name, inputs[0]);
        return new Spec(Pool.OutputShape(Name, inputs[0], WindowHeight, WindowWidth, Window), DType.Int32);
    }

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        DenseTensor x = inputs[0];
        Pool2dGeometry geometry = Pool.Geometry(x.Shape, WindowHeight, WindowWidth, Window);
        if (x.DType == DType.Float32)
        {
            using var values = CommunityToolkit.HighPerformance.Buffers.SpanOwner<float>.Allocate(output.Size);
            Pool2dKernel.Max<float>(geometry, x.Span<float>(), values.Span, output.Span<int>());
        }
        else
        {
            using var values = CommunityToolkit.HighPerformance.Buffers.SpanOwner<double>.Allocate(output.Size);
            Pool2dKernel.Max<double>(geometry, x.Span<double>(), values.Span, output.Span<int>());
        }
    }

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size) =>
        ConvolutionBatching.SplitFirst(Apply(ConvolutionBatching.MergeFirst(inputs[0])), size);
}
