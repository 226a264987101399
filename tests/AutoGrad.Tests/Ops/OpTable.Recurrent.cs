namespace AutoGrad.Tests;

public static partial class OpTable
{
    private static IEnumerable<KeyValuePair<string, OpRow>> RecurrentWalks() => new Dictionary<string, OpRow>
    {
        ["lstm"] = Walk(x => Recurrent.Lstm(x[0], x[1], x[2], x[3]), false, [[3, 2, 12], [12, 3], [2, 3], [2, 3]], [[2, 1, 2, 4], [4, 1], [1, 2, 1], [1, 2, 1]], [[1, 8], [8, 2], [2], [2]])
            with
        { Covers = ["LstmOp", "LstmBackwardOp"] },
        ["lstm/reverse"] = Walk(x => Recurrent.Lstm(x[0], x[1], x[2], x[3], reverse: true), true, [[3, 2, 8], [8, 2], [2, 2], [2, 2]]),
        ["lstm/empty"] = Walk(x => Recurrent.Lstm(x[0], x[1], x[2], x[3]), false, [[0, 2, 8], [8, 2], [2, 2], [2, 2]], [[2, 0, 8], [8, 2], [0, 2], [0, 2]]),
    };

    // Outputs and memory side by side. Sums of few products, and functions of them.
    private static OpRow Walk(Func<Tensor[], (Tensor Outputs, Tensor Memory)> call, bool reverse, params int[][][] cases) => new(
        x =>
        {
            (Tensor outputs, Tensor memory) = call(x);
            return Tensor.Concatenate([outputs, memory], axis: -1);
        },
        x => Walked(x[0], x[1], x[2], x[3], reverse),
        [.. cases.Select(shapes => (Operand[])[.. shapes.Select(shape => (Operand)shape)])])
    { Tolerance = 1e-13 };

    private static Nd Walked(Nd x, Nd weight, Nd h, Nd c, bool reverse)
    {
        (int steps, int hidden) = (x.Shape[0], weight.Shape[1]);
        int rows = c.Data.Length / hidden;
        var y = new double[steps * rows * 2 * hidden];
        for (int row = 0; row < rows; row++)
        {
            double[] output = h.Data[(row * hidden)..((row + 1) * hidden)];
            double[] memory = c.Data[(row * hidden)..((row + 1) * hidden)];
            for (int step = 0; step < steps; step++)
            {
                int place = (reverse ? steps - 1 - step : step) * rows + row;
                double[] read = output;
                double Argument(int gate, int unit)
                {
                    int line = gate * hidden + unit;
                    return x.Data[place * 4 * hidden + line] + Enumerable.Range(0, hidden).Sum(k => weight[line, k] * read[k]);
                }

                output = new double[hidden];
                for (int unit = 0; unit < hidden; unit++)
                {
                    memory[unit] = Logistic(Argument(1, unit)) * memory[unit] + Logistic(Argument(0, unit)) * Math.Tanh(Argument(2, unit));
                    output[unit] = Logistic(Argument(3, unit)) * Math.Tanh(memory[unit]);
                }

                output.CopyTo(y, place * 2 * hidden);
                memory.CopyTo(y, place * 2 * hidden + hidden);
            }
        }

        return new Nd([.. x.Shape[..^1], 2 * hidden], y);
    }

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));
}
