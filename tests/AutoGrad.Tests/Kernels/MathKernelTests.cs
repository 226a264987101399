using System.Globalization;

namespace AutoGrad.Tests;

public sealed class MathKernelTests
{
    private static readonly Dictionary<string, Kernel> s_kernels = new()
    {
        ["exp"] = new(ExpKernel.Run, ExpKernel.Run, Math.Exp, ExpError, 1.0, 1.0, [(-745.2, 709.79), (-1, 1)]),
        ["expm1"] = new(Expm1Kernel.Run, Expm1Kernel.Run, Expm1, Expm1Error, 1.5, 1.75, [(-38, 40), (-1, 1), (-690, 709.79)]),
        ["log"] = new(LogKernel.Run, LogKernel.Run, Math.Log, LogError, 1.0, 1.0, [(1e-3, 100), (0.6, 1.6)]),
        ["log1p"] = new(Log1pKernel.Run, Log1pKernel.Run, Log1p, Log1pError, 1.5, 1.5, [(-1, 1), (-0.5, 100)]),
        ["tanh"] = new(TanhKernel.Run, TanhKernel.Run, Math.Tanh, TanhError, 1.5, 1.5, [(-1, 1), (-20, 20)]),
        ["sigmoid"] = new(SigmoidKernel.Run, SigmoidKernel.Run, Sigmoid, SigmoidError, 1.75, 1.75, [(-745.2, 40), (-5, 5)]),
        ["sin"] = new(SinKernel.Run, SinKernel.Run, Math.Sin, SinError, 1.0, 1.0, [(-10, 10), (-1e9, 1e9), (-1e5, 1e5)]),
        ["cos"] = new(CosKernel.Run, CosKernel.Run, Math.Cos, CosError, 1.0, 1.0, [(-10, 10), (-1e9, 1e9), (-1e5, 1e5)]),
    };

    private delegate double ErrorInUlp(double x, double y);

    public static TheoryData<string> Names => [.. s_kernels.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Float32_is_within_its_bound_over_all_exponents(string name)
    {
        Kernel kernel = s_kernels[name];
        float[] x = Float32Samples(4099);
        float[] y = new float[x.Length];

        kernel.Float32(x, y);

        double worst = 0;
        float at = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double error = Float32Error(kernel.Reference(x[i]), y[i]);
            if (error > worst)
            {
                (worst, at) = (error, x[i]);
            }
        }

        Assert.True(worst <= kernel.Float32Bound, $"{name}({at:R}): {worst:F3} ulp");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Float64_is_within_its_bound(string name)
    {
        Kernel kernel = s_kernels[name];
        double[] x = Float64Samples(kernel.Ranges);
        double[] y = new double[x.Length];

        kernel.Float64(x, y);

        double worst = 0;
        double at = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double error = Float64Error(kernel, x[i], y[i]);
            if (error > worst)
            {
                (worst, at) = (error, x[i]);
            }
        }

        Assert.True(worst <= kernel.Float64Bound, $"{name}({at:R}): {worst:F3} ulp");
    }

