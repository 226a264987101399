namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Computes the sine of each element, in radians.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>, within 2 ulp.</returns>
    /// <remarks>Derivative: <c>cos x</c>.</remarks>
    public static Tensor Sin(Tensor x) => SinOp.Instance.Apply(x);
}

internal sealed record SinOp : ElementwiseUnary
{
    public static readonly SinOp Instance = new();

    public override string Name => "sin";

    public override Saved Saved => Saved.Inputs;

    protected override void Kernel<T>(ReadOnlySpan<T> x, Span<T> y) => SinKernel.Run(x, y);

    protected override Tensor Derivative(Tensor x, Tensor y) => Tensor.Cos(x);
}
