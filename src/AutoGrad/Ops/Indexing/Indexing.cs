using System.Diagnostics.CodeAnalysis;

namespace AutoGrad;

/// <summary>One place in <c>x[…]</c>: a number, a range, a mask, or a tensor of numbers.</summary>
/// <remarks>Made by implicit conversion; nobody writes its name.</remarks>
public readonly struct TensorIndex
{
    private TensorIndex(Index? single, Range range, Tensor? tensor) => (Single, Range, Tensor) = (single, range, tensor);

    internal Index? Single { get; }

    internal Range Range { get; }

    internal Tensor? Tensor { get; }

    /// <summary>One place; a negative number counts from the last.</summary>
    public static implicit operator TensorIndex(int index) => new(index < 0 ? ^(-index) : index, default, null);

    /// <summary>One place, perhaps counted from the end.</summary>
    public static implicit operator TensorIndex(Index index) => new(index, default, null);

    /// <summary>A run of places.</summary>
    public static implicit operator TensorIndex(Range range) => new(null, range, null);

    /// <summary>The places where a mask is true, or those that an integer tensor names.</summary>
    public static implicit operator TensorIndex(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return new(null, default, tensor);
    }
}

public abstract partial class Tensor
{
    /// <summary>Takes a part: each index speaks for the next axis, and axes without one stay whole.</summary>
    /// <param name="indices">
    /// Numbers (their axis goes; negative ones count from the last), ranges (their axis stays), and at most one tensor:
    /// a Bool mask over as many axes as it has, or Int32 or Int64 places.
    /// </param>
    /// <returns>[...]: a mask gives as many places as it has true elements, so its values are read here and now.</returns>
    /// <exception cref="ShapeException">There are more indices than axes, or a mask does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A place is outside its axis.</exception>
    /// <example><code>x[0]; x[-1]; x[..^1, 2]; x[x > 0.0]; x[labels]</code></example>
    [SuppressMessage("Design", "CA1043:Use Integral Or String Argument For Indexers", Justification = "An index of a tensor is a number, a range, a mask or a tensor.")]
    public Tensor this[params ReadOnlySpan<TensorIndex> indices]
    {
        get
        {
            int axis = 0;
            bool hasTensor = false;
            Tensor y = this;
            foreach (TensorIndex index in indices)
            {
                if (axis >= y.Rank)
                {
                    throw new ShapeException("index", $"at most {Rank} indices", $"{indices.Length} for {Spec}");
                }

                if (index.Tensor is { } tensor)
                {
                    if (hasTensor)
                    {
                        throw new ShapeException("index", "at most one index may be a tensor (take with Gather or TakeAlongAxis)", $"two for {Spec}");
                    }

                    hasTensor = true;
                    y = tensor.DType == DType.Bool ? y.Masked(tensor, axis) : y.Gather(tensor, axis);
                    axis += tensor.DType == DType.Bool ? 1 : tensor.Rank;
                }
                else if (index.Single is { } single)
                {
                    y = y.At(single, axis);
                }
                else
                {
                    y = y.Between(index.Range, axis);
                    axis++;
                }
            }

            return y;
        }
    }

    /// <summary>Takes one place of the first axis.</summary>
    /// <param name="index">In [-n, n); a negative number counts from the last.</param>
    /// <returns>[...]: without the first axis.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The place is outside the axis.</exception>
    public Tensor this[int index] => Rank > 0
        ? At(index < 0 ? ^(-index) : index, 0)
        : throw new ShapeException("index", "a scalar has no axes", Spec.ToString());

    private Tensor At(Index index, int axis)
    {
        int place = index.GetOffset(Shape[axis]);
        return (uint)place < (uint)Shape[axis]
            ? SliceAxis(axis, place, 1).Reshape(Shape.Without(axis))
            : throw new ArgumentOutOfRangeException(nameof(index), $"index: a place on axis {axis} of {Spec} must be in [-{Shape[axis]}, {Shape[axis]}); got {place - (index.IsFromEnd ? Shape[axis] : 0)}.");
    }

    private Tensor Between(Range range, int axis)
    {
        int extent = Shape[axis];
        (int start, int end) = (range.Start.GetOffset(extent), range.End.GetOffset(extent));
        return start >= 0 && start <= end && end <= extent
            ? SliceAxis(axis, start, end - start)
            : throw new ArgumentOutOfRangeException(nameof(range), $"index: a range on axis {axis} of {Spec} must lie in 0..{extent}; got {range}.");
    }

    private Tensor Masked(Tensor mask, int axis)
    {
        int end = axis + mask.Rank;
        ShapeException.ThrowUnless(mask.Rank > 0 && end <= Rank && Shape[axis..end] == mask.Shape, "index", $"a mask must have the tensor's extents from axis {axis} on", Spec, mask.Spec);
        ReadOnlySpan<bool> bits = mask.ToDense("indexing with a mask").Span<bool>();
        var places = new List<int>();
        for (int i = 0; i < bits.Length; i++)
        {
            if (bits[i])
            {
                places.Add(i);
            }
        }

        return Reshape([.. Shape[..axis], mask.Size, .. Shape[end..]]).Gather(From([.. places]), axis);
    }
}
