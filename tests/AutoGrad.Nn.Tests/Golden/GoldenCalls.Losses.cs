using System.Text.Json;

namespace AutoGrad.Nn.Tests;

internal static partial class GoldenCalls
{
    private static Func<Tensor[], Tensor>? LossOf(string op, JsonElement p) => op switch
    {
        "mse" => x => Losses.MeanSquaredError(x[0], x[1], By(p)),
        "bce_with_logits" => x => Losses.SigmoidCrossEntropy(x[0], x[1], By(p)),
        "cross_entropy" when p.TryGetProperty("ignore_index", out _) => null,
        "cross_entropy" when p.TryGetProperty("label_smoothing", out JsonElement smoothing) =>
            x => Losses.SoftmaxCrossEntropy(x[0], Smooth(x[1], x[0], smoothing.GetDouble()), By(p)),
        "cross_entropy" or "cross_entropy_soft" => x => Losses.SoftmaxCrossEntropy(x[0], x[1], By(p)),
        "kl_div" => x => Losses.KullbackLeibler(target: x[1], prediction: Tensor.Exp(x[0]), By(p)),
        _ => null,
    };

    private static Reduction By(JsonElement p) => p.GetProperty("reduction").GetString() switch
    {
        "mean" or "batchmean" => Reduction.Mean,
        "sum" => Reduction.Sum,
        "none" => Reduction.None,
        string other => throw new InvalidDataException(other),
        null => throw new InvalidDataException("no reduction"),
    };

    private static Tensor Smooth(Tensor labels, Tensor logits, double smoothing) =>
        (1 - smoothing) * Tensor.OneHot(labels, logits.Shape[1], logits.DType) + smoothing / logits.Shape[1];
}