    [Theory]
    [InlineData("exp", "0:1 -0:1 Infinity:Infinity -Infinity:0 1e30:Infinity -1e30:0 NaN:NaN")]
    [InlineData("expm1", "0:0 -0:-0 Infinity:Infinity -Infinity:-1 1e30:Infinity -1e30:-1 NaN:NaN")]
    [InlineData("log", "1:0 0:-Infinity -0:-Infinity -1:NaN -Infinity:NaN Infinity:Infinity NaN:NaN")]
    [InlineData("log1p", "0:0 -0:-0 -1:-Infinity -1.5:NaN -Infinity:NaN Infinity:Infinity NaN:NaN")]
    [InlineData("tanh", "0:0 -0:-0 Infinity:1 -Infinity:-1 1e30:1 -1e30:-1 NaN:NaN")]
    [InlineData("sigmoid", "0:0.5 -0:0.5 Infinity:1 -Infinity:0 1e30:1 -1e30:0 NaN:NaN")]
    [InlineData("sin", "0:0 -0:-0 Infinity:NaN -Infinity:NaN NaN:NaN")]
    [InlineData("cos", "0:1 -0:1 Infinity:NaN -Infinity:NaN NaN:NaN")]
    public void Special_values_are_exact(string name, string pairs)
    {
        foreach (string pair in pairs.Split(' '))
        {
            double[] numbers = [.. pair.Split(':').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];

            double float32 = Float32At(name, (float)numbers[0]);
            double float64 = Float64At(name, numbers[0]);

            // As text, because Equals takes −0 for 0.
            Assert.Equal(pair, $"{pair.Split(':')[0]}:{float32.ToString(CultureInfo.InvariantCulture)}");
            Assert.Equal(pair, $"{pair.Split(':')[0]}:{float64.ToString(CultureInfo.InvariantCulture)}");
        }
    }

    [Fact]
    public void Results_underflow_gradually_down_to_the_smallest_subnormal()
    {
        Assert.Equal(float.Epsilon, Float32At("exp", -103.97f));
        Assert.Equal(0f, Float32At("exp", -103.98f));
        Assert.Equal(3.783506e-44f, Float32At("sigmoid", -100f));
        Assert.Equal(float.Epsilon, Float32At("sigmoid", -103.97f));
        Assert.Equal(double.Epsilon, Float64At("exp", -745.13));
        Assert.Equal(0.0, Float64At("exp", -745.14));
        Assert.Equal(double.Epsilon, Float64At("sigmoid", -745.13));
    }

    [Theory]
    [InlineData("expm1")]
    [InlineData("log1p")]
    [InlineData("tanh")]
    [InlineData("sin")]
    public void Subnormal_arguments_come_back_as_they_are(string name)
    {
        Assert.Equal(float.Epsilon, Float32At(name, float.Epsilon));
        Assert.Equal(-3 * float.Epsilon, Float32At(name, -3 * float.Epsilon));
        Assert.Equal(double.Epsilon, Float64At(name, double.Epsilon));
        Assert.Equal(-3 * double.Epsilon, Float64At(name, -3 * double.Epsilon));
    }

    [Fact]
    public void Extreme_arguments_have_finite_logarithms()
    {
        Assert.Equal(-103.27893f, Float32At("log", float.Epsilon));
        Assert.Equal(88.722839f, Float32At("log", float.MaxValue));
        Assert.Equal(88.722839f, Float32At("log1p", float.MaxValue));
        Assert.Equal(-744.4400719213812, Float64At("log", double.Epsilon));
        Assert.Equal(709.782712893384, Float64At("log", double.MaxValue));
        Assert.Equal(709.782712893384, Float64At("log1p", double.MaxValue));
    }

