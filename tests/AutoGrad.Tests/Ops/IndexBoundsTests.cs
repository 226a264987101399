namespace AutoGrad.Tests;

public sealed class IndexBoundsTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(-4)]
    public void A_place_outside_the_axis_is_refused_mapped_or_not(int outside)
    {
        Tensor x = Tensor.Arange(0, 6, DType.Float64).Reshape(2, 3);
        Tensor places = Tensor.From([2, 1], [0, outside]);

        Exception plain = Assert.Throws<ArgumentOutOfRangeException>(() => x[1].Gather(places[1]));
        Exception mapped = Assert.Throws<ArgumentOutOfRangeException>(() => Transform.Vmap((v, i) => v.Gather(i))(x, places));
        Exception added = Assert.Throws<ArgumentOutOfRangeException>(() => Transform.Vmap((v, i) => v[..1].ScatterAdd(i, 3))(x, places));
        Exception along = Assert.Throws<ArgumentOutOfRangeException>(() => Transform.Vmap((v, i) => v.TakeAlongAxis(i, 0))(x, places));
        Exception twice = Assert.Throws<ArgumentOutOfRangeException>(
            () => Transform.Vmap(Transform.Vmap((v, i) => v.Gather(i)))(x.Reshape(1, 2, 3), places.Reshape(1, 2, 1)));

        const string Rule = "an index into an axis of extent 3 must be in [-3, 3)";
        Assert.Equal($"gather: {Rule}; got {outside} at [0] of [1]. (Parameter 'indices')", plain.Message);
        Assert.Equal($"gather: {Rule}; got {outside} at [1, 0] of [2, 1]. (Parameter 'indices')", mapped.Message);
        Assert.Equal($"scatter_add: {Rule}; got {outside} at [1, 0] of [2, 1]. (Parameter 'indices')", added.Message);
        Assert.Equal($"take_along_axis: {Rule}; got {outside} at [1, 0] of [2, 1]. (Parameter 'indices')", along.Message);
        Assert.Equal($"gather: {Rule}; got {outside} at [0, 1, 0] of [1, 2, 1]. (Parameter 'indices')", twice.Message);
    }

    [Fact]
    public void Mapped_places_count_from_the_end_of_each_examples_own_axis()
    {
        Tensor x = Tensor.Arange(0, 6, DType.Float64).Reshape(2, 3);

        foreach (DType dtype in new[] { DType.Int32, DType.Int64 })
        {
            Tensor taken = Transform.Vmap((v, i) => v.Gather(i))(x, Tensor.From([2, 2], [-1, 0, 1, -3]).To(dtype));

            Assert.Equal([2.0, 0, 4, 3], taken.ToArray<double>());
        }
    }
}
