namespace AutoGrad;

/// <summary>NumPy's rule for tensors of unlike shapes: align the last axes; an extent of 1, or a missing axis, repeats.</summary>
internal static class Broadcasting
{
    /// <summary>The shape that two tensors have together.</summary>
    public static Shape Join(string op, Spec x, Spec y) =>
        TryJoin(x.Shape, y.Shape)
            ?? throw new ShapeException(op, "shapes must be equal or broadcast: aligned at the last axis, each pair of extents equal or one of them 1", $"{x} and {y}");

    /// <summary>The shape that two shapes have together, or null.</summary>
    public static Shape? TryJoin(Shape x, Shape y)
    {
        if (x == y)
        {
            return x;
        }

        int rank = Math.Max(x.Rank, y.Rank);
        Span<int> extents = rank <= 16 ? stackalloc int[rank] : new int[rank];
        for (int i = 1; i <= rank; i++)
        {
            int a = i <= x.Rank ? x[^i] : 1;
            int b = i <= y.Rank ? y[^i] : 1;
            if (a != b && a != 1 && b != 1)
            {
                return null;
            }

            extents[^i] = a == 1 ? b : a;
        }

        return x.AsSpan().SequenceEqual(extents) ? x : y.AsSpan().SequenceEqual(extents) ? y : Shape.Create(extents);
    }

    /// <summary>The transpose of broadcasting: sums over the axes along which <paramref name="shape"/> was repeated.</summary>
    public static Tensor SumTo(Tensor y, Shape shape)
    {
        if (y.Shape == shape)
        {
            return y;
        }

        int added = y.Rank - shape.Rank;
        var axes = new List<int>();
        for (int i = 0; i < y.Rank; i++)
        {
            if (i < added || (shape[i - added] == 1 && y.Shape[i] != 1))
            {
                axes.Add(i);
            }
        }

        return (axes.Count == 0 ? y : y.Sum([.. axes])).Reshape(shape);
    }

    /// <summary>Adds the parts of a tangent; an absent one is zero, and one that was not repeated is.</summary>
    public static Tensor? SumTangents(Tensor? left, Tensor? right, Shape shape)
    {
        Tensor? sum = left is null ? right : right is null ? left : left + right;
        return sum?.BroadcastTo(shape);
    }
}

/// <summary>A stretch of a broadcast result in which each operand either runs along or repeats one number.</summary>
internal readonly record struct BroadcastRun(int Left, int Right, int Output, int Length, bool LeftRepeats, bool RightRepeats);

/// <summary>Cuts a broadcast result into runs, as long as the shapes allow.</summary>
internal ref struct BroadcastRuns
{
    private readonly int[] _extents;
    private readonly int[] _leftStrides;
    private readonly int[] _rightStrides;
    private readonly int[] _position;
    private readonly int _length;
    private readonly bool _leftRepeats;
    private readonly bool _rightRepeats;
    private readonly int _size;
    private int _left;
    private int _right;
    private int _output;

    public BroadcastRuns(Shape left, Shape right, Shape output)
    {
        // Axes along which both operands run (or both repeat, or one does) in the same way as along the next are one axis.
        Span<int> extents = stackalloc int[output.Rank];
        Span<bool> leftRuns = stackalloc bool[output.Rank];
        Span<bool> rightRuns = stackalloc bool[output.Rank];
        int count = 0;
        for (int i = 0; i < output.Rank; i++)
        {
            int extent = output[i];
            if (extent == 1)
            {
                continue;
            }

            bool l = i - (output.Rank - left.Rank) is >= 0 and var a && left[a] != 1;
            bool r = i - (output.Rank - right.Rank) is >= 0 and var b && right[b] != 1;
            if (count > 0 && leftRuns[count - 1] == l && rightRuns[count - 1] == r)
            {
                extents[count - 1] *= extent;
            }
            else
            {
                (extents[count], leftRuns[count], rightRuns[count]) = (extent, l, r);
                count++;
            }
        }

        int outer = Math.Max(count - 1, 0);
        _length = count == 0 ? 1 : extents[count - 1];
        _leftRepeats = count > 0 && !leftRuns[count - 1];
        _rightRepeats = count > 0 && !rightRuns[count - 1];
        _size = output.Size;
        _extents = extents[..outer].ToArray();
        _leftStrides = new int[outer];
        _rightStrides = new int[outer];
        _position = new int[outer];
        int leftStride = _leftRepeats ? 1 : _length;
        int rightStride = _rightRepeats ? 1 : _length;
        for (int i = outer - 1; i >= 0; i--)
        {
            (_leftStrides[i], _rightStrides[i]) = (leftRuns[i] ? leftStride : 0, rightRuns[i] ? rightStride : 0);
            leftStride *= leftRuns[i] ? extents[i] : 1;
            rightStride *= rightRuns[i] ? extents[i] : 1;
        }

        _output = -_length;
    }

    public readonly BroadcastRun Current => new(_left, _right, _output, _length, _leftRepeats, _rightRepeats);

    public readonly BroadcastRuns GetEnumerator() => this;

    public bool MoveNext()
    {
        _output += _length;
        if (_output >= _size || _length == 0)
        {
            return false;
        }

        if (_output == 0)
        {
            return true;
        }

        for (int i = _extents.Length - 1; i >= 0; i--)
        {
            _left += _leftStrides[i];
            _right += _rightStrides[i];
            if (++_position[i] < _extents[i])
            {
                break;
            }

            _left -= _leftStrides[i] * _extents[i];
            _right -= _rightStrides[i] * _extents[i];
            _position[i] = 0;
        }

        return true;
    }
}
