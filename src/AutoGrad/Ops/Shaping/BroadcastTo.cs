namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Repeats the tensor along missing axes, and along axes of extent 1, until it has a shape.</summary>
    /// <param name="shape">What to fill; this tensor's shape must broadcast to it.</param>
    /// <returns>[shape]</returns>
    /// <exception cref="ShapeException">The shape cannot be reached by repeating.</exception>
    public Tensor BroadcastTo(Shape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return shape == Shape ? this : new BroadcastToOp(shape).Apply(this);
    }
}

internal sealed record BroadcastToOp(Shape Shape) : LinearOp, ICopy
{
    public override string Name => "broadcast_to";

    public override Spec Infer(ReadOnlySpan<Spec> inputs)
    {
        ShapeException.ThrowUnless(Broadcasting.TryJoin(inputs[0].Shape, Shape) == Shape, Name, $"the tensor must repeat to {Shape}: aligned at the last axis, each extent equal or 1", inputs[0]);
        return inputs[0] with { Shape = Shape };
    }

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        switch (output.DType)
        {
            case DType.Float32: Repeat<float>(inputs[0], output); break;
            case DType.Float64: Repeat<double>(inputs[0], output); break;
            case DType.Int32: Repeat<int>(inputs[0], output); break;
            case DType.Int64: Repeat<long>(inputs[0], output); break;
            case DType.UInt32: Repeat<uint>(inputs[0], output); break;
            case DType.UInt8: Repeat<byte>(inputs[0], output); break;
            default: Repeat<bool>(inputs[0], output); break;
        }
    }

    protected override void Evaluate(ReadOnlySpan<DenseTensor> inputs, Span<Tensor> outputs)
    {
        if (inputs[0].Size == Shape.Size)
        {
            Infer([inputs[0].Spec]);
            outputs[0] = inputs[0].View(Shape);
        }
        else
        {
            base.Evaluate(inputs, outputs);
        }
    }

    protected override Tensor Transpose(int input, Tensor yBar, Recorded recorded) => Broadcasting.SumTo(yBar, recorded.InputSpec(0).Shape);

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size) =>
        Batching.AlignRank(inputs[0], batched: true, Shape.Rank).BroadcastTo(Shape.Insert(0, size));

    private static void Repeat<T>(DenseTensor x, DenseTensor y)
        where T : unmanaged => BroadcastLoop.Repeat<T>(x.Span<T>(), x.Shape.AsSpan(), y.Span<T>(), y.Shape.AsSpan());
}
