namespace AutoGrad.Tests;

/// <summary>Cotangents that come back to runs of a value's places are joined; here, runs of every kind beside sums done by hand.</summary>
public sealed class SliceSumTests
{
    private static readonly Tensor s_x = Tensor.Arange(1, 13, DType.Float64).Reshape(3, 4);

    public static TheoryData<string> Cases => [.. s_cases.Keys];

    // What is summed, and how often each place counts in it.
    private static readonly Dictionary<string, (Func<Tensor, Tensor> F, double[] Expected)> s_cases = new()
    {
        ["one run"] = (x => x[1..2].Sum(), [0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0]),
        ["runs in order"] = (x => x[0].Sum() + 2 * x[2].Sum(), [1, 1, 1, 1, 0, 0, 0, 0, 2, 2, 2, 2]),
        ["runs against the order"] = (x => x[2].Sum() + 2 * x[0].Sum(), [2, 2, 2, 2, 0, 0, 0, 0, 1, 1, 1, 1]),
        ["runs that overlap"] = (x => x[..2].Sum() + 10 * x[1..].Sum(), [1, 1, 1, 1, 11, 11, 11, 11, 10, 10, 10, 10]),
        ["a run in a run"] = (x => 10 * x[1..2].Sum() + x[..3].Sum() + 100 * x[..2].Sum(), [101, 101, 101, 101, 111, 111, 111, 111, 1, 1, 1, 1]),
        ["one place again and again"] = (x => Enumerable.Range(1, 9).Select(i => i * x[1].Sum()).Aggregate((a, b) => a + b), [0, 0, 0, 0, 45, 45, 45, 45, 0, 0, 0, 0]),
        ["places in turn, twice"] = (x => Enumerable.Range(0, 6).Select(i => (i + 1) * x[i % 3].Sum()).Aggregate((a, b) => a + b), [5, 5, 5, 5, 7, 7, 7, 7, 9, 9, 9, 9]),
        ["two axes"] = (x => x[0].Sum() + 10 * x[.., 1].Sum() + 100 * x[2, 3], [1, 11, 1, 1, 0, 10, 0, 0, 0, 10, 0, 100]),
        ["a run of nothing"] = (x => x[1..1].Sum() + x[.., 4..].Sum(), [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        ["a run of nothing beside others"] = (x => x[..0].Sum() + x[..1].Sum() + x[1..1].Sum(), [1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0]),
        ["runs and the whole"] = (x => x[0].Sum() + 10 * x.Sum() + 100 * x[1..].Sum(), [11, 11, 11, 11, 110, 110, 110, 110, 110, 110, 110, 110]),
        ["steps"] = (x => x.SliceAxis(1, 0, 2, 2).Sum() + 10 * x.SliceAxis(1, 1, 2).Sum(), [1, 10, 11, 0, 1, 10, 11, 0, 1, 10, 11, 0]),
        ["parts"] = (x => x.Split(4, axis: 1).Select((part, i) => (i + 1) * part.Sum()).Aggregate((a, b) => a + b), [1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4]),
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_place_gets_what_the_runs_through_it_bring(string name)
    {
        (Func<Tensor, Tensor> f, double[] expected) = s_cases[name];

        Tensor gradient = Transform.Grad(f)(s_x);

        Close.Equal(Tensor.From([3, 4], expected), gradient, 0);
    }

    // f(x²) has the gradient 2 x f' and, as f' is constant, the Hessian product 2 v f'.
    [Theory]
    [MemberData(nameof(Cases))]
    public void So_it_is_in_second_order_and_mapped(string name)
    {
        (Func<Tensor, Tensor> f, double[] expected) = s_cases[name];
        Tensor slope = Tensor.From([3, 4], expected);
        Func<Tensor, Tensor> gradient = Transform.Grad(x => f(x * x));

        Tensor mapped = Transform.Vmap(gradient)(Tensor.Stack([s_x, 2 * s_x]));

        Close.Equal(2 * s_x * slope, mapped[0], 0);
        Close.Equal(4 * s_x * slope, mapped[1], 0);
        Close.Equal(2 * slope * slope, Transform.Grad(x => (gradient(x) * slope).Sum())(s_x), 0);
        Close.Equal(2 * s_x * slope, Transform.HessianVectorProduct(x => f(x * x), s_x, s_x), 0);
    }

    [Fact]
    public void Reading_a_sequence_step_by_step_costs_a_copy_of_it_and_no_more()
    {
        const int Steps = 2000;
        Tensor x = Tensor.Ones([Steps, 100], DType.Float64);
        Func<Tensor, Tensor> gradient = Transform.Grad(y =>
        {
            Tensor sum = Tensor.Zeros([100], DType.Float64);
            for (int t = 0; t < Steps; t++)
            {
                sum += y[t];
            }

            return sum.Sum();
        });
        gradient(x);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Tensor ones = gradient(x);
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;

        // The sequence is 1.6 MB. A sum of padded steps would allocate 2000 times that, three times over.
        Close.Same(x, ones);
        Assert.True(bytes < 20 * x.Size * sizeof(double), $"{bytes} bytes");
    }
}
