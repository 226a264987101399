using AutoGrad.Nn;

namespace AutoGrad.Onnx.Tests;

/// <summary>Activations.</summary>
internal static partial class Adapters
{
    private static Tensor LeakyRelu(Node node) => Activations.LeakyRelu(node[0], node.Double("alpha", 0.01));

    private static Tensor Softmax(Node node) => OverAxis(node, Activations.Softmax);

    private static Tensor LogSoftmax(Node node) => OverAxis(node, Activations.LogSoftmax);

    // 1 at the first of the greatest.
    private static Tensor Hardmax(Node node) =>
        OverAxis(node, (x, axis) => Tensor.OneHot(x.ArgMax(axis), x.Shape[axis], x.DType).MoveAxis(-1, axis));

    // Below opset 13 all axes from the given one on are one axis.
    private static Tensor OverAxis(Node node, Func<Tensor, int, Tensor> f)
    {
        Tensor x = node[0];
        int axis = node.Int("axis", node.Opset < 13 ? 1 : -1);
        if (node.Opset >= 13)
        {
            return f(x, axis);
        }

        axis = axis < 0 ? axis + x.Rank : axis;
        return f(x.Reshape(x.Shape[..axis].Size, x.Shape[axis..].Size), 1).Reshape(x.Shape);
    }
}