    [Fact]
    public void Huge_angles_are_reduced_in_full()
    {
        // Ng, "Argument reduction for huge arguments: good to the last bit" (SunPro, 1992): sin(1e22).
        Assert.Equal(-0.8522008497671888, Float64At("sin", 1e22));
        Assert.Equal(0.523214785395139, Float64At("cos", 1e22));
        Assert.Equal((float)Math.Sin(float.MaxValue), Float32At("sin", float.MaxValue));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_value_has_the_same_bits_at_every_position_of_every_length(string name)
    {
        Kernel kernel = s_kernels[name];

        AssertSameBits(Float32Samples(5_000_011), x => { float[] y = new float[x.Length]; kernel.Float32(x.Span, y); return y; }, BitConverter.SingleToInt32Bits);
        AssertSameBits(Float64Samples(kernel.Ranges, 300), x => { double[] y = new double[x.Length]; kernel.Float64(x.Span, y); return y; }, BitConverter.DoubleToInt64Bits);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void In_place_gives_the_same_bits(string name)
    {
        Kernel kernel = s_kernels[name];

        for (int length = 0; length <= 70; length++)
        {
            float[] x = Float32Samples(5_000_011)[..length];
            float[] y = new float[length];
            double[] x64 = Float64Samples(kernel.Ranges, 40)[..length];
            double[] y64 = new double[length];

            kernel.Float32(x, y);
            kernel.Float32(x, x);
            kernel.Float64(x64, y64);
            kernel.Float64(x64, x64);

            Assert.Equal(y.Select(BitConverter.SingleToInt32Bits), x.Select(BitConverter.SingleToInt32Bits));
            Assert.Equal(y64.Select(BitConverter.DoubleToInt64Bits), x64.Select(BitConverter.DoubleToInt64Bits));
        }
    }

    private static void AssertSameBits<T, TBits>(T[] x, Func<ReadOnlyMemory<T>, T[]> run, Func<T, TBits> bits)
        where TBits : struct, IEquatable<TBits>
    {
        T[] whole = run(x);
        for (int length = 1; length <= 70; length++)
        {
            for (int start = 0; start + length <= x.Length; start += length + 1)
            {
                T[] part = run(x.AsMemory(start, length));
                for (int i = 0; i < length; i++)
                {
                    if (!bits(whole[start + i]).Equals(bits(part[i])))
                    {
                        Assert.Fail($"{x[start + i]} is {whole[start + i]} in the whole and {part[i]} at {i} of {length}");
                    }
                }
            }
        }
    }

    private static float Float32At(string name, float x)
    {
        float[] y = new float[1];
        s_kernels[name].Float32([x], y);
        return y[0];
    }

    private static double Float64At(string name, double x)
    {
        double[] y = new double[1];
        s_kernels[name].Float64([x], y);
        return y[0];
    }

    private static float[] Float32Samples(uint stride)
    {
        float[] x = new float[(int)(uint.MaxValue / stride)];
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = BitConverter.UInt32BitsToSingle((uint)i * stride);
        }

        return x;
    }

    /// <summary>Equal shares of all bit patterns and of numbers spread evenly over each range.</summary>
    private static double[] Float64Samples((double From, double To)[] ranges, int share = 12_000)
    {
        double[] x = new double[share * (ranges.Length + 1)];
        for (int i = 0; i < share; i++)
        {
            ulong mixed = (ulong)(i + 1) * 0x9E3779B97F4A7C15; // the golden ratio's multiples fill an interval evenly
            x[i] = BitConverter.UInt64BitsToDouble(mixed);
            for (int j = 0; j < ranges.Length; j++)
            {
                double fraction = mixed * (1.0 / ulong.MaxValue);
                x[((j + 1) * share) + i] = ranges[j].From + (fraction * (ranges[j].To - ranges[j].From));
            }
        }

        return x;
    }

    private static double Float32Error(double expected, float actual)
    {
        float rounded = (float)expected;
        if (float.IsNaN(rounded) || float.IsNaN(actual) || rounded == actual)
        {
            return float.IsNaN(rounded) == float.IsNaN(actual) ? 0 : double.PositiveInfinity;
        }

        double finite = float.IsInfinity(actual) ? Math.CopySign(Math.ScaleB(1, 128), actual) : actual;
        double ulp = float.IsInfinity(rounded) ? Math.ScaleB(1, 104) : MathF.BitIncrement(MathF.Abs(rounded)) - (double)MathF.Abs(rounded);

        return Math.Abs(finite - expected) / ulp;
    }

    private static double Float64Error(Kernel kernel, double x, double y)
    {
        // NaN, ∞, 0 and what is as good as them: there the runtime's own function says the same bits.
        double plain = kernel.Reference(x);
        if (!double.IsFinite(plain) || plain == 0 || Math.Abs(x) < 1e-150 || Math.Abs(x) > 1e9)
        {
            bool near = plain.Equals(y) || Math.Abs(plain - y) <= Ulp(plain);
            return near && (double.IsNaN(y) || double.IsNegative(plain) == double.IsNegative(y)) ? 0 : double.PositiveInfinity;
        }

        return Math.Abs(kernel.Error(x, y));
    }

    private static double Ulp(double x) => Math.BitIncrement(Math.Abs(x)) - Math.Abs(x);

    /// <summary>The error of y as a value of expected·2ⁿ.</summary>
    private static double Error(DoubleDouble expected, int n, double y)
        => (Math.ScaleB(y, -n) - expected).High / Math.ScaleB(Ulp(y), -n);

    private static double ExpError(double x, double y)
    {
        (DoubleDouble e, int n) = DoubleDouble.Expm1Reduced(x);
        return Error(e + 1.0, n, y);
    }

    private static double Expm1Error(double x, double y)
    {
        if (x < -600)
        {
            return y == -1 ? 0 : double.PositiveInfinity;
        }

        (DoubleDouble e, int n) = DoubleDouble.Expm1Reduced(x);
        return Error(e + (1.0 - (DoubleDouble)Math.ScaleB(1, -n)), n, y);
    }

    // e^y = x·(1 − δ) means that y lacks δ + ½·δ².
    private static double LogError(double x, double y)
    {
        (DoubleDouble e, int n) = DoubleDouble.Expm1Reduced(y);
        double lacking = ((Math.ScaleB(x, -n) - (e + 1.0)) / (e + 1.0)).High;
        return lacking / Ulp(y);
    }

    private static double Log1pError(double x, double y)
    {
        (DoubleDouble e, int n) = DoubleDouble.Expm1Reduced(y);
        DoubleDouble expm1 = e + (1.0 - (DoubleDouble)Math.ScaleB(1, -n));
        double lacking = ((Math.ScaleB(x, -n) - expm1) / (e + 1.0)).High;
        return lacking / Ulp(y);
    }

    private static double TanhError(double x, double y)
    {
        if (Math.Abs(x) > 300)
        {
            return y == Math.Sign(x) ? 0 : double.PositiveInfinity;
        }

        (DoubleDouble e, int n) = DoubleDouble.Expm1Reduced(2 * x);
        DoubleDouble expm1 = e + (1.0 - (DoubleDouble)Math.ScaleB(1, -n)); // times 2ⁿ
        return Error(expm1 / (expm1 + Math.ScaleB(2, -n)), 0, y);
    }

    private static double SigmoidError(double x, double y)
    {
        if (x > 600)
        {
            return y == 1 ? 0 : double.PositiveInfinity;
        }

        (DoubleDouble e, int n) = DoubleDouble.Expm1Reduced(x);
        return Error((e + 1.0) / (1.0 + ((e + 1.0) * Math.ScaleB(1, n))), n, y);
    }

    private static double SinError(double x, double y) => Error(DoubleDouble.Sin(x, 0), 0, y);

    private static double CosError(double x, double y) => Error(DoubleDouble.Sin(x, 1), 0, y);

    private static double Sigmoid(double x) => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x));

    private static double Expm1(double x)
    {
        if (Math.Abs(x) > 0.5)
        {
            return Math.Exp(x) - 1;
        }

        double sum = 1;
        for (int k = 18; k >= 2; k--)
        {
            sum = (sum * x / k) + 1;
        }

        return sum * x;
    }

    // Kahan's correction of the rounding of 1 + x.
    private static double Log1p(double x)
    {
        double sum = 1 + x;
        return sum == 1 ? x : double.IsFinite(sum) && sum > 0 ? Math.Log(sum) * (x / (sum - 1)) : Math.Log(sum);
    }

    private sealed record Kernel(
        ElementwiseLoop.UnaryFunction<float> Float32,
        ElementwiseLoop.UnaryFunction<double> Float64,
        Func<double, double> Reference,
        ErrorInUlp Error,
        double Float32Bound,
        double Float64Bound,
        (double From, double To)[] Ranges);
}
