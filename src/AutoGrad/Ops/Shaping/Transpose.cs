namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>The matrix, or each matrix of a stack, with rows and columns exchanged.</summary>
    /// <exception cref="ShapeException">There are fewer than two axes.</exception>
    public Tensor T
    {
        get
        {
            ShapeException.ThrowUnless(Rank >= 2, "transpose", "T needs a matrix or a stack of matrices", Spec);
            return SwapAxes(-2, -1);
        }
    }

    /// <summary>Puts the axes in another order; without arguments, in the reverse one.</summary>
    /// <param name="axes">For each axis of the result, which of this tensor's it is; each in [-rank, rank), once.</param>
    /// <returns>[...]: the extents in that order.</returns>
    /// <exception cref="ShapeException">The axes are not those of this tensor, each once.</exception>
    public Tensor Transpose(params ReadOnlySpan<int> axes)
    {
        var order = new int[Rank];
        for (int i = 0; i < Rank; i++)
        {
            order[i] = axes.IsEmpty ? Rank - 1 - i : i < axes.Length ? Shape.Axis(axes[i], "transpose") : -1;
        }

        if ((!axes.IsEmpty && axes.Length != Rank) || order.Distinct().Count() != Rank)
        {
            throw new ShapeException("transpose", $"the axes must be those of the tensor, each once", $"[{string.Join(", ", axes.ToArray())}] for {Spec}");
        }

        return order.AsSpan().SequenceEqual(Enumerable.Range(0, Rank).ToArray()) ? this : new TransposeOp([.. order]).Apply(this);
    }

    /// <summary>Exchanges two axes.</summary>
    /// <param name="first">In [-rank, rank).</param>
    /// <param name="second">In [-rank, rank).</param>
    /// <returns>[...]: with the two extents exchanged.</returns>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    public Tensor SwapAxes(int first, int second)
    {
        int[] order = [.. Enumerable.Range(0, Rank)];
        (int a, int b) = (Shape.Axis(first, "swap_axes"), Shape.Axis(second, "swap_axes"));
        (order[a], order[b]) = (order[b], order[a]);
        return Transpose(order);
    }

    /// <summary>Takes an axis out and puts it elsewhere; the others keep their order.</summary>
    /// <param name="from">Which, in [-rank, rank).</param>
    /// <param name="to">Where it will be, in [-rank, rank).</param>
    /// <returns>[...]: with the extent moved.</returns>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    public Tensor MoveAxis(int from, int to)
    {
        (int source, int target) = (Shape.Axis(from, "move_axis"), Shape.Axis(to, "move_axis"));
        if (source == target)
        {
            return this;
        }

        List<int> order = [.. Enumerable.Range(0, Rank).Where(axis => axis != source)];
        order.Insert(target, source);
        return Transpose([.. order]);
    }
}

internal sealed record TransposeOp(Axes Order) : LinearOp
{
    public override string Name => "transpose";

    public override Spec Infer(ReadOnlySpan<Spec> inputs)
    {
        Shape x = inputs[0].Shape;
        return inputs[0] with { Shape = [.. Order.AsSpan().ToArray().Select(axis => x[axis])] };
    }

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        switch (output.DType)
        {
            case DType.Float32: Permute<float>(inputs[0], output); break;
            case DType.Float64: Permute<double>(inputs[0], output); break;
            case DType.Int32: Permute<int>(inputs[0], output); break;
            case DType.Int64: Permute<long>(inputs[0], output); break;
            case DType.UInt32: Permute<uint>(inputs[0], output); break;
            case DType.UInt8: Permute<byte>(inputs[0], output); break;
            default: Permute<bool>(inputs[0], output); break;
        }
    }

    // Axes of extent 1 do not order elements: moving only these is a reshape.
    protected override void Evaluate(ReadOnlySpan<DenseTensor> inputs, Span<Tensor> outputs)
    {
        Shape x = inputs[0].Shape;
        int last = -1;
        foreach (int axis in Order.AsSpan())
        {
            if (x[axis] != 1)
            {
                if (axis < last)
                {
                    base.Evaluate(inputs, outputs);
                    return;
                }

                last = axis;
            }
        }

        outputs[0] = inputs[0].View(Infer([inputs[0].Spec]).Shape);
    }

    protected override Tensor Transpose(int input, Tensor yBar, Recorded recorded)
    {
        var inverse = new int[Order.Count];
        for (int i = 0; i < inverse.Length; i++)
        {
            inverse[Order[i]] = i;
        }

        return yBar.Transpose(inverse);
    }

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size) =>
        inputs[0].Transpose([0, .. Order.AsSpan().ToArray().Select(axis => axis + 1)]);

    private void Permute<T>(DenseTensor x, DenseTensor y)
        where T : unmanaged => TransposeKernel.Run<T>(x.Shape.AsSpan(), Order.AsSpan(), x.Span<T>(), y.Span<T>());
}
