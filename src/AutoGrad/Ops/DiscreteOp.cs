namespace AutoGrad;

/// <summary>An operation without a derivative: its value jumps or does not move at all. Results are constants to every derivative.</summary>
internal abstract record DiscreteOp : SingleOp
{
    public sealed override Saved Saved => Saved.Nothing;

    public sealed override bool IsDifferentiable => false;

    protected sealed override Tensor? Vjp(int input, Tensor yBar, Recorded recorded) => throw Unreachable("reverse");

    protected sealed override Tensor? Jvp(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor?> tangents, Tensor output) => throw Unreachable("forward");
}
