namespace AutoGrad;

/// <summary>The way back through <see cref="DotProductAttentionOp"/>, from its inputs and ȳ to the cotangents of all three.</summary>
/// <param name="Of">What the way back is of.</param>
internal sealed record DotProductAttentionBackwardOp(DotProductAttentionOp Of) : FusedOp
{
    public override string Name => "dot_product_attention_backward";

    public override void Infer(ReadOnlySpan<Spec> inputs, Span<Spec> outputs) => inputs[..3].CopyTo(outputs);

    public override Tensor[] Definition(Tensor[] inputs) => Transform.Vjp<Tensor[], Tensor[]>(Of.Definition, inputs[..3]).Pullback([inputs[3]]);

    public override void Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size, Span<Tensor> outputs) =>
        Apply(Batching.ExpandAll(inputs, batched, size), outputs);

    protected override void Run<T>(ReadOnlySpan<DenseTensor> inputs, ReadOnlySpan<DenseTensor> outputs) =>
        AttentionKernel.Backward(
            Of.Sizes(inputs[0].Shape, inputs[1].Shape, inputs[2].Shape), inputs[0].Span<T>(), inputs[1].Span<T>(), inputs[2].Span<T>(), inputs[3].Span<T>(),
            outputs[0].Span<T>(), outputs[1].Span<T>(), outputs[2].Span<T>());
}
