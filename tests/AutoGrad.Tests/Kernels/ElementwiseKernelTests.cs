using System.Globalization;

namespace AutoGrad.Tests;

/// <summary>Kernels against numbers of mpmath, which computes with any number of digits.</summary>
public sealed class ElementwiseKernelTests
{
    private static readonly Dictionary<string, Kernel> s_kernels = new()
    {
        ["exp2"] = new(Exp2Kernel.Run, Exp2Kernel.Run, 1),
        ["log2"] = new(Log2Kernel.Run, Log2Kernel.Run, 1),
        ["log10"] = new(Log10Kernel.Run, Log10Kernel.Run, 1),
        ["cbrt"] = new(CbrtKernel.Run, CbrtKernel.Run, 1),
        ["tan"] = new(TanKernel.Run, TanKernel.Run, 1),
        ["atan"] = new(AtanKernel.Run, AtanKernel.Run, 1),
        ["asin"] = new(AsinKernel.Run, AsinKernel.Run, 1),
        ["acos"] = new(AcosKernel.Run, AcosKernel.Run, 1),
        ["sinh"] = new(SinhKernel.Run, SinhKernel.Run, 1),
        ["cosh"] = new(CoshKernel.Run, CoshKernel.Run, 1),
        ["asinh"] = new(AsinhKernel.Run, AsinhKernel.Run, 1),
        ["acosh"] = new(AcoshKernel.Run, AcoshKernel.Run, 1),
        ["atanh"] = new(AtanhKernel.Run, AtanhKernel.Run, 1),
        ["erf"] = new(ErfKernel.Run, ErfKernel.Run, 2),
        ["erfc"] = new(ErfcKernel.Run, ErfcKernel.Run, 4),
        ["erfinv"] = new(ErfinvKernel.Run, ErfinvKernel.Run, 4),
        ["lgamma"] = new(LogGammaKernel.Run, LogGammaKernel.Run, 4),
        ["digamma"] = new((x, y) => PolygammaKernel.Run(0, x, y), (x, y) => PolygammaKernel.Run(0, x, y), 4),
        ["trigamma"] = new((x, y) => PolygammaKernel.Run(1, x, y), (x, y) => PolygammaKernel.Run(1, x, y), 8),
        ["tetragamma"] = new((x, y) => PolygammaKernel.Run(2, x, y), (x, y) => PolygammaKernel.Run(2, x, y), 8),
    };

    private static readonly ILookup<string, Point> s_points = ReadPoints();

