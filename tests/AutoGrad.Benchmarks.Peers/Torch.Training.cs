using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AutoGrad.Benchmarks.Peers;

internal static partial class Torch
{
    private static IEnumerable<PeerCase> Training()
    {
        yield return Of("mlp_step_adam", () =>
        {
            torch.Tensor x = Copy(Inputs.Normal(1, [Sizes.Batch, Sizes.Mlp[0]]));
            torch.Tensor labels = Copy(Inputs.Labels(2, Sizes.Batch, Sizes.Classes));
            return Steps(Perceptron(Sizes.Mlp), x, labels);
        });
        yield return Of("cnn_step_adam", () =>
        {
            torch.Tensor x = Copy(Inputs.Normal(1, [Sizes.Batch, 1, Sizes.Pixels, Sizes.Pixels]));
            torch.Tensor labels = Copy(Inputs.Labels(2, Sizes.Batch, Sizes.Classes));
            Sequential network = Sequential(
                Conv2d(1, 32, 5L), MaxPool2d(2), ReLU(), Conv2d(32, 64, 5L), MaxPool2d(2), ReLU(),
                Flatten(), Linear(1024, 128), ReLU(), Linear(128, Sizes.Classes));
            return Steps(network, x, labels);
        });
        yield return Of("lstm_fwd_bwd", () =>
        {
            torch.Tensor x = Copy(Inputs.Normal(1, [Sizes.LstmSteps, Sizes.LstmBatch, Sizes.LstmFeatures]));
            LSTM lstm = LSTM(Sizes.LstmFeatures, Sizes.LstmFeatures);
            return Gradient(() => lstm.call(x).Item1.sum(), [.. lstm.parameters()]);
        });
        yield return Of("transformer_block_fwd_bwd", () =>
        {
            // libtorch's sequences stand in columns.
            torch.Tensor x = Copy(Inputs.Normal(1, [Sizes.TransformerBatch, Sizes.TransformerLength, Sizes.TransformerFeatures]))
                .transpose(0, 1).contiguous();
            TransformerEncoderLayer layer = TransformerEncoderLayer(
                Sizes.TransformerFeatures, Sizes.TransformerHeads, 4 * Sizes.TransformerFeatures, dropout: 0);
            return Gradient(() => layer.call(x, null, null).sum(), [.. layer.parameters()]);
        });
        yield return Of("per_example_gradients", () =>
        {
            torch.Tensor x = Copy(Inputs.Normal(1, [Sizes.ExampleBatch, Sizes.ExampleMlp[0]]));
            torch.Tensor labels = Copy(Inputs.Labels(2, Sizes.ExampleBatch, Sizes.Classes));
            Sequential network = Perceptron(Sizes.ExampleMlp);
            torch.Tensor[] parameters = [.. network.parameters()];

            // There is no vmap, so there is a loop, and the gradients are put together as ours are.
            return () =>
            {
                using DisposeScope scope = NewDisposeScope();
                List<torch.Tensor>[] all = [.. parameters.Select(_ => new List<torch.Tensor>())];
                for (int i = 0; i < Sizes.ExampleBatch; i++)
                {
                    torch.Tensor loss = functional.cross_entropy(network.call(x.narrow(0, i, 1)), labels.narrow(0, i, 1));
                    foreach ((int leaf, torch.Tensor gradient) in autograd.grad([loss], parameters).Index())
                    {
                        all[leaf].Add(gradient);
                    }
                }

                foreach (List<torch.Tensor> one in all)
                {
                    stack(one);
                }
            };
        });
    }

    private static Sequential Perceptron(int[] widths)
    {
        List<Module<torch.Tensor, torch.Tensor>> layers = [];
        for (int i = 1; i < widths.Length; i++)
        {
            layers.Add(Linear(widths[i - 1], widths[i]));
            if (i < widths.Length - 1)
            {
                layers.Add(ReLU());
            }
        }

        return Sequential(layers);
    }

    private static Action Steps(Sequential network, torch.Tensor x, torch.Tensor labels)
    {
        Adam adam = optim.Adam(network.parameters(), lr: 1e-3);
        return () =>
        {
            using DisposeScope scope = NewDisposeScope();
            torch.Tensor loss = functional.cross_entropy(network.call(x), labels);
            adam.zero_grad();
            loss.backward();
            adam.step();
        };
    }
}
