namespace AutoGrad;

/// <summary>
/// Checks indices and joins them: each list of k along the last axis names one place in axes of given extents, and becomes
/// that place's number in row-major order.
/// </summary>
/// <param name="Operation">The operation that the user called, for messages.</param>
/// <param name="Extents">Of the k axes.</param>
internal sealed record PlacesOp(string Operation, Shape Extents) : DiscreteOp
{
    public override string Name => "places";

    public override Spec Infer(ReadOnlySpan<Spec> inputs)
    {
        Indices.RequireIntegers(Operation, inputs[0]);
        return new Spec(inputs[0].Shape[..^1], DType.Int32);
    }

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        DenseTensor indices = inputs[0];
        Span<int> ys = output.Span<int>();
        ys.Clear();
        for (int axis = 0; axis < Extents.Rank; axis++)
        {
            int extent = Extents[axis];
            for (int i = 0; i < ys.Length; i++)
            {
                int flat = i * Extents.Rank + axis;
                long index = indices.DType == DType.Int32 ? indices.Span<int>()[flat] : indices.Span<long>()[flat];
                ys[i] = ys[i] * extent + Indices.Place(Operation, indices, flat, index, extent);
            }
        }
    }

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size) => Apply(inputs);
}
