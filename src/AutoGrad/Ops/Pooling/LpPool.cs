using System.Globalization;

namespace AutoGrad;

public static partial class Pool
{
    private static Tensor Lp(string op, Tensor x, double p, Sliding how, bool ceiling)
    {
        ArgumentNullException.ThrowIfNull(x);
        RequireNorm(op, p);
        if (double.IsPositiveInfinity(p))
        {
            return Max(op, Tensor.Abs(x), how, ceiling);
        }

        PoolAxis[] axes = Checked(op, x, how, ceiling);
        return p switch
        {
            1 => Sum(Tensor.Abs(x), axes),
            2 => Tensor.SafeSqrt(Sum(Tensor.Square(x), axes)),
            _ => Tensor.PowerOrZero(Sum(Tensor.PowerOrZero(Tensor.Abs(x), p), axes), 1 / p),
        };
    }

    private static void RequireNorm(string op, double p)
    {
        if (!(p >= 1))
        {
            throw new ShapeException(op, "p must be 1 or more", p.ToString(CultureInfo.InvariantCulture));
        }
    }
}
