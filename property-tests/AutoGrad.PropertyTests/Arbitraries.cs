using AutoGrad.PropertyTesting;
using FsCheck;
using FsCheck.Fluent;

namespace AutoGrad.PropertyTests;

/// <summary>A tensor of one axis, 1 to 8 numbers in [-2, 2].</summary>
/// <param name="Numbers">What is in it; prints and shrinks.</param>
public sealed record Vector(double[] Numbers)
{
    public Tensor Tensor => Tensor.From(Numbers);
}

/// <summary>What the laws are tried on: the generators that users get, with what is special to these laws.</summary>
public static class Arbitraries
{
    public static Arbitrary<Vector> Vectors() => Arb.Convert(
        PropertyTesting.Arbitraries.Vectors(maxLength: 8, values: Values.Between(-2, 2)), numbers => new Vector(numbers), vector => vector.Numbers);

    public static Arbitrary<BroadcastPair> Broadcasts() => PropertyTesting.Arbitraries.BroadcastPairs(values: Values.Between(-1, 1), empty: true);

    /// <summary>Operands with ties, tiny and huge numbers, infinities and NaN: for laws that hold to the last bit.</summary>
    public static Arbitrary<BroadcastPair> DifficultBroadcasts() =>
        PropertyTesting.Arbitraries.BroadcastPairs(values: Values.Difficult with { Special = true }, empty: true);
}
