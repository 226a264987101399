namespace AutoGrad.Nn.Tests;

public static partial class OpTable
{
    private const int Inputs = 3;
    private const int Hidden = 2;

    private static IEnumerable<KeyValuePair<string, OpRow>> Recurrences() => new Dictionary<string, OpRow>
    {
        ["rnn_cell"] = new(
            x => RnnCell.Apply(new RnnCell(x[0], x[1], x[2], x[3]), x[4], x[5]), x => Once(x[4], x[5], RnnStep(x)), [.. Weights(1), (int[])[2, Inputs], (int[])[2, Hidden]]),
        ["rnn_cell/one_example"] = new(
            x => RnnCell.Apply(new RnnCell(x[0], x[1], x[2]), x[3], x[4]), x => Once(x[3], x[4], RnnStep([.. x[..3], Nd.Make([Hidden], _ => 0)])),
            [.. Weights(1)[..3], (int[])[Inputs], (int[])[Hidden]]),
        ["lstm_cell"] = new(
            x => Joined(LstmCell.Apply(new LstmCell(x[0], x[1], x[2], x[3]), x[4], new LstmState(x[5], x[6]))),
            x => Once(x[4], Joined(x[5], x[6]), LstmStep(x)), [.. Weights(4), (int[])[2, Inputs], (int[])[2, Hidden], (int[])[2, Hidden]]),
        ["lstm_cell/peepholes"] = new(
            x => Joined(LstmCell.Apply(new LstmCell(x[0], x[1], x[2], x[3], x[7]), x[4], new LstmState(x[5], x[6]))),
            x => Once(x[4], Joined(x[5], x[6]), LstmStep(x, x[7].Data)), [.. Weights(4), (int[])[2, Inputs], (int[])[2, Hidden], (int[])[2, Hidden], (int[])[3 * Hidden]]),
        ["lstm_cell/coupled"] = new(
            x => Joined(LstmCell.Apply(new LstmCell(x[0], x[1], x[2], x[3]) { IsCoupled = true }, x[4], new LstmState(x[5], x[6]))),
            x => Once(x[4], Joined(x[5], x[6]), LstmStep(x, coupled: true)), [.. Weights(4), (int[])[2, Inputs], (int[])[2, Hidden], (int[])[2, Hidden]]),
        ["gru_cell"] = new(
            x => GruCell.Apply(new GruCell(x[0], x[1], x[2], x[3]), x[4], x[5]), x => Once(x[4], x[5], GruStep(x, after: true)),
            [.. Weights(3), (int[])[2, Inputs], (int[])[2, Hidden]]),
        ["gru_cell/reset_before"] = new(
            x => GruCell.Apply(new GruCell(x[0], x[1], x[2], x[3]) { ResetsAfter = false }, x[4], x[5]), x => Once(x[4], x[5], GruStep(x, after: false)),
            [.. Weights(3), (int[])[2, Inputs], (int[])[2, Hidden]]),
        ["rnn_cell/run"] = new(
            x => Both(RnnCell.Run(new RnnCell(x[0], x[1], x[2], x[3]), x[4])), x => Walked(x[4], Nd.Make([x[4].Shape[1], Hidden], _ => 0), null, false, RnnStep(x)),
            [.. Weights(1), (int[])[4, 2, Inputs]], [.. Weights(1), (int[])[1, 1, Inputs]], [.. Weights(1), (int[])[0, 2, Inputs]], [.. Weights(1), (int[])[2, 0, Inputs]]),
        ["rnn_cell/run_reverse"] = new(
            x => Both(RnnCell.Run(new RnnCell(x[0], x[1], x[2], x[3]), x[4], x[5], x[6], reverse: true)), x => Walked(x[4], x[5], x[6], true, RnnStep(x)), Sequences(1)),
        ["lstm_cell/run"] = new(
            x => Both(LstmCell.Run(new LstmCell(x[0], x[1], x[2], x[3]), x[4], new LstmState(x[5], x[7]), x[6])),
            x => Walked(x[4], Joined(x[5], x[7]), x[6], false, LstmStep(x)), [.. Sequences(4), (int[])[3, Hidden]]),
        ["lstm_cell/run_reverse"] = new(
            x => Both(LstmCell.Run(new LstmCell(x[0], x[1], x[2], x[3]), x[4], new LstmState(x[5], x[7]), x[6], reverse: true)),
            x => Walked(x[4], Joined(x[5], x[7]), x[6], true, LstmStep(x)), [.. Sequences(4), (int[])[3, Hidden]]),
        ["gru_cell/run"] = new(
            x => Both(GruCell.Run(new GruCell(x[0], x[1], x[2], x[3]), x[4], x[5], x[6])), x => Walked(x[4], x[5], x[6], false, GruStep(x, after: true)), Sequences(3)),
        ["gru_cell/run_reverse_before"] = new(
            x => Both(GruCell.Run(new GruCell(x[0], x[1], x[2], x[3]) { ResetsAfter = false }, x[4], x[5], x[6], reverse: true)),
            x => Walked(x[4], x[5], x[6], true, GruStep(x, after: false)), Sequences(3)),

        // Two layers, both ways, lengths: the references of the cells, put together by hand.
        ["rnn"] = new(
            x => Rnn.Apply(new Rnn(Deep(x, 0, w => new RnnCell(w[0], w[1], w[2], w[3])), Deep(x, 1, w => new RnnCell(w[0], w[1], w[2], w[3]))), x[16], x[17], x[18]).Outputs,
            x => Stacked(x, 1, w => RnnStep(w)), DeepCase(1, 1)),
        ["gru"] = new(
            x => Gru.Apply(new Gru(Deep(x, 0, w => new GruCell(w[0], w[1], w[2], w[3])), Deep(x, 1, w => new GruCell(w[0], w[1], w[2], w[3]))), x[16], x[17], x[18]).Outputs,
            x => Stacked(x, 1, w => GruStep(w, after: true)), DeepCase(3, 1)),
        ["lstm"] = new(
            x => Lstm.Apply(
                new Lstm(Deep(x, 0, w => new LstmCell(w[0], w[1], w[2], w[3])), Deep(x, 1, w => new LstmCell(w[0], w[1], w[2], w[3]))),
                x[16], new LstmState(x[17][.., .., ..Hidden], x[17][.., .., Hidden..]), x[18]).Outputs,
            x => Stacked(x, 2, w => LstmStep(w)), DeepCase(4, 2)),
    };

