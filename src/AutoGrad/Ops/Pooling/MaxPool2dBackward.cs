namespace AutoGrad;

/// <summary>
/// The way back through <see cref="MaxPool2dOp"/>, from ȳ and x: each window's cotangent at the place of its greatest number. It
/// looks for the places again: x is on the tape in any case, and the places would cost more to write and read.
/// </summary>
internal sealed record MaxPool2dBackwardOp(MaxPool2dOp Of) : FusedOp
{
    public override string Name => "max_pool2d_backward";

    public override void Infer(ReadOnlySpan<Spec> inputs, Span<Spec> outputs) => outputs[0] = inputs[1];

    public override void Run(ReadOnlySpan<DenseTensor> inputs, ReadOnlySpan<DenseTensor> outputs)
    {
        Pool2dGeometry geometry = Pool.Geometry(inputs[1].Shape, Of.WindowHeight, Of.WindowWidth, Of.Window);
        if (outputs[0].DType == DType.Float32)
        {
            Pool2dKernel.MaxTranspose<float>(geometry, inputs[0].Span<float>(), inputs[1].Span<float>(), outputs[0].Span<float>());
        }
        else
        {
            Pool2dKernel.MaxTranspose<double>(geometry, inputs[0].Span<double>(), inputs[1].Span<double>(), outputs[0].Span<double>());
        }
    }

    public override Tensor[] Definition(Tensor[] inputs)
    {
        (Tensor yBar, Tensor x) = (inputs[0], inputs[1]);
        Shape planes = x.Shape[..2];
        int windows = yBar.Shape[2] * yBar.Shape[3];
        Tensor places = new MaxPool2dIndicesOp(Of.WindowHeight, Of.WindowWidth, Of.Window).Apply(x).Reshape([.. planes, windows]);
        return [new AddAlongAxisOp(2, x.Shape[2] * x.Shape[3]).Apply(yBar.Reshape([.. planes, windows]), places).Reshape(x.Shape)];
    }

    public override void Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size, Span<Tensor> outputs)
    {
        Tensor yBar = Batching.Expand(inputs[0], batched[0], size);
        Tensor x = Batching.Expand(inputs[1], batched[1], size);
        outputs[0] = ConvolutionBatching.SplitFirst(Apply(ConvolutionBatching.MergeFirst(yBar), ConvolutionBatching.MergeFirst(x)), size);
    }
}
