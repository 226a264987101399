namespace AutoGrad.Tests;

/// <summary>Integers where arithmetic ends: overflow, divisors of 0, the other dtypes, and what is refused.</summary>
public sealed class IntegerEdgeTests
{
    [Fact]
    public void The_least_integer_divided_by_minus_one_stays_itself_and_leaves_no_rest()
    {
        Tensor x = Tensor.From([int.MinValue]), y = Tensor.From([-1]);

        Assert.Equal([int.MinValue], Tensor.FloorDivide(x, y).ToArray<int>());
        Assert.Equal([0], Tensor.Remainder(x, y).ToArray<int>());
        Assert.Equal([0], Tensor.Fmod(x, y).ToArray<int>());
    }

    [Fact]
    public void Powers_of_integers_are_exact_beyond_what_Float64_holds()
    {
        Tensor z = Tensor.Pow(Tensor.From([3L, -3L, 2L, 0L]), Tensor.From([39L, 39L, 64L, 0L]));

        Assert.Equal([4052555153018976267L, -4052555153018976267L, 0L, 1L], z.ToArray<long>());
    }

    [Fact]
    public void Pow_with_a_number_takes_integers() => Assert.Equal([1, -8, 27], Tensor.Pow(Tensor.From([1, -2, 3]), 3).ToArray<int>());

    [Fact]
    public void Unsigned_integers_have_no_signs()
    {
        Tensor bytes = Tensor.From((byte[])[0, 1, 200, 255]), words = Tensor.From((uint[])[0, 0x80000000]);

        Assert.Equal((byte[])[255, 254, 55, 0], Tensor.BitwiseNot(bytes).ToArray<byte>());
        Assert.Equal((byte[])[0, 0, 66, 85], Tensor.FloorDivide(bytes, Tensor.From((byte[])[3])).ToArray<byte>());
        Assert.Equal((byte[])[0, 8, 64, 248], (bytes << 3).ToArray<byte>());
        Assert.Equal((uint[])[0, 1], (words >> 31).ToArray<uint>());
        Assert.Equal((uint[])[uint.MaxValue, 0x7FFFFFFF], (~words).ToArray<uint>());
    }

    [Fact]
    public void Products_of_integers_are_exact_beyond_what_Float64_holds() => Assert.Equal(
        [9007199254740993L], Tensor.MatMul(Tensor.From([9007199254740992L, 1L]), Tensor.From(new[,] { { 1L }, { 1L } })).ToArray<long>());

    [Fact]
    public void Shifts_by_the_width_and_more_leave_nothing_but_the_sign()
    {
        Tensor x = Tensor.From([5, -5]);

        Assert.Equal([0, 0], (x << 32).ToArray<int>());
        Assert.Equal([0, -1], (x >> 40).ToArray<int>());
    }

    [Fact]
    public void Bitwise_names_take_truth_values_too()
    {
        Tensor x = Tensor.From([true, true, false]), y = Tensor.From([true, false, false]);

        Assert.Equal([true, false, false], Tensor.BitwiseAnd(x, y).ToArray<bool>());
        Assert.Equal([false, false, true], (~x).ToArray<bool>());
    }

    [Fact]
    public void FloorDivide_of_floating_numbers_is_the_whole_part_that_the_remainder_leaves()
    {
        // 1 / 0.1 rounds up to 10, which ten tenths of binary64 exceed; Python's 1 // 0.1 is 9.
        Assert.Equal(9, Tensor.FloorDivide(Tensor.Scalar(1, DType.Float64), Tensor.Scalar(0.1, DType.Float64)).ToScalar());
        Assert.Equal(double.NaN, Tensor.FloorDivide(Tensor.Scalar(1), Tensor.Scalar(0)).ToScalar());
    }

    [Fact]
    public void A_divisor_of_zero_is_named() => Assert.Equal(
        "floor_divide: integers must be divided by others than 0; got 0 at [1] of [2].",
        Assert.Throws<DivideByZeroException>(() => Tensor.FloorDivide(Tensor.From([1, 2]), Tensor.From([1, 0]))).Message);

    [Fact]
    public void A_negative_exponent_is_named() => Assert.Equal(
        "pow: an exponent of integers must be 0 or more; got -2 at [] of [].",
        Assert.Throws<ArgumentOutOfRangeException>(() => Tensor.Pow(Tensor.From([1, 2]), Tensor.Scalar(-2, DType.Int32))).Message);

    [Fact]
    public void A_negative_distance_is_named() => Assert.Equal(
        "right_shift: a distance in bits must be 0 or more; got -1 at [0] of [1].",
        Assert.Throws<ArgumentOutOfRangeException>(() => Tensor.RightShift(Tensor.From([1]), Tensor.From([-1]))).Message);

    [Fact]
    public void Floating_numbers_have_no_bits()
    {
        Tensor x = Tensor.Zeros([2]);

        Assert.Equal(
            "left_shift: integers are needed (convert with x.To(DType.Int32)); got f32[2] and f32[2].",
            Assert.Throws<ShapeException>(() => Tensor.LeftShift(x, x)).Message);
        Assert.Equal(
            "bitwise_not: integers are needed (convert with x.To(DType.Int32)); got f32[2].",
            Assert.Throws<ShapeException>(() => ~x).Message);
        Assert.Equal(
            "and: both tensors must be Bool (compare first: x > 0.0); got f32[2] and f32[2].",
            Assert.Throws<ShapeException>(() => x & x).Message);
    }
}
