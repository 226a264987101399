namespace AutoGrad;

/// <summary>Sum and difference: linear, broadcasting, and so without a factor to multiply cotangents by.</summary>
internal abstract record LinearBinary : ElementwiseBinary
{
    public sealed override Saved Saved => Saved.Nothing;

    protected sealed override bool HasPlainDifferentials => true;

    /// <summary>What becomes of one operand's share: itself or its negative.</summary>
    protected abstract Tensor Differential(int input, Tensor v);

    protected sealed override Tensor DifferentialLeft(Tensor v, Tensor x, Tensor y, Tensor z) => Differential(0, v);

    protected sealed override Tensor DifferentialRight(Tensor v, Tensor x, Tensor y, Tensor z) => Differential(1, v);
}