    public static TheoryData<string> Names => [.. s_kernels.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Float64_is_within_its_bound(string name)
    {
        Point[] points = [.. s_points[name]];
        double[] y = new double[points.Length];

        s_kernels[name].Float64((double[])[.. points.Select(point => point.X)], y);

        Assert.True(points.Length >= 80, $"{points.Length} points");
        for (int i = 0; i < y.Length; i++)
        {
            double ulp = Math.BitIncrement(Math.Abs(points[i].High)) - Math.Abs(points[i].High);
            double error = Math.Abs(y[i] - points[i].High - points[i].Low) / ulp;
            Assert.True(error <= s_kernels[name].Bound, $"{name}({points[i].X:R}): {error:F3} ulp");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Float32_is_Float64_rounded_at_every_exponent(string name)
    {
        float[] x = [.. Enumerable.Range(0, 4_001).Select(i => BitConverter.UInt32BitsToSingle((uint)i * 1_073_477u))];
        float[] y = new float[x.Length];
        double[] wide = new double[x.Length];

        s_kernels[name].Float32(x, y);
        s_kernels[name].Float64([.. x.Select(value => (double)value)], wide);

        Assert.Equal(wide.Select(value => (float)value), y);
    }

    [Theory]
    [InlineData("exp2", "0:1 -0:1 3:8 -2:0.25 1024:Infinity -1074:5E-324 -1076:0 Infinity:Infinity -Infinity:0 NaN:NaN")]
    [InlineData("log2", "1:0 8:3 0.125:-3 5E-324:-1074 0:-Infinity -0:-Infinity -1:NaN Infinity:Infinity -Infinity:NaN NaN:NaN")]
    [InlineData("log10", "1:0 1000:3 100000:5 1E+22:22 0:-Infinity -0:-Infinity -1:NaN Infinity:Infinity -Infinity:NaN NaN:NaN")]
    [InlineData("cbrt", "0:0 -0:-0 27:3 -8:-2 1E+300:1E+100 Infinity:Infinity -Infinity:-Infinity NaN:NaN")]
    [InlineData("tan", "0:0 -0:-0 5E-324:5E-324 Infinity:NaN -Infinity:NaN NaN:NaN")]
    [InlineData("atan", "0:0 -0:-0 -5E-324:-5E-324 Infinity:1.5707963267948966 -Infinity:-1.5707963267948966 NaN:NaN")]
    [InlineData("asin", "0:0 -0:-0 5E-324:5E-324 1:1.5707963267948966 -1:-1.5707963267948966 1.1:NaN -Infinity:NaN NaN:NaN")]
    [InlineData("acos", "1:0 -1:3.141592653589793 0:1.5707963267948966 -1.1:NaN Infinity:NaN NaN:NaN")]
    [InlineData("sinh", "0:0 -0:-0 5E-324:5E-324 1000:Infinity Infinity:Infinity -Infinity:-Infinity NaN:NaN")]
    [InlineData("cosh", "0:1 -0:1 1000:Infinity Infinity:Infinity -Infinity:Infinity NaN:NaN")]
    [InlineData("asinh", "0:0 -0:-0 -5E-324:-5E-324 Infinity:Infinity -Infinity:-Infinity NaN:NaN")]
    [InlineData("acosh", "1:0 0.9:NaN 0:NaN Infinity:Infinity -Infinity:NaN NaN:NaN")]
    [InlineData("atanh", "0:0 -0:-0 5E-324:5E-324 1:Infinity -1:-Infinity 1.1:NaN Infinity:NaN NaN:NaN")]
    [InlineData("erf", "0:0 -0:-0 7:1 -7:-1 Infinity:1 -Infinity:-1 NaN:NaN")]
    [InlineData("erfc", "0:1 -0:1 -7:2 28:0 Infinity:0 -Infinity:2 NaN:NaN")]
    [InlineData("erfinv", "0:0 -0:-0 1:Infinity -1:-Infinity 1.1:NaN Infinity:NaN NaN:NaN")]
    [InlineData("lgamma", "1:0 2:0 0:Infinity -0:Infinity -3:Infinity Infinity:Infinity -Infinity:Infinity NaN:NaN")]
    [InlineData("digamma", "0:-Infinity -0:Infinity -3:NaN Infinity:Infinity NaN:NaN")]
    [InlineData("trigamma", "0:Infinity -0:Infinity -3:Infinity Infinity:0 NaN:NaN")]
    [InlineData("tetragamma", "0:-Infinity -0:Infinity -3:NaN NaN:NaN")]
    public void Special_values_are_exact(string name, string pairs)
    {
        foreach (string pair in pairs.Split(' '))
        {
            string[] texts = pair.Split(':');
            double[] y = new double[1];

            s_kernels[name].Float64([double.Parse(texts[0], CultureInfo.InvariantCulture)], y);

            // As text, because Equals takes −0 for 0.
            Assert.Equal(pair, $"{texts[0]}:{y[0].ToString(CultureInfo.InvariantCulture)}");
        }
    }

    [Fact]
    public void Whole_powers_have_whole_logarithms()
    {
        double[] tens = [.. Enumerable.Range(0, 23).Select(k => double.Parse($"1e{k}", CultureInfo.InvariantCulture))];
        double[] twos = [.. Enumerable.Range(-1074, 2098).Select(k => Math.ScaleB(1, k))];
        double[] logarithms = new double[tens.Length];
        double[] exponents = new double[twos.Length];

        Log10Kernel.Run<double>(tens, logarithms);
        Log2Kernel.Run<double>(twos, exponents);

        Assert.Equal(Enumerable.Range(0, 23).Select(k => (double)k), logarithms);
        Assert.Equal(Enumerable.Range(-1074, 2098).Select(k => (double)k), exponents);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_value_has_the_same_bits_at_every_position_of_every_length_and_in_place(string name)
    {
        double[] x = [.. s_points[name].Select(point => point.X)];
        double[] whole = new double[x.Length];
        s_kernels[name].Float64(x, whole);

        for (int length = 1; length <= 35; length++)
        {
            for (int start = 0; start + length <= x.Length; start += length + 1)
            {
                double[] part = x[start..(start + length)];
                s_kernels[name].Float64(part, part);
                Assert.Equal(whole[start..(start + length)].Select(BitConverter.DoubleToInt64Bits), part.Select(BitConverter.DoubleToInt64Bits));
            }
        }
    }

    [Theory]
    [InlineData(0.5, 0.5, 1.1447298858494002)] // ln π
    [InlineData(1e10, 1.0, -23.025850929940457)] // −ln 10¹⁰
    [InlineData(1e15, 2.0, -69.07755278982137)] // −ln(10¹⁵ (10¹⁵ + 1))
    [InlineData(12.0, 30.0, -25.274864968419808)] // ln(11! 29! / 41!) by mpmath
    [InlineData(0.0, 3.0, double.PositiveInfinity)]
    [InlineData(3.0, double.PositiveInfinity, double.NegativeInfinity)]
    public void Logarithm_of_beta_does_not_cancel(double x, double y, double expected)
    {
        Close.Equal(expected, LogGammaKernel.LogBeta(x, y), 2e-15);
        Close.Equal(expected, LogGammaKernel.LogBeta(y, x), 2e-15);
    }

    private static ILookup<string, Point> ReadPoints()
    {
        using Stream stream = typeof(ElementwiseKernelTests).Assembly.GetManifestResourceStream("ElementwiseReference.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split(' '))
            .ToLookup(
                parts => parts[0],
                parts => new Point(Number(parts[1]), Number(parts[2]), Number(parts[3])));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>An argument and the function's value there, as a sum of two numbers.</summary>
    private sealed record Point(double X, double High, double Low);

    private sealed record Kernel(ElementwiseLoop.UnaryFunction<float> Float32, ElementwiseLoop.UnaryFunction<double> Float64, double Bound);
}
