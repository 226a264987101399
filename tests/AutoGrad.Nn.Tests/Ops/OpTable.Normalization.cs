namespace AutoGrad.Nn.Tests;

public static partial class OpTable
{
    private static IEnumerable<KeyValuePair<string, OpRow>> Normalization() => new Dictionary<string, OpRow>
    {
        ["standardize"] = new(x => Normalize.Standardize(x[0], axis: 0), x => Standard(x[0], [0], 1e-5), [(int[])[4, 3]], [(int[])[3]], [(int[])[1, 2]], [(int[])[3, 0]]),
        ["standardize/axes"] = new(
            x => Normalize.Standardize(x[0], [0, 2], 0.1), x => Standard(x[0], [0, 2], 0.1), [(int[])[2, 3, 4]], [(int[])[1, 2, 1]], [(int[])[2, 0, 3]]),
        ["standardize/all"] = new(x => Normalize.Standardize(x[0], [], 0.1), x => Standard(x[0], [], 0.1), [(int[])[2, 3]], [(int[])[]]),
        ["layer_norm"] = new(
            x => Normalize.Layer(x[0], x[1], x[2]), x => Affine(Standard(x[0], [-1], 1e-5), x[1], x[2]),
            [(int[])[3, 4], (int[])[4], (int[])[4]], [(int[])[5], (int[])[5], (int[])[5]], [(int[])[2, 1], (int[])[1], (int[])[1]], [(int[])[0, 3], (int[])[3], (int[])[3]],
            [(int[])[2, 0], (int[])[0], (int[])[0]]),
        ["layer_norm/two_axes"] = new(
            x => Normalize.Layer(x[0], x[1], axes: 2, epsilon: 0.1), x => Affine(Standard(x[0], [-2, -1], 0.1), x[1], null), [(int[])[2, 3, 4], (int[])[3, 4]], [(int[])[3, 2], (int[])[3, 2]]),
        ["layer_norm/shift_only"] = new(x => Normalize.Layer(x[0], shift: x[1]), x => Affine(Standard(x[0], [-1], 1e-5), null, x[1]), [(int[])[2, 4], (int[])[4]]),
        ["layer_norm/equal_numbers"] = new(
            x => Normalize.Layer(x[0] * new Operand([2, 1], Fixed: [0, 1]).Make(0).To(x[0].DType), epsilon: 0.1), x => Standard(Nd.Zip(v => v[0] * v[1], x[0], new Nd([2, 1], [0, 1])), [-1], 0.1),
            [(int[])[2, 4]]),
        ["rms_norm"] = new(
            x => Normalize.Rms(x[0], x[1]), x => Affine(RootMean(x[0], [-1], 1e-6), x[1], null),
            [(int[])[3, 4], (int[])[4]], [(int[])[5], (int[])[5]], [new Operand([2, 1], 0.5, 2), (int[])[1]], [(int[])[0, 3], (int[])[3]], [(int[])[2, 0], (int[])[0]]),
        ["rms_norm/two_axes"] = new(x => Normalize.Rms(x[0], axes: 2, epsilon: 0.1), x => RootMean(x[0], [-2, -1], 0.1), [(int[])[2, 3, 4]]),
        ["group_norm"] = new(
            x => Normalize.Group(x[0], 2, x[1], x[2], 0.01), x => Affine(Grouped(x[0], 2, 0.01), Beside(x[1], x[0]), Beside(x[2], x[0])),
            [(int[])[2, 4, 3], (int[])[4], (int[])[4]], [(int[])[2, 4], (int[])[4], (int[])[4]], [(int[])[1, 2, 1, 2], (int[])[2], (int[])[2]], [(int[])[0, 2, 2], (int[])[2], (int[])[2]],
            [(int[])[2, 2, 0], (int[])[2], (int[])[2]]),
        ["group_norm/plain"] = new(x => Normalize.Group(x[0], 1), x => Grouped(x[0], 1, 1e-5), [(int[])[2, 3, 2]]),
        ["instance_norm"] = new(
            x => Normalize.Instance(x[0], x[1], x[2], 0.01), x => Affine(x[0].Rank == 2 ? x[0].Map(_ => 0) : Standard(x[0], [.. Enumerable.Range(2, x[0].Rank - 2)], 0.01), Beside(x[1], x[0]), Beside(x[2], x[0])),
            [(int[])[2, 3, 4], (int[])[3], (int[])[3]], [(int[])[1, 2, 2, 3], (int[])[2], (int[])[2]], [(int[])[2, 2, 1], (int[])[2], (int[])[2]], [(int[])[2, 2], (int[])[2], (int[])[2]],
            [(int[])[2, 0, 3], (int[])[0], (int[])[0]]),
        ["batch_norm"] = new(
            x => Batch(x[0], x[1], x[2]).Y, x => Affine(Standard(x[0], Places(x[0]), 1e-5), Beside(x[1], x[0]), Beside(x[2], x[0])),
            [(int[])[4, 3], (int[])[3], (int[])[3]], [(int[])[2, 2, 3], (int[])[2], (int[])[2]], [(int[])[1, 2, 2, 2], (int[])[2], (int[])[2]], [(int[])[3, 0], (int[])[0], (int[])[0]]),
        ["batch_norm/plain"] = new(x => Batch(x[0]).Y, x => Standard(x[0], [0], 1e-5), [(int[])[5, 2]]),
        ["batch_norm/mean"] = Statistic(x => Batch(x[0]).Statistics.Mean, v => 0.1 * v.Average()),
        ["batch_norm/variance"] = Statistic(x => Batch(x[0]).Statistics.Variance, v => 0.9 + 0.1 * Spread(v) * v.Length / (v.Length - 1)),
        ["batch_norm/variance_biased"] = Statistic(x => Batch(x[0], correction: 0).Statistics.Variance, v => 0.9 + 0.1 * Spread(v)),
        ["batch_inference"] = new(
            x => Normalize.BatchInference(x[0], new BatchStatistics(x[1], x[2]), x[3], x[4]),
            x => Nd.Zip(v => (v[0] - v[1]) / Math.Sqrt(v[2] + 1e-5) * v[3] + v[4], [x[0], .. x[1..].Select(v => Beside(v, x[0]))]),
            [(int[])[4, 3], (int[])[3], new Operand([3], 0.5, 2), (int[])[3], (int[])[3]], [(int[])[2, 2, 3], (int[])[2], new Operand([2], 0.5, 2), (int[])[2], (int[])[2]],
            [(int[])[0, 1, 2], (int[])[1], new Operand([1], 0.5, 2), (int[])[1], (int[])[1]]),
        ["local_response_norm"] = new(
            x => Normalize.LocalResponse(x[0], 3, 0.5, 0.75, 2), x => LocalResponse(x[0], 1, 1, 0.5, 0.75, 2),
            [(int[])[2, 5, 3]], [(int[])[2, 2]], [(int[])[1, 1, 2, 2]], [(int[])[0, 3, 2]], [(int[])[2, 0, 2]]),
        ["local_response_norm/even"] = new(x => Normalize.LocalResponse(x[0], 4, 0.5), x => LocalResponse(x[0], 2, 1, 0.5, 0.75, 1), [(int[])[2, 6]]),
        ["local_response_norm/single"] = new(x => Normalize.LocalResponse(x[0], 1, 0.5, 2), x => LocalResponse(x[0], 0, 0, 0.5, 2, 1), [(int[])[2, 3]]),
        ["unit_norm"] = new(x => Normalize.Unit(x[0], axis: 0), x => Length(x[0], [0], 2), [(int[])[3, 4]], [(int[])[3]], [(int[])[0, 2]], [(int[])[1, 2]]),
        ["unit_norm/one"] = new(x => Normalize.Unit(x[0], p: 1), x => Length(x[0], [-1], 1), [(int[])[3, 4]]),
        ["unit_norm/axes"] = new(x => Normalize.Unit(x[0], [0, 2], 3), x => Length(x[0], [0, 2], 3), [(int[])[2, 3, 2]]),
        ["unit_norm/short"] = new(x => Normalize.Unit(x[0], epsilon: 10), x => x[0].Map(v => v / 10), [(int[])[2, 3]]),
        ["weight_norm"] = new(
            x => Normalize.Weight(x[0], x[1]), x => Nd.Zip(v => v[0] * v[1], Length(x[0], [.. Enumerable.Range(1, x[0].Rank - 1)], 2), Along(x[1], 0, x[0].Rank)),
            [(int[])[3, 4], (int[])[3]], [(int[])[2, 2, 2, 1], (int[])[2]], [(int[])[0, 2], (int[])[0]]),
        ["weight_norm/columns"] = new(x => Normalize.Weight(x[0], x[1], axis: -1), x => Nd.Zip(v => v[0] * v[1], Length(x[0], [0], 2), x[1]), [(int[])[3, 4], (int[])[4]]),
        ["weight_norm/vector"] = new(x => Normalize.Weight(x[0], x[1]), x => Nd.Zip(v => Math.Sign(v[0]) * v[1], x), [new Operand([3], 0.5, 2), (int[])[3]]),
        ["spectral_norm"] = new(
            x => Normalize.Spectral(x[0], Direction(x[0].Shape[0], x[0].DType), iterations: 0).Weights, x => Scaled(x[0], Stretch(x[0], Nd.Of(Direction(x[0].Shape[0])))),
            [(int[])[3, 4]], [(int[])[2, 2, 2]], [(int[])[1, 3]]),
        ["spectral_norm/sigma"] = new(
            x => Normalize.Spectral(x[0], Direction(x[0].Shape[0], x[0].DType), iterations: 0).Sigma, x => new Nd([], [Stretch(x[0], Nd.Of(Direction(x[0].Shape[0])))]), [(int[])[3, 4]]),
        ["spectral_norm/columns"] = new(
            x => Normalize.Spectral(x[0], Direction(4, x[0].DType), axis: 1, iterations: 0).Weights,
            x => Scaled(x[0], Stretch(Nd.Make([4, 3], at => x[0][at[1], at[0]]), Nd.Of(Direction(4)))), [(int[])[3, 4]]),
        ["spectral_norm/vector"] = new(
            x => Normalize.Spectral(x[0], Direction(x[0].Shape[0], x[0].DType), iterations: 2).Vector, x => Iterated(x[0], Iterated(x[0], Nd.Of(Direction(x[0].Shape[0])))), [(int[])[3, 4]])
        { IsDiscrete = true },
    };

