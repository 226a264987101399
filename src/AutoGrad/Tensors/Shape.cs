using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace AutoGrad;

/// <summary>The extents of a tensor, one an axis: immutable, compared by value, sliced and spread like a list.</summary>
/// <example><code>Shape s = [2, 3, 4]; s[-1] == 4; s[..^1] == [2, 3]; Shape t = [.. s[..^1], 7];</code></example>
[CollectionBuilder(typeof(Shape), nameof(Create))]
public sealed class Shape : IEquatable<Shape>, IReadOnlyList<int>
{
    private readonly int[] _extents;

    /// <summary>Makes a shape of these extents.</summary>
    /// <param name="extents">One an axis, each 0 or more; none for a scalar.</param>
    /// <exception cref="ShapeException">An extent is negative, or the number of elements does not fit an array.</exception>
    public Shape(params ReadOnlySpan<int> extents)
        : this(extents.ToArray(), CountOf(extents))
    {
    }

    /// <inheritdoc cref="Shape(ReadOnlySpan{int})"/>
    public Shape(params int[] extents)
        : this(extents.AsSpan())
    {
    }

    private Shape(int[] extents, int size)
    {
        _extents = extents;
        Size = size;
    }

    /// <summary>The shape of a single number: no axes, one element.</summary>
    public static Shape Scalar { get; } = new([], 1);

    /// <summary>How many axes there are.</summary>
    public int Rank => _extents.Length;

    /// <summary>How many elements there are: the product of the extents, 1 for a scalar.</summary>
    public int Size { get; }

    /// <summary>How many axes there are, as a list's length; <see cref="Rank"/> by another name.</summary>
    public int Count => _extents.Length;

    /// <summary>The extent of an axis.</summary>
    /// <param name="axis">In [-rank, rank); a negative one counts from the last.</param>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    public int this[int axis]
    {
        get
        {
            int[] extents = _extents;
            int i = axis < 0 ? axis + extents.Length : axis;
            if ((uint)i >= (uint)extents.Length)
            {
                throw new ShapeException("shape", $"an axis must be in [-{Rank}, {Rank})", $"{axis} for {this}");
            }

            return extents[i];
        }
    }

    /// <summary>Tells whether two shapes have the same extents.</summary>
    public static bool operator ==(Shape? left, Shape? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Tells whether two shapes differ.</summary>
    public static bool operator !=(Shape? left, Shape? right) => !(left == right);

    /// <summary>The extents as a span: a shape goes where a list of extents does.</summary>
    public static implicit operator ReadOnlySpan<int>(Shape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return shape._extents;
    }

    /// <summary>Makes a shape of these extents; what <c>[2, 3]</c> calls.</summary>
    /// <param name="extents">One an axis, each 0 or more.</param>
    /// <exception cref="ShapeException">An extent is negative, or the number of elements does not fit an array.</exception>
    public static Shape Create(ReadOnlySpan<int> extents) => extents.IsEmpty ? Scalar : new Shape(extents);

    /// <summary>The extents as a span.</summary>
    public ReadOnlySpan<int> AsSpan() => _extents;

    /// <summary>A run of the axes; what <c>shape[1..^1]</c> calls.</summary>
    /// <param name="start">The first axis.</param>
    /// <param name="length">How many axes.</param>
    public Shape Slice(int start, int length) => Create(_extents.AsSpan(start, length));

    /// <inheritdoc/>
    public bool Equals(Shape? other) =>
        ReferenceEquals(this, other) || (other is not null && _extents.AsSpan().SequenceEqual(other._extents));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Shape);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (int extent in _extents)
        {
            hash.Add(extent);
        }

        return hash.ToHashCode();
    }

    /// <summary>Prints the extents: <c>[2, 3]</c>.</summary>
    public override string ToString() =>
        "[" + string.Join(", ", _extents.Select(extent => extent.ToString(CultureInfo.InvariantCulture))) + "]";

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)_extents).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => _extents.GetEnumerator();

    /// <summary>The position of an axis counted from the first.</summary>
    /// <exception cref="ShapeException">There is no such axis; the message names the operation.</exception>
    internal int Axis(int axis, string op)
    {
        int i = axis < 0 ? axis + Rank : axis;
        return (uint)i < (uint)Rank
            ? i
            : throw new ShapeException(op, Rank == 0 ? "a scalar has no axes" : $"axis must be in [-{Rank}, {Rank})", $"axis {axis} for shape {this}");
    }

    /// <summary>This shape with one extent replaced.</summary>
    internal Shape With(int axis, int extent)
    {
        int[] extents = [.. _extents];
        extents[axis] = extent;
        return new Shape(extents);
    }

    /// <summary>This shape with an axis inserted before <paramref name="axis"/>.</summary>
    internal Shape Insert(int axis, int extent) => [.. _extents.AsSpan(0, axis), extent, .. _extents.AsSpan(axis)];

    /// <summary>This shape without one axis.</summary>
    internal Shape Without(int axis) => [.. _extents.AsSpan(0, axis), .. _extents.AsSpan(axis + 1)];

    /// <summary>Row-major strides in elements.</summary>
    internal int[] Strides()
    {
        var strides = new int[Rank];
        int stride = 1;
        for (int i = Rank - 1; i >= 0; i--)
        {
            strides[i] = stride;
            stride *= _extents[i];
        }

        return strides;
    }

    /// <summary>Where the element at a place in memory is, for messages: <c>[1, 2]</c>.</summary>
    internal string Position(int flat)
    {
        var at = new int[Rank];
        for (int axis = Rank - 1; axis >= 0; axis--)
        {
            (flat, at[axis]) = Math.DivRem(flat, _extents[axis]);
        }

        return Print(at);
    }

    private static int CountOf(ReadOnlySpan<int> extents)
    {
        long size = 1;
        bool empty = false;
        foreach (int extent in extents)
        {
            if (extent < 0)
            {
                throw new ShapeException("shape", "every extent must be 0 or more", Print(extents));
            }

            empty |= extent == 0;
            size = Math.Min(size * Math.Max(extent, 1), int.MaxValue);
        }

        return empty ? 0
            : size <= Array.MaxLength ? (int)size
            : throw new ShapeException("shape", $"a tensor holds at most {Array.MaxLength} elements", Print(extents));
    }

    private static string Print(ReadOnlySpan<int> extents) => "[" + string.Join(", ", extents.ToArray()) + "]";
}
