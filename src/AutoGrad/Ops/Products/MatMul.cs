using System.Numerics;
using System.Numerics.Tensors;

namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Multiplies matrices, or stacks of matrices, or vectors, as NumPy does: <c>z = x y</c>.</summary>
    /// <param name="x">[..., n, k], or [k] as one row.</param>
    /// <param name="y">[..., k, m], or [k] as one column; the same dtype, any but Bool; leading axes broadcast.</param>
    /// <returns>[..., n, m]; a vector's own axis is gone again.</returns>
    /// <exception cref="ShapeException">The inner extents differ, the leading axes do not broadcast, or the dtypes differ or are Bool.</exception>
    /// <remarks>
    /// Derivatives: <c>x̄ = z̄ yᵀ</c> and <c>ȳ = xᵀ z̄</c>. Each element is summed in an order that depends on k alone. Integers that
    /// overflow keep their last bits.
    /// </remarks>
    public static Tensor MatMul(Tensor x, Tensor y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        ShapeException.ThrowUnless(
            x.Rank >= 1 && y.Rank >= 1 && x.Shape[-1] == y.Shape[y.Rank == 1 ? 0 : -2],
            "matmul", "x must be [..., n, k] and y [..., k, m], with leading axes that broadcast", x.Spec, y.Spec);
        if (y.Rank == 1)
        {
            return MatMul(x, y.Reshape([y.Size, 1])).Reshape(x.Shape[..^1]);
        }

        if (x.Rank == 1)
        {
            return MatMul(x.Reshape([1, x.Size]), y).Reshape([.. y.Shape[..^2], y.Shape[-1]]);
        }

        // A stack times one matrix is one tall matrix times it: one product, and its gradient one product.
        return y.Rank == 2 && x.Rank > 2
            ? MatMulOp.Plain.Apply(x.Reshape([x.Shape[..^1].Size, x.Shape[-1]]), y).Reshape([.. x.Shape[..^1], y.Shape[-1]])
            : MatMulOp.Plain.Apply(x, y);
    }
}

/// <summary>A product of (stacks of) matrices, either read transposed in place.</summary>
internal sealed record MatMulOp(bool TransposesLeft, bool TransposesRight) : BilinearOp
{
    public static readonly MatMulOp Plain = new(false, false);

    public override string Name => "matmul";

    public override Spec Infer(ReadOnlySpan<Spec> inputs)
    {
        (Spec x, Spec y) = (inputs[0], inputs[1]);
        ShapeException.ThrowUnlessSameDType(Name, x, y);
        ShapeException.ThrowUnless(x.DType != DType.Bool, Name, "numbers are needed (convert with x.To(DType.Int32))", x, y);
        Shape? stack = null;
        bool fits = x.Shape.Rank >= 2 && y.Shape.Rank >= 2
            && x.Shape[TransposesLeft ? -2 : -1] == y.Shape[TransposesRight ? -1 : -2]
            && (stack = Broadcasting.TryJoin(x.Shape[..^2], y.Shape[..^2])) is not null;
        ShapeException.ThrowUnless(
            fits, Name, "x must be [..., n, k] and y [..., k, m], with leading axes that broadcast", x, y);
        return x with { Shape = [.. stack!, x.Shape[TransposesLeft ? -1 : -2], y.Shape[TransposesRight ? -2 : -1]] };
    }

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        switch (output.DType)
        {
            case DType.Float32: Multiply<float>(inputs[0], inputs[1], output); break;
            case DType.Float64: Multiply<double>(inputs[0], inputs[1], output); break;
            case DType.Int32: MultiplyIntegers<int>(inputs[0], inputs[1], output); break;
            case DType.Int64: MultiplyIntegers<long>(inputs[0], inputs[1], output); break;
            case DType.UInt8: MultiplyIntegers<byte>(inputs[0], inputs[1], output); break;
            default: MultiplyIntegers<uint>(inputs[0], inputs[1], output); break;
        }
    }

    // z = x y gives x̄ = z̄ yᵀ; reading an operand transposed moves the transposition about, and nothing is copied.
    protected override Tensor TransposeLeft(Tensor zBar, Tensor y, Spec x) => Broadcasting.SumTo(
        TransposesLeft ? new MatMulOp(TransposesRight, true).Apply(y, zBar) : new MatMulOp(false, !TransposesRight).Apply(zBar, y),
        x.Shape);

    protected override Tensor TransposeRight(Tensor zBar, Tensor x, Spec y) => Broadcasting.SumTo(
        TransposesRight ? new MatMulOp(true, TransposesLeft).Apply(zBar, x) : new MatMulOp(!TransposesLeft, false).Apply(x, zBar),
        y.Shape);

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size)
    {
        (Tensor x, Tensor y) = Batching.AlignRanks(inputs[0], batched[0], inputs[1], batched[1]);

        // Examples as further rows of one product, where the other matrix is the same for all.
        if (!TransposesLeft && !batched[1] && y.Rank == 2)
        {
            return Apply(x.Reshape([x.Shape[..^1].Size, x.Shape[-1]]), y).Reshape([.. x.Shape[..^1], y.Shape[TransposesRight ? -2 : -1]]);
        }

        return Apply(x, y);
    }

    private void Multiply<T>(DenseTensor x, DenseTensor y, DenseTensor z)
        where T : unmanaged
    {
        int n = z.Shape[-2], m = z.Shape[-1], k = x.Shape[TransposesLeft ? -2 : -1];
        (int xRow, int xColumn) = TransposesLeft ? (1, n) : (k, 1);
        (int yRow, int yColumn) = TransposesRight ? (1, k) : (m, 1);
        ReadOnlySpan<T> xs = x.Span<T>(), ys = y.Span<T>();
        Span<T> zs = z.Span<T>();
        if (n * m == 0)
        {
            return;
        }

        if (k == 0)
        {
            zs.Clear();
            return;
        }

        foreach (BroadcastRun run in new BroadcastRuns(x.Shape[..^2], y.Shape[..^2], z.Shape[..^2]))
        {
            Gemm.RunBatched(
                run.Length, n, m, k,
                xs[(run.Left * n * k)..], run.LeftRepeats ? 0 : n * k, xRow, xColumn,
                ys[(run.Right * k * m)..], run.RightRepeats ? 0 : k * m, yRow, yColumn,
                zs[(run.Output * n * m)..], n * m, m);
        }
    }

    // Row by row: integers have no derivative, so neither operand is ever read transposed.
    private static void MultiplyIntegers<T>(DenseTensor x, DenseTensor y, DenseTensor z)
        where T : unmanaged, IBinaryInteger<T>
    {
        int n = z.Shape[-2], m = z.Shape[-1], k = x.Shape[-1];
        ReadOnlySpan<T> xs = x.Span<T>(), ys = y.Span<T>();
        Span<T> zs = z.Span<T>();
        zs.Clear();
        foreach (BroadcastRun run in new BroadcastRuns(x.Shape[..^2], y.Shape[..^2], z.Shape[..^2]))
        {
            for (int product = 0; product < run.Length; product++)
            {
                int left = run.Left + (run.LeftRepeats ? 0 : product), right = run.Right + (run.RightRepeats ? 0 : product);
                for (int i = 0; i < n * k; i++)
                {
                    Span<T> sum = zs.Slice((run.Output + product) * n * m + i / k * m, m);
                    TensorPrimitives.MultiplyAdd(ys.Slice(right * k * m + i % k * m, m), xs[left * n * k + i], sum, sum);
                }
            }
        }
    }
}
