using FsCheck;
using FsCheck.Fluent;

namespace AutoGrad.PropertyTesting;

public static partial class Arbitraries
{
    /// <summary>Two tensors that broadcast together. They shrink to the fewest places and axes, then to rounder and smaller numbers.</summary>
    /// <param name="maxRank">The most axes.</param>
    /// <param name="maxSize">The most elements of what they broadcast to.</param>
    /// <param name="values">What the elements are; numbers from -10 to 10 if left out.</param>
    /// <param name="dtype">Float64 or Float32.</param>
    /// <param name="empty">Whether some have no elements.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is negative, or the dtype is not floating.</exception>
    public static Arbitrary<BroadcastPair> BroadcastPairs(
        int maxRank = DefaultRank, int maxSize = DefaultSize, Values? values = null, DType dtype = DType.Float64, bool empty = false)
    {
        Values elements = Checked(values, dtype);
        return Arb.From(
            Operands(2, maxRank, maxSize, elements, dtype, empty).Select(xs => new BroadcastPair(xs[0], xs[1])),
            pair => OperandShrinks.Of([pair.X, pair.Y], 1, elements).Select(xs => new BroadcastPair(xs[0], xs[1])));
    }

    /// <summary>Three tensors that broadcast together, like <see cref="BroadcastPairs"/>.</summary>
    /// <param name="maxRank">The most axes.</param>
    /// <param name="maxSize">The most elements of what they broadcast to.</param>
    /// <param name="values">What the elements are; numbers from -10 to 10 if left out.</param>
    /// <param name="dtype">Float64 or Float32.</param>
    /// <param name="empty">Whether some have no elements.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is negative, or the dtype is not floating.</exception>
    public static Arbitrary<BroadcastTriple> BroadcastTriples(
        int maxRank = DefaultRank, int maxSize = DefaultSize, Values? values = null, DType dtype = DType.Float64, bool empty = false)
    {
        Values elements = Checked(values, dtype);
        return Arb.From(
            Operands(3, maxRank, maxSize, elements, dtype, empty).Select(xs => new BroadcastTriple(xs[0], xs[1], xs[2])),
            triple => OperandShrinks.Of([triple.X, triple.Y, triple.Z], 1, elements).Select(xs => new BroadcastTriple(xs[0], xs[1], xs[2])));
    }

    /// <summary>Two matrices that multiply, or stacks that broadcast. They shrink to matrices of one number, then to rounder and smaller numbers.</summary>
    /// <param name="maxExtent">The most rows, columns and inner places.</param>
    /// <param name="maxRank">The most axes; 2 for matrices alone.</param>
    /// <param name="values">What the elements are; numbers from -10 to 10 if left out.</param>
    /// <param name="dtype">Float64 or Float32.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no place, the rank is below 2, or the dtype is not floating.</exception>
    public static Arbitrary<MatrixPair> MatrixPairs(int maxExtent = 4, int maxRank = 3, Values? values = null, DType dtype = DType.Float64)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxExtent, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxRank, 2);
        Values elements = Checked(values, dtype);
        Gen<MatrixPair> draws = Gen.Sized(size =>
            from extents in Gen.Choose(1, Grown(size, 1, maxExtent)).ArrayOf(3)
            from stacks in OperandShapes(2, maxRank - 2, Grown(size, 1, 4), empty: false)
            from x in ElementDraws.Of(elements, dtype, [.. stacks[0], extents[0], extents[1]])
            from y in ElementDraws.Of(elements, dtype, [.. stacks[1], extents[1], extents[2]])
            select new MatrixPair(x, y));
        return Arb.From(draws, pair => Shrunk(pair).Concat(OperandShrinks.Of([pair.X, pair.Y], 3, elements).Select(xs => new MatrixPair(xs[0], xs[1]))));
    }

    /// <summary>As many shapes as are asked for, that broadcast together.</summary>
    internal static Gen<Shape[]> OperandShapes(int count, int maxRank, int maxSize, bool empty) =>
        from joint in ShapeDraws(maxRank, maxSize, 0, empty)
        from cut in Gen.Choose(0, 2 * joint.Rank).ArrayOf(count)
        from ones in Gen.Choose(0, 2).ArrayOf(count * joint.Rank)
        select cut.Select(most => Math.Min(most, joint.Rank)).Select((rank, i) => new Shape([.. joint[^rank..].Select((extent, axis) => ones[i * joint.Rank + axis] == 0 ? 1 : extent)])).ToArray();

    private static Gen<Tensor[]> Operands(int count, int maxRank, int maxSize, Values values, DType dtype, bool empty)
    {
        RequireBounds(maxRank, maxSize, 0);
        return from shapes in OperandShapes(count, maxRank, maxSize, empty)
               from operands in Gen.CollectToArray(shapes, shape => ElementDraws.Of(values, dtype, shape))
               select operands;
    }

    // Fewer rows, columns, or inner places of both; all of them together where they are alike, so that squares stay squares.
    private static IEnumerable<MatrixPair> Shrunk(MatrixPair pair)
    {
        if (pair.X.Shape[^2] == pair.X.Shape[^1] && pair.Y.Shape[^2] == pair.Y.Shape[^1])
        {
            foreach (TensorShrinks.Part part in TensorShrinks.Parts(pair.X.Shape[^1]))
            {
                yield return new MatrixPair(
                    part.Of(part.Of(pair.X, pair.X.Rank - 2), pair.X.Rank - 1), part.Of(part.Of(pair.Y, pair.Y.Rank - 2), pair.Y.Rank - 1));
            }
        }

        foreach (TensorShrinks.Part part in TensorShrinks.Parts(pair.X.Shape[^2]))
        {
            yield return pair with { X = part.Of(pair.X, pair.X.Rank - 2) };
        }

        foreach (TensorShrinks.Part part in TensorShrinks.Parts(pair.Y.Shape[^1]))
        {
            yield return pair with { Y = part.Of(pair.Y, pair.Y.Rank - 1) };
        }

        foreach (TensorShrinks.Part part in TensorShrinks.Parts(pair.X.Shape[^1]))
        {
            yield return new MatrixPair(part.Of(pair.X, pair.X.Rank - 1), part.Of(pair.Y, pair.Y.Rank - 2));
        }
    }
}
