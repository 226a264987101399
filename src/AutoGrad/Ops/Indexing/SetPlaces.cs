namespace AutoGrad;

/// <summary>
/// Overwrites slices by number: x [n, ...], places [m] within it, values [m, ...]; the last of several for one place stays.
/// Linear in x and values together.
/// </summary>
internal sealed record SetPlacesOp : LinearOp
{
    public static readonly SetPlacesOp Instance = new();

    public override string Name => "set_places";

    public override Spec Infer(ReadOnlySpan<Spec> inputs) => inputs[0];

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        switch (output.DType)
        {
            case DType.Float32: Put<float>(inputs, output); break;
            case DType.Float64: Put<double>(inputs, output); break;
            case DType.Int32: Put<int>(inputs, output); break;
            case DType.Int64: Put<long>(inputs, output); break;
            case DType.UInt32: Put<uint>(inputs, output); break;
            case DType.UInt8: Put<byte>(inputs, output); break;
            default: Put<bool>(inputs, output); break;
        }
    }

    protected override Tensor Transpose(int input, Tensor yBar, Recorded recorded)
    {
        Tensor places = recorded.Input(1);
        Spec values = recorded.InputSpec(2);
        if (input == 0)
        {
            return Apply(yBar, places, Tensor.Zeros(values.Shape, values.DType));
        }

        // Only what was written last is there to have an influence.
        int count = places.Size;
        Tensor numbers = Tensor.Arange(0, count, DType.Int32);
        Tensor last = Apply(Tensor.Zeros([yBar.Shape[0]], DType.Int32), places, numbers);
        Tensor stayed = Tensor.Equal(last.Gather(places), numbers).Reshape([count, .. Enumerable.Repeat(1, yBar.Rank - 1)]);
        return Tensor.Where(stayed, yBar.Gather(places), 0.0);
    }

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size) => EndToEnd(this, inputs, batched, size);

    /// <summary>Examples laid end to end, their places moved along.</summary>
    internal static Tensor EndToEnd(SingleOp op, ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size)
    {
        Tensor x = Batching.Expand(inputs[0], batched[0], size);
        Tensor places = Indices.Offset(op.Name, Batching.Expand(inputs[1], batched[1], size), x.Shape[1]);
        Tensor values = Batching.Expand(inputs[2], batched[2], size);
        return op.Apply(
            x.Reshape([size * x.Shape[1], .. x.Shape[2..]]), places.Reshape([places.Size]), values.Reshape([places.Size, .. values.Shape[2..]]))
            .Reshape(x.Shape);
    }

    private void Put<T>(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
        where T : unmanaged
    {
        int[] places = Indices.Places(Name, inputs[1], output.Shape[0]);
        int inner = output.Shape[1..].Size;
        ReadOnlySpan<T> values = inputs[2].Span<T>();
        Span<T> ys = output.Span<T>();
        inputs[0].Span<T>().CopyTo(ys);
        for (int i = 0; i < places.Length; i++)
        {
            values.Slice(i * inner, inner).CopyTo(ys[(places[i] * inner)..]);
        }
    }
}
