namespace AutoGrad.Nn.Tests;

public sealed class ImagesRefusalTests
{
    private static readonly Tensor s_x = Tensor.Zeros([2, 6, 3, 4]);

    private static readonly Dictionary<string, (Func<object> Call, string Message)> s_refusals = new()
    {
        ["more sizes than axes"] = (
            () => Images.Resize(Tensor.Zeros([2]), [3, 4]), "resize: there must be a size for each of 1 axes at most; got [3, 4] for f32[2]."),
        ["a negative size"] = (
            () => Images.Resize(s_x, [-1]), "resize: an axis in [-4, 4) that is not empty can be made 0 or longer, and an empty one stays so; got -1 for axis 3 of f32[2, 6, 3, 4]."),
        ["something of nothing"] = (
            () => Images.Resize(Tensor.Zeros([2, 0]), [3]), "resize: an axis in [-2, 2) that is not empty can be made 0 or longer, and an empty one stays so; got 3 for axis 1 of f32[2, 0]."),
        ["no such axis"] = (
            () => Images.ResizeAxis(s_x, -5, 3, new()), "resize: an axis in [-4, 4) that is not empty can be made 0 or longer, and an empty one stays so; got 3 for axis -5 of f32[2, 6, 3, 4]."),
        ["integers between places"] = (
            () => Images.Resize(s_x.To(DType.Int32), [5], Interpolation.Linear), "resize: a floating dtype is needed but for Interpolation.Nearest (convert with x.To(DType.Float32)); got i32[2, 6, 3, 4]."),
        ["no scale"] = (() => Images.ResizeAxis(s_x, 0, 3, new() { Scale = 0 }), "resize: the scale must be above 0 and finite; got 0. (Parameter 'scale')"),
        ["a scale without end"] = (() => Images.Scale(s_x, double.PositiveInfinity), "scale: the scale must be above 0 and finite; got Infinity. (Parameter 'scale')"),
        ["no image to scale"] = (() => Images.Scale(Tensor.Zeros([2, 3]), 2), "scale: x must be [n, c, extents...], with an extent at least; got f32[2, 3]."),
        ["channels that are no squares"] = (() => Images.PixelShuffle(s_x, 2), "pixel_shuffle: x must be [..., c, h, w], with a factor whose square divides c; got 2 for f32[2, 6, 3, 4]."),
        ["channels that are no squares, by depth"] = (() => Images.DepthToSpace(s_x, 0), "depth_to_space: x must be [..., c, h, w], with a factor whose square divides c; got 0 for f32[2, 6, 3, 4]."),
        ["blocks that do not fit"] = (() => Images.PixelUnshuffle(s_x, 2), "pixel_unshuffle: x must be [..., c, h, w], with a factor that divides h and w; got 2 for f32[2, 6, 3, 4]."),
        ["blocks that do not fit, by depth"] = (() => Images.SpaceToDepth(Tensor.Zeros([3]), 1), "space_to_depth: x must be [..., c, h, w], with a factor that divides h and w; got 1 for f32[3]."),
        ["groups that do not fit"] = (() => Images.ChannelShuffle(s_x, 4), "channel_shuffle: x must be [n, c, ...], with a number of groups that divides c; got 4 for f32[2, 6, 3, 4]."),
        ["a grid of other coordinates"] = (
            () => Images.GridSample(s_x, Tensor.Zeros([2, 5, 3])),
            "grid_sample: for x [n, c, extents...], not empty, the grid must be [n, places..., one coordinate an extent], both of one floating dtype; got f32[2, 5, 3] for f32[2, 6, 3, 4]."),
        ["a grid of another dtype"] = (
            () => Images.GridSample(s_x, Tensor.Zeros([2, 5, 2], DType.Float64)),
            "grid_sample: for x [n, c, extents...], not empty, the grid must be [n, places..., one coordinate an extent], both of one floating dtype; got f64[2, 5, 2] for f32[2, 6, 3, 4]."),
        ["a grid over nothing"] = (
            () => Images.GridSample(Tensor.Zeros([1, 1, 0]), Tensor.Zeros([1, 2, 1])),
            "grid_sample: for x [n, c, extents...], not empty, the grid must be [n, places..., one coordinate an extent], both of one floating dtype; got f32[1, 2, 1] for f32[1, 1, 0]."),
        ["no image for a grid"] = (() => Images.GridSample(Tensor.Zeros([1, 1]), Tensor.Zeros([1, 0])), "grid_sample: x must be [n, c, extents...], with an extent at least; got f32[1, 1]."),
        ["maps of other axes"] = (
            () => Images.AffineGrid(Tensor.Zeros([1, 2, 3]), [4]), "affine_grid: maps must be [n, d, d + 1], of a floating dtype, for d extents of 0 or more; got f32[1, 2, 3] for [4]."),
    };

    public static TheoryData<string> Refusals => [.. s_refusals.Keys];

    [Theory]
    [MemberData(nameof(Refusals))]
    public void The_message_says_what_would_be_right(string name)
    {
        (Func<object> call, string message) = s_refusals[name];

        Assert.Equal(message, Assert.ThrowsAny<ArgumentException>(call).Message);
    }
}
