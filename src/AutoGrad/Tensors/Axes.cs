using System.Runtime.CompilerServices;

namespace AutoGrad;

/// <summary>A set of axes, or a list of whole numbers one an axis: an operation's static parameter, compared by value.</summary>
[CollectionBuilder(typeof(Axes), nameof(Create))]
internal sealed class Axes : IEquatable<Axes>
{
    private readonly int[] _items;

    private Axes(int[] items) => _items = items;

    public int Count => _items.Length;

    public int this[int i] => _items[i];

    public static Axes Create(ReadOnlySpan<int> items) => new(items.ToArray());

    /// <summary>Counts negative axes from the last, sorts, and refuses axes that are not there or stand twice. None given means all.</summary>
    public static Axes Of(Shape shape, ReadOnlySpan<int> axes, string op)
    {
        if (axes.IsEmpty)
        {
            return new([.. Enumerable.Range(0, shape.Rank)]);
        }

        var items = new int[axes.Length];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = shape.Axis(axes[i], op);
        }

        Array.Sort(items);
        for (int i = 1; i < items.Length; i++)
        {
            if (items[i] == items[i - 1])
            {
                throw new ShapeException(op, "no axis may be named twice", $"axes [{string.Join(", ", axes.ToArray())}] for shape {shape}");
            }
        }

        return new(items);
    }

    public bool Contains(int axis) => Array.IndexOf(_items, axis) >= 0;

    /// <summary>The axes as they are with a batch axis put before all.</summary>
    public Axes AfterBatch() => new([.. _items.Select(axis => axis + 1)]);

    /// <summary>The numbers with one for a batch axis put before all.</summary>
    public Axes Prepend(int item) => new([item, .. _items]);

    /// <summary>A shape without these axes, or with extents of 1 there.</summary>
    public Shape Reduce(Shape shape, bool keepDims)
    {
        var extents = new List<int>(shape.Rank);
        for (int i = 0; i < shape.Rank; i++)
        {
            if (!Contains(i))
            {
                extents.Add(shape[i]);
            }
            else if (keepDims)
            {
                extents.Add(1);
            }
        }

        return [.. extents];
    }

    public ReadOnlySpan<int> AsSpan() => _items;

    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)_items).GetEnumerator();

    public bool Equals(Axes? other) => other is not null && _items.AsSpan().SequenceEqual(other._items);

    public override bool Equals(object? obj) => Equals(obj as Axes);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (int item in _items)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    public override string ToString() => "[" + string.Join(", ", _items) + "]";
}
