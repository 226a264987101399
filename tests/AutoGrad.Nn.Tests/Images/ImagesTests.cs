namespace AutoGrad.Nn.Tests;

public sealed class ImagesTests
{
    private static readonly Tensor s_square = Tensor.From([1, 1, 2, 2], (double[])[1, 2, 3, 4]);

    // The examples in the documentation of torch.nn.Upsample 2.0, there to four digits: thirds in the second.
    [Fact]
    public void Bilinear_upsampling_gives_the_numbers_in_PyTorchs_documentation()
    {
        Close.Equal(
            [1, 1.25, 1.75, 2, 1.5, 1.75, 2.25, 2.5, 2.5, 2.75, 3.25, 3.5, 3, 3.25, 3.75, 4],
            Images.Scale(s_square, 2, Interpolation.Linear), 1e-15);
        Close.Equal(
            ((double[])[3, 4, 5, 6, 5, 6, 7, 8, 7, 8, 9, 10, 9, 10, 11, 12]).Select(thirds => thirds / 3),
            Images.Scale(s_square, 2, Interpolation.Linear, alignCorners: true), 1e-15);
    }

    [Theory]
    [InlineData(DType.UInt8)]
    [InlineData(DType.Int64)]
    [InlineData(DType.Bool)]
    public void Masks_and_labels_are_resized_to_nearest_places(DType dtype)
    {
        Tensor labels = Tensor.From(new[,] { { 0, 1 }, { 1, 1 } }).To(dtype);

        Tensor y = Images.Resize(labels, [4, 2]);

        Close.Same(Tensor.From(new[,] { { 0, 1 }, { 0, 1 }, { 1, 1 }, { 1, 1 } }).To(dtype), y);
    }

    // ⌊(i + ½) n/m⌋ and ⌊i n/m⌋: PyTorch's nearest-exact and nearest.
    [Fact]
    public void Nearest_takes_the_upper_of_two_as_near_and_by_floor_what_is_before()
    {
        Tensor x = Tensor.Arange(0, 4);

        Close.Same(Tensor.From((float[])[1, 3]), Images.Resize(x, [2]));
        Close.Same(Tensor.From((float[])[0, 2]), Images.ResizeAxis(x, 0, 2, Read(Rounding.HalfDown)));
        Close.Same(Tensor.From((float[])[0, 2]), Images.ResizeAxis(x, 0, 2, Read(Rounding.Floor)));
        Close.Same(Tensor.From((float[])[1, 3]), Images.ResizeAxis(x, 0, 2, Read(Rounding.Ceiling)));
        Close.Same(Tensor.From((float[])[0, 0, 1, 2, 2, 3]), Images.ResizeAxis(x, 0, 6, Read(Rounding.Floor, Coordinates.Asymmetric)));

        static Resampling Read(Rounding rounding, Coordinates coordinates = Coordinates.HalfPixel) =>
            new() { Interpolation = Interpolation.Nearest, Rounding = rounding, Coordinates = coordinates };
    }

    [Theory]
    [InlineData(Interpolation.Nearest, false)]
    [InlineData(Interpolation.Linear, false)]
    [InlineData(Interpolation.Cubic, false)]
    [InlineData(Interpolation.Linear, true)]
    [InlineData(Interpolation.Cubic, true)]
    public void An_even_image_stays_even_and_one_of_the_same_size_the_same(Interpolation interpolation, bool antialias)
    {
        Tensor even = Tensor.Full([1, 1, 7, 300], 3, DType.Float64);
        Tensor x = Draw.Normal(RandomKey.FromSeed(3), [1, 2, 5, 6], dtype: DType.Float64);

        Close.Equal(Tensor.Full([1, 1, 3, 41], 3, DType.Float64), Images.Resize(even, [3, 41], interpolation, antialias: antialias), 1e-14);
        Close.Equal(x, Images.Resize(x, [5, 6], interpolation, antialias: antialias), 1e-15);
    }

    // Whether few places are multiplied as a matrix or many gathered is no difference: the same axis, padded beyond the reach of what is read.
    [Theory]
    [InlineData(Interpolation.Linear)]
    [InlineData(Interpolation.Cubic)]
    public void Long_axes_are_read_as_short_ones(Interpolation interpolation)
    {
        Tensor row = Draw.Normal(RandomKey.FromSeed(4), [200], dtype: DType.Float64);
        Tensor wide = row.Pad([0], [200]);
        Resampling how = new() { Interpolation = interpolation, Scale = 0.5, Antialias = true };

        Tensor y = Images.ResizeAxis(wide, 0, 90, how);

        Close.Equal(Images.ResizeAxis(row, 0, 90, how), y, 1e-14);
    }

