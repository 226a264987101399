namespace AutoGrad;

/// <summary>The transpose of <see cref="Convolve2dOp"/> towards the weights: images and [n, out, oh, ow] to [out, c / groups, kh, kw].</summary>
internal sealed record Convolve2dWeightsOp(Window2d Window, int Groups, int KernelHeight, int KernelWidth) : BilinearOp
{
    public override string Name => "convolve2d_weights";

    public override Spec Infer(ReadOnlySpan<Spec> inputs)
    {
        (Spec x, Spec y) = (inputs[0], inputs[1]);
        ShapeException.ThrowUnlessSameDType(Name, x, y);
        ShapeException.ThrowUnless(
            x.Shape.Rank == 4 && y.Shape.Rank == 4 && x.Shape[0] == y.Shape[0]
                && y.Shape[2] == Window.OutHeight(x.Shape[2], KernelHeight) && y.Shape[3] == Window.OutWidth(x.Shape[3], KernelWidth),
            Name, $"y must be what weights of {KernelHeight} by {KernelWidth} give over x", x, y);
        return x with { Shape = [y.Shape[1], x.Shape[1] / Groups, KernelHeight, KernelWidth] };
    }

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        (DenseTensor x, DenseTensor y) = (inputs[0], inputs[1]);
        Conv2dGeometry geometry = Convolve2dOp.Geometry(x.Shape, output.Shape, Window, Groups);
        if (output.DType == DType.Float32)
        {
            Conv2dKernel.WeightGradient<float>(geometry, x.Span<float>(), y.Span<float>(), output.Span<float>());
        }
        else
        {
            Conv2dKernel.WeightGradient<double>(geometry, x.Span<double>(), y.Span<double>(), output.Span<double>());
        }
    }

    protected override Tensor TransposeLeft(Tensor zBar, Tensor y, Spec x) => new Convolve2dInputOp(Window, Groups, x.Shape[2], x.Shape[3]).Apply(y, zBar);

    protected override Tensor TransposeRight(Tensor zBar, Tensor x, Spec y) => new Convolve2dOp(Window, Groups).Apply(x, zBar);

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size)
    {
        Tensor w = (this with { Groups = Groups * size }).Apply(
            ConvolutionBatching.ChannelsOf(Batching.Expand(inputs[0], batched[0], size)),
            ConvolutionBatching.ChannelsOf(Batching.Expand(inputs[1], batched[1], size)));
        return ConvolutionBatching.SplitFirst(w, size);
    }
}
