using System.Numerics;

namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Tells the sign of each element: -1, 0 or 1.</summary>
    /// <param name="x">[...]: any shape; any dtype but Bool.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>; ±0 and NaN as they are.</returns>
    /// <remarks>It has no slope anywhere: a constant to every derivative.</remarks>
    public static Tensor Sign(Tensor x) => SignOp.Instance.Apply(x);
}

internal sealed record SignOp : DiscreteUnary
{
    public static readonly SignOp Instance = new();

    public override string Name => "sign";

    protected override bool TakesIntegers => true;

    protected override void Kernel<T>(ReadOnlySpan<T> x, Span<T> y) => Signs(x, y);

    protected override void IntegerKernel<T>(ReadOnlySpan<T> x, Span<T> y) => Signs(x, y);

    private static void Signs<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : INumber<T>
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = x[i] > T.Zero ? T.One : x[i] < T.Zero ? -T.One : x[i];
        }
    }
}
