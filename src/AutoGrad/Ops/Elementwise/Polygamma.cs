namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Computes a derivative of the digamma function: <c>y = ψ⁽ⁿ⁾(x)</c>; order 1 is the trigamma function.</summary>
    /// <param name="order">How often ψ is differentiated; 0 is <see cref="Digamma"/> itself.</param>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>, within 8 ulp for x > 0 and an order up to 5.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The order is negative.</exception>
    /// <remarks>Derivative: that of the next order.</remarks>
    public static Tensor Polygamma(int order, Tensor x)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(order);
        return new PolygammaOp(order).Apply(x);
    }
}

internal sealed record PolygammaOp(int Order) : ElementwiseUnary
{
    public override string Name => Order == 0 ? "digamma" : "polygamma";

    public override Saved Saved => Saved.Inputs;

    protected override double Nanoseconds => ElementwiseWork.Long;

    protected override void Kernel<T>(ReadOnlySpan<T> x, Span<T> y) => PolygammaKernel.Run(Order, x, y);

    protected override Tensor Derivative(Tensor x, Tensor y) => new PolygammaOp(Order + 1).Apply(x);
}
