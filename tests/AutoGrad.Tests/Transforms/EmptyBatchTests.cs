using static AutoGrad.Transform;

namespace AutoGrad.Tests;

/// <summary>A batch of no examples keeps the extents of an example, which no element shows.</summary>
public sealed class EmptyBatchTests
{
    private static readonly Tensor s_images = Tensor.Zeros([0, 2, 3, 5, 5]);
    private static readonly Tensor s_weights = Tensor.Zeros([0, 4, 3, 2, 2]);

    [Fact]
    public void A_convolution_with_shared_weights_keeps_its_extents() =>
        Assert.Equal([0, 2, 4, 4, 4], Vmap(x => Tensor.Convolve2d(x, Tensor.Ones([4, 3, 2, 2])))(s_images).Shape);

    [Fact]
    public void A_convolution_with_weights_of_each_example_keeps_its_extents() =>
        Assert.Equal([0, 2, 4, 4, 4], Vmap((x, w) => Tensor.Convolve2d(x, w))(s_images, s_weights).Shape);

    [Fact]
    public void Gradients_of_each_example_keep_their_extents()
    {
        Func<Tensor, Tensor, Tensor[]> gradients = Grad((x, w) => Tensor.Convolve2d(x, w).Sum(), [0, 1]);

        Tensor[] bars = Vmap<Tensor, Tensor, Tensor[]>(gradients)(s_images, s_weights);

        Assert.Equal(s_images.Shape, bars[0].Shape);
        Assert.Equal(s_weights.Shape, bars[1].Shape);
    }

    [Fact]
    public void Pooling_keeps_its_extents()
    {
        Assert.Equal([0, 2, 3, 2, 2], Vmap(x => Pool.Max2d(x, 2))(s_images).Shape);
        Assert.Equal([0, 2, 3, 2, 2], Vmap(x => Pool.Average2d(x, 2))(s_images).Shape);
    }

    [Fact]
    public void What_all_examples_share_gets_a_gradient_of_zeros()
    {
        Tensor shared = Tensor.From([3.0]);

        Tensor gradient = Grad(w => Vmap(x => x * w)(Tensor.Zeros([0, 1], DType.Float64)).Sum())(shared);

        Assert.Equal([0.0], gradient.ToArray<double>());
    }

    [Fact]
    public void Examples_that_do_not_fit_are_refused_all_the_same() =>
        Assert.Throws<ShapeException>(() => Vmap(x => x + Tensor.Ones([4]))(Tensor.Zeros([0, 3])));
}
