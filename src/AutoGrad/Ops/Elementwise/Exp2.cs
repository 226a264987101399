namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Raises 2 to each element: <c>y = 2ˣ</c>.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>, within 1 ulp, exact at whole numbers.</returns>
    /// <remarks>Derivative: <c>y ln 2</c>.</remarks>
    public static Tensor Exp2(Tensor x) => Exp2Op.Instance.Apply(x);
}

internal sealed record Exp2Op : ElementwiseUnary
{
    public static readonly Exp2Op Instance = new();

    public override string Name => "exp2";

    public override Saved Saved => Saved.Output;

    protected override double Nanoseconds => ElementwiseWork.Long;

    protected override void Kernel<T>(ReadOnlySpan<T> x, Span<T> y) => Exp2Kernel.Run(x, y);

    protected override Tensor Derivative(Tensor x, Tensor y) => Math.Log(2) * y;
}
