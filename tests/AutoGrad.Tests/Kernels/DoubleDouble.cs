namespace AutoGrad.Tests;

/// <summary>An unevaluated sum of two doubles, about 106 bits: Dekker, Numer. Math. 18 (1971) 224, with fused multiply-add for the products.</summary>
internal readonly record struct DoubleDouble(double High, double Low)
{
    /// <summary>π/2 and ln 2 as sums of doubles, each the rounded rest of those before it.</summary>
    private static readonly double[] s_halfPi = [1.5707963267948966, 6.123233995736766e-17, -1.4973849048591698e-33, 5.5622711043111167e-50];
    private static readonly double[] s_ln2 = [0.6931471805599453, 2.3190468138462996e-17, 5.7077084384162121e-34];

    public static implicit operator DoubleDouble(double x) => new(x, 0.0);

    public static DoubleDouble operator +(DoubleDouble x, DoubleDouble y)
    {
        DoubleDouble high = TwoSum(x.High, y.High);
        DoubleDouble low = TwoSum(x.Low, y.Low);
        high = FastTwoSum(high.High, high.Low + low.High);
        return FastTwoSum(high.High, high.Low + low.Low);
    }

    public static DoubleDouble operator -(DoubleDouble x) => new(-x.High, -x.Low);

    public static DoubleDouble operator -(DoubleDouble x, DoubleDouble y) => x + -y;

    public static DoubleDouble operator *(DoubleDouble x, DoubleDouble y)
    {
        double product = x.High * y.High;
        double error = Math.FusedMultiplyAdd(x.High, y.High, -product);
        return FastTwoSum(product, error + ((x.High * y.Low) + (x.Low * y.High)));
    }

    public static DoubleDouble operator /(DoubleDouble x, DoubleDouble y)
    {
        double first = x.High / y.High;
        DoubleDouble rest = x - (y * first);
        double second = rest.High / y.High;
        rest -= y * second;
        return FastTwoSum(first, second) + (rest.High / y.High);
    }

    /// <summary>Computes n and E with eˣ = 2ⁿ·(1 + E), E to full relative precision for |x| ≥ 2⁻⁶⁰⁰.</summary>
    public static (DoubleDouble E, int N) Expm1Reduced(double x)
    {
        int n = (int)Math.Round(x / s_ln2[0]);
        DoubleDouble r = (Reduce(x, n, s_ln2) * (1.0 / 16));

        DoubleDouble sum = 1.0;
        for (int k = 16; k >= 2; k--)
        {
            sum = (sum * r / k) + 1.0;
        }

        DoubleDouble e = sum * r;
        for (int i = 0; i < 4; i++)
        {
            e *= e + 2.0; // e²ʳ − 1 = (eʳ − 1)·(eʳ − 1 + 2)
        }

        return (e, n);
    }

    /// <summary>Computes sin(x + shift·π/2) for |x| ≤ 2³¹.</summary>
    public static DoubleDouble Sin(double x, int shift)
    {
        int n = (int)Math.Round(x / s_halfPi[0]);
        DoubleDouble r = Reduce(x, n, s_halfPi);
        DoubleDouble square = r * r;
        int quadrant = (n + shift) & 3;

        DoubleDouble sum = 1.0;
        for (int k = (quadrant & 1) == 0 ? 29 : 28; k >= 2; k -= 2)
        {
            sum = 1.0 - (sum * square / (k * (k - 1.0)));
        }

        DoubleDouble value = (quadrant & 1) == 0 ? sum * r : sum;
        return quadrant < 2 ? value : -value;
    }

    private static DoubleDouble Reduce(double x, int n, double[] parts)
    {
        DoubleDouble r = x;
        foreach (double part in parts)
        {
            double product = n * part;
            r -= new DoubleDouble(product, Math.FusedMultiplyAdd(n, part, -product));
        }

        return r;
    }

    private static DoubleDouble TwoSum(double x, double y)
    {
        double sum = x + y;
        double rest = sum - x;
        return new(sum, (x - (sum - rest)) + (y - rest));
    }

    private static DoubleDouble FastTwoSum(double x, double y)
    {
        double sum = x + y;
        return new(sum, y - (sum - x));
    }
}
