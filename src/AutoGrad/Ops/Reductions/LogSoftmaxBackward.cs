namespace AutoGrad;

/// <summary>The way back through <see cref="LogSoftmaxOp"/>: <c>x̄ = ȳ - exp(y) Σ ȳ</c>, from y and ȳ.</summary>
internal sealed record LogSoftmaxBackwardOp : FusedOp
{
    public static readonly LogSoftmaxBackwardOp Instance = new();

    public override string Name => "log_softmax_backward";

    public override void Infer(ReadOnlySpan<Spec> inputs, Span<Spec> outputs) => outputs[0] = inputs[0];

    public override void Run(ReadOnlySpan<DenseTensor> inputs, ReadOnlySpan<DenseTensor> outputs)
    {
        DenseTensor xBar = outputs[0];
        if (xBar.DType == DType.Float32)
        {
            SoftmaxKernel.LogSoftmaxBackward<float>(xBar.Shape[-1], inputs[0].Span<float>(), inputs[1].Span<float>(), xBar.Span<float>());
        }
        else
        {
            SoftmaxKernel.LogSoftmaxBackward<double>(xBar.Shape[-1], inputs[0].Span<double>(), inputs[1].Span<double>(), xBar.Span<double>());
        }
    }

    public override Tensor[] Definition(Tensor[] inputs) => [inputs[1] - Tensor.Exp(inputs[0]) * inputs[1].Sum(axis: -1, keepDims: true)];

    public override void Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size, Span<Tensor> outputs) =>
        Apply(Batching.ExpandAll(inputs, batched, size), outputs);
}