    private static NormalizedBatch Batch(Tensor x, Tensor? scale = null, Tensor? shift = null, double correction = 1) =>
        Normalize.Batch(x, BatchStatistics.Init(x.Shape[1], x.DType), scale, shift, correction: correction);

    private static OpRow Statistic(Func<Tensor[], Tensor> call, Func<double[], double> fold) => new(
        call, x => x[0].Reduce(Places(x[0]), false, fold), [(int[])[4, 3]], [(int[])[2, 2, 3]], [(int[])[2, 1]])
    { IsDiscrete = true };

    private static Tensor Direction(int outputs, DType dtype = DType.Float64) =>
        Tensor.From([outputs], (double[])[.. Enumerable.Range(0, outputs).Select(i => Math.Cos(2 + i))]).To(dtype);

    private static int[] Places(Nd x) => [.. Enumerable.Range(0, x.Rank).Where(axis => axis != 1)];

    private static double Spread(double[] v) => v.Sum(x => (x - v.Average()) * (x - v.Average())) / v.Length;

    private static Nd Standard(Nd x, int[] axes, double epsilon) => Nd.Zip(
        v => (v[0] - v[1]) / Math.Sqrt(v[2] + epsilon), x, x.Reduce(axes, true, v => v.Length == 0 ? 0 : v.Average()), x.Reduce(axes, true, v => v.Length == 0 ? 0 : Spread(v)));

