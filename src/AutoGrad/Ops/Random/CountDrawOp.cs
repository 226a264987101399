namespace AutoGrad;

/// <summary>Whole numbers drawn from a parameter each, which they follow in jumps: no derivative.</summary>
internal abstract record CountDrawOp : ElementDrawOp
{
    // log k! - ((k + ½) log(k + 1) - (k + 1) + ½ log 2π) for k below 10; the series after that.
    private static readonly double[] s_corrections =
    [
        0.0810614667953272, 0.0413406959554092, 0.0276779256849983, 0.0207906721037651, 0.0166446911898211, 0.0138761288230707,
        0.0118967099458917, 0.0104112652619720, 0.0092554621827127, 0.0083305634333631,
    ];

    public sealed override Saved Saved => Saved.Nothing;

    public sealed override bool IsDifferentiable => false;

    protected sealed override DType Drawn(DType parameters) => DType.Int32;

    protected sealed override Tensor? Vjp(int input, Tensor yBar, Recorded recorded) => throw Unreachable("reverse");

    protected sealed override Tensor? Jvp(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor?> tangents, Tensor output) => throw Unreachable("forward");

    protected static double LogFactorial(double k) => Correction(k) + ((k + 0.5) * Log(k + 1)) - (k + 1) + (0.5 * Log(Math.Tau));

    /// <summary>What Stirling's formula for <c>log k!</c> lacks.</summary>
    protected static double Correction(double k)
    {
        double square = 1 / ((k + 1) * (k + 1));
        return k < s_corrections.Length ? s_corrections[(int)k] : ((1.0 / 12) - (square * ((1.0 / 360) - (square / 1260)))) / (k + 1);
    }
}
