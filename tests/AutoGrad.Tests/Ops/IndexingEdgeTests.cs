using static AutoGrad.Tensor;

namespace AutoGrad.Tests;

/// <summary>Ties, zeros, NaN and refusals of sorting and updating; expected numbers are worked out by hand.</summary>
public sealed class IndexingEdgeTests
{
    [Fact]
    public void Sorting_is_stable_and_takes_NaN_for_the_greatest()
    {
        Tensor x = From([2, double.NaN, 1, 2, 1]);

        Assert.Equal([2, 4, 0, 3, 1], x.ArgSort().ToArray<int>());
        Assert.Equal([1, 0, 3, 2, 4], x.ArgSort(descending: true).ToArray<int>());
        Assert.Equal([1, 1, 2, 2, double.NaN], x.Sort().ToArray<double>());
    }

    [Fact]
    public void Among_equals_the_lowest_index_is_on_top()
    {
        (Tensor values, Tensor indices) = From([3, 5, 5, 3, 5]).TopK(4);

        Assert.Equal([5, 5, 5, 3], values.ToArray<int>());
        Assert.Equal([1, 2, 4, 0], indices.ToArray<int>());
        Assert.Equal([0, 3, 1], From([3, 5, 5, 3, 5]).TopK(3, largest: false).Indices.ToArray<int>());
    }

    [Fact]
    public void Median_of_an_even_number_shares_its_slope_and_a_NaN_makes_it_NaN()
    {
        Assert.Equal([0, 0.5, 0.5, 0], Transform.Grad(x => x.Median())(From([1.0, 2, 4, 8])).ToArray<double>());
        Assert.Equal(double.NaN, From([1, double.NaN, 3]).Median().ToScalar());
        Assert.Equal(double.PositiveInfinity, From([1, double.PositiveInfinity, double.PositiveInfinity]).Quantile(0.75).ToScalar());
    }

    [Fact]
    public void Of_several_values_for_one_place_the_last_stays_and_alone_has_a_slope()
    {
        Tensor x = From([1.0, 2]);
        Tensor values = From([3.0, 4, 5]);
        Tensor places = From([0, 1, 0]);

        Assert.Equal([5, 4], x.With(places, values).ToArray<double>());
        Assert.Equal([0, 1, 1], Transform.Grad(v => x.With(places, v).Sum())(values).ToArray<double>());
        Assert.Equal([0, 0], Transform.Grad(v => v.With(places, values).Sum())(x).ToArray<double>());
    }

    [Fact]
    public void Multiplying_in_beside_zeros_has_exact_slopes()
    {
        Tensor values = From([0.0, 3, 5]);

        Tensor gradient = Transform.Grad(v => From([2.0, 7]).With(From([0, 0, 1]), v, Update.Multiply).Sum())(values);

        Assert.Equal([6, 0, 7], gradient.ToArray<double>());
    }

    [Fact]
    public void Equal_maxima_share_their_slope_evenly()
    {
        Tensor x = From([1.0, 2]);
        Tensor values = From([2.0, 2, 0]);
        Tensor places = From([1, 1, 0]);

        Assert.Equal([1, 2], x.With(places, values, Update.Max).ToArray<double>());
        Close.Equal([1.0 / 3, 1.0 / 3, 0], Transform.Grad(v => x.With(places, v, Update.Max).Sum())(values), 1e-15);
        Close.Equal([1, 1.0 / 3], Transform.Grad(v => v.With(places, values, Update.Max).Sum())(x), 1e-15);
    }

    [Fact]
    public void A_mask_and_numbers_update_in_place_of_assignment()
    {
        Tensor x = From([1.0, -2, 3, -4]);

        Assert.Equal([1, 0, 3, 0], x.With(x < 0.0, Scalar(0, DType.Float64)).ToArray<double>());
        Assert.Equal([1, -2, 3, 9], x.With(-1, Scalar(9, DType.Float64)).ToArray<double>());
        Assert.Equal([1, -2, 3, -4], x.ToArray<double>());
        Assert.Equal([true, false], From([true, true]).With(1, From([false])[0]).ToArray<bool>());
    }

