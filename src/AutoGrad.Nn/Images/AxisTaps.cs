namespace AutoGrad.Nn;

/// <summary>Of which old places, and how much of each, the new places of an axis are made. The same for all rows, so that resizing is a product with a matrix.</summary>
internal sealed class AxisTaps
{
    // A product with the whole matrix is as fast as reading the few places that count, up to about so many.
    private const int WidestMatrix = 256;

    private readonly int _extent;
    private readonly Resampling _how;
    private readonly double _scale;
    private readonly (int Place, double Weight)[][] _taps;
    private readonly bool[] _outside;

    public AxisTaps(int extent, int size, Resampling how)
    {
        (_extent, _how, _scale) = (extent, how, how.Scale ?? (double)size / extent);
        double[] at = [.. Enumerable.Range(0, size).Select(i => At(i, size))];
        _taps = [.. at.Select(Taps)];
        _outside = [.. at.Select(x => how.Coordinates == Coordinates.Region && how.Outside is not null && !(x >= 0 && x <= extent - 1))];
    }

    public Tensor Apply(Tensor x, int axis)
    {
        Tensor y = _how.Interpolation == Interpolation.Nearest ? x.Gather(Tensor.From([.. _taps.Select(taps => taps[0].Place)]), axis)
            : _extent <= WidestMatrix || _taps.Length == 0 ? Multiplied(x, axis)
            : Gathered(x, axis);
        if (!_outside.Contains(true))
        {
            return y;
        }

        int[] column = [_taps.Length, .. Enumerable.Repeat(1, x.Rank - axis - 1)];
        return Tensor.Where(Tensor.From(_outside).Reshape(column), _how.Outside!.Value, y);
    }

    private double At(int i, int size)
    {
        double whole = _how.Scale is { } scale ? scale * _extent : size;
        double middle = Unscaled(i + 0.5, size) - 0.5;
        return _how.Coordinates switch
        {
            Coordinates.HalfPixel => middle,
            Coordinates.HalfPixelSymmetric => 0.5 * _extent * (1 - size / whole) + middle,
            Coordinates.HalfPixelOrFirst => size > 1 ? middle : 0,
            Coordinates.AlignCorners => whole == 1 ? 0 : i * (_extent - 1.0) / (whole - 1),
            Coordinates.Asymmetric => Unscaled(i, size),
            Coordinates.Region when whole == 1 => 0.5 * (_how.Region.Start + _how.Region.End) * (_extent - 1),
            Coordinates.Region => (_how.Region.Start + i * (_how.Region.End - _how.Region.Start) / (whole - 1)) * (_extent - 1),
            _ => throw new ArgumentOutOfRangeException(nameof(i), $"resize: there are no coordinates {_how.Coordinates}."),
        };
    }

    // One rounding: what is a whole number must come out as one.
    private double Unscaled(double i, int size) => _how.Scale is { } scale ? i / scale : i * _extent / size;

    private (int Place, double Weight)[] Taps(double x)
    {
        if (_how.Interpolation == Interpolation.Nearest)
        {
            return [(Inside(Nearest(x)), 1)];
        }

        double narrowed = _how.Antialias ? Math.Min(_scale, 1) : 1;
        double reach = (_how.Interpolation == Interpolation.Linear ? 1 : 2) / narrowed;
        var taps = new List<(double Place, double Weight)>();
        for (double place = Math.Floor(x - reach) + 1; place < x + reach; place++)
        {
            taps.Add((place, Kernel(Math.Abs(place - x) * narrowed)));
        }

        if (_how.ExcludeOutside && taps.Any(tap => tap.Weight != 0 && IsInside(tap.Place)))
        {
            taps.RemoveAll(tap => !IsInside(tap.Place));
        }

        double sum = taps.Sum(tap => tap.Weight);
        return [.. taps.Select(tap => (Inside(tap.Place), tap.Weight / sum))];
    }

    private double Nearest(double x) => _how.Rounding switch
    {
        Rounding.HalfUp => Math.Floor(x + 0.5),
        Rounding.HalfDown => Math.Ceiling(x - 0.5),
        Rounding.Floor => Math.Floor(x),
        _ => Math.Ceiling(x),
    };

    // Keys, Cubic Convolution Interpolation for Digital Image Processing, IEEE TASSP 29 (1981), equations 4 and 8 with a free slope.
    private double Kernel(double distance)
    {
        if (_how.Interpolation == Interpolation.Linear)
        {
            return Math.Max(0, 1 - distance);
        }

        double a = _how.CubicSlope;
        return distance <= 1 ? ((a + 2) * distance - (a + 3)) * distance * distance + 1
            : distance < 2 ? (((distance - 5) * distance + 8) * distance - 4) * a
            : 0;
    }

    private bool IsInside(double place) => place >= 0 && place < _extent;

    private int Inside(double place) => (int)Math.Clamp(place, 0, _extent - 1);

    private Tensor Multiplied(Tensor x, int axis)
    {
        int size = _taps.Length;
        bool isLast = axis == x.Rank - 1;
        var matrix = new double[size * _extent];
        for (int i = 0; i < size; i++)
        {
            foreach ((int place, double weight) in _taps[i])
            {
                matrix[isLast ? place * size + i : i * _extent + place] += weight;
            }
        }

        Shape shape = [.. x.Shape[..axis], size, .. x.Shape[(axis + 1)..]];
        return (isLast
            ? Tensor.MatMul(x.Reshape(x.Shape[..axis].Size, _extent), Tensor.From([_extent, size], matrix).To(x.DType))
            : Tensor.MatMul(Tensor.From([size, _extent], matrix).To(x.DType), x.Reshape(x.Shape[..axis].Size, _extent, x.Shape[(axis + 1)..].Size)))
            .Reshape(shape.AsSpan());
    }

    private Tensor Gathered(Tensor x, int axis)
    {
        int most = _taps.Max(taps => taps.Length);
        int[] column = [_taps.Length, .. Enumerable.Repeat(1, x.Rank - axis - 1)];
        Tensor? y = null;
        for (int k = 0; k < most; k++)
        {
            Tensor places = Tensor.From([.. _taps.Select(taps => k < taps.Length ? taps[k].Place : 0)]);
            Tensor weights = Tensor.From([.. _taps.Select(taps => k < taps.Length ? taps[k].Weight : 0)]).To(x.DType).Reshape(column);
            Tensor term = weights * x.Gather(places, axis);
            y = y is null ? term : y + term;
        }

        return y!;
    }
}
