namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Computes the logarithm of the softmax along an axis: <c>yᵢ = xᵢ - ln Σₖ exp(xₖ)</c>.</summary>
    /// <param name="axis">In [-rank, rank).</param>
    /// <returns>[...]: this shape; in nats, at most 0. NaN for a slice of -∞ only, or with +∞ in it.</returns>
    /// <exception cref="ShapeException">There is no such axis, or the dtype is not floating.</exception>
    /// <remarks>No probability is formed on the way, so none is rounded to 0. Derivative: <c>ẏ = ẋ - Σ softmax(x) ẋ</c>.</remarks>
    public Tensor LogSoftmax(int axis = -1)
    {
        int at = Shape.Axis(axis, "log_softmax");
        return LogSoftmaxOp.Instance.Apply(MoveAxis(at, -1)).MoveAxis(-1, at);
    }
}

/// <summary>Along the last axis. A primitive because <c>x - (max + ln Σ)</c> would round the sum to the maximum's digits.</summary>
internal sealed record LogSoftmaxOp : SingleOp
{
    public static readonly LogSoftmaxOp Instance = new();

    public override string Name => "log_softmax";

    public override Saved Saved => Saved.Output;

    public override Spec Infer(ReadOnlySpan<Spec> inputs)
    {
        ShapeException.ThrowUnlessFloating(Name, inputs[0]);
        return inputs[0];
    }

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        if (output.DType == DType.Float32)
        {
            SoftmaxKernel.LogSoftmax<float>(output.Shape[-1], inputs[0].Span<float>(), output.Span<float>());
        }
        else
        {
            SoftmaxKernel.LogSoftmax<double>(output.Shape[-1], inputs[0].Span<double>(), output.Span<double>());
        }
    }

    protected override Tensor? Vjp(int input, Tensor yBar, Recorded recorded) => LogSoftmaxBackwardOp.Instance.Apply(recorded.Output(), yBar);

    protected override Tensor? Jvp(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor?> tangents, Tensor output) =>
        tangents[0]! - (Tensor.Exp(output) * tangents[0]!).Sum(axis: -1, keepDims: true);

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size) => Apply(inputs);
}
