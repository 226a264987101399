using System.Text.Json;

namespace AutoGrad.Nn.Tests;

internal static partial class GoldenCalls
{
    private static Func<Tensor[], Tensor>? Recurrent(string op, JsonElement p) => op switch
    {
        "lstm_cell" => x =>
        {
            LstmState next = LstmCell.Apply(new LstmCell(x[3], x[4], x[5], x[6]), x[0], new LstmState(x[1], x[2]));
            return GoldenCase.Flat([next.H, next.C]);
        }
        ,
        "lstm" => x =>
        {
            (LstmCell[] forward, LstmCell[]? backward, Tensor[] states) = Cells(p, x, (wih, whh, bih, bhh) => new LstmCell(wih, whh, bih, bhh));
            (Tensor y, LstmState last) = Lstm.Apply(new Lstm(forward, backward), x[0], states.Length == 0 ? null : new LstmState(states[0], states[1]));
            return GoldenCase.Flat([y, last.H, last.C]);
        }
        ,
        "gru" => x =>
        {
            (GruCell[] forward, GruCell[]? backward, Tensor[] states) = Cells(p, x, (wih, whh, bih, bhh) => new GruCell(wih, whh, bih, bhh));
            (Tensor y, Tensor last) = Gru.Apply(new Gru(forward, backward), x[0], states.FirstOrDefault());
            return GoldenCase.Flat([y, last]);
        }
        ,
        "rnn" => x =>
        {
            Func<Tensor, Tensor> activation =
                p.TryGetProperty("nonlinearity", out JsonElement name) && name.GetString() == "relu" ? Activations.Relu : Activations.Tanh;
            (RnnCell[] forward, RnnCell[]? backward, Tensor[] states) =
                Cells(p, x, (wih, whh, bih, bhh) => new RnnCell(wih, whh, bih, bhh) { Activation = activation });
            (Tensor y, Tensor last) = Rnn.Apply(new Rnn(forward, backward), x[0], states.FirstOrDefault());
            return GoldenCase.Flat([y, last]);
        }
        ,
        _ => null,
    };

    // x, initial states if any, then for each layer and direction two weights and two biases.
    private static (T[] Forward, T[]? Backward, Tensor[] States) Cells<T>(JsonElement p, Tensor[] x, Func<Tensor, Tensor, Tensor, Tensor, T> make)
    {
        int layers = p.GetProperty("num_layers").GetInt32();
        int directions = p.GetProperty("bidirectional").GetBoolean() ? 2 : 1;
        int first = x.Length - 4 * layers * directions;
        T[] Way(int way) =>
            [.. Enumerable.Range(0, layers).Select(layer => first + 4 * (layer * directions + way)).Select(at => make(x[at], x[at + 1], x[at + 2], x[at + 3]))];
        return (Way(0), directions == 2 ? Way(1) : null, x[1..first]);
    }
}