    private static Operand[] Weights(int gates, int inputs = Inputs) => [(int[])[gates * Hidden, inputs], (int[])[gates * Hidden, Hidden], (int[])[gates * Hidden], (int[])[gates * Hidden]];

    // Weights, x, initial state and lengths: of all steps, of some and of none.
    private static Operand[] Sequences(int gates) => [.. Weights(gates), (int[])[3, 3, Inputs], (int[])[3, Hidden], Operand.Places([3], 3, 1, 0)];

    // Layer by layer, forwards and backwards; then x, initial states and lengths.
    private static Operand[] DeepCase(int gates, int parts) =>
        [.. Weights(gates), .. Weights(gates), .. Weights(gates, 2 * Hidden), .. Weights(gates, 2 * Hidden), (int[])[3, 2, Inputs], (int[])[4, 2, parts * Hidden], Operand.Places([2], 3, 2)];

    private static T[] Deep<T>(Tensor[] x, int way, Func<Tensor[], T> cell) => [cell(x[(4 * way)..(4 * way + 4)]), cell(x[(8 + 4 * way)..(12 + 4 * way)])];

    private static Nd Stacked(Nd[] x, int parts, Func<Nd[], Func<double[], double[], double[]>> step)
    {
        Nd y = x[16];
        int n = y.Shape[1];
        for (int layer = 0; layer < 2; layer++)
        {
            Nd[] ways = [.. Enumerable.Range(0, 2).Select(way =>
            {
                int at = 2 * layer + way;
                Nd state = Nd.Make([n, parts * Hidden], place => x[17][at, place[0], place[1]]);
                Nd both = Walked(y, state, x[18], way == 1, step(x[(4 * at)..(4 * at + 4)]));
                return Nd.Make([y.Shape[0], n, Hidden], place => both[place]);
            })];
            y = Nd.Make([y.Shape[0], n, 2 * Hidden], at => ways[at[2] / Hidden][at[0], at[1], at[2] % Hidden]);
        }

        return y;
    }

    private static Tensor Joined(LstmState state) => Tensor.Concatenate([state.H, state.C], axis: -1);

