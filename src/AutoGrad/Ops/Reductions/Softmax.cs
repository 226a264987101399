using System.Numerics;
using System.Numerics.Tensors;

namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Turns scores into a distribution along an axis: <c>yᵢ = exp(xᵢ) / Σₖ exp(xₖ)</c>.</summary>
    /// <param name="axis">In [-rank, rank).</param>
    /// <returns>[...]: this shape; each slice along the axis sums to 1. NaN for a slice of -∞ only, or with +∞ in it.</returns>
    /// <exception cref="ShapeException">There is no such axis, or the dtype is not floating.</exception>
    /// <remarks>The greatest score of each slice is taken off first. Derivative: <c>ẏ = y ⊙ (ẋ - Σ y ẋ)</c>.</remarks>
    public Tensor Softmax(int axis = -1)
    {
        int at = Shape.Axis(axis, "softmax");
        return SoftmaxOp.Instance.Apply(MoveAxis(at, -1)).MoveAxis(-1, at);
    }
}

/// <summary>Along the last axis.</summary>
internal sealed record SoftmaxOp : SingleOp
{
    public static readonly SoftmaxOp Instance = new();

    public override string Name => "softmax";

    public override Saved Saved => Saved.Output;

    public override Spec Infer(ReadOnlySpan<Spec> inputs)
    {
        ShapeException.ThrowUnlessFloating(Name, inputs[0]);
        return inputs[0];
    }

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        if (output.DType == DType.Float32)
        {
            Rows<float>(inputs[0], output);
        }
        else
        {
            Rows<double>(inputs[0], output);
        }
    }

    // The Jacobian diag(y) - y yᵀ is symmetric: one rule serves both modes.
    protected override Tensor? Vjp(int input, Tensor yBar, Recorded recorded) => Differential(yBar, recorded.Output());

    protected override Tensor? Jvp(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor?> tangents, Tensor output) => Differential(tangents[0]!, output);

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size) => Apply(inputs);

    private static Tensor Differential(Tensor v, Tensor y) => y * (v - (y * v).Sum(axis: -1, keepDims: true));

    private static void Rows<T>(DenseTensor x, DenseTensor y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int width = x.Shape[-1];
        ReadOnlySpan<T> xs = x.Span<T>();
        Span<T> ys = y.Span<T>();
        T sum = T.Zero;
        for (int start = 0; start < ys.Length; start += width)
        {
            ReadOnlySpan<T> source = xs.Slice(start, width);
            Span<T> row = ys.Slice(start, width);
            TensorPrimitives.Subtract(source, TensorPrimitives.Max(source), row);
            ExpKernel.Run<T>(row, row);
            ReductionKernel.Sum<T>(1, width, 1, row, new Span<T>(ref sum));
            TensorPrimitives.Divide(row, sum, row);
        }
    }
}
