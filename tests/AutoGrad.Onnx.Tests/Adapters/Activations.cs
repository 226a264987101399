using AutoGrad.Nn;

namespace AutoGrad.Onnx.Tests;

/// <summary>Activations.</summary>
internal static partial class Adapters
{
    private static Tensor LeakyRelu(Node node) => Activations.LeakyRelu(node[0], node.Double("alpha", 0.01));

    private static Tensor Softmax(Node node) => OverAxis(node, Activations.Softmax);

    private static Tensor LogSoftmax(Node node) => OverAxis(node, Activations.LogSoftmax);

    private static Tensor Hardmax(Node node) => OverAxis(node, Activations.Hardmax);

    private static Tensor Celu(Node node) => Activations.Celu(node[0], node.Double("alpha", 1));

    private static Tensor Elu(Node node) => Activations.Elu(node[0], node.Double("alpha", 1));

    private static Tensor Gelu(Node node) => node.Text("approximate", "none") switch
    {
        "none" => Activations.Gelu(node[0]),
        "tanh" => Activations.GeluTanh(node[0]),
        string approximation => throw node.Refused($"the approximation {approximation}"),
    };

    private static Tensor HardSigmoid(Node node) => Activations.HardSigmoid(node[0], node.Double("alpha", 0.2), node.Double("beta", 0.5));

    // Version 1 aligns several slopes with the channels, newer ones with the last axis.
    private static Tensor PRelu(Node node)
    {
        Tensor x = node[0], slope = node[1];
        bool isByChannel = node.Opset < 7 && slope.Rank == 1 && slope.Size > 1;
        return !IsFloating(x) ? Tensor.Where(x < 0, x * slope, x) : Activations.PRelu(x, isByChannel ? slope.Reshape([-1, .. Enumerable.Repeat(1, x.Rank - 2)]) : slope);
    }

    // Without attributes its constants are the library's, to the last digits.
    private static Tensor Selu(Node node)
    {
        (double? alpha, double? gamma) = (node.Double("alpha"), node.Double("gamma"));
        return alpha is null && gamma is null
            ? Activations.Selu(node[0])
            : (gamma ?? 1.05070102214813232421875) * Activations.Elu(node[0], alpha ?? 1.67326319217681884765625);
    }

    private static Tensor Shrink(Node node)
    {
        Tensor x = node[0];
        (double limit, double bias) = (node.Double("lambd", 0.5), node.Double("bias", 0));
        Tensor values = IsFloating(x) ? x : x.To(DType.Float64);
        Tensor y = bias == 0 ? Activations.HardShrink(values, limit)
            : bias == limit ? Activations.SoftShrink(values, limit)
            : Tensor.Where(Tensor.Abs(values) > limit, values - bias * Tensor.Sign(values), 0);
        return y.To(x.DType);
    }

    private static Tensor Swish(Node node) => Activations.Swish(node[0], node.Double("alpha", 1));

    private static Tensor SwiGlu(Node node) => Activations.Swish(node[0], node.Double("alpha", 1)) * node[1];

    private static Tensor ThresholdedRelu(Node node) => Activations.Threshold(node[0], node.Double("alpha", 1));

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
