namespace AutoGrad.Tests;

/// <summary>Numbers and places at the ends of what a dtype, an axis or an interval holds.</summary>
public sealed class NumberRangeTests
{
    [Fact]
    public void Counting_names_the_number_that_the_dtype_does_not_hold()
    {
        ShapeException beyond = Assert.Throws<ShapeException>(() => Tensor.Arange(0, 300, DType.UInt8));
        ShapeException broken = Assert.Throws<ShapeException>(() => Tensor.Arange(0, 2, DType.Int32, 0.5));
        ShapeException between = Assert.Throws<ShapeException>(() => Tensor.Linspace(0, 1, 3, DType.Int32));

        Assert.Equal("arange: the number must be one that DType.UInt8 holds; got 256.", beyond.Message);
        Assert.Equal("arange: the number must be one that DType.Int32 holds; got 0.5.", broken.Message);
        Assert.Equal("linspace: the number must be one that DType.Int32 holds; got 0.5.", between.Message);
    }

    [Fact]
    public void There_may_be_more_classes_than_the_labels_dtype_counts_to()
    {
        Tensor rows = Tensor.OneHot(Tensor.From(new byte[] { 255 }), 300);

        Assert.Equal([1, 300], rows.Shape);
        Assert.Equal(255.0, rows.ArgMax(axis: 1).ToScalar());
        Assert.Equal(1.0, rows.Sum().ToScalar());
    }

    [Fact]
    public void A_negative_number_of_classes_rows_or_columns_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Tensor.OneHot(Tensor.From([1]), -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Tensor.Eye(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Tensor.Eye(2, columns: -1));
    }

    // As NumPy has it: np.abs(np.int32(-2147483648)) is -2147483648.
    [Fact]
    public void The_magnitude_of_the_least_integer_wraps_around() =>
        Assert.Equal([int.MinValue, 3, 3], Tensor.Abs(Tensor.From([int.MinValue, -3, 3])).ToArray<int>());

    [Fact]
    public void A_uniform_draw_does_not_fall_below_an_interval_too_narrow_for_the_dtype()
    {
        Tensor drawn = Draw.Uniform(RandomKey.FromSeed(1), [100], 1, 1 + 1e-12);

        Assert.Equal(1.0, drawn.Min().ToScalar());
        Assert.Equal(1.0, drawn.Max().ToScalar());
    }

    [Fact]
    public void A_slice_of_the_whole_axis_still_obeys_its_step()
    {
        ShapeException error = Assert.Throws<ShapeException>(() => Tensor.From([1.0, 2.0, 3.0]).SliceAxis(0, 0, 3, step: 2));

        Assert.Equal("slice: places along axis 0 must be in [0, 3), with a step that is not 0; got 3 from 0 by 2 of f64[3].", error.Message);
    }

    [Fact]
    public void An_index_that_is_null_is_refused() =>
        Assert.Throws<ArgumentNullException>(() => Tensor.From([1.0, 2.0])[(Tensor)null!]);
}
