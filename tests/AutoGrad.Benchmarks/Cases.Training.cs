using AutoGrad.Nn;
using AutoGrad.Optim;
using static AutoGrad.Transform;

namespace AutoGrad.Benchmarks;

internal static partial class Cases
{
    private static IEnumerable<BenchmarkCase> Training()
    {
        yield return new BenchmarkCase("mlp_step_adam", () =>
        {
            Tensor x = Inputs.Normal(1, [Sizes.Batch, Sizes.Mlp[0]]);
            Tensor labels = Inputs.Labels(2, Sizes.Batch, Sizes.Classes);
            return Steps(Mlp.Init(RandomKey.FromSeed(3), Sizes.Mlp), p => Losses.SoftmaxCrossEntropy(Mlp.Apply(p, x), labels));
        });
        yield return new BenchmarkCase("cnn_step_adam", () =>
        {
            Tensor x = Inputs.Normal(1, [Sizes.Batch, 1, Sizes.Pixels, Sizes.Pixels]);
            Tensor labels = Inputs.Labels(2, Sizes.Batch, Sizes.Classes);
            ConvNet start = ConvNet.Init(
                RandomKey.FromSeed(3), [1, Sizes.Pixels, Sizes.Pixels], filters: [32, 64], window: 5, hidden: [128], Sizes.Classes);
            return Steps(start, p => Losses.SoftmaxCrossEntropy(ConvNet.Apply(p, x), labels));
        });
        yield return new BenchmarkCase("lstm_fwd_bwd", () =>
        {
            Tensor x = Inputs.Normal(1, [Sizes.LstmSteps, Sizes.LstmBatch, Sizes.LstmFeatures]);
            Lstm start = Lstm.Init(RandomKey.FromSeed(3), Sizes.LstmFeatures, Sizes.LstmFeatures);
            return () => Grad<Lstm>(p => Lstm.Apply(p, x).Outputs.Sum())(start);
        });
        yield return new BenchmarkCase("transformer_block_fwd_bwd", () =>
        {
            Tensor x = Inputs.Normal(1, [Sizes.TransformerBatch, Sizes.TransformerLength, Sizes.TransformerFeatures]);
            TransformerEncoderLayer start = TransformerEncoderLayer.Init(
                RandomKey.FromSeed(3), Sizes.TransformerFeatures, Sizes.TransformerHeads, normFirst: false);
            return () => Grad<TransformerEncoderLayer>(p => TransformerEncoderLayer.Apply(p, x).Sum())(start);
        });
        yield return new BenchmarkCase("per_example_gradients", () =>
        {
            Tensor x = Inputs.Normal(1, [Sizes.ExampleBatch, Sizes.ExampleMlp[0]]);
            Tensor labels = Inputs.Labels(2, Sizes.ExampleBatch, Sizes.Classes);
            Mlp start = Mlp.Init(RandomKey.FromSeed(3), Sizes.ExampleMlp);
            Mlp One(Tensor image, Tensor label) => Grad<Mlp>(p =>
                Losses.SoftmaxCrossEntropy(Mlp.Apply(p, image.ExpandDims(0)), label.ExpandDims(0)))(start);
            return () => Vmap<Tensor, Tensor, Mlp>(One)(x, labels);
        });
    }

    private static Action Steps<TParams>(TParams start, Func<TParams, Tensor> loss)
    {
        GradientTransform adam = Optimizer.Adam(learningRate: 1e-3);
        (TParams p, OptimizerState state) = (start, adam.Init(start));
        return () =>
        {
            (_, TParams gradient) = ValueAndGrad(loss)(p);
            (TParams updates, state) = adam.Update(gradient, state, p);
            p = Optimizer.Apply(p, updates);
        };
    }
}
