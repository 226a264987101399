using System.Numerics.Tensors;

namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Moves each element into an interval: <c>y = min(max(x, low), high)</c>.</summary>
    /// <param name="x">[...]: any shape; any dtype but Bool.</param>
    /// <param name="low">The least value.</param>
    /// <param name="high">The greatest value.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>; NaN stays NaN.</returns>
    /// <exception cref="ArgumentException"><paramref name="low"/> is above <paramref name="high"/>, or one is NaN.</exception>
    /// <remarks>Derivative: 1 inside and on the bounds, 0 outside.</remarks>
    public static Tensor Clamp(Tensor x, double low, double high) => low <= high
        ? new ClampOp(low, high).Apply(x)
        : throw new ArgumentException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"clamp: low must not be above high; got {low} and {high}."));
}

internal sealed record ClampOp(double Low, double High) : ElementwiseUnary
{
    public override string Name => "clamp";

    public override Saved Saved => Saved.Inputs;

    protected override double Nanoseconds => ElementwiseWork.Plain;

    protected override bool TakesIntegers => true;

    protected override void Kernel<T>(ReadOnlySpan<T> x, Span<T> y)
    {
        TensorPrimitives.Max(x, T.CreateChecked(Low), y);
        TensorPrimitives.Min(y, T.CreateChecked(High), y);
    }

    protected override void IntegerKernel<T>(ReadOnlySpan<T> x, Span<T> y)
    {
        TensorPrimitives.Max(x, T.CreateSaturating(Math.Ceiling(Low)), y);
        TensorPrimitives.Min(y, T.CreateSaturating(Math.Floor(High)), y);
    }

    protected override Tensor Differential(Tensor v, Tensor x, Tensor y) => Tensor.Where((x >= Low) & (x <= High), v, 0.0);
}
