using System.Numerics;

namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Adds up along an axis: <c>yᵢ = x₀ + … + xᵢ</c>.</summary>
    /// <param name="axis">In [-rank, rank).</param>
    /// <param name="exclusive">Whether a place leaves its own element out, and the first has 0.</param>
    /// <param name="reverse">Whether to run from the last place to the first.</param>
    /// <returns>[...]: this shape. A mask is counted, in Int32.</returns>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    /// <remarks>Float32 is added up in Float64; the error of Float64 grows with the number of places. Derivative: the sum the other way.</remarks>
    public Tensor CumSum(int axis, bool exclusive = false, bool reverse = false)
    {
        Tensor x = DType == DType.Bool ? To(DType.Int32) : this;
        return new CumSumOp(Shape.Axis(axis, "cum_sum"), exclusive, reverse).Apply(x);
    }
}

/// <summary>Its transpose runs the other way.</summary>
internal sealed record CumSumOp(int Axis, bool Exclusive, bool Reverse) : LinearOp
{
    public override string Name => "cum_sum";

    public override Spec Infer(ReadOnlySpan<Spec> inputs) => inputs[0];

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        switch (output.DType)
        {
            case DType.Float32: AddUp<float, double>(inputs[0], output); break;
            case DType.Float64: AddUp<double, double>(inputs[0], output); break;
            case DType.Int32: AddUp<int, int>(inputs[0], output); break;
            case DType.Int64: AddUp<long, long>(inputs[0], output); break;
            case DType.UInt32: AddUp<uint, uint>(inputs[0], output); break;
            default: AddUp<byte, byte>(inputs[0], output); break;
        }
    }

    protected override Tensor Transpose(int input, Tensor yBar, Recorded recorded) => (this with { Reverse = !Reverse }).Apply(yBar);

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size) => (this with { Axis = Axis + 1 }).Apply(inputs);

    private void AddUp<T, TSum>(DenseTensor x, DenseTensor y)
        where T : unmanaged, INumber<T>
        where TSum : unmanaged, INumber<TSum>
    {
        int extent = x.Shape[Axis];
        int inner = x.Shape[(Axis + 1)..].Size;
        ReadOnlySpan<T> xs = x.Span<T>();
        Span<T> ys = y.Span<T>();
        var sums = new TSum[inner];
        for (int start = 0; start < ys.Length; start += extent * inner)
        {
            Array.Clear(sums);
            for (int place = 0; place < extent; place++)
            {
                int row = start + (Reverse ? extent - 1 - place : place) * inner;
                for (int i = 0; i < inner; i++)
                {
                    TSum before = sums[i];
                    sums[i] += TSum.CreateTruncating(xs[row + i]);
                    ys[row + i] = T.CreateTruncating(Exclusive ? before : sums[i]);
                }
            }
        }
    }
}
