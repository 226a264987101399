using System.Numerics;

namespace AutoGrad;

/// <summary>Powers of integers, exact while they fit.</summary>
internal sealed record IntegerPowOp : IntegerBinary
{
    public static readonly IntegerPowOp Instance = new();

    public override string Name => "pow";

    protected override void RunAs<T>(DenseTensor x, DenseTensor y, DenseTensor z) =>
        EachNotNegative<T, Power>(x, y, z, "an exponent of integers");

    private readonly struct Power : IFunction
    {
        public static T Of<T>(T x, T y)
            where T : IBinaryInteger<T>
        {
            T power = T.One;
            for (T square = x; y > T.Zero; y >>= 1)
            {
                power = T.IsOddInteger(y) ? unchecked(power * square) : power;
                square = unchecked(square * square);
            }

            return power;
        }
    }
}
