namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Turns scores into a distribution along an axis: <c>yᵢ = exp(xᵢ) / Σₖ exp(xₖ)</c>.</summary>
    /// <param name="axis">In [-rank, rank).</param>
    /// <returns>[...]: this shape; each slice along the axis sums to 1. NaN for a slice of -∞ only, or with +∞ in it.</returns>
    /// <exception cref="ShapeException">There is no such axis, or the dtype is not floating.</exception>
    /// <remarks>The greatest score of each slice is taken off first. Derivative: <c>ẏ = y ⊙ (ẋ - Σ y ẋ)</c>.</remarks>
    public Tensor Softmax(int axis = -1)
    {
        int at = Shape.Axis(axis, "softmax");
        return SoftmaxOp.Instance.Apply(MoveAxis(at, -1)).MoveAxis(-1, at);
    }
}

/// <summary>Along the last axis.</summary>
internal sealed record SoftmaxOp : SingleOp
{
    public static readonly SoftmaxOp Instance = new();

    public override string Name => "softmax";

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
            SoftmaxKernel.Softmax<float>(output.Shape[-1], inputs[0].Span<float>(), output.Span<float>());
        }
        else
        {
            SoftmaxKernel.Softmax<double>(output.Shape[-1], inputs[0].Span<double>(), output.Span<double>());
        }
    }

    // The Jacobian diag(y) - y yᵀ is symmetric: one rule serves both modes.
    protected override Tensor? Vjp(int input, Tensor yBar, Recorded recorded) => SoftmaxBackwardOp.Instance.Apply(recorded.Output(), yBar);

    protected override Tensor? Jvp(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor?> tangents, Tensor output) =>
        SoftmaxBackwardOp.Instance.Apply(output, tangents[0]!);

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size) => Apply(inputs);
}
