using System.Numerics;

namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Finds the greatest element so far along an axis: <c>yᵢ = max(x₀, …, xᵢ)</c>.</summary>
    /// <param name="axis">In [-rank, rank).</param>
    /// <param name="reverse">Whether to run from the last place to the first.</param>
    /// <returns>Values and indices, both this shape; the first met among equals, and a NaN stays.</returns>
    /// <exception cref="ShapeException">There is no such axis, or the dtype is Bool.</exception>
    /// <remarks>Derivative: cotangents are added where their values came from.</remarks>
    public ValuesAndIndices CumMax(int axis, bool reverse = false) => CumArgExtremumOp.Take(this, axis, reverse, greatest: true);

    /// <summary>Finds the least element so far along an axis: <c>yᵢ = min(x₀, …, xᵢ)</c>.</summary>
    /// <param name="axis">In [-rank, rank).</param>
    /// <param name="reverse">Whether to run from the last place to the first.</param>
    /// <returns>Values and indices, both this shape; the first met among equals, and a NaN stays.</returns>
    /// <exception cref="ShapeException">There is no such axis, or the dtype is Bool.</exception>
    /// <remarks>Derivative: cotangents are added where their values came from.</remarks>
    public ValuesAndIndices CumMin(int axis, bool reverse = false) => CumArgExtremumOp.Take(this, axis, reverse, greatest: false);
}

/// <summary>For each place along an axis, where the greatest or the least element up to it is.</summary>
internal sealed record CumArgExtremumOp(int Axis, bool Greatest, bool Reverse) : DiscreteOp
{
    public override string Name => Greatest ? "cum_max" : "cum_min";

    // Where the elements are is discrete; taking them is linear, and brings its derivatives along.
    public static ValuesAndIndices Take(Tensor x, int axis, bool reverse, bool greatest)
    {
        int at = x.Shape.Axis(axis, greatest ? "cum_max" : "cum_min");
        Tensor indices = new CumArgExtremumOp(at, greatest, reverse).Apply(x);
        return new ValuesAndIndices(x.TakeAlongAxis(indices, at), indices);
    }

    public override Spec Infer(ReadOnlySpan<Spec> inputs)
    {
        ShapeException.ThrowUnless(inputs[0].DType != DType.Bool, Name, "numbers are needed (convert with x.To(DType.Int32))", inputs[0]);
        return inputs[0] with { DType = DType.Int32 };
    }

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        switch (inputs[0].DType)
        {
            case DType.Float32: Find<float>(inputs[0], output); break;
            case DType.Float64: Find<double>(inputs[0], output); break;
            case DType.Int32: Find<int>(inputs[0], output); break;
            case DType.Int64: Find<long>(inputs[0], output); break;
            case DType.UInt8: Find<byte>(inputs[0], output); break;
            default: Find<uint>(inputs[0], output); break;
        }
    }

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size) => (this with { Axis = Axis + 1 }).Apply(inputs);

    private void Find<T>(DenseTensor x, DenseTensor output)
        where T : unmanaged, INumber<T>
    {
        ReadOnlySpan<T> xs = x.Span<T>();
        Span<int> places = output.Span<int>();
        int extent = x.Shape[Axis];
        int inner = x.Shape[(Axis + 1)..].Size;
        for (int k = 0; k < places.Length; k++)
        {
            int step = k / inner % extent;
            int place = Reverse ? extent - 1 - step : step;
            int start = k - step * inner;
            int before = step == 0 ? place : places[start + (Reverse ? place + 1 : place - 1) * inner];
            (T best, T candidate) = (xs[start + before * inner], xs[start + place * inner]);
            bool wins = !T.IsNaN(best) && (T.IsNaN(candidate) || (Greatest ? candidate > best : candidate < best));
            places[start + place * inner] = wins ? place : before;
        }
    }
}
