namespace AutoGrad.Nn.Tests;

public static partial class OpTable
{
    private static IEnumerable<KeyValuePair<string, OpRow>> Alignments() => new Dictionary<string, OpRow>
    {
        // Any order of these labels and lengths fits: repeated labels take a step more.
        ["ctc"] = new(
            x => Losses.Ctc(x[0], x[1], Reduction.Mean, x[2], x[3]), x => new Nd([], [Alignment(x[0], x[1], x[2], x[3], 0).Data.Average()]),
            [new Operand([4, 3, 3], -2, 0), Operand.Places([3, 2], 1, 2, 1, 1, 2, 2), Operand.Places([3], 4, 3, 4), Operand.Places([3], 2, 1, 0)],
            [new Operand([3, 1, 2], -2, 0), Operand.Places([1, 2], 1, 1), Operand.Places([1], 3), Operand.Places([1], 2)])
        { Tolerance = 1e-13 },
        ["ctc/all_lengths"] = new(
            x => Losses.Ctc(x[0], x[1], Reduction.None, blank: 2), x => Alignment(x[0], x[1], null, null, 2),
            [new Operand([5, 2, 3], -2, 0), Operand.Places([2, 2], 0, 1, 0, 0)],
            [new Operand([2, 3, 3], -2, 0), new Operand([3, 0], DType: DType.Int32)],
            [new Operand([1, 1, 3], -2, 0), Operand.Places([1, 1], 1)],
            [new Operand([2, 0, 3], -2, 0), new Operand([0, 1], DType: DType.Int32)])
        { Tolerance = 1e-13 },
        ["ctc/zero_infinity"] = new(
            x => Losses.Ctc(x[0], x[1], Reduction.Sum, x[2], zeroInfinity: true),
            x => new Nd([], [Alignment(x[0], x[1], x[2], null, 0).Data.Where(double.IsFinite).Sum()]),
            [new Operand([3, 3, 3], -2, 0), Operand.Places([3, 2], 1, 2, 1, 1, 2, 1), Operand.Places([3], 3, 2, 0)])
        { Tolerance = 1e-13 },
        ["ctc/one_example"] = new(
            x => Losses.Ctc(x[0], x[1]), x => new Nd([], Alignment(new Nd([x[0].Shape[0], 1, 3], x[0].Data), new Nd([1, 2], x[1].Data), null, null, 0).Data),
            [new Operand([4, 3], -2, 0), Operand.Places([2], 2, 1)])
        { Tolerance = 1e-13 },
        ["ctc_decoding_greedy"] = new(
            x => CtcDecoding.Greedy(x[0], x[1]).Labels, x => Read(x[0], x[1]).Labels, [(int[])[8, 3, 3], Operand.Places([3], 8, 5, 0)], [(int[])[1, 2, 1], Operand.Places([2], 1, 1)])
        { IsDiscrete = true },
        ["ctc_decoding_greedy/count"] = new(x => CtcDecoding.Greedy(x[0], x[1]).Lengths, x => Read(x[0], x[1]).Lengths, [(int[])[8, 3, 3], Operand.Places([3], 8, 5, 0)]) { IsDiscrete = true },
    };

    // Adds up every path there is: k to the power of the steps.
    private static Nd Alignment(Nd logProbabilities, Nd labels, Nd? inputLengths, Nd? labelLengths, int blank)
    {
        (int n, int k) = (logProbabilities.Shape[1], logProbabilities.Shape[2]);
        return Nd.Make([n], at =>
        {
            int steps = inputLengths is null ? logProbabilities.Shape[0] : (int)inputLengths[at[0]];
            int count = labelLengths is null ? labels.Shape[1] : (int)labelLengths[at[0]];
            int[] wanted = [.. Enumerable.Range(0, count).Select(i => (int)labels[at[0], i])];
            double sum = 0;
            var path = new int[steps];
            for (int number = 0; number < Math.Pow(k, steps); number++)
            {
                for ((int t, int rest) = (0, number); t < steps; t++, rest /= k)
                {
                    path[t] = rest % k;
                }

                if (Merged(path, blank).SequenceEqual(wanted))
                {
                    sum += Math.Exp(path.Select((c, t) => logProbabilities[t, at[0], c]).Sum());
                }
            }

            return -Math.Log(sum);
        });
    }

    private static IEnumerable<int> Merged(int[] path, int blank) => path.Where((c, t) => c != blank && (t == 0 || c != path[t - 1]));

    private static (Nd Labels, Nd Lengths) Read(Nd scores, Nd lengths)
    {
        (int steps, int n, int k) = (scores.Shape[0], scores.Shape[1], scores.Shape[2]);
        int[][] labels = [.. Enumerable.Range(0, n).Select(example =>
            (int[])[.. Merged([.. Enumerable.Range(0, (int)lengths[example]).Select(t => Enumerable.Range(0, k).MaxBy(c => scores[t, example, c]))], 0)])];
        return (Nd.Make([n, steps], at => at[1] < labels[at[0]].Length ? labels[at[0]][at[1]] : 0), Nd.Make([n], at => labels[at[0]].Length));
    }
}
