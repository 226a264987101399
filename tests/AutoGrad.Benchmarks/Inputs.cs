namespace AutoGrad.Benchmarks;

/// <summary>Numbers to compute with: the same for the same seed, whoever computes.</summary>
internal static class Inputs
{
    public static Tensor Normal(ulong seed, Shape shape, DType dtype = DType.Float32, double deviation = 1) =>
        Draw.Normal(RandomKey.FromSeed(seed), shape, deviation: deviation, dtype: dtype);

    /// <summary>Labels in [0, classes).</summary>
    public static Tensor Labels(ulong seed, int count, int classes) => Draw.Integers(RandomKey.FromSeed(seed), [count], 0, classes);
}
