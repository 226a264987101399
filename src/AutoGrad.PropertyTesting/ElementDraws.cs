using FsCheck;
using FsCheck.Fluent;

namespace AutoGrad.PropertyTesting;

/// <summary>Draws the elements of tensors.</summary>
internal static class ElementDraws
{
    /// <summary>As many elements as are asked for, of the numbers that a dtype holds.</summary>
    public static Gen<double[]> Of(Values values, DType dtype, int count)
    {
        Gen<double> one = One(values, dtype);
        Gen<double[]> free = one.ArrayOf(count);
        return !values.Ties
            ? free
            : from tied in Gen.Choose(0, 1)
              from drawn in free
              from places in Gen.Choose(0, 1).ArrayOf(count)
              select tied == 0 ? drawn : [.. places.Select(place => drawn[Math.Min(place, count - 1)])];
    }

    /// <summary>A tensor of a shape.</summary>
    public static Gen<Tensor> Of(Values values, DType dtype, Shape shape) =>
        Of(values, dtype, shape.Size).Select(numbers => Elements.Tensor(shape, numbers, dtype));

    private static Gen<double> One(Values values, DType dtype)
    {
        List<(int, Gen<double>)> kinds = [(2, Ordinary(values, dtype))];
        void Add(bool wanted, IEnumerable<double> numbers)
        {
            double[] allowed = [.. numbers.Select(number => Elements.Round(number, dtype)).Where(number => double.IsNaN(number) || values.AllowsSign(number)).DistinctBy(BitConverter.DoubleToInt64Bits)];
            if (wanted && allowed.Length > 0)
            {
                kinds.Add((1, Gen.Elements(allowed)));
            }
        }

        Add(values.Tiny, Tiny(dtype));
        Add(values.Huge, Huge(dtype));
        Add(values.Special, [0.0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity]);
        Add(values.Kinks.Count > 0, values.Kinks.SelectMany(kink => Near(kink, dtype)).Where(number => number >= values.Low && number <= values.High));
        return kinds.Count == 1 ? kinds[0].Item2 : Gen.Frequency([.. kinds.Select(kind => (kind.Item1, kind.Item2))]);
    }

    // Rounding to the dtype must not leave the bounds.
    private static Gen<double> Ordinary(Values values, DType dtype) =>
        from share in Gen.Choose(0, int.MaxValue)
        let number = Elements.Round(values.Low + (values.High - values.Low) * (share / (double)int.MaxValue), dtype)
        select number > values.High ? Elements.Round(Elements.Beside(number, dtype, up: false), dtype)
            : number < values.Low ? Elements.Round(Elements.Beside(number, dtype, up: true), dtype)
            : number;

    private static IEnumerable<double> Tiny(DType dtype)
    {
        (double least, double normal, int lowest) = dtype == DType.Float32 ? (float.Epsilon, 1.17549435E-38, -44) : (double.Epsilon, 2.2250738585072014E-308, -322);
        IEnumerable<double> powers = Enumerable.Range(lowest, -6 - lowest + 1).Select(exponent => Math.Pow(10, exponent));
        return powers.Where((_, i) => i % 3 == 0).Concat([least, normal]).SelectMany(number => (double[])[number, -number]);
    }

    private static IEnumerable<double> Huge(DType dtype)
    {
        (double greatest, int highest) = dtype == DType.Float32 ? (float.MaxValue, 38) : (double.MaxValue, 308);
        return Enumerable.Range(3, highest - 2).Select(exponent => Math.Pow(10, exponent)).Append(greatest).SelectMany(number => (double[])[number, -number]);
    }

    private static IEnumerable<double> Near(double kink, DType dtype)
    {
        double scale = Math.Max(1, Math.Abs(kink));
        double at = Elements.Round(kink, dtype);
        return [at, Elements.Beside(at, dtype, up: true), Elements.Beside(at, dtype, up: false), .. (double[])[kink + 1e-9 * scale, kink - 1e-9 * scale, kink + 1e-4 * scale, kink - 1e-4 * scale]];
    }
}
