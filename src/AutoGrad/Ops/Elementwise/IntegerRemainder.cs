using System.Numerics;

namespace AutoGrad;

/// <summary>The rest of a division of integers by a whole number of times, which is rounded towards 0 or down.</summary>
internal sealed record IntegerRemainderOp(bool IsFloored) : IntegerBinary
{
    public static readonly IntegerRemainderOp Truncated = new(false);
    public static readonly IntegerRemainderOp Floored = new(true);

    public override string Name => IsFloored ? "remainder" : "fmod";

    protected override void RunAs<T>(DenseTensor x, DenseTensor y, DenseTensor z)
    {
        if (IsFloored)
        {
            EachDivided<T, FlooredRest>(x, y, z);
        }
        else
        {
            EachDivided<T, TruncatedRest>(x, y, z);
        }
    }

    private readonly struct TruncatedRest : IFunction
    {
        // The least number has no quotient by -1, which leaves no rest of any.
        public static T Of<T>(T x, T y)
            where T : IBinaryInteger<T> => T.IsNegative(y) && y + T.One == T.Zero ? T.Zero : x % y;
    }

    private readonly struct FlooredRest : IFunction
    {
        public static T Of<T>(T x, T y)
            where T : IBinaryInteger<T>
        {
            T rest = TruncatedRest.Of(x, y);
            return rest != T.Zero && T.IsNegative(rest) != T.IsNegative(y) ? rest + y : rest;
        }
    }
}