    private static Nd RootMean(Nd x, int[] axes, double epsilon) =>
        Nd.Zip(v => v[0] / Math.Sqrt(v[1] + epsilon), x, x.Reduce(axes, true, v => v.Length == 0 ? 0 : v.Average(u => u * u)));

    private static Nd Length(Nd x, int[] axes, double p) =>
        Nd.Zip(v => v[0] / v[1], x, x.Reduce(axes, true, v => Math.Pow(v.Sum(u => Math.Pow(Math.Abs(u), p)), 1 / p)));

    private static Nd Affine(Nd x, Nd? scale, Nd? shift)
    {
        Nd y = scale is null ? x : Nd.Zip(v => v[0] * v[1], x, scale);
        return shift is null ? y : Nd.Zip(v => v[0] + v[1], y, shift);
    }

    private static Nd Beside(Nd perChannel, Nd x) => Along(perChannel, 1, x.Rank);

    private static Nd Along(Nd x, int axis, int rank) => new([.. Enumerable.Range(0, rank).Select(at => at == axis ? x.Data.Length : 1)], x.Data);

    private static Nd Grouped(Nd x, int groups, double epsilon)
    {
        Nd split = new([x.Shape[0], groups, x.Shape[1] / groups, .. x.Shape[2..]], x.Data);
        return new(x.Shape, Standard(split, [.. Enumerable.Range(2, split.Rank - 2)], epsilon).Data);
    }

    private static Nd LocalResponse(Nd x, int before, int after, double alpha, double beta, double k) => Nd.Make(x.Shape, at =>
    {
        double sum = 0;
        for (int channel = Math.Max(0, at[1] - before); channel <= Math.Min(x.Shape[1] - 1, at[1] + after); channel++)
        {
            double there = x[[at[0], channel, .. at[2..]]];
            sum += there * there;
        }

        return x[at] / Math.Pow(k + alpha * sum / (before + after + 1), beta);
    });

    private static Nd Scaled(Nd x, double by) => x.Map(v => v / by);

    // ‖Wᵀ u‖ / ‖u‖.
    private static double Stretch(Nd w, Nd u)
    {
        double[] columns = Columns(w, u);
        return Math.Sqrt(columns.Sum(v => v * v) / u.Data.Sum(v => v * v));
    }

    // W Wᵀ u, to length 1.
    private static Nd Iterated(Nd w, Nd u)
    {
        double[] columns = Columns(w, u);
        double[] rows = [.. Enumerable.Range(0, w.Shape[0]).Select(i => columns.Select((v, j) => v * w.Data[i * columns.Length + j]).Sum())];
        double length = Math.Sqrt(rows.Sum(v => v * v));
        return new(u.Shape, [.. rows.Select(v => v / length)]);
    }

    private static double[] Columns(Nd w, Nd u)
    {
        int width = w.Data.Length / w.Shape[0];
        return [.. Enumerable.Range(0, width).Select(j => u.Data.Select((v, i) => v * w.Data[i * width + j]).Sum())];
    }
}
