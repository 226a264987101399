namespace AutoGrad;

/// <summary>The transpose of <see cref="Convolve2dOp"/> towards the images: [n, out, oh, ow] and weights to [n, c, h, w].</summary>
internal sealed record Convolve2dInputOp(Window2d Window, int Groups, int Height, int Width) : BilinearOp
{
    public override string Name => "convolve2d_input";

    public override Spec Infer(ReadOnlySpan<Spec> inputs)
    {
        (Spec y, Spec w) = (inputs[0], inputs[1]);
        ShapeException.ThrowUnlessSameDType(Name, y, w);
        ShapeException.ThrowUnless(
            y.Shape.Rank == 4 && w.Shape.Rank == 4 && y.Shape[1] == w.Shape[0]
                && y.Shape[2] == Window.OutHeight(Height, w.Shape[2]) && y.Shape[3] == Window.OutWidth(Width, w.Shape[3]),
            Name, $"y must be what weights give over images of {Height} by {Width}", y, w);
        return y with { Shape = [y.Shape[0], w.Shape[1] * Groups, Height, Width] };
    }

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        (DenseTensor y, DenseTensor w) = (inputs[0], inputs[1]);
        Conv2dGeometry geometry = Convolve2dOp.Geometry(output.Shape, w.Shape, Window, Groups);
        if (output.DType == DType.Float32)
        {
            Conv2dKernel.InputGradient<float>(geometry, y.Span<float>(), w.Span<float>(), output.Span<float>());
        }
        else
        {
            Conv2dKernel.InputGradient<double>(geometry, y.Span<double>(), w.Span<double>(), output.Span<double>());
        }
    }

    protected override Tensor TransposeLeft(Tensor zBar, Tensor y, Spec x) => new Convolve2dOp(Window, Groups).Apply(zBar, y);

    protected override Tensor TransposeRight(Tensor zBar, Tensor x, Spec y) => new Convolve2dWeightsOp(Window, Groups, y.Shape[2], y.Shape[3]).Apply(zBar, x);

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size)
    {
        (Tensor y, Tensor w) = (inputs[0], inputs[1]);
        if (!batched[1])
        {
            return ConvolutionBatching.SplitFirst(Apply(ConvolutionBatching.MergeFirst(y), w), size);
        }

        Tensor x = (this with { Groups = Groups * size }).Apply(
            ConvolutionBatching.ChannelsOf(Batching.Expand(y, batched[0], size)), ConvolutionBatching.MergeFirst(w));
        return ConvolutionBatching.ChannelsTo(x, size);
    }
}
