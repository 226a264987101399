using System.Text.Json;

namespace AutoGrad.Nn.Tests;

internal static partial class GoldenCalls
{
    private static Func<Tensor[], Tensor>? LossOf(string op, JsonElement p) => op switch
    {
        "mse" => x => Losses.MeanSquaredError(x[0], x[1], By(p)),
        "mae" or "l1" => x => Losses.MeanAbsoluteError(x[0], x[1], By(p)),
        "huber" => x => Losses.Huber(x[0], x[1], By(p), Number(p, "delta", 1)),
        "smooth_l1" => x => Losses.SmoothL1(x[0], x[1], By(p), Number(p, "beta", 1)),
        "bce" => x => Losses.BinaryCrossEntropy(x[0], x[1], By(p)),
        "bce_with_logits" => x => Losses.SigmoidCrossEntropy(x[0], x[1], By(p)),
        "cross_entropy" or "cross_entropy_soft" => x => Losses.SoftmaxCrossEntropy(
            x[0], x[1], By(p), ClassWeights(x), IgnoredIndex(p), Number(p, "label_smoothing", 0)),
        "nll" or "nll_loss" => x => Losses.NegativeLogLikelihood(x[0], x[1], By(p), ClassWeights(x), IgnoredIndex(p)),
        "kl_div" when p.GetProperty("reduction").GetString() == "none" => null, // no sum over the classes there
        "kl_div" when p.GetProperty("reduction").GetString() == "mean" => x => Losses.KullbackLeiblerOfLogPrediction(x[1], x[0], Reduction.Sum) / x[0].Size,
        "kl_div" => x => Losses.KullbackLeiblerOfLogPrediction(x[1], x[0], By(p)),
        "gaussian_nll" => x => Losses.GaussianNegativeLogLikelihood(x[0], x[1], x[2], By(p), Is(p, "full"), Number(p, "eps", 1e-6)),
        "poisson_nll" when Is(p, "full") => null, // Stirling's approximation there
        "poisson_nll" when Is(p, "log_input") => x => Losses.Poisson(x[0], x[1], By(p)),
        "poisson_nll" => x => Losses.PoissonOfRates(x[0], x[1], By(p), epsilon: Number(p, "eps", 1e-8)),
        "hinge" => x => Losses.Hinge(x[0], x[1], By(p)),
        "squared_hinge" => x => Losses.SquaredHinge(x[0], x[1], By(p)),
        "soft_margin" => x => Losses.SoftMargin(x[0], x[1], By(p)),
        "hinge_embedding" => x => Losses.HingeEmbedding(x[0], x[1], By(p), Number(p, "margin", 1)),
        "margin_ranking" => x => Losses.MarginRanking(x[0], x[1], x[2], By(p), Number(p, "margin", 0)),
        "multiclass_hinge" or "multi_margin" => x => Losses.MulticlassHinge(
            x[0], x[1], By(p), Number(p, "margin", 1), Integer(p, "p", 1), ClassWeights(x)),
        "cosine_embedding" => x => Losses.CosineEmbedding(x[0], x[1], x[2], By(p), Number(p, "margin", 0)),
        "triplet_margin" => x => Losses.TripletMargin(x[0], x[1], x[2], By(p), Number(p, "margin", 1), Number(p, "p", 2), Number(p, "eps", 1e-6), Is(p, "swap")),
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

    private static Tensor? ClassWeights(Tensor[] x) => x.Length > 2 ? x[2] : null;

    private static int? IgnoredIndex(JsonElement p) => p.TryGetProperty("ignore_index", out JsonElement value) ? value.GetInt32() : null;

    private static double Number(JsonElement p, string name, double missing) =>
        p.TryGetProperty(name, out JsonElement value) ? value.GetDouble() : missing;

    private static bool Is(JsonElement p, string name) => p.TryGetProperty(name, out JsonElement value) && value.GetBoolean();
}
