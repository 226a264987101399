using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Random = AutoGrad.PropertyTesting.Arbitraries;

namespace AutoGrad.PropertyTests;

/// <summary>A convolution is a matrix whose rows are one another shifted.</summary>
public sealed class ConvolutionLaws
{
    private static readonly Arbitrary<Tensor> s_images = Random.TensorsOf([1, 2, 5, 4]);

    private static readonly Arbitrary<Tensor> s_weights = Random.TensorsOf([4, 2, 3, 2]);

    /// <summary>Rows and columns that come in from the side are zeros on both sides of the equation.</summary>
    [Property]
    public Property A_convolution_commutes_with_shifts() => Prop.ForAll(s_images, s_weights, (x, w) =>
    {
        static Tensor Down(Tensor image) => image.Pad([0, 0, 1, 0], [0, 0, 0, 0]);
        static Tensor Right(Tensor image) => image.Pad([0, 0, 0, 1], [0, 0, 0, 0]);
        Tensor Of(Tensor image) => Tensor.Convolve2d(image, w, new Window2d(1, 1, 2, 2, 1, 1));

        return Laws.IsClose(Down(Of(x)), Of(Down(x)), 1e-13) && Laws.IsClose(Right(Of(x)), Of(Right(x)), 1e-13);
    });

    /// <summary>The matrix by the definition, entry by entry: <c>y[o, i, j] = Σ x[c, i s + u d - p, j s + v d - p] w[o, c, u, v]</c>.</summary>
    [Property]
    public Property A_convolution_is_its_dense_matrix() => Prop.ForAll(s_images, s_weights, Gen.Choose(0, 7).ToArbitrary(), (x, w, settings) =>
    {
        (int stride, int padding, int dilation) = (1 + settings % 2, settings / 2 % 2, 1 + settings / 4 % 2);
        (int rows, int columns) = (5 + 2 * padding - 2 * dilation, 4 + 2 * padding - dilation);
        (int height, int width) = ((rows - 1) / stride + 1, (columns - 1) / stride + 1);
        var matrix = new double[4 * height * width, 40];
        double[] taps = w.ToArray<double>();
        for (int entry = 0; entry < taps.Length * height * width; entry++)
        {
            (int tap, int place) = (entry / (height * width), entry % (height * width));
            (int o, int c, int u, int v) = (tap / 12, tap / 6 % 2, tap / 2 % 3, tap % 2);
            (int i, int j) = (place / width * stride + u * dilation - padding, place % width * stride + v * dilation - padding);
            if (i is >= 0 and < 5 && j is >= 0 and < 4)
            {
                matrix[o * height * width + place, c * 20 + i * 4 + j] += taps[tap];
            }
        }

        Tensor dense = Tensor.From(matrix);
        Tensor y = Tensor.Convolve2d(x, w, stride, padding, dilation);
        Tensor bar = Tensor.Cos(y);

        return Laws.IsClose(Tensor.MatMul(dense, x.Reshape(-1)), y.Reshape(-1), 1e-13)
            && Laws.IsClose(Tensor.MatMul(dense.T, bar.Reshape(-1)), Transform.Grad(v => (Tensor.Convolve2d(v, w, stride, padding, dilation) * bar).Sum())(x).Reshape(-1), 1e-13)
            && (stride != 1 || Laws.IsClose(
                Tensor.MatMul(dense.T, bar.Reshape(-1)), Tensor.ConvolveTranspose2d(bar, w, stride, padding, dilation: dilation).Reshape(-1), 1e-13));
    });

    [Property]
    public Property Groups_are_convolutions_side_by_side() => Prop.ForAll(s_images, Random.TensorsOf([4, 1, 3, 2]), (x, w) => Laws.IsClose(
        Tensor.Concatenate(
            [
                Tensor.Convolve2d(x.SliceAxis(1, 0, 1), w.SliceAxis(0, 0, 2), padding: 1),
                Tensor.Convolve2d(x.SliceAxis(1, 1, 1), w.SliceAxis(0, 2, 2), padding: 1),
            ],
            axis: 1),
        Tensor.Convolve2d(x, w, padding: 1, groups: 2), 1e-13));

    [Property]
    public Property Images_do_not_meet() => Prop.ForAll(Random.TensorsOf([3, 2, 4, 4]), s_weights, (x, w) => Laws.IsClose(
        Tensor.Concatenate([.. Enumerable.Range(0, 3).Select(i => Tensor.Convolve2d(x.SliceAxis(0, i, 1), w))]), Tensor.Convolve2d(x, w), 1e-14));

    /// <summary>A single 1 is left as it is, and one tap is a matrix product over the channels.</summary>
    [Property]
    public Property One_tap_is_a_matrix_product() => Prop.ForAll(s_images, Random.TensorsOf([3, 2, 1, 1]), (x, w) => Laws.IsClose(
        Tensor.MatMul(w.Reshape(3, 2), x.Reshape(2, 20)).Reshape(1, 3, 5, 4), Tensor.Convolve2d(x, w), 1e-13));

    [Property]
    public Property Fewer_axes_are_axes_of_one() => Prop.ForAll(Random.TensorsOf([2, 2, 6]), Random.TensorsOf([3, 2, 3]), (x, w) =>
    {
        Tensor flat = Tensor.Convolve1d(x, w, stride: 2, padding: 1);

        return Laws.IsClose(flat, Tensor.Convolve2d(x.ExpandDims(2), w.ExpandDims(2), new Window2d(1, 2, 0, 0, 1, 1)).Squeeze(2), 1e-14)
            && Laws.IsClose(flat, Tensor.Convolve3d(x.ExpandDims(2).ExpandDims(2), w.ExpandDims(2).ExpandDims(2), new Window3d(1, 1, 2, 0, 0, 0, 0, 1, 1)).Squeeze(2).Squeeze(2), 1e-14);
    });
}
