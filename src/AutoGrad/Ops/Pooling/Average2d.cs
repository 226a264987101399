namespace AutoGrad;

public static partial class Pool
{
    /// <summary>Averages each window.</summary>
    /// <param name="x">[n, c, h, w]: images, channels first; a floating dtype.</param>
    /// <param name="window">Height and width of the window, in pixels.</param>
    /// <param name="stride">Distance from one window to the next; the window's size unless said.</param>
    /// <param name="padding">Zeros around the image; less than the window.</param>
    /// <param name="countPadding">Whether padding counts in the average (PyTorch's default), or only the image's own places do (Keras').</param>
    /// <param name="ceiling">Whether a last window that reaches over the end counts too, if it starts in the image or the padding before it; what lies beyond the padding never counts in the average.</param>
    /// <returns>[n, c, oh, ow]</returns>
    /// <exception cref="ShapeException">The image is not of rank 4, or smaller than the window.</exception>
    public static Tensor Average2d(
        Tensor x, int window, int? stride = null, int padding = 0, bool countPadding = true, bool ceiling = false) =>
        Average2d(x, (window, window), Square(window, stride, padding), countPadding, ceiling);

    /// <summary>Averages each window, with windows that differ by axis and side.</summary>
    /// <param name="x">[n, c, h, w]: images, channels first; a floating dtype.</param>
    /// <param name="window">Height and width of the window, in pixels.</param>
    /// <param name="steps">Strides, paddings (zeros) and dilations; windows side by side unless said.</param>
    /// <param name="countPadding">Whether padding counts in the average (PyTorch's default), or only the image's own places do (Keras').</param>
    /// <param name="ceiling">Whether a last window that reaches over the end counts too, if it starts in the image or the padding before it; what lies beyond the padding never counts in the average.</param>
    /// <returns>[n, c, oh, ow]</returns>
    /// <exception cref="ShapeException">The image is not of rank 4, or smaller than the window.</exception>
    public static Tensor Average2d(
        Tensor x, (int Height, int Width) window, Window2d? steps = null, bool countPadding = true, bool ceiling = false) =>
        Average("average_pool2d", x, window, steps, countPadding, ceiling);

    private static Tensor Average(string op, Tensor x, (int Height, int Width) window, Window2d? steps, bool countPadding, bool ceiling)
    {
        ArgumentNullException.ThrowIfNull(x);
        steps ??= new Window2d(window.Height, window.Width);
        Window2d moves = Checked(op, x, window, steps, ceiling);
        var sum = new WindowSum2dOp(window.Height, window.Width, moves);
        Tensor y = sum.Apply(x);
        (int height, int width) = (x.Shape[2], x.Shape[3]);
        if (!countPadding)
        {
            bool isInside = moves is { Top: 0, Bottom: 0, Left: 0, Right: 0 };
            return isInside ? y / (window.Height * window.Width) : y / sum.Apply(Tensor.Ones([1, 1, height, width], x.DType));
        }

        // Padding that only a reaching window needs is not the caller's: it counts nowhere.
        return moves == steps
            ? y / (window.Height * window.Width)
            : y / (sum with { Window = moves with { Top = 0, Left = 0, Bottom = moves.Bottom - steps.Bottom, Right = moves.Right - steps.Right } })
                .Apply(Tensor.Ones([1, 1, height + steps.Top + steps.Bottom, width + steps.Left + steps.Right], x.DType));
    }
}

/// <summary>The sum of each window of a plane; its transpose is <see cref="WindowSpread2dOp"/>.</summary>
internal sealed record WindowSum2dOp(int WindowHeight, int WindowWidth, Window2d Window) : LinearOp
{
    public override string Name => "average_pool2d";

    public override Spec Infer(ReadOnlySpan<Spec> inputs)
    {
        ShapeException.ThrowUnlessFloating(Name, inputs[0]);
        return inputs[0] with { Shape = Pool.OutputShape(Name, inputs[0], WindowHeight, WindowWidth, Window) };
    }

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        DenseTensor x = inputs[0];
        Pool2dGeometry geometry = Pool.Geometry(x.Shape, WindowHeight, WindowWidth, Window);
        if (x.DType == DType.Float32)
        {
            Pool2dKernel.WindowSum<float>(geometry, x.Span<float>(), output.Span<float>());
        }
        else
        {
            Pool2dKernel.WindowSum<double>(geometry, x.Span<double>(), output.Span<double>());
        }
    }

    protected override Tensor Transpose(int input, Tensor yBar, Recorded recorded)
    {
        Shape x = recorded.InputSpec(0).Shape;
        return new WindowSpread2dOp(WindowHeight, WindowWidth, Window, x[2], x[3]).Apply(yBar);
    }

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size) =>
        ConvolutionBatching.SplitFirst(Apply(ConvolutionBatching.MergeFirst(inputs[0])), size);
}
