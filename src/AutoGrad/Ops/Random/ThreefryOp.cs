namespace AutoGrad;

/// <summary>New keys from old: keys [..., 2] and numbers [...] to keys [..., 2].</summary>
internal sealed record ThreefryOp(Threefry.Purpose Purpose) : DiscreteOp
{
    public override string Name => "threefry";

    public override Spec Infer(ReadOnlySpan<Spec> inputs)
    {
        (Spec keys, Spec numbers) = (inputs[0], inputs[1]);
        ShapeException.ThrowUnless(
            keys.DType == DType.UInt32 && numbers.DType == DType.UInt32 && keys.Shape.Rank == numbers.Shape.Rank + 1 && keys.Shape[-1] == 2 && keys.Shape[..^1] == numbers.Shape,
            Name, "keys must be u32[..., 2] and numbers u32[...]", keys, numbers);
        return keys;
    }

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        ReadOnlySpan<uint> keys = inputs[0].Span<uint>();
        ReadOnlySpan<uint> numbers = inputs[1].Span<uint>();
        Span<uint> made = output.Span<uint>();
        for (int i = 0; i < numbers.Length; i++)
        {
            (made[2 * i], made[2 * i + 1]) = Threefry.Block(keys[2 * i], keys[2 * i + 1], numbers[i], (uint)Purpose);
        }
    }

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size) =>
        Apply(Batching.Expand(inputs[0], batched[0], size), Batching.Expand(inputs[1], batched[1], size));
}
