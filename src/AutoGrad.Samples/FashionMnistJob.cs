using AutoGrad.Data;
using AutoGrad.Nn;
using AutoGrad.Optim;
using AutoGrad.Training;

namespace AutoGrad.Samples;

/// <summary>Trains a perceptron of three layers, or a convolutional network, on 60,000 images of clothing.</summary>
internal static class FashionMnistJob
{
    private const int BatchSize = 128;

    public static void Train(Options options, Session session)
    {
        (Examples train, Examples heldOut) = Datasets.FashionMnist(options.Data);
        session.Say($"{train.Inputs.Shape[0]} images to learn from, {heldOut.Inputs.Shape[0]} held out");
        RandomKey[] keys = RandomKey.FromSeed(options.Seed).Split(2);
        if (options.Model == Model.Mlp)
        {
            Train(Mlp.Init(keys[0], 784, 256, 128, 10), (p, x) => Mlp.Apply(p, Pixels(x).Reshape([-1, 784])), epochs: options.Epochs ?? 5);
        }
        else
        {
            ConvNet start = ConvNet.Init(keys[0], inputs: [1, 28, 28], filters: [32, 64], window: 5, hidden: [128], classes: 10);
            Train(start, (p, x) => ConvNet.Apply(p, Pixels(x)), epochs: options.Epochs ?? 2);
        }

        void Train<TParams>(TParams start, Func<TParams, Tensor, Tensor> scores, int epochs)
            where TParams : notnull
        {
            session.Say($"{options.Model}, {Tree.Size(start)} parameters:");
            IEnumerable<TrainingStep<TParams>> steps = TrainingRun.Steps(
                start,
                Optimizer.Adam(learningRate: 1e-3),
                (p, batch) => Losses.SoftmaxCrossEntropy(scores(p, batch.Inputs), batch.Labels),
                epoch => Batches.Shuffled(train.Inputs, train.Labels, BatchSize, keys[1].Fold(epoch)),
                epochs);
            session.Follow(start, steps, epochs, (train.Inputs.Shape[0] + BatchSize - 1) / BatchSize, scores, heldOut);
        }
    }

    // Images stay bytes until their batch is due.
    private static Tensor Pixels(Tensor images) => images.To(DType.Float32) / 255.0;
}
