namespace AutoGrad.Onnx.Tests;

/// <summary>Products of matrices, and what belongs to them.</summary>
internal static partial class Adapters
{
    private static Tensor Gemm(Node node)
    {
        node.Ignore("broadcast");
        Tensor x = node.Flag("transA") ? node[0].T : node[0];
        Tensor y = node.Flag("transB") ? node[1].T : node[1];
        (double alpha, double beta) = (node.Double("alpha", 1), node.Double("beta", 1));
        Tensor z = alpha * Tensor.MatMul(x, y);
        return node.Optional(2) is { } bias ? z + beta * bias : z;
    }

    private static Tensor Einsum(Node node) => Tensor.Einsum(node.Text("equation", ""), node.Inputs);
}