    [Fact]
    public void A_segment_without_slices_has_no_maximum() =>
        Assert.Equal([2, double.NegativeInfinity], From([1.0, 2]).SegmentMax(From([0, 0]), 2).ToArray<double>());

    [Fact]
    public void Bisection_finds_the_side_asked_for()
    {
        Tensor sorted = From([1.0, 2, 2, 3]);

        Assert.Equal([1, 0, 4, 4], sorted.SearchSorted(From([2.0, 0, 9, double.NaN])).ToArray<int>());
        Assert.Equal([3, 0, 4, 4], sorted.SearchSorted(From([2.0, 0, 9, double.NaN]), right: true).ToArray<int>());
    }

    [Fact]
    public void Refusals_name_the_rule_and_the_way_out()
    {
        Tensor x = From([1.0, 2]);

        Refuses("top_k: k must be in [0, 2] for axis -1; got 3 for f64[2].", () => x.TopK(3));
        Refuses("quantile: q must be in [0, 1] (a percentage is to be divided by 100); got 25.", () => x.Quantile(25));
        Refuses("quantile: axis 0 must have an element to choose; got f32[0].", () => Zeros([0]).Median());
        Refuses("arg_sort: numbers are needed (convert with x.To(DType.Int32)); got bool[1].", () => From([true]).Sort());
        Refuses("search_sorted: the sorted list must be a vector; got f32[2, 2].", () => Zeros([2, 2]).SearchSorted(x));
        Refuses("search_sorted: both tensors must have one dtype (convert one with x.To(DType.Int32)); got f64[2] and i32[1].", () => x.SearchSorted(From([1])));
        Refuses("with: the value must broadcast to the part, []; got f64[2] and f64[2].", () => x.With(0, x));
        Refuses("with: both tensors must have one dtype (convert one with x.To(DType.Float32)); got f64[2] and f32[1].", () => x.With(0, Scalar(1)));
        Refuses("with: numbers are needed to update by arithmetic (use Update.Set); got bool[1].", () => From([true]).With(.., From([true]), Update.Add));
        Refuses("masked_select: the mask must be Bool (compare first: x > 0.0); got f64[2].", () => x.MaskedSelect(x, 1));
        Refuses("gather_nd: the indices' last axis must name at most the 1 axes there are; got f64[2] and i32[2].", () => x.GatherNd(From([0, 1])));
        Refuses("scatter_nd: the values must have shape [1]; got f64[2] and i32[1, 1] and f64[2].", () => x.ScatterNd(Zeros([1, 1], DType.Int32), x));
        Refuses(
            "put_along_axis: indices and values must have one shape, with the tensor's extents or less but for axis 0; got f64[2] and i32[1] and f64[2].",
            () => x.PutAlongAxis(From([0]), x, 0));
        Refuses("segment_sum: ids must be a vector with one id for each slice along axis 0; got f64[2] and i32[1].", () => x.SegmentSum(From([0]), 1));
        Refuses("segment_max: a floating dtype is needed (convert with x.To(DType.Float32)); got i32[1].", () => From([1]).SegmentMax(From([0]), 1));
    }

    [Fact]
    public void Each_number_of_a_place_is_held_to_its_own_axis()
    {
        // [0, 3] would be the first element of the next row.
        ArgumentOutOfRangeException e = Assert.Throws<ArgumentOutOfRangeException>(() => Zeros([2, 3]).GatherNd(From(new int[,] { { 0, 3 } })));

        Assert.Equal("gather_nd: an index into an axis of extent 3 must be in [-3, 3); got 3 at [0, 1] of [1, 2]. (Parameter 'indices')", e.Message);
    }

    private static void Refuses(string message, Func<object> call) => Assert.Equal(message, Assert.Throws<ShapeException>(call).Message);
}
