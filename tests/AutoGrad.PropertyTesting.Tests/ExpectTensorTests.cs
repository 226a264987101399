namespace AutoGrad.PropertyTesting.Tests;

public sealed class ExpectTensorTests
{
    [Fact]
    public void What_is_near_passes()
    {
        ExpectTensor.Close(Tensor.From([2], [1.0 + 1e-12, -200.0]), Tensor.From([2], [1.0, -200.0000001]));
        ExpectTensor.Close(Tensor.From([1], [1e-15]), Tensor.From([1], [0.0]), absolute: 1e-14);
        ExpectTensor.Close(Tensor.From([3], [double.NaN, double.PositiveInfinity, 0.0]), Tensor.From([3], [double.NaN, double.PositiveInfinity, -0.0]));
        ExpectTensor.WithinUlp(Tensor.From([2], [Math.BitIncrement(1.0), -0.0]), Tensor.From([2], [1.0, double.Epsilon]), ulp: 1);
        ExpectTensor.WithinUlp(Tensor.From([1], [MathF.BitDecrement(3f)]), Tensor.From([1], [3f]), ulp: 1);
        ExpectTensor.WithinUlp((Tensor.From([1], [1]), 2), (Tensor.From([1], [1]), 2), ulp: 0);
        ExpectTensor.WithinUlp(Tensor.Zeros([0]), Tensor.Zeros([0]));
    }

    [Fact]
    public void The_worst_element_is_named_with_both_numbers_and_its_error()
    {
        var actual = Tensor.From([2, 2], [1.0, 2.0, 3.0 + 4.44e-16, 4.5]);
        var expected = Tensor.From([2, 2], [1.0, 2.0, 3.0, 4.0]);

        // 4.5 - 4 is half of a binade of 2⁵² numbers, over 4: an eighth.
        Assert.Equal(
            "ExpectTensor.WithinUlp: every element must lie within 0 ulp of the expected one; got 2 of 4 beyond it, the worst at [1, 1]: 4.5 instead of 4.0, off by 0.5, 0.125 relative, 562949953421312 ulp.",
            Message(() => ExpectTensor.WithinUlp(actual, expected, 0)));
        Assert.Equal(
            "ExpectTensor.Close: every element must lie within 0.01 of the expected one, relative to it, and 0.1; got 1 of 4 beyond it, the worst at [1, 1]: 4.5 instead of 4.0, off by 0.5, 0.125 relative, 562949953421312 ulp.",
            Message(() => ExpectTensor.Close(actual, expected, 0.01, 0.1)));
    }

    [Fact]
    public void Errors_across_zero_count_every_number_between()
    {
        Assert.Equal(2, ExpectTensor.Ulps(double.Epsilon, -double.Epsilon, DType.Float64));
        Assert.Equal(2, ExpectTensor.Ulps(float.Epsilon, -float.Epsilon, DType.Float32));
        Assert.Equal(0, ExpectTensor.Ulps(0.0, -0.0, DType.Float64));
        Assert.Equal(8388608, ExpectTensor.Ulps(1, 2, DType.Float32)); // 2²³ numbers a binade
    }

    [Fact]
    public void Leaves_are_named_by_their_paths()
    {
        var actual = new Line(Tensor.From([2], [1f, 2f]), Tensor.From([1], [3]));

        Assert.Equal(
            "ExpectTensor.Close: every element must lie within 1E-09 of the expected one, relative to it; got 1 of 3 beyond it, the worst at Slope[1]: 2f instead of 2.5f, off by 0.5, 0.2 relative, 2097152 ulp.",
            Message(() => ExpectTensor.Close(actual, actual with { Slope = Tensor.From([2], [1f, 2.5f]) })));
        Assert.Equal(
            "ExpectTensor.Close: every element must lie within 1E-09 of the expected one, relative to it; got 1 of 3 beyond it, the worst at Count[0]: 3 instead of 4.",
            Message(() => ExpectTensor.Close(actual, actual with { Count = Tensor.From([1], [4]) })));
    }

    [Fact]
    public void What_is_not_finite_must_be_expected()
    {
        Assert.EndsWith("the worst at [0]: double.NaN instead of 1.0.", Message(() => ExpectTensor.Close(Tensor.From([1], [double.NaN]), Tensor.From([1], [1.0]))), StringComparison.Ordinal);
        Assert.EndsWith(
            "the worst at [0]: double.PositiveInfinity instead of 1.7976931348623157E+308.",
            Message(() => ExpectTensor.WithinUlp(Tensor.From([1], [double.PositiveInfinity]), Tensor.From([1], [double.MaxValue]))), StringComparison.Ordinal);
    }

    [Fact]
    public void Long_integers_are_compared_to_the_last_digit() =>
        Assert.EndsWith(
            "the worst at [0]: 9007199254740993L instead of 9007199254740992L.",
            Message(() => ExpectTensor.Close(Tensor.From([1], [9007199254740993L]), Tensor.From([1], [9007199254740992L]))), StringComparison.Ordinal);

    [Fact]
    public void Other_shapes_and_dtypes_are_refused() =>
        Assert.Equal(
            "ExpectTensor.Close: both must have one structure, shape and dtype; got f64[2], expected f32[2].",
            Message(() => ExpectTensor.Close(Tensor.From([2], [1.0, 2.0]), Tensor.From([2], [1f, 2f]))));

    private static string Message(Action action) => Assert.Throws<ExpectTensorException>(action).Message;

    private sealed record Line(Tensor Slope, Tensor Count);
}
