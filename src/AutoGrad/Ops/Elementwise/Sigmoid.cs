namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Computes the logistic function of each element: <c>y = σ(x) = 1 / (1 + e⁻ˣ)</c>.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>, in [0, 1], within 2 ulp.</returns>
    /// <remarks>Derivative: <c>y (1 - y)</c>.</remarks>
    public static Tensor Sigmoid(Tensor x) => SigmoidOp.Instance.Apply(x);
}

internal sealed record SigmoidOp : ElementwiseUnary
{
    public static readonly SigmoidOp Instance = new();

    public override string Name => "sigmoid";

    public override Saved Saved => Saved.Output;

    protected override void Kernel<T>(ReadOnlySpan<T> x, Span<T> y) => SigmoidKernel.Run(x, y);

    protected override Tensor Derivative(Tensor x, Tensor y) => y * (1.0 - y);
}
