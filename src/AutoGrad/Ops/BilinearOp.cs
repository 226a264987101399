namespace AutoGrad;

/// <summary>An operation linear in each of its two inputs while the other is held: products and convolutions.</summary>
internal abstract record BilinearOp : SingleOp
{
    public sealed override Saved Saved => Saved.Inputs;

    /// <summary><c>x̄</c> from <c>z̄</c> and y.</summary>
    protected abstract Tensor TransposeLeft(Tensor zBar, Tensor y, Spec x);

    /// <summary><c>ȳ</c> from <c>z̄</c> and x.</summary>
    protected abstract Tensor TransposeRight(Tensor zBar, Tensor x, Spec y);

    protected sealed override Tensor? Vjp(int input, Tensor yBar, Recorded recorded) => input == 0
        ? TransposeLeft(yBar, recorded.Input(1), recorded.InputSpec(0))
        : TransposeRight(yBar, recorded.Input(0), recorded.InputSpec(1));

    protected sealed override Tensor? Jvp(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor?> tangents, Tensor output)
    {
        Tensor? left = tangents[0] is { } xDot ? Apply(xDot, inputs[1]) : null;
        Tensor? right = tangents[1] is { } yDot ? Apply(inputs[0], yDot) : null;
        return left is null ? right : right is null ? left : left + right;
    }
}
