namespace AutoGrad.Nn.Tests;

/// <summary>Measures memory, and so runs beside no other test.</summary>
[CollectionDefinition(nameof(AttentionMemoryTests), DisableParallelization = true)]
[Collection(nameof(AttentionMemoryTests))]
public sealed class AttentionMemoryTests
{
    private const int Length = 2048;

    // What other tests left may be collected meanwhile, so the measure can also be a little below 0.
    // In bytes: one number a pair of query and key, in Float32.
    private const long Scores = 4L * Length * Length;

    [Fact]
    public void What_is_kept_for_the_backward_pass_is_far_less_than_the_scores()
    {
        Tensor[] x = [.. RandomKey.FromSeed(1).Split(3).Select(key => Draw.Normal(key, [Length, 8]))];
        Tensor mask = Tensor.Ones([Length, Length], DType.Bool);

        Assert.InRange(Kept(v => Attention.ScaledDotProduct(v[0], v[1], v[2]), x), -Scores / 16, Scores / 16);
        Assert.InRange(Kept(v => Attention.ScaledDotProduct(v[0], v[1], v[2], mask, causal: true, softcap: 5), x), -Scores / 16, Scores / 16);
        Assert.InRange(Kept(v => Attention.ScaledDotProduct(v[0], v[1], v[2], dropout: 0.1, dropoutKey: RandomKey.FromSeed(2)), x), -Scores / 16, Scores / 16);

        // The measure would see it.
        Assert.InRange(Kept(v => Tensor.MatMul(Attention.Weights(v[0], v[1]), v[2]), x), Scores, 10 * Scores);
    }

    [Fact]
    public void A_second_derivative_keeps_no_scores_either()
    {
        Tensor[] x = [.. RandomKey.FromSeed(1).Split(3).Select(key => Draw.Normal(key, [Length, 8]))];
        Func<Tensor[], Tensor[]> slope = Transform.Grad<Tensor[]>(v => Tensor.Square(Attention.ScaledDotProduct(v[0], v[1], v[2])).Sum());

        Assert.InRange(Kept(v => slope(v)[0], x), -Scores / 4, Scores / 4);
    }

    private static long Kept(Func<Tensor[], Tensor> f, Tensor[] x)
    {
        // Once before, as kernels' scratch waits in its pool from then on.
        Transform.Vjp(f, x);
        long before = InUse();
        ValueAndPullback<Tensor[], Tensor> pair = Transform.Vjp(f, x);
        long kept = InUse() - before;
        GC.KeepAlive(pair.Pullback);
        return kept;
    }

    // Without what waits to be used again.
    private static long InUse()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return GC.GetTotalMemory(forceFullCollection: false) - BufferPool.IdleBytes;
    }
}
