namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Joins tensors along an axis they all have.</summary>
    /// <param name="tensors">At least one; of one dtype, and of one shape but for the extent of the axis.</param>
    /// <param name="axis">In [-rank, rank).</param>
    /// <returns>[..., Σ extents, ...]</returns>
    /// <exception cref="ShapeException">There are no tensors, or they do not fit.</exception>
    public static Tensor Concatenate(ReadOnlySpan<Tensor> tensors, int axis = 0)
    {
        if (tensors.IsEmpty)
        {
            throw new ShapeException("concatenate", "at least one tensor is needed", "none");
        }

        ArgumentNullException.ThrowIfNull(tensors[0]);
        return new ConcatenateOp(tensors[0].Shape.Axis(axis, "concatenate")).Apply(tensors);
    }

    /// <inheritdoc cref="Concatenate(ReadOnlySpan{Tensor}, int)"/>
    public static Tensor Concatenate(Tensor[] tensors, int axis = 0) => Concatenate(tensors.AsSpan(), axis);

    /// <summary>Joins tensors of one shape along a new axis.</summary>
    /// <param name="tensors">At least one; of one dtype and shape.</param>
    /// <param name="axis">Where the new axis will be, in [-rank - 1, rank].</param>
    /// <returns>[..., count, ...]</returns>
    /// <exception cref="ShapeException">There are no tensors, or they do not fit.</exception>
    public static Tensor Stack(ReadOnlySpan<Tensor> tensors, int axis = 0)
    {
        if (tensors.IsEmpty)
        {
            throw new ShapeException("stack", "at least one tensor is needed", "none");
        }

        var parts = new Tensor[tensors.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            ArgumentNullException.ThrowIfNull(tensors[i]);
            ShapeException.ThrowUnless(tensors[i].Spec == tensors[0].Spec, "stack", "all tensors must have one shape and dtype", tensors[0].Spec, tensors[i].Spec);
            parts[i] = tensors[i].ExpandDims(axis);
        }

        return Concatenate(parts, axis);
    }

    /// <inheritdoc cref="Stack(ReadOnlySpan{Tensor}, int)"/>
    public static Tensor Stack(Tensor[] tensors, int axis = 0) => Stack(tensors.AsSpan(), axis);
}

internal sealed record ConcatenateOp(int Axis) : LinearOp
{
    public override string Name => "concatenate";

    public override Spec Infer(ReadOnlySpan<Spec> inputs)
    {
        Spec first = inputs[0];
        int extent = 0;
        foreach (Spec x in inputs)
        {
            ShapeException.ThrowUnless(
                x.DType == first.DType && x.Shape.Rank == first.Shape.Rank && x.Shape.Without(Axis) == first.Shape.Without(Axis),
                Name, $"all tensors must have one dtype, and one shape but for axis {Axis}", first, x);
            extent += x.Shape[Axis];
        }

        return first with { Shape = first.Shape.With(Axis, extent) };
    }

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        switch (output.DType)
        {
            case DType.Float32: Join<float>(inputs, output); break;
            case DType.Float64: Join<double>(inputs, output); break;
            case DType.Int32: Join<int>(inputs, output); break;
            case DType.Int64: Join<long>(inputs, output); break;
            case DType.UInt32: Join<uint>(inputs, output); break;
            case DType.UInt8: Join<byte>(inputs, output); break;
            default: Join<bool>(inputs, output); break;
        }
    }

    protected override Tensor Transpose(int input, Tensor yBar, Recorded recorded)
    {
        int start = 0;
        for (int i = 0; i < input; i++)
        {
            start += recorded.InputSpec(i).Shape[Axis];
        }

        return yBar.SliceAxis(Axis, start, recorded.InputSpec(input).Shape[Axis]);
    }

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size)
    {
        var expanded = new Tensor[inputs.Length];
        for (int i = 0; i < expanded.Length; i++)
        {
            expanded[i] = Batching.Expand(inputs[i], batched[i], size);
        }

        return new ConcatenateOp(Axis + 1).Apply(expanded);
    }

    private unsafe void Join<T>(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
        where T : unmanaged
    {
        if (output.Size == 0)
        {
            return;
        }

        int outer = output.Shape[..Axis].Size;
        int row = output.Size / outer;
        fixed (T* y = output.Span<T>())
        {
            T* to = y;
            foreach (DenseTensor input in inputs)
            {
                int length = input.Size / outer;
                fixed (T* x = input.Span<T>())
                {
                    RowCopy.Run(x, length, to, row, outer, length);
                }

                to += length;
            }
        }
    }
}
