using FsCheck;
using FsCheck.Fluent;

namespace AutoGrad.PropertyTesting;

/// <summary>What properties of tensor functions are tried on: each generates values of growing size and shrinks a failing one to the smallest that fails.</summary>
/// <remarks>
/// Sizes grow with the test's number, so that the first tests are fast and small. Tensors are Float64 unless said otherwise: a gradient
/// check computes in Float64 anyway.
/// </remarks>
public static partial class Arbitraries
{
    private const int DefaultRank = 3;
    private const int DefaultSize = 24;
    private const int LongestAxis = 6;

    /// <summary>Shapes of bounded rank and size. They shrink to fewer axes and shorter ones.</summary>
    /// <param name="maxRank">The most axes.</param>
    /// <param name="maxSize">The most elements.</param>
    /// <param name="minRank">The fewest axes: 1 where a function needs an axis.</param>
    /// <param name="empty">Whether some shapes have an axis of extent 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is negative, or they are in the wrong order.</exception>
    public static Arbitrary<Shape> Shapes(int maxRank = DefaultRank, int maxSize = DefaultSize, int minRank = 0, bool empty = false)
    {
        RequireBounds(maxRank, maxSize, minRank);
        return Arb.From(ShapeDraws(maxRank, maxSize, minRank, empty), shape => ShapeShrinks(shape, minRank));
    }

    /// <summary>Tensors of bounded rank and size. They shrink to fewer elements, then fewer axes, then rounder and smaller numbers.</summary>
    /// <param name="maxRank">The most axes.</param>
    /// <param name="maxSize">The most elements.</param>
    /// <param name="minRank">The fewest axes: 1 where a function needs an axis.</param>
    /// <param name="values">What the elements are; numbers from -10 to 10 if left out.</param>
    /// <param name="dtype">Float64 or Float32.</param>
    /// <param name="empty">Whether some tensors have no elements.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is negative, bounds are in the wrong order, or the dtype is not floating.</exception>
    public static Arbitrary<Tensor> Tensors(
        int maxRank = DefaultRank, int maxSize = DefaultSize, int minRank = 0, Values? values = null, DType dtype = DType.Float64, bool empty = false)
    {
        RequireBounds(maxRank, maxSize, minRank);
        Values elements = Checked(values, dtype);
        return Arb.From(
            ShapeDraws(maxRank, maxSize, minRank, empty).SelectMany(shape => ElementDraws.Of(elements, dtype, shape)),
            x => TensorShrinks.Of(x, elements, minRank));
    }

    /// <summary>Tensors of one shape. They shrink to rounder and smaller numbers.</summary>
    /// <param name="shape">Their shape.</param>
    /// <param name="values">What the elements are; numbers from -10 to 10 if left out.</param>
    /// <param name="dtype">Float64 or Float32.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bounds are in the wrong order, or the dtype is not floating.</exception>
    public static Arbitrary<Tensor> TensorsOf(Shape shape, Values? values = null, DType dtype = DType.Float64)
    {
        ArgumentNullException.ThrowIfNull(shape);
        Values elements = Checked(values, dtype);
        return Arb.From(ElementDraws.Of(elements, dtype, shape), x => TensorShrinks.Simpler(x, elements));
    }

    /// <summary>Arrays of numbers, for gradients that were written by hand. They shrink to fewer, rounder and smaller numbers.</summary>
    /// <param name="maxLength">The most numbers.</param>
    /// <param name="minLength">The fewest.</param>
    /// <param name="values">What the numbers are; from -10 to 10 if left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is negative, or bounds are in the wrong order.</exception>
    public static Arbitrary<double[]> Vectors(int maxLength = DefaultSize, int minLength = 1, Values? values = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minLength, maxLength);
        Values elements = Checked(values, DType.Float64);
        return Arb.From(
            Gen.Sized(size => Gen.Choose(minLength, Grown(size, minLength, maxLength))).SelectMany(length => ElementDraws.Of(elements, DType.Float64, length)),
            x => TensorShrinks.Fewer(Tensor.From(x)).Where(part => part.Size >= minLength).Select(part => part.ToArray<double>())
                .Concat(TensorShrinks.Simpler(x, elements, DType.Float64)));
    }

    /// <summary>Random keys. They shrink to smaller seeds.</summary>
    public static Arbitrary<RandomKey> Keys() => Arb.From(
        from high in Gen.Choose(0, int.MaxValue)
        from low in Gen.Choose(0, int.MaxValue)
        from width in Gen.Choose(0, 62)
        select RandomKey.FromSeed((((ulong)high << 31) | (uint)low) >> width),
        key => SeedShrinks(SeedOf(key)).Select(RandomKey.FromSeed));

    /// <summary>The seed of a key that <see cref="RandomKey.FromSeed"/> makes like it.</summary>
    internal static ulong SeedOf(RandomKey key)
    {
        uint[] words = Tree.Leaves(key)[0].ToArray<uint>();
        return ((ulong)words[0] << 32) | words[1];
    }

    internal static Gen<Shape> ShapeDraws(int maxRank, int maxSize, int minRank, bool empty) => Gen.Sized(size =>
        from rank in Gen.Choose(minRank, maxRank)
        from extents in Extents(rank, Grown(size, 1, maxSize))
        from order in Gen.Shuffle(extents)
        from lost in empty && rank > 0 ? Gen.Choose(-3 * rank, rank - 1) : Gen.Constant(-1)
        select new Shape([.. order.Select((extent, axis) => axis == lost ? 0 : extent)]));

    internal static IEnumerable<Shape> ShapeShrinks(Shape shape, int minRank)
    {
        for (int axis = 0; axis < shape.Rank && shape.Rank > minRank; axis++)
        {
            yield return [.. shape[..axis], .. shape[(axis + 1)..]];
        }

        for (int axis = 0; axis < shape.Rank; axis++)
        {
            foreach (int extent in (int[])[1, shape[axis] / 2, shape[axis] - 1])
            {
                if (extent >= 1 && extent < shape[axis])
                {
                    yield return [.. shape[..axis], extent, .. shape[(axis + 1)..]];
                }
            }
        }
    }

    internal static Values Checked(Values? values, DType dtype)
    {
        if (dtype is not (DType.Float32 or DType.Float64))
        {
            throw new ArgumentOutOfRangeException(nameof(dtype), dtype, "Generated tensors are Float32 or Float64; convert them with To.");
        }

        return (values ?? Values.Ordinary).Checked();
    }

    internal static void RequireBounds(int maxRank, int maxSize, int minRank)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minRank);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minRank, maxRank);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxSize, 1);
    }

    /// <summary>A bound that grows from the least to the most over the first half of FsCheck's sizes, 1 to 100.</summary>
    internal static int Grown(int size, int least, int most) => (int)Math.Min(most, least + (long)(most - least) * size / 50);

    // Each axis gets a part of what its forerunners left; they are shuffled later.
    private static Gen<int[]> Extents(int rank, int maxSize) => rank == 0
        ? Gen.Constant<int[]>([])
        : from extent in Gen.Choose(1, Math.Min(LongestAxis, maxSize))
          from rest in Extents(rank - 1, maxSize / extent)
          select (int[])[extent, .. rest];

    private static IEnumerable<ulong> SeedShrinks(ulong seed)
    {
        if (seed == 0)
        {
            yield break;
        }

        yield return 0;
        for (ulong step = seed / 2; step > 0; step /= 2)
        {
            yield return seed - step;
        }
    }
}
