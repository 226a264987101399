using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;

namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Adds in the exponential domain, without overflow: <c>y = ln Σ exp(xᵢ)</c> over all elements.</summary>
    /// <returns>[]: -∞ for no elements, or if all are -∞.</returns>
    /// <exception cref="ShapeException">The dtype is not floating.</exception>
    /// <remarks>Derivative: the softmax; 0 where every element is -∞.</remarks>
    public Tensor LogSumExp() => LogSumExp([]);

    /// <summary>Adds along an axis in the exponential domain, without overflow: <c>y = ln Σ exp(xᵢ)</c>.</summary>
    /// <param name="axis">In [-rank, rank).</param>
    /// <param name="keepDims">Whether the axis stays, with extent 1.</param>
    /// <returns>[...]: without the axis.</returns>
    /// <exception cref="ShapeException">There is no such axis, or the dtype is not floating.</exception>
    /// <remarks>Derivative: the softmax along the axis; 0 where every element is -∞.</remarks>
    public Tensor LogSumExp(int axis, bool keepDims = false) => LogSumExp([axis], keepDims);

    /// <summary>Adds along several axes in the exponential domain, without overflow: <c>y = ln Σ exp(xᵢ)</c>.</summary>
    /// <param name="axes">Each in [-rank, rank); none means all.</param>
    /// <param name="keepDims">Whether the axes stay, with extent 1.</param>
    /// <returns>[...]: without the axes; -∞ where they have no elements.</returns>
    /// <exception cref="ShapeException">There is no such axis, one stands twice, or the dtype is not floating.</exception>
    /// <remarks>Derivative: the softmax over the axes; 0 where every element is -∞.</remarks>
    public Tensor LogSumExp(ReadOnlySpan<int> axes, bool keepDims = false)
    {
        Axes reduced = Axes.Of(Shape, axes, "log_sum_exp");
        Tensor y = LogSumExpOp.Instance.Apply(Reduction.ToBack(this, reduced));
        return keepDims ? y.Reshape(reduced.Reduce(Shape, keepDims: true)) : y;
    }
}

/// <summary>Along the last axis. Its rules hold at -∞, where a composition would meet -∞ - (-∞).</summary>
internal sealed record LogSumExpOp : SingleOp
{
    public static readonly LogSumExpOp Instance = new();

    public override string Name => "log_sum_exp";

    public override Saved Saved => Saved.Inputs | Saved.Output;

    public override Spec Infer(ReadOnlySpan<Spec> inputs)
    {
        ShapeException.ThrowUnlessFloating(Name, inputs[0]);
        return inputs[0] with { Shape = inputs[0].Shape[..^1] };
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
        yBar.Reshape([.. yBar.Shape, 1]) * Weights(recorded.Input(0), recorded.Output());

    protected override Tensor? Jvp(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor?> tangents, Tensor output) =>
        (Weights(inputs[0], output) * tangents[0]!).Sum(axis: -1);

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size) => Apply(inputs);

    // exp(x - y), and 0 throughout a row that sums to nothing.
    private static Tensor Weights(Tensor x, Tensor y)
    {
        Tensor sum = y.Reshape([.. y.Shape, 1]);
        return Tensor.Exp(x - Tensor.Where(Tensor.Equal(sum, double.NegativeInfinity), 0.0, sum));
    }

    private static void Rows<T>(DenseTensor x, DenseTensor y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int width = x.Shape[-1];
        ReadOnlySpan<T> xs = x.Span<T>();
        Span<T> ys = y.Span<T>();
        T[] scratch = ArrayPool<T>.Shared.Rent(width);
        Span<T> terms = scratch.AsSpan(0, width);
        for (int row = 0; row < ys.Length; row++)
        {
            ReadOnlySpan<T> r = xs.Slice(row * width, width);
            T max = width == 0 ? T.NegativeInfinity : TensorPrimitives.Max(r);
            if (!T.IsFinite(max))
            {
                ys[row] = max; // -∞: no terms but zeros; +∞ and NaN win
                continue;
            }

            TensorPrimitives.Subtract(r, max, terms);
            ExpKernel.Run<T>(terms, terms);
            Span<T> sum = new(ref ys[row]);
            ReductionKernel.Sum<T>(1, width, 1, terms, sum);
            ys[row] = max + T.Log(ys[row]);
        }

        ArrayPool<T>.Shared.Return(scratch);
    }
}
