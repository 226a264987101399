namespace AutoGrad.Nn;

/// <summary>What stands between the layers of a network: functions of one tensor, elementwise or along an axis.</summary>
public static partial class Activations
{
    /// <summary>Squeezes each element into (0, 1): <c>y = 1 / (1 + exp(-x))</c>.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: in [0, 1]; ½ at 0.</returns>
    /// <remarks>Derivative: <c>y (1 - y)</c>. For a loss of its result, give the scores to <see cref="Losses.SigmoidCrossEntropy"/> instead.</remarks>
    public static Tensor Sigmoid(Tensor x) => Tensor.Sigmoid(x);
}
