using System.Numerics;

namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Finds where along an axis the greatest element is; the first among equals.</summary>
    /// <param name="axis">In [-rank, rank).</param>
    /// <returns>[...]: Int32, without the axis; the place of the first NaN if there is one.</returns>
    /// <exception cref="ShapeException">There is no such axis, or it has no elements.</exception>
    public Tensor ArgMax(int axis) => new ArgExtremumOp(Shape.Axis(axis, "argmax"), Greatest: true).Apply(this);

    /// <summary>Finds where along an axis the least element is; the first among equals.</summary>
    /// <param name="axis">In [-rank, rank).</param>
    /// <returns>[...]: Int32, without the axis; the place of the first NaN if there is one.</returns>
    /// <exception cref="ShapeException">There is no such axis, or it has no elements.</exception>
    public Tensor ArgMin(int axis) => new ArgExtremumOp(Shape.Axis(axis, "argmin"), Greatest: false).Apply(this);
}

/// <summary>The place of the greatest or the least element along an axis.</summary>
internal sealed record ArgExtremumOp(int Axis, bool Greatest) : DiscreteOp
{
    public override string Name => Greatest ? "argmax" : "argmin";

    public override Spec Infer(ReadOnlySpan<Spec> inputs)
    {
        Spec x = inputs[0];
        ShapeException.ThrowUnless(x.DType != DType.Bool, Name, "numbers are needed (convert with x.To(DType.Int32))", x);
        Reduction.RequireElements(Name, x, [Axis]);
        return new Spec(x.Shape.Without(Axis), DType.Int32);
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
        int axis = x.Shape[Axis];
        int inner = x.Shape[(Axis + 1)..].Size;
        for (int k = 0; k < places.Length; k++)
        {
            int start = k / inner * axis * inner + k % inner;
            int best = 0;
            T value = xs[start];
            for (int a = 1; a < axis && !T.IsNaN(value); a++)
            {
                T candidate = xs[start + a * inner];
                if (T.IsNaN(candidate) || (Greatest ? candidate > value : candidate < value))
                {
                    (best, value) = (a, candidate);
                }
            }

            places[k] = best;
        }
    }
}
