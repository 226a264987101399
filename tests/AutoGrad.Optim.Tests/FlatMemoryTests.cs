namespace AutoGrad.Optim.Tests;

/// <summary>Tests that measure the memory of the whole process, and so run when no other does.</summary>
[CollectionDefinition("memory", DisableParallelization = true)]
public sealed class AloneInTheProcess;

/// <summary>Training for long takes no more memory than training for a while.</summary>
[Collection("memory")]
public sealed class FlatMemoryTests
{
    // One parameter left behind a step would be 83 MB, and half a kilobyte of small objects 4.5. What the pool holds at the moment differs
    // by about one.
    private const long Slack = 4_000_000;

    [Fact]
    public void Ten_thousand_steps_keep_no_more_memory_than_one_thousand()
    {
        // Wide enough that tensors come from the pool.
        Tensor x = Draw.Normal(RandomKey.FromSeed(1), [48, 48]);
        Tensor[] p = [Draw.Normal(RandomKey.FromSeed(2), [48, 48], deviation: 0.1), Tensor.Zeros([48])];
        GradientTransform adam = Optimizer.AdamW(1e-4, weightDecay: 0.01);
        OptimizerState state = adam.Init(p);
        Func<Tensor[], Tensor[]> gradient = Transform.Grad<Tensor[]>(q => Tensor.Square(Tensor.Tanh(Tensor.MatMul(x, q[0]) + q[1])).Mean());
        long early = 0;
        for (int step = 1; step <= 10_000; step++)
        {
            (Tensor[] updates, state) = adam.Update(gradient(p), state, p);
            p = Optimizer.Apply(p, updates);
            early = step == 1_000 ? GC.GetTotalMemory(forceFullCollection: true) : early;
        }

        long late = GC.GetTotalMemory(forceFullCollection: true);

        Assert.InRange(late, 0, early + Slack);
        Assert.All(p, leaf => Assert.True(double.IsFinite(leaf.Sum().ToScalar())));
    }
}
