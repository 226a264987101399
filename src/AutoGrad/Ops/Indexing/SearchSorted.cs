using System.Numerics;

namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Finds by bisection where numbers would go into this sorted list.</summary>
    /// <param name="values">[...]: numbers to place; this tensor's dtype.</param>
    /// <param name="right">Whether a number goes behind those equal to it rather than before them.</param>
    /// <returns>[...]: Int32, the shape of <paramref name="values"/>; how many elements come before, in [0, n]. A NaN goes last.</returns>
    /// <exception cref="ShapeException">This tensor is not a vector of numbers, or the dtypes differ.</exception>
    /// <remarks>That the list rises is not checked.</remarks>
    public Tensor SearchSorted(Tensor values, bool right = false)
    {
        ArgumentNullException.ThrowIfNull(values);
        ShapeException.ThrowUnless(Rank == 1, "search_sorted", "the sorted list must be a vector", Spec);
        return new SearchSortedOp(right).Apply(this, values.Reshape([values.Size])).Reshape(values.Shape);
    }
}

/// <summary>Sorted lists [..., n] and as many lists of numbers [..., m].</summary>
internal sealed record SearchSortedOp(bool Right) : DiscreteOp
{
    public override string Name => "search_sorted";

    public override Spec Infer(ReadOnlySpan<Spec> inputs)
    {
        (Spec sorted, Spec values) = (inputs[0], inputs[1]);
        ShapeException.ThrowUnlessSameDType(Name, sorted, values);
        ShapeException.ThrowUnless(sorted.DType != DType.Bool, Name, "numbers are needed (convert with x.To(DType.Int32))", sorted);
        return new Spec(values.Shape, DType.Int32);
    }

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        switch (inputs[0].DType)
        {
            case DType.Float32: Find<float>(inputs[0], inputs[1], output); break;
            case DType.Float64: Find<double>(inputs[0], inputs[1], output); break;
            case DType.Int32: Find<int>(inputs[0], inputs[1], output); break;
            case DType.Int64: Find<long>(inputs[0], inputs[1], output); break;
            case DType.UInt8: Find<byte>(inputs[0], inputs[1], output); break;
            default: Find<uint>(inputs[0], inputs[1], output); break;
        }
    }

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size) =>
        Apply(Batching.Expand(inputs[0], batched[0], size), Batching.Expand(inputs[1], batched[1], size));

    private void Find<T>(DenseTensor sorted, DenseTensor values, DenseTensor output)
        where T : unmanaged, INumber<T>
    {
        (int n, int m) = (sorted.Shape[-1], values.Shape[-1]);
        ReadOnlySpan<T> xs = sorted.Span<T>();
        ReadOnlySpan<T> vs = values.Span<T>();
        Span<int> ys = output.Span<int>();
        for (int i = 0; i < ys.Length; i++)
        {
            ReadOnlySpan<T> list = xs.Slice(i / m * n, n);
            (int low, int high) = (0, n);
            while (low < high)
            {
                int middle = low + (high - low) / 2;
                if (Right ? !Less(vs[i], list[middle]) : Less(list[middle], vs[i]))
                {
                    low = middle + 1;
                }
                else
                {
                    high = middle;
                }
            }

            ys[i] = low;
        }
    }

    private static bool Less<T>(T x, T y)
        where T : INumber<T> => x < y || (T.IsNaN(y) && !T.IsNaN(x));
}
