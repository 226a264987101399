namespace AutoGrad.Data.Tests;

public sealed class ScalingTests
{
    // Columns 1, 3, 5 and a constant; the variance over n of 1, 3, 5 is 8/3.
    private static readonly Tensor s_x = Tensor.From([3, 2], [1.0, 0.1, 3.0, 0.1, 5.0, 0.1]);

    [Fact]
    public void A_standardizer_gives_mean_zero_and_variance_one()
    {
        Standardizer standardizer = Standardizer.Fit(s_x);

        Tensor y = standardizer.Apply(s_x);

        double unit = 2 / Math.Sqrt(8.0 / 3);
        Near([-unit, 0, 0, 0, unit, 0], y);
        Near(s_x.ToArray<double>(), standardizer.Invert(y));
    }

    [Fact]
    public void A_scaler_brings_columns_between_zero_and_one()
    {
        MinMaxScaler scaler = MinMaxScaler.Fit(s_x);

        Tensor y = scaler.Apply(s_x);

        Near([0, 0, 0.5, 0, 1, 0], y);
        Near(s_x.ToArray<double>(), scaler.Invert(y));
        Near([1.5, 0], scaler.Apply(Tensor.From([2], [7.0, 0.1])));
    }

    [Fact]
    public void A_column_that_never_varies_is_divided_by_one()
    {
        // The mean of 0.1f 999 times over need not be 0.1f: what it seems to vary by must not be taken for a variance.
        Tensor x = Tensor.Full([999, 1], 0.1f);

        Assert.Equal(1, Standardizer.Fit(x).Deviation.ToScalar());
        Assert.Equal(1, MinMaxScaler.Fit(x).Range.ToScalar());
    }

    [Fact]
    public void Images_are_scaled_pixel_by_pixel()
    {
        Tensor x = Tensor.Arange(0, 24).Reshape([3, 2, 4]);

        Assert.Equal(new Shape(2, 4), Standardizer.Fit(x).Mean.Shape);
        Assert.Equal(x.Shape, MinMaxScaler.Fit(x).Apply(x).Shape);
    }

    [Fact]
    public void Fitting_says_what_it_needs()
    {
        Assert.Equal(
            "Standardizer.Fit: x must be [n, ...], floating, with one example or more (convert with x.To(DType.Float32)); got f32[0, 2].",
            Assert.Throws<ShapeException>(() => Standardizer.Fit(Tensor.Zeros([0, 2]))).Message);
        Assert.Equal(
            "MinMaxScaler.Fit: x must be [n, ...], floating, with one example or more (convert with x.To(DType.Float32)); got u8[2].",
            Assert.Throws<ShapeException>(() => MinMaxScaler.Fit(Tensor.Zeros([2], DType.UInt8))).Message);
    }

    [Fact]
    public void Columns_other_than_those_fitted_are_refused()
    {
        (Standardizer standardizer, MinMaxScaler scaler) = (Standardizer.Fit(s_x), MinMaxScaler.Fit(s_x));
        Tensor one = Tensor.Zeros([4, 1], DType.Float64);
        const string Rule = "there must be the columns that were fitted, [n, ...] or [...] with [2]; got f64[4, 1].";

        Assert.Equal($"Standardizer.Apply: {Rule}", Assert.Throws<ShapeException>(() => standardizer.Apply(one)).Message);
        Assert.Equal($"Standardizer.Invert: {Rule}", Assert.Throws<ShapeException>(() => standardizer.Invert(one)).Message);
        Assert.Equal($"MinMaxScaler.Apply: {Rule}", Assert.Throws<ShapeException>(() => scaler.Apply(one)).Message);
        Assert.Equal($"MinMaxScaler.Invert: {Rule}", Assert.Throws<ShapeException>(() => scaler.Invert(one)).Message);
        Assert.Throws<ShapeException>(() => scaler.Apply(Tensor.Zeros([], DType.Float64)));
    }

    private static void Near(double[] expected, Tensor actual)
    {
        double[] numbers = actual.ToArray<double>();
        Assert.Equal(expected.Length, numbers.Length);
        for (int i = 0; i < numbers.Length; i++)
        {
            Assert.Equal(expected[i], numbers[i], 1e-14); // a few roundings of numbers near 1
        }
    }
}
