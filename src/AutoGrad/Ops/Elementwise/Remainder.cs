namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Computes what a division rounded down leaves: <c>z = x - y floor(x / y)</c>, with the sign of y; Python's <c>x % y</c>.</summary>
    /// <param name="x">[...]: any dtype but Bool.</param>
    /// <param name="y">[...]: the same dtype; its shape broadcasts with that of <paramref name="x"/>.</param>
    /// <returns>[...]: the joint shape, rightly rounded; NaN where y is 0 or x infinite.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast, or the dtypes differ or are Bool.</exception>
    /// <exception cref="DivideByZeroException">An integer of y is 0.</exception>
    /// <remarks>Derivatives: 1 and <c>-floor(x / y)</c>, at the jumps too. <see cref="Fmod"/> has the sign of x.</remarks>
    public static Tensor Remainder(Tensor x, Tensor y)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.DType.IsInteger() ? IntegerRemainderOp.Floored.Apply(x, y) : RemainderOp.Floored.Apply(x, y);
    }
}

/// <summary>The rest of a division by a whole number of times, which is rounded towards 0 or down.</summary>
internal sealed record RemainderOp(bool IsFloored) : FloatingBinary
{
    public static readonly RemainderOp Truncated = new(false);
    public static readonly RemainderOp Floored = new(true);

    public override string Name => IsFloored ? "remainder" : "fmod";

    public override Saved Saved => Saved.Inputs | Saved.Output;

    protected override double Value(double x, double y)
    {
        double rest = x % y;
        return !IsFloored ? rest
            : rest == 0 ? Math.CopySign(0, y)
            : double.IsNegative(rest) == double.IsNegative(y) ? rest : rest + y;
    }

    protected override Tensor DifferentialLeft(Tensor v, Tensor x, Tensor y, Tensor z) => v;

    // From the rest and not from x / y, which may round up to a whole number that it does not reach.
    protected override Tensor DifferentialRight(Tensor v, Tensor x, Tensor y, Tensor z) => v * Tensor.Round((z - x) / y);
}
