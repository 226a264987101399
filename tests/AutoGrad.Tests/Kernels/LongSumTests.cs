namespace AutoGrad.Tests;

/// <summary>Sums of ten million Float32 numbers against Float64.</summary>
/// <remarks>
/// libtorch adds so many in four levels of chains (cascade_sum in its SumKernel.cpp), 16, 16, 16 and 76 long in each of 32 lanes:
/// an element passes up to 130 roundings. Here it passes at most 40: chains of eight in a lane, then pairs, within a segment of
/// 65,536 numbers, and the segments' sums likewise. So the bound is 40 · 2⁻²⁴ · Σ|x|, a third of libtorch's.
/// </remarks>
public sealed class LongSumTests
{
    private const int Count = 10_000_000;
    private const double Rounding = 1.0 / (1 << 24);

    public static TheoryData<string> Kinds => ["even numbers", "signs by turns", "ever smaller", "one great number first"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_sum_loses_no_more_than_forty_roundings(string kind)
    {
        float[] x = Numbers(kind);
        (double sum, double size) = (x.Sum(v => (double)v), x.Sum(v => Math.Abs((double)v)));
        Tensor all = Tensor.From(x);

        Assert.InRange(all.Sum().ToScalar() - sum, -40 * Rounding * size, 40 * Rounding * size);
        Assert.InRange(all.Mean().ToScalar() - sum / Count, -41 * Rounding * size / Count, 41 * Rounding * size / Count);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(1000)]
    public void So_does_each_of_many_columns(int columns)
    {
        float[] x = Numbers("even numbers");
        var sums = new double[columns];
        for (int i = 0; i < x.Length; i++)
        {
            sums[i % columns] += x[i];
        }

        float[] found = Tensor.From(x).Reshape(-1, columns).Sum(0).ToArray<float>();

        Assert.All(sums.Zip(found), pair => Assert.InRange(pair.Second - pair.First, -40 * Rounding * pair.First, 40 * Rounding * pair.First));
    }

    // A product of matrices adds in chains of at most 512 products, one after the other: 20,000 roundings at most, of which
    // most cancel. libtorch's chains are of one kind, and of a similar length.
    [Fact]
    public void A_product_of_ten_million_numbers_keeps_five_digits()
    {
        float[] x = Numbers("even numbers");
        double sum = x.Sum(v => (double)v * v);
        Tensor all = Tensor.From(x);

        Assert.InRange(Tensor.Inner(all, all).ToScalar() / sum, 1 - 1e-5, 1 + 1e-5);
    }

    // A linear congruence: even enough, and the same on any machine.
    private static float[] Numbers(string kind)
    {
        var x = new float[Count];
        uint state = 1;
        for (int i = 0; i < x.Length; i++)
        {
            state = unchecked(state * 1664525 + 1013904223);
            float even = (state >> 8) * (float)Rounding;
            x[i] = kind switch
            {
                "signs by turns" => i % 2 == 0 ? even : -even,
                "ever smaller" => even / (1 + i),
                "one great number first" => i == 0 ? 1e6f : even,
                _ => even,
            };
        }

        return x;
    }
}
