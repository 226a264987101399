namespace AutoGrad;

/// <summary>
/// Turns each example's indices into one axis of an extent into indices of all examples' axes laid end to end. It checks
/// them against the one axis: past its end lies another example's.
/// </summary>
/// <param name="Operation">The operation that the user called, for messages.</param>
/// <param name="Extent">Of one example's axis.</param>
/// <param name="Axis">Which axis of the indices counts the examples.</param>
internal sealed record OffsetIndicesOp(string Operation, int Extent, int Axis) : DiscreteOp
{
    public override string Name => "offset_indices";

    public override Spec Infer(ReadOnlySpan<Spec> inputs)
    {
        Indices.RequireIntegers(Operation, inputs[0]);
        return inputs[0];
    }

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        int[] places = Indices.Places(Operation, inputs[0], Extent);
        int examples = output.Shape[Axis];
        int inner = output.Shape[(Axis + 1)..].Size;
        for (int i = 0; i < places.Length; i++)
        {
            places[i] += i / inner % examples * Extent;
        }

        if (output.DType == DType.Int32)
        {
            places.CopyTo(output.Span<int>());
        }
        else
        {
            System.Numerics.Tensors.TensorPrimitives.ConvertChecked<int, long>(places, output.Span<long>());
        }
    }

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size) =>
        (this with { Axis = Axis + 1 }).Apply(inputs);
}
