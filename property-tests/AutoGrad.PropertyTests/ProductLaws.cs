using FsCheck.Xunit;

namespace AutoGrad.PropertyTests;

/// <summary>Products are linear in each operand; a convolution is the matrix that its Jacobian says.</summary>
[Properties(Arbitrary = [typeof(Arbitraries)])]
public sealed class ProductLaws
{
    [Property]
    public bool A_matrix_product_is_bilinear(Vector at, Vector factors)
    {
        double a = factors.Numbers[0];
        Tensor x = at.Tensor.ExpandDims(1) * Tensor.From([1.0, 0.5]);
        Tensor y = Tensor.Sin(x.T);

        return Laws.IsClose(Tensor.MatMul(a * x + Tensor.Cos(x), y), a * Tensor.MatMul(x, y) + Tensor.MatMul(Tensor.Cos(x), y), 1e-13)
            && Laws.IsClose(Tensor.MatMul(x, y).T, Tensor.MatMul(y.T, x.T), 1e-14);
    }

    [Property(MaxTest = 50)]
    public bool A_convolution_is_its_dense_matrix(Vector taps, byte settings)
    {
        (int stride, int padding, int dilation, int groups) = (1 + settings % 2, settings / 2 % 2, 1 + settings / 4 % 2, 1 + settings / 8 % 2);
        Tensor x = Numbers(taps, [1, 2, 5, 4], 0.2);
        Tensor w = Numbers(taps, [2, 2 / groups, 2, 2], 0.9);
        Tensor F(Tensor images) => Tensor.Convolve2d(images, w, stride, padding, dilation, groups);
        Tensor y = F(x);

        Tensor matrix = Transform.JacobianForward(F)(Tensor.ZerosLike(x)).Reshape(y.Size, x.Size);

        return Laws.IsClose(y.Reshape(-1), Tensor.MatMul(matrix, x.Reshape(-1)), 1e-13)
            && Laws.IsClose(Tensor.Convolve2d(x, 2.0 * w + Tensor.Cos(w), stride, padding, dilation, groups), 2.0 * y + Tensor.Convolve2d(x, Tensor.Cos(w), stride, padding, dilation, groups), 1e-13);
    }

    private static Tensor Numbers(Vector seed, int[] shape, double phase)
    {
        var extents = new Shape(shape);
        return Tensor.From(extents, (double[])[.. Enumerable.Range(0, extents.Size).Select(i => Math.Sin(phase + seed.Numbers[i % seed.Numbers.Length] + 1.7 * i))]);
    }
}
