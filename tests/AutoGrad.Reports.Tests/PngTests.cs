namespace AutoGrad.Reports.Tests;

public sealed class PngTests
{
    [Fact]
    public void Grey_bytes_come_back()
    {
        byte[] values = [0, 50, 100, 150, 200, 255];

        byte[] pixels = PngReader.Pixels(Png.Encode(Tensor.From([2, 3], values)), out int width, out int height, out int channels);

        Assert.Equal((3, 2, 1), (width, height, channels));
        Assert.Equal(values, pixels);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void Channels_are_put_together_by_pixel(int channels)
    {
        byte[] planes = [.. Enumerable.Range(0, channels * 6).Select(i => (byte)(i * 10))];

        byte[] pixels = PngReader.Pixels(Png.Encode(Tensor.From([channels, 2, 3], planes)), out int width, out int height, out int found);

        Assert.Equal((3, 2, channels), (width, height, found));
        Assert.Equal(Enumerable.Range(0, 6).SelectMany(i => Enumerable.Range(0, channels).Select(c => planes[c * 6 + i])), pixels);
    }

    [Fact]
    public void Shares_are_rounded_and_cut()
    {
        Tensor image = Tensor.From([1, 6], [0.0, 0.5, 1.0, -3.0, 7.0, double.NaN]);

        Assert.Equal([0, 128, 255, 0, 255, 0], PngReader.Pixels(Png.Encode(image), out _, out _, out _));
    }

    [Fact]
    public void Masks_are_black_and_white() =>
        Assert.Equal([255, 0], PngReader.Pixels(Png.Encode(Tensor.From([1, 2], [true, false])), out _, out _, out _));

    [Fact]
    public void Empty_tensors_and_other_shapes_and_dtypes_are_refused()
    {
        Assert.Equal(
            "png: an image must be [h, w] or [c, h, w] with 1, 3 or 4 channels, and have pixels; got f32[2, 4, 4].",
            Assert.Throws<ShapeException>(() => Png.Encode(Tensor.Ones([2, 4, 4]))).Message);
        Assert.Throws<ShapeException>(() => Png.Encode(Tensor.Ones([0, 4])));
        Assert.Equal(
            "png: an image's dtype must be UInt8, Bool, Float32 or Float64: convert with x.To(DType.UInt8); got i32[1, 1].",
            Assert.Throws<ShapeException>(() => Png.Encode(Tensor.From([1, 1], [1]))).Message);
    }
}
