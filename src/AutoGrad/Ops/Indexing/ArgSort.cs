using System.Numerics;

namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Finds the order of the elements along an axis: the place of the least first.</summary>
    /// <param name="axis">In [-rank, rank).</param>
    /// <param name="descending">Whether the greatest comes first.</param>
    /// <returns>[...]: Int32, this shape. Equal elements keep their order; a NaN counts as greater than all.</returns>
    /// <exception cref="ShapeException">There is no such axis, or the dtype is Bool.</exception>
    public Tensor ArgSort(int axis = -1, bool descending = false)
    {
        int at = Shape.Axis(axis, "arg_sort");
        return new ArgSortOp(descending).Apply(MoveAxis(at, -1)).MoveAxis(-1, at);
    }
}

/// <summary>Along the last axis, stable.</summary>
internal sealed record ArgSortOp(bool Descending) : DiscreteOp
{
    public override string Name => "arg_sort";

    public override Spec Infer(ReadOnlySpan<Spec> inputs)
    {
        ShapeException.ThrowUnless(inputs[0].DType != DType.Bool, Name, "numbers are needed (convert with x.To(DType.Int32))", inputs[0]);
        return inputs[0] with { DType = DType.Int32 };
    }

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        switch (inputs[0].DType)
        {
            case DType.Float32: Sort<float>(inputs[0], output); break;
            case DType.Float64: Sort<double>(inputs[0], output); break;
            case DType.Int32: Sort<int>(inputs[0], output); break;
            case DType.Int64: Sort<long>(inputs[0], output); break;
            case DType.UInt8: Sort<byte>(inputs[0], output); break;
            default: Sort<uint>(inputs[0], output); break;
        }
    }

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size) => Apply(inputs);

    // Places break ties, so that an unstable sort gives the one stable answer.
    private void Sort<T>(DenseTensor x, DenseTensor output)
        where T : unmanaged, INumber<T>
    {
        int width = x.Shape[-1];
        ReadOnlySpan<T> xs = x.Span<T>();
        Span<int> ys = output.Span<int>();
        var row = new (T Value, int Place)[width];
        Comparison<(T Value, int Place)> order = Descending ? Falling : Rising;
        for (int start = 0; start < ys.Length; start += width)
        {
            for (int i = 0; i < width; i++)
            {
                row[i] = (xs[start + i], i);
            }

            row.AsSpan().Sort(order);
            for (int i = 0; i < width; i++)
            {
                ys[start + i] = row[i].Place;
            }
        }
    }

    private static int Rising<T>((T Value, int Place) x, (T Value, int Place) y)
        where T : INumber<T> => Compare(x.Value, y.Value) is not 0 and var sign ? sign : x.Place.CompareTo(y.Place);

    private static int Falling<T>((T Value, int Place) x, (T Value, int Place) y)
        where T : INumber<T> => Compare(y.Value, x.Value) is not 0 and var sign ? sign : x.Place.CompareTo(y.Place);

    // CompareTo would put NaN below all numbers.
    private static int Compare<T>(T x, T y)
        where T : INumber<T> => x < y ? -1 : x > y ? 1 : T.IsNaN(x).CompareTo(T.IsNaN(y));
}
