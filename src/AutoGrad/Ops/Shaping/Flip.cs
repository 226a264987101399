namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Reverses the order of the places along axes.</summary>
    /// <param name="axes">Each in [-rank, rank); none means all.</param>
    /// <returns>[...]: this shape.</returns>
    /// <exception cref="ShapeException">There is no such axis, or one stands twice.</exception>
    public Tensor Flip(params ReadOnlySpan<int> axes) => new FlipOp(Axes.Of(Shape, axes, "flip")).Apply(this);
}

/// <summary>Its own transpose.</summary>
internal sealed record FlipOp(Axes Axes) : LinearOp
{
    public override string Name => "flip";

    public override Spec Infer(ReadOnlySpan<Spec> inputs) => inputs[0];

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        switch (output.DType)
        {
            case DType.Float32: Reverse<float>(inputs[0], output); break;
            case DType.Float64: Reverse<double>(inputs[0], output); break;
            case DType.Int32: Reverse<int>(inputs[0], output); break;
            case DType.Int64: Reverse<long>(inputs[0], output); break;
            case DType.UInt32: Reverse<uint>(inputs[0], output); break;
            case DType.UInt8: Reverse<byte>(inputs[0], output); break;
            default: Reverse<bool>(inputs[0], output); break;
        }
    }

    protected override Tensor Transpose(int input, Tensor yBar, Recorded recorded) => Apply(yBar);

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size) => new FlipOp(Axes.AfterBatch()).Apply(inputs);

    // One axis at a time: the blocks behind each place change their order.
    private void Reverse<T>(DenseTensor x, DenseTensor y)
        where T : unmanaged
    {
        Span<T> ys = y.Span<T>();
        x.Span<T>().CopyTo(ys);
        foreach (int axis in Axes)
        {
            int extent = x.Shape[axis];
            int inner = x.Shape[(axis + 1)..].Size;
            T[] block = new T[inner];
            for (int start = 0; inner > 0 && start < ys.Length; start += extent * inner)
            {
                for (int i = 0; i < extent / 2; i++)
                {
                    Span<T> low = ys.Slice(start + i * inner, inner);
                    Span<T> high = ys.Slice(start + (extent - 1 - i) * inner, inner);
                    low.CopyTo(block);
                    high.CopyTo(low);
                    block.CopyTo(high);
                }
            }
        }
    }
}
