using System.Numerics;

namespace AutoGrad;

/// <summary>
/// Lets slices compete by number: x [n, ...], places [m] within it, values [m, ...]; the greatest or the least of all for
/// one place stays. Equals share the derivative evenly, as in <see cref="ExtremumOp"/>.
/// </summary>
internal sealed record ExtremePlacesOp(bool Greatest) : SingleOp
{
    public override string Name => Greatest ? "max_places" : "min_places";

    public override Saved Saved => Saved.Inputs | Saved.Output;

    public override Spec Infer(ReadOnlySpan<Spec> inputs) => inputs[0];

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        switch (output.DType)
        {
            case DType.Float32: Put<float>(inputs, output); break;
            case DType.Float64: Put<double>(inputs, output); break;
            case DType.Int32: Put<int>(inputs, output); break;
            case DType.Int64: Put<long>(inputs, output); break;
            case DType.UInt8: Put<byte>(inputs, output); break;
            default: Put<uint>(inputs, output); break;
        }
    }

    protected override Tensor? Vjp(int input, Tensor yBar, Recorded recorded)
    {
        Tensor places = recorded.Input(1);
        (Tensor kept, Tensor won) = Shares(recorded.Input(0), places, recorded.Input(2), recorded.Output());
        return input == 0 ? kept * yBar : won * yBar.Gather(places);
    }

    protected override Tensor? Jvp(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor?> tangents, Tensor output)
    {
        (Tensor kept, Tensor won) = Shares(inputs[0], inputs[1], inputs[2], output);
        Tensor? x = tangents[0] is { } xDot ? kept * xDot : null;
        Tensor? values = tangents[2] is { } vDot ? (won * vDot).ScatterAdd(inputs[1], output.Shape[0]) : null;
        return x is null ? values : values is null ? x : x + values;
    }

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size) => SetPlacesOp.EndToEnd(this, inputs, batched, size);

    private static (Tensor Kept, Tensor Won) Shares(Tensor x, Tensor places, Tensor values, Tensor y)
    {
        Tensor kept = Tensor.Equal(x, y).To(y.DType);
        Tensor won = Tensor.Equal(values, y.Gather(places)).To(y.DType);
        Tensor count = kept + won.ScatterAdd(places, y.Shape[0]);

        // A NaN equals nothing, itself included: no one has a share.
        Tensor share = 1.0 / Tensor.Where(Tensor.Equal(count, 0), 1.0, count);
        return (kept * share, won * share.Gather(places));
    }

    private void Put<T>(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
        where T : unmanaged, INumber<T>
    {
        int[] places = Indices.Places(Name, inputs[1], output.Shape[0]);
        int inner = output.Shape[1..].Size;
        ReadOnlySpan<T> values = inputs[2].Span<T>();
        Span<T> ys = output.Span<T>();
        inputs[0].Span<T>().CopyTo(ys);
        for (int i = 0; i < values.Length; i++)
        {
            ref T best = ref ys[places[i / inner] * inner + i % inner];
            best = Greatest ? T.Max(best, values[i]) : T.Min(best, values[i]);
        }
    }
}
