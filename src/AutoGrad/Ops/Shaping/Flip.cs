using CommunityToolkit.HighPerformance.Buffers;

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

    // One axis at a time: the rows behind each place are copied from the last place on.
    private unsafe void Reverse<T>(DenseTensor x, DenseTensor y)
        where T : unmanaged
    {
        if (x.Size == 0)
        {
            return;
        }

        if (Axes.Count == 0)
        {
            x.Span<T>().CopyTo(y.Span<T>());
            return;
        }

        using SpanOwner<T> owner = Axes.Count == 1 ? SpanOwner<T>.Empty : SpanOwner<T>.Allocate(x.Size);
        fixed (T* given = x.Span<T>(), result = y.Span<T>(), scratch = owner.Span)
        {
            T* from = given;
            for (int i = 0; i < Axes.Count; i++)
            {
                // The last turn writes the result; the ones before go to and fro.
                T* to = (Axes.Count - i) % 2 == 1 ? result : scratch;
                Reverse(from, to, x.Shape, Axes[i]);
                from = to;
            }
        }
    }

    private static unsafe void Reverse<T>(T* x, T* y, Shape shape, int axis)
        where T : unmanaged
    {
        int extent = shape[axis];
        int inner = shape[(axis + 1)..].Size;
        nint block = (nint)extent * inner;
        int blocks = (int)(shape.Size / block);

        // Many short blocks: the rows of one place of all of them at once.
        if (extent < blocks)
        {
            for (int i = 0; i < extent; i++)
            {
                RowCopy.Run(x + (nint)(extent - 1 - i) * inner, block, y + (nint)i * inner, block, blocks, inner);
            }

            return;
        }

        for (int i = 0; i < blocks; i++)
        {
            RowCopy.Run(x + i * block + block - inner, -inner, y + i * block, inner, extent, inner);
        }
    }
}
