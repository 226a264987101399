namespace AutoGrad.Tests;

[Collection("Threads")]
public sealed class NormalizationEdgeTests
{
    [Theory]
    [InlineData(DType.Float32, 3e-6)]
    [InlineData(DType.Float64, 3e-14)]
    public void A_great_mean_costs_no_digits(DType dtype, double tolerance)
    {
        // Ten thousand and eighths: exact in both dtypes, so all that can be lost is lost by the operation.
        double[] eighths = [.. Enumerable.Range(0, 1000).Select(i => (i * 37 % 64 - 20) / 8.0)];
        double[] x = [.. eighths.Select(d => 10_000 + d)];
        double mean = eighths.Average();
        double spread = Math.Sqrt(eighths.Average(d => (d - mean) * (d - mean)) + 1e-5);
        Tensor y = Tensor.From([1000], x).To(dtype);
        Tensor weights = Tensor.Cos(Tensor.Arange(0, 1000, dtype));

        double[] standard = [.. eighths.Select(d => (d - mean) / spread)];
        double[] bars = weights.To(DType.Float64).ToArray<double>();
        double share = standard.Zip(bars, (h, bar) => h * bar).Average();
        double[] slopes = [.. standard.Zip(bars, (h, bar) => (bar - bars.Average() - h * share) / spread)];

        Close.Equal(standard, y.LayerNorm().To(DType.Float64), tolerance);
        Close.Equal(slopes, Transform.Grad(v => (v.LayerNorm() * weights).Sum())(y).To(DType.Float64), tolerance);
    }

    [Fact]
    public void Equal_numbers_give_the_shift()
    {
        Tensor x = Tensor.Full([3, 50], 0.1, DType.Float32);

        float[] y = x.LayerNorm(shift: Tensor.Full([50], 2, DType.Float32)).ToArray<float>();

        Assert.All(y, v => Assert.Equal(2f, v));
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(0, 3)]
    [InlineData(0, 0)]
    public void Nothing_to_normalise_is_nothing(int rows, int width)
    {
        Tensor scale = Tensor.Ones([width], DType.Float64);

        (Tensor x, Tensor s) = Transform.Grad<(Tensor X, Tensor Scale)>(p => p.X.LayerNorm(p.Scale, p.Scale).Sum())((Tensor.Zeros([rows, width], DType.Float64), scale));

        Assert.Equal(Shape.Create([rows, width]), x.Shape);
        Assert.Equal(new double[width], s.ToArray<double>());
    }

    // A loop over the examples would be the composition; the sums of each example's own rows are one kernel.
    [Fact]
    public void Gradients_of_the_scale_for_each_example_are_a_loop()
    {
        Tensor x = Tensor.Cos(Tensor.Arange(0, 5 * 7 * 33, DType.Float64)).Reshape([5, 7, 33]);
        Tensor scale = Tensor.Sin(Tensor.Arange(0, 33, DType.Float64));
        Func<Tensor, Tensor> gradient = example => Transform.Grad(s => Tensor.Square(example.LayerNorm(s)).Sum())(scale);

        Tensor mapped = Transform.Vmap(gradient)(x);

        Close.Same(Tensor.Stack([.. Enumerable.Range(0, 5).Select(i => gradient(x[i]))]), mapped);
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        Tensor x = Tensor.Cos(Tensor.Arange(0, 999 * 130, DType.Float32)).Reshape([999, 130]);
        Tensor scale = Tensor.Sin(Tensor.Arange(0, 130, DType.Float32));
        Tensor[] Gradients()
        {
            (Tensor toX, Tensor toScale, Tensor toShift) = Transform.Grad<(Tensor X, Tensor Scale, Tensor Shift)>(
                p => Tensor.Square(p.X.LayerNorm(p.Scale, p.Shift)).Sum())((x, scale, scale));
            return [toX, toScale, toShift];
        }

        Assert.All(ThreadLimit.Run(1, Gradients).Zip(ThreadLimit.Run(4, Gradients)), pair => Close.Same(pair.First, pair.Second));
    }
}
