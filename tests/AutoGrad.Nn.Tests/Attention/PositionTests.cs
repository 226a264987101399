namespace AutoGrad.Nn.Tests;

public sealed class PositionTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Products_of_turned_vectors_read_distances_alone(bool interleaved)
    {
        Tensor x = Draw.Normal(RandomKey.FromSeed(1), [2, 8], dtype: DType.Float64);
        Tensor near = Positions.Rotary(x, Tensor.From([0, 7]), interleaved: interleaved);
        Tensor far = Positions.Rotary(x, Tensor.From([1_000_000L, 1_000_007]), interleaved: interleaved);

        Close.Equal((near[0] * near[1]).Sum().ToScalar(), (far[0] * far[1]).Sum().ToScalar(), 1e-9); // an angle of 1e6 is known to 1e-10
    }

    [Fact]
    public void Far_positions_turn_as_exactly_as_near_ones_in_Float32()
    {
        Tensor x = Tensor.From(new[,] { { 1f, 0 } });

        Tensor y = Positions.Rotary(x, Tensor.From([123_456_789L]));

        // Math.Cos and Math.Sin of the angle; in Float32 it would be 123456792.
        Close.Equal([Math.Cos(123_456_789), Math.Sin(123_456_789)], y.To(DType.Float64).ToArray<double>(), 1e-7);
    }

    [Fact]
    public void Positions_may_differ_from_sequence_to_sequence()
    {
        Tensor x = Draw.Normal(RandomKey.FromSeed(2), [2, 3, 4, 6], dtype: DType.Float64);
        Tensor positions = Tensor.From(new[,] { { 0, 1, 2, 3 }, { 5, 6, 7, 8 } });

        Tensor y = Positions.Rotary(x, positions.ExpandDims(1));

        Close.Same(Tensor.Stack([Positions.Rotary(x[0]), Positions.Rotary(x[1], offset: 5)]), y);
    }

    [Fact]
    public void Waves_are_those_of_the_paper()
    {
        Tensor waves = Positions.Sinusoidal(3, 4, dtype: DType.Float64);

        Assert.Equal(new Spec([3, 4], DType.Float64), waves.Spec);
        Close.Equal(
            [0, 1, 0, 1, Math.Sin(1), Math.Cos(1), Math.Sin(0.01), Math.Cos(0.01), Math.Sin(2), Math.Cos(2), Math.Sin(0.02), Math.Cos(0.02)],
            waves.ToArray<double>(), 1e-15);
        Assert.Equal(new Spec([3, 4], DType.Float32), Positions.Sinusoidal(3, 4).Spec);
        Assert.Equal([0, 4], Positions.Sinusoidal(0, 4).Shape);
    }

    [Fact]
    public void Slopes_of_a_linear_bias_are_those_of_the_paper()
    {
        // Section 3: for 8 heads 1/2, 1/4, …, 1/256; the published get_slopes for 12 appends 2^-0.5, 2^-1.5, 2^-2.5, 2^-3.5.
        double[] eight = [.. Enumerable.Range(1, 8).Select(h => Math.Pow(2, -h))];
        double[] twelve = [.. eight, .. ((double[])[-0.5, -1.5, -2.5, -3.5]).Select(power => Math.Pow(2, power))];

        Close.Equal([.. eight.Select(slope => -slope)], Positions.Alibi(8, 2, 2, dtype: DType.Float64)[.., 1, 0], 1e-16);
        Close.Equal([.. twelve.Select(slope => -slope)], Positions.Alibi(12, 2, 2, dtype: DType.Float64)[.., 1, 0], 1e-16);
        Close.Equal([-1.0 / 256, 0, -1.0 / 256], Positions.Alibi(1, 1, 3, offset: 1, DType.Float64).Reshape([3]), 1e-16);
    }

    [Fact]
    public void Refusals_say_what_would_be_right()
    {
        Tensor x = Tensor.Zeros([2, 4]);

        Refused("rotary: x must be [..., l, d], of a floating dtype; got f32[4].", () => Positions.Rotary(x[0]));
        Refused("rotary: the features that turn must be even in number, and at most 4; got 3 for f32[2, 4].", () => Positions.Rotary(x, features: 3));
        Refused("rotary: the features that turn must be even in number, and at most 4; got 6 for f32[2, 4].", () => Positions.Rotary(x, features: 6));
        Refused(
            "rotary: cosines and sines must be [..., l, h], alike, and fit x [..., l, d] with 2h of d or less; got f32[3, 2] and f32[3, 2] for f32[2, 4].",
            () => Positions.Rotary(x, Tensor.From([0, 1, 2])));
        Refused(
            "rotary: cosines and sines must be [..., l, h], alike, and fit x [..., l, d] with 2h of d or less; got f32[2, 3] and f32[2, 3] for f32[2, 4].",
            () => Positions.Rotate(x, Tensor.Zeros([2, 3]), Tensor.Zeros([2, 3])));
        Refused("rotary: theta must be above 0 and finite; got 0.", () => Positions.Rotary(x, theta: 0));
        Refused("sinusoidal: a floating dtype is needed (convert with x.To(DType.Float32)); got i32[2].", () => Positions.Sinusoidal(Tensor.From([1, 2]), 4));
    }

    private static void Refused(string message, Func<Tensor> call) => Assert.Equal(message, Assert.ThrowsAny<ArgumentException>(call).Message);
}
