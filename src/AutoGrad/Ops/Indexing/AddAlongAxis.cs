using System.Numerics;

namespace AutoGrad;

/// <summary>Adds single elements into zeros along an axis: <c>y[i, indices[i, j]] += x[i, j]</c>; the transpose of <see cref="TakeAlongAxisOp"/>.</summary>
internal sealed record AddAlongAxisOp(int Axis, int Extent) : LinearOp
{
    public override string Name => "add_along_axis";

    public override Spec Infer(ReadOnlySpan<Spec> inputs)
    {
        (Spec x, Spec indices) = (inputs[0], inputs[1]);
        Indices.RequireIntegers(Name, indices);
        ShapeException.ThrowUnless(x.DType.IsFloating() && x.Shape == indices.Shape, Name, "floating values and indices must have one shape", x, indices);
        return x with { Shape = x.Shape.With(Axis, Extent) };
    }

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        if (output.DType == DType.Float32)
        {
            Put<float>(inputs, output);
        }
        else
        {
            Put<double>(inputs, output);
        }
    }

    protected override Tensor Transpose(int input, Tensor yBar, Recorded recorded) => yBar.TakeAlongAxis(recorded.Input(1), Axis);

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size) =>
        new AddAlongAxisOp(Axis + 1, Extent).Apply(Batching.Expand(inputs[0], batched[0], size), Batching.Expand(inputs[1], batched[1], size));

    private void Put<T>(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
        where T : unmanaged, INumber<T>
    {
        int count = inputs[0].Shape[Axis];
        int inner = output.Shape[(Axis + 1)..].Size;
        int[] places = Indices.Places(Name, inputs[1], Extent);
        ReadOnlySpan<T> xs = inputs[0].Span<T>();
        Span<T> ys = output.Span<T>();
        ys.Clear();
        int at = 0;
        for (int start = 0; at < xs.Length; start += Extent * inner)
        {
            for (int a = 0; a < count; a++)
            {
                for (int i = 0; i < inner; i++, at++)
                {
                    ys[start + places[at] * inner + i] += xs[at];
                }
            }
        }
    }
}
