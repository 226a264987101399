namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Takes single elements along an axis: <c>y[i, j] = x[i, indices[i, j]]</c> for the last of two axes.</summary>
    /// <param name="indices">[...]: Int32 or Int64, this tensor's shape but for the extent of the axis; each in [-n, n).</param>
    /// <param name="axis">In [-rank, rank).</param>
    /// <returns>[...]: the shape of the indices.</returns>
    /// <exception cref="ShapeException">There is no such axis, the shapes do not fit, or the indices are not integers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside the axis; the message names it.</exception>
    /// <remarks>Derivative: cotangents are added where their elements came from.</remarks>
    public Tensor TakeAlongAxis(Tensor indices, int axis) => new TakeAlongAxisOp(Shape.Axis(axis, "take_along_axis")).Apply(this, indices);
}

/// <summary>Linear in its first input; its transpose is <see cref="AddAlongAxisOp"/>.</summary>
internal sealed record TakeAlongAxisOp(int Axis) : LinearOp
{
    public override string Name => "take_along_axis";

    public override Spec Infer(ReadOnlySpan<Spec> inputs)
    {
        (Spec x, Spec indices) = (inputs[0], inputs[1]);
        Indices.RequireIntegers(Name, indices);
        ShapeException.ThrowUnless(
            x.Shape.Rank == indices.Shape.Rank && x.Shape.Without(Axis) == indices.Shape.Without(Axis),
            Name, $"the indices must have the tensor's shape but for axis {Axis}", x, indices);
        return x with { Shape = indices.Shape };
    }

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        switch (output.DType)
        {
            case DType.Float32: Take<float>(inputs, output); break;
            case DType.Float64: Take<double>(inputs, output); break;
            case DType.Int32: Take<int>(inputs, output); break;
            case DType.Int64: Take<long>(inputs, output); break;
            case DType.UInt32: Take<uint>(inputs, output); break;
            case DType.UInt8: Take<byte>(inputs, output); break;
            default: Take<bool>(inputs, output); break;
        }
    }

    protected override Tensor Transpose(int input, Tensor yBar, Recorded recorded) =>
        new AddAlongAxisOp(Axis, recorded.InputSpec(0).Shape[Axis]).Apply(yBar, recorded.Input(1));

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size) =>
        new TakeAlongAxisOp(Axis + 1).Apply(Batching.Expand(inputs[0], batched[0], size), Batching.Expand(inputs[1], batched[1], size));

    private void Take<T>(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
        where T : unmanaged
    {
        int extent = inputs[0].Shape[Axis];
        int count = output.Shape[Axis];
        int inner = output.Shape[(Axis + 1)..].Size;
        int[] places = Indices.Places(Name, inputs[1], extent);
        ReadOnlySpan<T> xs = inputs[0].Span<T>();
        Span<T> ys = output.Span<T>();
        int at = 0;
        for (int start = 0; at < ys.Length; start += extent * inner)
        {
            for (int a = 0; a < count; a++)
            {
                for (int i = 0; i < inner; i++, at++)
                {
                    ys[at] = xs[start + places[at] * inner + i];
                }
            }
        }
    }
}
