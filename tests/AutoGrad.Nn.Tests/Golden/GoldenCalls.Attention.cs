namespace AutoGrad.Nn.Tests;

internal static partial class GoldenCalls
{
    private static Func<Tensor[], Tensor>? Attending(string op) => op switch
    {
        "sdpa" => x => Attention.ScaledDotProduct(x[0], x[1], x[2]),
        "embedding" => x => Embedding.Apply(new Embedding(x[1]), x[0]),
        _ => null,
    };
}
