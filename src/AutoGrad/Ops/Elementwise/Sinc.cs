namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Computes the normalised cardinal sine of each element: <c>y = sin(π x) / (π x)</c>, 1 at 0.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>, within 2 ulp; exactly 0 at the other whole numbers and at ±∞.</returns>
    /// <remarks>Derivatives of every order are right at 0 too: <c>y' = 0</c>, <c>y'' = -π² / 3</c>.</remarks>
    public static Tensor Sinc(Tensor x) => new SincOp(0).Apply(x);
}

/// <summary>The derivative of some order of sin(π x) / (π x). Each order is a kernel, as no formula in x alone holds at 0.</summary>
internal sealed record SincOp(int Order) : ElementwiseUnary
{
    public override string Name => "sinc";

    public override Saved Saved => Saved.Inputs;

    protected override void Kernel<T>(ReadOnlySpan<T> x, Span<T> y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = T.CreateTruncating(SincKernel.Derivative(Order, double.CreateTruncating(x[i])));
        }
    }

    protected override Tensor Derivative(Tensor x, Tensor y) => new SincOp(Order + 1).Apply(x);
}
