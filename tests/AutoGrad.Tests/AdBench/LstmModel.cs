namespace AutoGrad.Tests;

/// <summary>What ADBench's LSTM learns.</summary>
/// <param name="Main">[2 l, 4 b]: weights and biases of each layer in turn, of four gates each.</param>
/// <param name="Extra">[3, b]: weights of the input, weights and biases of the output.</param>
public sealed record LstmParameters(Tensor Main, Tensor Extra);

/// <summary>A network of layers whose products are elementwise, that predicts each step of a sequence from those before.</summary>
/// <param name="Hidden">[l, b]: at the start.</param>
/// <param name="Cells">[l, b]: at the start.</param>
/// <param name="Sequence">[c, b]: of zeros and ones.</param>
public sealed record LstmModel(Tensor Hidden, Tensor Cells, Tensor Sequence)
{
    public static (LstmModel Objective, LstmParameters Parameters) Read(string path)
    {
        var file = new NumberReader(path);
        (int l, int c, int b) = (file.Integer(), file.Integer(), file.Integer());
        var parameters = new LstmParameters(file.Tensor(2 * l, 4 * b), file.Tensor(3, b));
        Tensor state = file.Tensor(l, 2, b);
        return (new LstmModel(state[.., 0], state[.., 1], file.Tensor(c, b)), parameters);
    }

    /// <summary>The mean loss of the predictions.</summary>
    /// <returns>[]</returns>
    public Tensor Loss(LstmParameters p)
    {
        (int layers, int bits) = (Hidden.Shape[0], Hidden.Shape[1]);
        Tensor main = p.Main.Reshape(layers, 2, 4, bits);

        // Gates 1 and 3 read the layer's input and 2 and 4 its state, so that pairs of them stand together.
        Tensor pairs = main.Gather(Tensor.From((int[])[0, 2, 1, 3]), axis: 2).Reshape(layers, 2, 2, 2, bits);
        (Tensor[] inputWeights, Tensor[] inputBiases) = (pairs[.., 0, 0].Unstack(), pairs[.., 1, 0].Unstack());
        (Tensor[] stateWeights, Tensor[] stateBiases) = (pairs[.., 0, 1].Unstack(), pairs[.., 1, 1].Unstack());
        (Tensor[] hidden, Tensor[] cells) = (Hidden.Unstack(), Cells.Unstack());
        Tensor[] inputs = (Sequence[..^1] * p.Extra[0]).Unstack();

        var outputs = new Tensor[inputs.Length];
        for (int t = 0; t < inputs.Length; t++)
        {
            Tensor x = inputs[t];
            for (int layer = 0; layer < layers; layer++)
            {
                Tensor byInput = Tensor.Sigmoid(x * inputWeights[layer] + inputBiases[layer]);
                Tensor byState = hidden[layer] * stateWeights[layer] + stateBiases[layer];
                cells[layer] = cells[layer] * byInput[0] + Tensor.Sigmoid(byState[0]) * Tensor.Tanh(byState[1]);
                hidden[layer] = byInput[1] * Tensor.Tanh(cells[layer]);
                x = hidden[layer];
            }

            outputs[t] = x;
        }

        Tensor y = Tensor.Stack(outputs) * p.Extra[1] + p.Extra[2];
        Tensor surprise = y - Tensor.Log(2 + Tensor.Exp(y).Sum(axis: 1, keepDims: true));
        return -(Sequence[1..] * surprise).Mean();
    }
}
