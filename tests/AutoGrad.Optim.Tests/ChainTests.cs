namespace AutoGrad.Optim.Tests;

/// <summary>Chains take one pass where they can; that must show in no result.</summary>
public sealed class ChainTests
{
    private static readonly GradientTransform[] s_links =
    [
        Optimizer.ClipByValue(0.4),
        Optimizer.ScaleByAdam(),
        Optimizer.ClipByGlobalNorm(3),
        Optimizer.AddDecayedWeights(0.01),
        Optimizer.Momentum(0.9, nesterov: true),
        new ScaleByRms(),
        new ScaleByAdagrad(),
        Optimizer.Scale(0.5),
        Optimizer.ScaleByLearningRate(Schedule.Cosine(0.1, steps: 5)),
    ];

    [Theory]
    [InlineData(DType.Float32)]
    [InlineData(DType.Float64)]
    public void A_chain_gives_the_bits_of_its_links_one_after_the_other(DType dtype)
    {
        GradientTransform chain = Optimizer.Chain(s_links);
        Tensor[] p = Parameters(0, dtype);
        OptimizerState state = chain.Init(p);
        OptimizerState[] states = Array.ConvertAll(s_links, link => link.Init(p));
        for (int step = 0; step < 4; step++)
        {
            Tensor[] gradient = Parameters(step + 1, dtype), expected = gradient;
            for (int i = 0; i < s_links.Length; i++)
            {
                (expected, states[i]) = s_links[i].Update(expected, states[i], p);
            }

            (Tensor[] actual, state) = chain.Update(gradient, state, p);

            Assert.Equal(Numbers(expected), Numbers(actual));
            Assert.Equal(Numbers(new Chain.State(states)), Numbers(state));
            p = Optimizer.Apply(p, actual);
        }
    }

    // A leaf of several blocks, a small one, a scalar, one of no elements, and one that is no number to be learned.
    private static Tensor[] Parameters(int seed, DType dtype) =>
    [
        .. new Shape[] { [70, 60], [3], Shape.Scalar, [0] }.Select((shape, i) => Draw.Normal(RandomKey.FromSeed((ulong)seed).Fold(i), shape, dtype: dtype)),
        Tensor.Scalar(7, DType.Int32),
    ];

    private static double[] Numbers<T>(T tree) => [.. Tree.Leaves(tree).SelectMany(leaf => leaf.To(DType.Float64).ToArray<double>())];
}
