namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Takes whole slices along an axis by number: <c>y[i, …] = x[indices[i], …]</c> for axis 0.</summary>
    /// <param name="indices">[...]: Int32 or Int64, each in [-n, n) for an axis of extent n; negative ones count from the last.</param>
    /// <param name="axis">In [-rank, rank).</param>
    /// <returns>[..., indices' shape, ...]: the indices' shape takes the place of the axis.</returns>
    /// <exception cref="ShapeException">There is no such axis, or the indices are not integers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside the axis; the message names it.</exception>
    /// <remarks>Derivative: cotangents are added where their elements came from.</remarks>
    public Tensor Gather(Tensor indices, int axis = 0) => new GatherOp(Shape.Axis(axis, "gather")).Apply(this, indices);
}

/// <summary>Linear in its first input; its transpose is <see cref="ScatterAddOp"/>.</summary>
internal sealed record GatherOp(int Axis) : LinearOp
{
    public override string Name => "gather";

    public override Spec Infer(ReadOnlySpan<Spec> inputs)
    {
        (Spec x, Spec indices) = (inputs[0], inputs[1]);
        Indices.RequireIntegers(Name, indices);
        return x with { Shape = [.. x.Shape[..Axis], .. indices.Shape, .. x.Shape[(Axis + 1)..]] };
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
        new ScatterAddOp(Axis, recorded.InputSpec(0).Shape[Axis]).Apply(yBar, recorded.Input(1));

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size)
    {
        (Tensor x, Tensor indices) = (inputs[0], inputs[1]);
        if (!batched[1])
        {
            return new GatherOp(Axis + 1).Apply(x, indices);
        }

        if (!batched[0])
        {
            return Apply(x, indices).MoveAxis(Axis, 0);
        }

        // Example b's slices lie at b n …: one long axis, one gather, and the batch axis is first among the indices'.
        int extent = x.Shape[Axis + 1];
        Tensor joined = x.MoveAxis(Axis + 1, 1).Reshape([size * extent, .. x.Shape[1..].Without(Axis)]);
        Tensor taken = new GatherOp(0).Apply(joined, Indices.Offset(Name, indices, extent));
        int[] order =
        [
            0,
            .. Enumerable.Range(indices.Rank, Axis),
            .. Enumerable.Range(1, indices.Rank - 1),
            .. Enumerable.Range(indices.Rank + Axis, taken.Rank - indices.Rank - Axis),
        ];
        return taken.Transpose(order);
    }

    private unsafe void Take<T>(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
        where T : unmanaged
    {
        DenseTensor x = inputs[0];
        int extent = x.Shape[Axis];
        ReadOnlySpan<int> places = Indices.PlacesOf(Name, inputs[1], extent);
        if (output.Size == 0)
        {
            return;
        }

        int outer = x.Shape[..Axis].Size;
        int inner = x.Shape[(Axis + 1)..].Size;
        fixed (T* xs = x.Span<T>(), ys = output.Span<T>())
        fixed (int* numbers = places)
        {
            for (int o = 0; o < outer; o++)
            {
                RowCopy.Gather(xs + (nint)o * extent * inner, numbers, ys + (nint)o * places.Length * inner, places.Length, inner);
            }
        }
    }
}

/// <summary>What operations on indices share.</summary>
internal static class Indices
{
    public static void RequireIntegers(string op, Spec indices) =>
        ShapeException.ThrowUnless(indices.DType is DType.Int32 or DType.Int64, op, "indices must be Int32 or Int64 (convert with x.To(DType.Int32))", indices);

    /// <summary>The places that indices mean on an axis, without a copy where the indices are the places.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is outside the axis.</exception>
    public static ReadOnlySpan<int> PlacesOf(string op, DenseTensor indices, int extent)
    {
        if (indices.DType == DType.Int32 && extent > 0)
        {
            ReadOnlySpan<int> given = indices.Span<int>();
            if (!given.ContainsAnyExceptInRange(0, extent - 1))
            {
                return given;
            }
        }

        return Places(op, indices, extent);
    }

    /// <summary>The places that indices mean on an axis: negative ones count from the last.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is outside the axis.</exception>
    public static int[] Places(string op, DenseTensor indices, int extent)
    {
        var places = new int[indices.Size];
        if (indices.DType == DType.Int32)
        {
            ReadOnlySpan<int> given = indices.Span<int>();
            for (int i = 0; i < places.Length; i++)
            {
                places[i] = Place(op, indices, i, given[i], extent);
            }
        }
        else
        {
            ReadOnlySpan<long> given = indices.Span<long>();
            for (int i = 0; i < places.Length; i++)
            {
                places[i] = Place(op, indices, i, given[i], extent);
            }
        }

        return places;
    }

    /// <summary>Batched indices [B, ...] into B axes of one extent laid end to end.</summary>
    public static Tensor Offset(string op, Tensor indices, int extent) => new OffsetIndicesOp(op, extent, 0).Apply(indices);

    public static int Place(string op, DenseTensor indices, int i, long index, int extent)
    {
        long place = index < 0 ? index + extent : index;
        return (ulong)place < (ulong)extent
            ? (int)place
            : throw new ArgumentOutOfRangeException(
                nameof(indices), $"{op}: an index into an axis of extent {extent} must be in [-{extent}, {extent}); got {index} at {indices.Shape.Position(i)} of {indices.Shape}.");
    }
}