    private static Nd Joined(Nd h, Nd c) => Nd.Make([.. h.Shape[..^1], 2 * h.Shape[^1]], at => at[^1] < h.Shape[^1] ? h[at] : c[[.. at[..^1], at[^1] - h.Shape[^1]]]);

    // Outputs, and below them the last state.
    private static Tensor Both((Tensor Outputs, Tensor State) run) => Tensor.Concatenate([run.Outputs, run.State.ExpandDims(0)]);

    private static Tensor Both((Tensor Outputs, LstmState State) run) => Tensor.Concatenate([run.Outputs, Tensor.Stack([run.State.H, run.State.C])]);

    private static Nd Once(Nd x, Nd state, Func<double[], double[], double[]> step) => x.Rank == 1
        ? new Nd(state.Shape, step(x.Data, state.Data))
        : Walked(new Nd([1, .. x.Shape], x.Data), state, null, false, step, onlyState: true);

    // Example by example; the state's first numbers are the output.
    private static Nd Walked(Nd x, Nd initial, Nd? lengths, bool reverse, Func<double[], double[], double[]> step, bool onlyState = false)
    {
        (int steps, int n, int inputs, int width) = (x.Shape[0], x.Shape[1], x.Shape[2], initial.Shape[1]);
        var y = new double[steps, n, Hidden];
        var last = new double[n][];
        for (int example = 0; example < n; example++)
        {
            double[] state = initial.Data[(example * width)..((example + 1) * width)];
            int length = lengths is null ? steps : (int)lengths[example];
            foreach (int t in reverse ? Enumerable.Range(0, length).Reverse() : Enumerable.Range(0, length))
            {
                int start = (t * n + example) * inputs;
                state = step(x.Data[start..(start + inputs)], state);
                for (int i = 0; i < Hidden; i++)
                {
                    y[t, example, i] = state[i];
                }
            }

            last[example] = state;
        }

        return onlyState
            ? Nd.Make(initial.Shape, at => last[at[0]][at[1]])
            : Nd.Make([steps + width / Hidden, n, Hidden], at => at[0] < steps ? y[at[0], at[1], at[2]] : last[at[1]][(at[0] - steps) * Hidden + at[2]]);
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    // Row r of W v + b.
    private static double Affine(Nd weight, Nd bias, int r, double[] v) => bias[r] + v.Select((value, i) => weight[r, i] * value).Sum();

    private static Func<double[], double[], double[]> RnnStep(Nd[] w) =>
        (x, h) => [.. Enumerable.Range(0, Hidden).Select(i => Math.Tanh(Affine(w[0], w[2], i, x) + Affine(w[1], w[3], i, h)))];

    private static Func<double[], double[], double[]> LstmStep(Nd[] w, double[]? peepholes = null, bool coupled = false) => (x, state) =>
    {
        var next = new double[2 * Hidden];
        for (int i = 0; i < Hidden; i++)
        {
            double c = state[Hidden + i];
            double Argument(int gate) => Affine(w[0], w[2], gate * Hidden + i, x) + Affine(w[1], w[3], gate * Hidden + i, state[..Hidden]);
            double Seen(int gate, double memory) => peepholes is null ? 0 : peepholes[gate * Hidden + i] * memory;
            double open = Sigmoid(Argument(0) + Seen(0, c));
            double kept = coupled ? 1 - open : Sigmoid(Argument(1) + Seen(1, c));
            double memory = kept * c + open * Math.Tanh(Argument(2));
            (next[i], next[Hidden + i]) = (Sigmoid(Argument(3) + Seen(2, memory)) * Math.Tanh(memory), memory);
        }

        return next;
    };

    private static Func<double[], double[], double[]> GruStep(Nd[] w, bool after) => (x, h) =>
    {
        double Gate(int row) => Sigmoid(Affine(w[0], w[2], row, x) + Affine(w[1], w[3], row, h));
        double[] reset = [.. Enumerable.Range(0, Hidden).Select(i => Gate(i))];
        double[] product = [.. h.Select((value, i) => reset[i] * value)];
        return [.. Enumerable.Range(0, Hidden).Select(i =>
        {
            int row = 2 * Hidden + i;
            double n = Math.Tanh(Affine(w[0], w[2], row, x) + (after ? reset[i] * Affine(w[1], w[3], row, h) : Affine(w[1], w[3], row, product)));
            double z = Gate(Hidden + i);
            return (1 - z) * n + z * h[i];
        })];
    };
}
