namespace AutoGrad.PropertyTesting.Tests;

/// <summary>What is generated is within what was asked for, and is all of it.</summary>
public sealed class TensorDrawTests
{
    [Fact]
    public void Ordinary_tensors_have_elements_from_minus_ten_to_ten_and_up_to_three_axes()
    {
        Tensor[] drawn = Run.Drawn(Arbitraries.Tensors());

        Assert.All(drawn, x => Assert.True(x.Rank <= 3 && x.Size is >= 1 and <= 24 && x.DType == DType.Float64, $"{x.Spec}"));
        Assert.Equal([0, 1, 2, 3], drawn.Select(x => x.Rank).Distinct().Order());
        double[] elements = [.. drawn.SelectMany(x => x.ToArray<double>())];
        Assert.InRange(elements.Min(), -10, -9.9);
        Assert.InRange(elements.Max(), 9.9, 10);
        Assert.InRange(elements.Average(), -0.5, 0.5);
        Assert.All(drawn, x => Assert.Equal(x.Size, x.ToArray<double>().Distinct().Count()));
    }

    [Fact]
    public void The_first_tests_are_small()
    {
        Assert.All(Run.Drawn(Arbitraries.Tensors(), 3), x => Assert.InRange(x.Size, 1, 3));
        Assert.Contains(Run.Drawn(Arbitraries.Tensors(maxSize: 24)), x => x.Size == 24);
    }

    [Fact]
    public void Bounds_are_kept()
    {
        Assert.All(Run.Drawn(Arbitraries.Tensors(maxRank: 5, minRank: 2, maxSize: 100)), x => Assert.True(x.Rank is >= 2 and <= 5 && x.Size <= 100));
        Assert.All(Run.Drawn(Arbitraries.Shapes(maxRank: 2, maxSize: 6)), shape => Assert.True(shape.Rank <= 2 && shape.Size is >= 1 and <= 6));
        Assert.All(Run.Drawn(Arbitraries.TensorsOf([2, 3])), x => Assert.Equal([2, 3], x.Shape));
        Assert.All(Run.Drawn(Arbitraries.Vectors(maxLength: 5, minLength: 2)), x => Assert.InRange(x.Length, 2, 5));
    }

    [Fact]
    public void Float32_elements_do_not_round_out_of_their_bounds()
    {
        // 0.1 and 0.2 are no Float32 numbers: the nearest ones lie outside of the bounds.
        Tensor[] drawn = Run.Drawn(Arbitraries.Tensors(dtype: DType.Float32, values: Values.Between(0.1, 0.1000001)));

        Assert.All(drawn.SelectMany(x => x.ToArray<float>()), v => Assert.InRange((double)v, 0.1, 0.1000001));
    }

    [Fact]
    public void Empty_tensors_come_when_asked_for()
    {
        Assert.Contains(Run.Drawn(Arbitraries.Tensors(empty: true)), x => x.Size == 0);
        Assert.Contains(Run.Drawn(Arbitraries.Tensors(empty: true)), x => x.Size > 1);
    }

    [Theory]
    [InlineData(DType.Float32)]
    [InlineData(DType.Float64)]
    public void Every_option_shows(DType dtype)
    {
        double[] Elements(Values values) => [.. Run.Drawn(Arbitraries.Tensors(values: values, dtype: dtype)).SelectMany(x => x.To(DType.Float64).ToArray<double>())];
        bool isSingle = dtype == DType.Float32;

        Assert.Contains(isSingle ? float.Epsilon : double.Epsilon, Elements(new Values { Tiny = true }));
        Assert.Contains(isSingle ? -float.MaxValue : -double.MaxValue, Elements(new Values { Huge = true }));
        double[] special = Elements(new Values { Special = true });
        Assert.Contains(double.NaN, special);
        Assert.Contains(double.NegativeInfinity, special);
        Assert.Contains(special, v => v == 0 && double.IsNegative(v));
        double[] near = Elements(new Values { Kinks = [1] });
        Assert.Contains(1, near);
        Assert.Contains(isSingle ? MathF.BitIncrement(1) : Math.BitIncrement(1), near);
        Assert.Contains(near, v => v is > 0.9998 and < 0.99995);
        Assert.Contains(Run.Drawn(Arbitraries.Tensors(values: new Values { Ties = true }, dtype: dtype)), x => x.Size > 5 && x.To(DType.Float64).ToArray<double>().Distinct().Count() == 2);
    }

    [Fact]
    public void Options_keep_to_the_signs_that_the_bounds_allow()
    {
        Values positive = new() { Low = 0.5, High = 2, Tiny = true, Huge = true, Special = true, Kinks = [0, 1] };

        double[] drawn = [.. Run.Drawn(Arbitraries.Tensors(values: positive)).SelectMany(x => x.ToArray<double>())];

        Assert.All(drawn, v => Assert.True(v > 0 || double.IsNaN(v), $"{v}"));
        Assert.Contains(double.PositiveInfinity, drawn);
    }

    [Fact]
    public void Keys_and_seeds_differ()
    {
        RandomKey[] keys = Run.Drawn(Arbitraries.Keys());

        Assert.True(keys.Select(Arbitraries.SeedOf).Distinct().Count() > 250);
        Assert.Contains(keys, key => Arbitraries.SeedOf(key) < 1000);
        Assert.Contains(keys, key => Arbitraries.SeedOf(key) > uint.MaxValue);
    }

    [Fact]
    public void Bounds_in_the_wrong_order_and_other_dtypes_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Values.Between(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Values.Between(0, double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => Arbitraries.Tensors(values: new Values { Low = 11 }));
        Assert.Throws<ArgumentOutOfRangeException>("minRank", () => Arbitraries.Tensors(maxRank: 1, minRank: 2));
        Assert.Throws<ArgumentOutOfRangeException>("maxSize", () => Arbitraries.Shapes(maxSize: 0));
        ArgumentOutOfRangeException refused = Assert.Throws<ArgumentOutOfRangeException>("dtype", () => Arbitraries.Tensors(dtype: DType.Int32));
        Assert.StartsWith("Generated tensors are Float32 or Float64; convert them with To.", refused.Message, StringComparison.Ordinal);
    }
}
