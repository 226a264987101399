namespace AutoGrad.Nn.Tests;

internal static partial class GoldenCalls
{
    private static Func<Tensor[], Tensor>? Models(string op) => op switch
    {
        "cnn_ce" => x => Losses.SoftmaxCrossEntropy(ConvolutionalLogits(x), x[1]),
        _ => null,
    };

    // 3×3 with padding, SiLU, average of 2×2, 3×3, SiLU, mean of each plane, affine.
    private static Tensor ConvolutionalLogits(Tensor[] x)
    {
        Tensor hidden = Activations.Silu(Biased(Tensor.Convolve2d(x[0], x[2], padding: 1), x[3]));
        hidden = Activations.Silu(Biased(Tensor.Convolve2d(Pool.Average2d(hidden, 2), x[4]), x[5]));
        return Tensor.MatMul(hidden.Mean([2, 3]), x[6].Transpose()) + x[7];
    }

    private static Tensor Biased(Tensor y, Tensor bias) => y + bias.Reshape([-1, 1, 1]);
}
