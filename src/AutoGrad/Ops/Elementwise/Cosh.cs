namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Computes the hyperbolic cosine of each element.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>, within 1 ulp.</returns>
    /// <remarks>Derivative: <c>sinh x</c>.</remarks>
    public static Tensor Cosh(Tensor x) => CoshOp.Instance.Apply(x);
}

internal sealed record CoshOp : ElementwiseUnary
{
    public static readonly CoshOp Instance = new();

    public override string Name => "cosh";

    public override Saved Saved => Saved.Inputs;

    protected override double Nanoseconds => ElementwiseWork.Long;

    protected override void Kernel<T>(ReadOnlySpan<T> x, Span<T> y) => CoshKernel.Run(x, y);

    protected override Tensor Derivative(Tensor x, Tensor y) => Tensor.Sinh(x);
}