    // For 7 places at scale 0.6, which would be 4.2: what is cut off is 0.2 / 0.6 of an old place, half of it at each end.
    [Fact]
    public void A_scale_that_does_not_come_out_is_cut_at_the_end_or_at_both()
    {
        Tensor x = Tensor.Arange(0, 7, DType.Float64);

        Tensor atTheEnd = Images.ResizeAxis(x, 0, 4, new() { Scale = 0.6 });
        Tensor atBoth = Images.ResizeAxis(x, 0, 4, new() { Scale = 0.6, Coordinates = Coordinates.HalfPixelSymmetric });

        Close.Equal(((double[])[0.5, 1.5, 2.5, 3.5]).Select(i => i / 0.6 - 0.5), atTheEnd, 1e-14);
        Close.Equal(((double[])[0.5, 1.5, 2.5, 3.5]).Select(i => i / 0.6 - 0.5 + 0.1 / 0.6), atBoth, 1e-14);
    }

    [Fact]
    public void Shuffled_pixels_come_back()
    {
        Tensor x = Draw.Normal(RandomKey.FromSeed(5), [2, 18, 4, 3]);

        Close.Same(x, Images.PixelUnshuffle(Images.PixelShuffle(x, 3), 3));
        Close.Same(x, Images.SpaceToDepth(Images.DepthToSpace(x, 3), 3));
        Close.Same(x, Images.ChannelShuffle(Images.ChannelShuffle(x, 3), 6));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_grid_of_the_identity_reads_an_image_as_it_is(bool alignCorners)
    {
        Tensor x = Draw.Normal(RandomKey.FromSeed(6), [2, 3, 4, 5], dtype: DType.Float64);
        Tensor identity = Tensor.Eye(2, DType.Float64, columns: 3).BroadcastTo([2, 2, 3]);

        Tensor grid = Images.AffineGrid(identity, [4, 5], alignCorners);

        Close.Equal(x, Images.GridSample(x, grid, Interpolation.Linear, Border.Zeros, alignCorners), 1e-14);
        Close.Equal(x, Images.GridSample(x, grid, Interpolation.Cubic, Border.Edge, alignCorners), 1e-14);
    }

    // A grid is what Resize reads by: i ↦ (2 i + 1) / m - 1.
    [Theory]
    [InlineData(Interpolation.Linear, true)]
    [InlineData(Interpolation.Linear, false)]
    [InlineData(Interpolation.Cubic, true)]
    [InlineData(Interpolation.Cubic, false)]
    public void Sampling_an_even_grid_is_resizing(Interpolation interpolation, bool alignCorners)
    {
        Tensor x = Draw.Normal(RandomKey.FromSeed(7), [1, 2, 4, 5], dtype: DType.Float64);
        Tensor grid = Images.AffineGrid(Tensor.Eye(2, DType.Float64, columns: 3).ExpandDims(0), [7, 3], alignCorners);

        Close.Equal(Images.Resize(x, [7, 3], interpolation, alignCorners), Images.GridSample(x, grid, interpolation, Border.Edge, alignCorners), 1e-13);
    }

    [Fact]
    public void What_lies_outside_gives_nothing_even_of_infinities()
    {
        Tensor x = Tensor.From([1, 1, 3], (double[])[double.PositiveInfinity, 1, double.NaN]);
        Tensor grid = Tensor.From([1, 3, 1], (double[])[-9, 0, 9]);

        (Tensor y, Func<Tensor, (Tensor X, Tensor Grid)> pullback) = Transform.Vjp<(Tensor X, Tensor Grid), Tensor>(
            p => Images.GridSample(p.X, p.Grid, alignCorners: true), (Tensor.From([1, 1, 3], (double[])[5, 1, 7]), grid));

        Close.Same(Tensor.From([1, 1, 3], (double[])[0, 1, 0]), y);
        Close.Same(Tensor.From([1, 1, 3], (double[])[0, 1, 0]), pullback(Tensor.OnesLike(y)).X);
        Assert.Equal([0, 0], Images.GridSample(x, Tensor.From([1, 2, 1], (double[])[-9, 9]), Interpolation.Nearest).ToArray<double>());
    }

    // The image of one place: every border mirrors it.
    [Fact]
    public void A_single_place_is_read_everywhere_inside()
    {
        Tensor x = Tensor.Full([1, 1, 1, 1], 3, DType.Float64);
        Tensor grid = Tensor.From([1, 3, 2], (double[])[0, 0, -7, 0.3, 2, 5]);

        foreach (Border border in (Border[])[Border.Edge, Border.Reflection])
        {
            foreach (bool alignCorners in (bool[])[true, false])
            {
                Close.Equal([3, 3, 3], Images.GridSample(x, grid, Interpolation.Linear, border, alignCorners), 1e-15);
            }
        }
    }
}
