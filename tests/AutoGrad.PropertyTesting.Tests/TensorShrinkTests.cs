using FsCheck;

namespace AutoGrad.PropertyTesting.Tests;

/// <summary>From any tensor that fails, shrinking comes to the smallest, in a bounded number of tries.</summary>
public sealed class TensorShrinkTests
{
    // FsCheck gives up after as many.
    private const int MostTries = 5000;

    [Fact]
    public void Every_candidate_is_within_the_bounds_and_no_chain_is_endless()
    {
        Arbitrary<Tensor> tensors = Arbitraries.Tensors(minRank: 1, values: Values.Between(0.5, 3));
        foreach (Tensor x in Run.Drawn(tensors, 60))
        {
            (Tensor smallest, int tried) = Run.Shrunk(tensors, x, candidate => candidate.Rank >= 1 && candidate.Size <= x.Size && candidate.ToArray<double>().All(v => v is >= 0.5 and <= 3));

            Assert.Equal("Tensor.From([1], [1.0])", TensorCode.Of(smallest));
            Assert.True(tried < 50, $"{tried} tries");
        }
    }

    [Fact]
    public void One_element_of_many_is_found()
    {
        Arbitrary<Tensor> tensors = Arbitraries.Tensors(maxSize: 100);
        foreach (Tensor x in Run.Drawn(tensors, 100).Where(x => x.ToArray<double>().Any(v => v > 7)))
        {
            (Tensor smallest, int tried) = Run.Shrunk(tensors, x, candidate => candidate.ToArray<double>().Any(v => v > 7));

            Assert.Equal("Tensor.Scalar(8.0, DType.Float64)", TensorCode.Of(smallest));
            Assert.True(tried < 100, $"{tried} tries");
        }
    }

    [Fact]
    public void Two_axes_that_are_needed_stay()
    {
        Arbitrary<Tensor> tensors = Arbitraries.Tensors();
        foreach (Tensor x in Run.Drawn(tensors).Where(x => x.Rank >= 2 && x.Shape[^1] >= 3))
        {
            (Tensor smallest, int tried) = Run.Shrunk(tensors, x, candidate => candidate.Rank >= 2 && candidate.Shape[^1] >= 3);

            Assert.Equal("Tensor.From([1, 3], [0.0, 0.0, 0.0])", TensorCode.Of(smallest));
            Assert.True(tried < 100, $"{tried} tries");
        }
    }

    [Fact]
    public void Elements_that_fail_by_being_equal_shrink_together()
    {
        Arbitrary<Tensor> tensors = Arbitraries.Tensors(minRank: 1, values: new Values { Ties = true });
        static bool Tied(Tensor x) => x.ToArray<double>().Where(v => v > 1).GroupBy(v => v).Any(group => group.Count() > 1);
        Tensor[] tied = [.. Run.Drawn(tensors).Where(Tied)];
        Assert.NotEmpty(tied);
        foreach (Tensor x in tied)
        {
            (Tensor smallest, int tried) = Run.Shrunk(tensors, x, Tied);

            Assert.Equal("Tensor.From([2], [2.0, 2.0])", TensorCode.Of(smallest));
            Assert.True(tried < 300, $"{tried} tries");
        }
    }

    [Fact]
    public void Where_every_element_is_needed_the_tries_stay_bounded()
    {
        Arbitrary<Tensor> tensors = Arbitraries.Tensors();
        Tensor x = Run.Drawn(tensors).First(x => x.Size == 24);

        (Tensor smallest, int tried) = Run.Shrunk(tensors, x, candidate => candidate.Size == 24 && candidate.ToArray<double>().All(v => Math.Abs(v) >= 0.03));

        Assert.Equal([24], smallest.Shape);
        Assert.All(smallest.ToArray<double>(), v => Assert.Equal(1, v));
        Assert.True(tried < MostTries, $"{tried} tries");
    }

    [Theory]
    [InlineData(DType.Float32, 1e-30, 1e30)]
    [InlineData(DType.Float64, 1e-300, 1e300)]
    public void Tiny_and_huge_numbers_shrink_by_their_exponents(DType dtype, double tiny, double huge)
    {
        Arbitrary<Tensor> tensors = Arbitraries.Tensors(maxRank: 0, values: new Values { Tiny = true, Huge = true, Low = -1, High = 1 }, dtype: dtype);
        static double Read(Tensor x) => x.To(DType.Float64).ToScalar();

        (Tensor small, int first) = Run.Shrunk(tensors, Tensor.Scalar(1.2345 * tiny, dtype), x => Read(x) is > 0 and < 1e-10);
        (Tensor large, int second) = Run.Shrunk(tensors, Tensor.Scalar(1.2345 * huge, dtype), x => Read(x) > 1e10);

        Assert.InRange(Read(small), 9e-12, 1e-10);
        Assert.InRange(Read(large), 1e10, 1e11);
        Assert.True(first + second < 200, $"{first} + {second} tries");
    }

    [Fact]
    public void Numbers_that_are_not_finite_shrink_to_those_that_are()
    {
        Arbitrary<Tensor> tensors = Arbitraries.Tensors(maxRank: 1, minRank: 1, values: new Values { Special = true });

        (Tensor smallest, _) = Run.Shrunk(tensors, Tensor.From([3], [double.NaN, double.NegativeInfinity, -0.0]), x => x.Size == 3 && double.IsNaN(x[0].ToScalar()));

        Assert.Equal("Tensor.From([3], [double.NaN, 0.0, 0.0])", TensorCode.Of(smallest));
    }

    [Fact]
    public void Arrays_shapes_and_keys_shrink_to_the_smallest_that_fails()
    {
        Assert.Equal([0, 3], Run.Shrunk(Arbitraries.Vectors(), [9.75, -3.5, 0.125, 7], x => x.Length >= 2 && x[^1] > 2.5).Smallest);
        Assert.Equal([2, 1], Run.Shrunk(Arbitraries.Shapes(), [3, 4, 2], x => x.Rank >= 2 && x[0] >= 2).Smallest);
        Assert.Equal("RandomKey.FromSeed(1000)", TensorCode.Of(Run.Shrunk(Arbitraries.Keys(), RandomKey.FromSeed(987654321987654321), key => Arbitraries.SeedOf(key) >= 1000).Smallest));
    }
}
