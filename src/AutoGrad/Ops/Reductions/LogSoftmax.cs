using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;

namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Computes the logarithm of the softmax along an axis: <c>yᵢ = xᵢ - ln Σₖ exp(xₖ)</c>.</summary>
    /// <param name="axis">In [-rank, rank).</param>
    /// <returns>[...]: this shape; in nats, at most 0. NaN for a slice of -∞ only, or with +∞ in it.</returns>
    /// <exception cref="ShapeException">There is no such axis, or the dtype is not floating.</exception>
    /// <remarks>No probability is formed on the way, so none is rounded to 0. Derivative: <c>ẏ = ẋ - Σ softmax(x) ẋ</c>.</remarks>
    public Tensor LogSoftmax(int axis = -1)
    {
        int at = Shape.Axis(axis, "log_softmax");
        return LogSoftmaxOp.Instance.Apply(MoveAxis(at, -1)).MoveAxis(-1, at);
    }
}

/// <summary>Along the last axis. A primitive because <c>x - (max + ln Σ)</c> would round the sum to the maximum's digits.</summary>
internal sealed record LogSoftmaxOp : SingleOp
{
    public static readonly LogSoftmaxOp Instance = new();

    public override string Name => "log_softmax";

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

    protected override Tensor? Vjp(int input, Tensor yBar, Recorded recorded) =>
        yBar - Tensor.Exp(recorded.Output()) * yBar.Sum(axis: -1, keepDims: true);

    protected override Tensor? Jvp(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor?> tangents, Tensor output) =>
        tangents[0]! - (Tensor.Exp(output) * tangents[0]!).Sum(axis: -1, keepDims: true);

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size) => Apply(inputs);

    private static void Rows<T>(DenseTensor x, DenseTensor y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int width = x.Shape[-1];
        ReadOnlySpan<T> xs = x.Span<T>();
        Span<T> ys = y.Span<T>();
        T[] scratch = ArrayPool<T>.Shared.Rent(width);
        Span<T> terms = scratch.AsSpan(0, width);
        T sum = T.Zero;
        for (int start = 0; start < ys.Length; start += width)
        {
            ReadOnlySpan<T> source = xs.Slice(start, width);
            Span<T> row = ys.Slice(start, width);
            TensorPrimitives.Subtract(source, TensorPrimitives.Max(source), row);
            ExpKernel.Run<T>(row, terms);
            ReductionKernel.Sum<T>(1, width, 1, terms, new Span<T>(ref sum));
            TensorPrimitives.Subtract(row, T.Log(sum), row);
        }

        ArrayPool<T>.Shared.Return(scratch);
    }
}
