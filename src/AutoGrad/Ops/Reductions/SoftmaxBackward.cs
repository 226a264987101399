namespace AutoGrad;

/// <summary>The way back through <see cref="SoftmaxOp"/>: <c>x̄ = y (ȳ - Σ y ȳ)</c>, from y and ȳ; as the Jacobian is symmetric, the way forward of a tangent too.</summary>
internal sealed record SoftmaxBackwardOp : FusedOp
{
    public static readonly SoftmaxBackwardOp Instance = new();

    public override string Name => "softmax_backward";

    public override void Infer(ReadOnlySpan<Spec> inputs, Span<Spec> outputs) => outputs[0] = inputs[0];

    public override void Run(ReadOnlySpan<DenseTensor> inputs, ReadOnlySpan<DenseTensor> outputs)
    {
        DenseTensor xBar = outputs[0];
        if (xBar.DType == DType.Float32)
        {
            SoftmaxKernel.SoftmaxBackward<float>(xBar.Shape[-1], inputs[0].Span<float>(), inputs[1].Span<float>(), xBar.Span<float>());
        }
        else
        {
            SoftmaxKernel.SoftmaxBackward<double>(xBar.Shape[-1], inputs[0].Span<double>(), inputs[1].Span<double>(), xBar.Span<double>());
        }
    }

    public override Tensor[] Definition(Tensor[] inputs) => [inputs[0] * (inputs[1] - (inputs[0] * inputs[1]).Sum(axis: -1, keepDims: true))];

    public override void Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size, Span<Tensor> outputs) =>
        Apply(Batching.ExpandAll(inputs, batched, size), outputs);
}
