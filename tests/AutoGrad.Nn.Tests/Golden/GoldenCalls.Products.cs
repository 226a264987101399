using System.Text.Json;

namespace AutoGrad.Nn.Tests;

internal static partial class GoldenCalls
{
    private static Func<Tensor[], Tensor>? Products(string op, JsonElement p) => op switch
    {
        "matmul" => x => Tensor.MatMul(x[0], x[1]),
        "det" => x => LinearAlgebra.Determinant(x[0]),
        "inverse" => x => LinearAlgebra.Inverse(x[0]),
        "solve" => x => LinearAlgebra.Solve(x[0], x[1]),
        "cholesky" => x => LinearAlgebra.Cholesky(x[0]),
        "einsum" => x => Tensor.Einsum(p.GetProperty("equation").GetString()!, x),
        "conv2d" => x => WithBias(Tensor.Convolve2d(x[0], x[1], Window(p), Integer(p, "groups", 1)), x),
        "conv1d" => x => WithBias(
            Tensor.Convolve1d(x[0], x[1], Single(p, "stride", 1), Single(p, "padding", 0), Single(p, "dilation", 1), Integer(p, "groups", 1)), x),
        "conv_transpose1d" => x => WithBias(
            Tensor.ConvolveTranspose1d(
                x[0], x[1], Single(p, "stride", 1), Single(p, "padding", 0), Single(p, "output_padding", 0), Single(p, "dilation", 1),
                Integer(p, "groups", 1)), x),
        "conv_transpose2d" => x => WithBias(
            Tensor.ConvolveTranspose2d(x[0], x[1], Window(p), Pair(p, "output_padding", 0), Integer(p, "groups", 1)), x),
        "conv3d" => x => WithBias(Tensor.Convolve3d(x[0], x[1], Window3(p), Integer(p, "groups", 1)), x),
        "conv_transpose3d" => x => WithBias(
            Tensor.ConvolveTranspose3d(x[0], x[1], Window3(p), Triple(p, "output_padding", 0), Integer(p, "groups", 1)), x),
        _ => null,
    };
}
