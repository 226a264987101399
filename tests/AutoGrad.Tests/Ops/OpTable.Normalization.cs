namespace AutoGrad.Tests;

public static partial class OpTable
{
    private static IEnumerable<KeyValuePair<string, OpRow>> Normalization() => new Dictionary<string, OpRow>
    {
        ["layer_norm"] = Normal((x, p) => x.LayerNorm(p[0], p[1]), isCentred: true, 1e-5, [[3, 4], [4], [4]], [[2, 3, 21], [21], [21]], [[2, 70], [70], [70]], [[1], [1], [1]], [[0, 4], [4], [4]])
            with
        { Covers = ["LayerNormOp", "LayerNormBackwardOp"] },
        ["layer_norm/plain"] = Normal((x, _) => x.LayerNorm(), isCentred: true, 1e-5, [[3, 4]], [[2, 1, 40]], [[17]]),
        ["layer_norm/scale_only"] = Normal((x, p) => x.LayerNorm(p[0], epsilon: 0.5), isCentred: true, 0.5, [[2, 5], [5]], [[300, 2], [2]]),
        ["layer_norm/shift_only"] = Normal((x, p) => x.LayerNorm(shift: p[0]), isCentred: true, 1e-5, [[2, 4], [4]]) with
        {
            Reference = x => Nd.Zip(v => v[0] + v[1], Normalized(x[0], 1, true, 1e-5), x[1]),
        },
        ["layer_norm/two_axes"] = Normal((x, p) => x.LayerNorm(p[0], p[1], axes: 2), isCentred: true, 1e-5, [[2, 3, 4], [3, 4], [3, 4]], [[3, 4], [3, 4], [3, 4]]),
        ["rms_norm"] = Normal((x, p) => x.RmsNorm(p[0]), isCentred: false, 1e-6, [[3, 4], [4]], [[2, 3, 19], [19]], [[1], [1]]),
        ["rms_norm/two_axes"] = Normal((x, _) => x.RmsNorm(axes: 2, epsilon: 0.1), isCentred: false, 0.1, [[2, 3, 4]], [[3, 1]]) with
        {
            Reference = x => Normalized(x[0], 2, false, 0.1),
        },
        ["softmax/wide"] = new(x => x[0].Softmax(), x => x[0].Slices(-1, Distribution), [(int[])[2, 70]], [(int[])[3, 33]], [(int[])[0, 2]]) { Covers = ["SoftmaxBackwardOp"], Tolerance = 1e-13 },
        ["log_softmax/wide"] = new(
            x => x[0].LogSoftmax(), x => x[0].Slices(-1, v => [.. Distribution(v).Select(p => Math.Log(p))]), [(int[])[2, 70]], [(int[])[3, 33]])
        {
            Covers = ["LogSoftmaxBackwardOp"],
            Tolerance = 1e-13,
        },
        ["softmax_cross_entropy"] = new(
            x => x[0].SoftmaxCrossEntropy(x[1]),
            x => Nd.Make(x[1].Shape, at =>
            {
                int[] place = [.. at];
                return -Math.Log(Distribution([.. Enumerable.Range(0, x[0].Shape[^1]).Select(k => x[0][[.. place, k]])])[(int)x[1][place]]);
            }),
            [(int[])[3, 4], Operand.Places([3], 2, 0, 3)],
            [(int[])[2, 3, 41], Operand.Places([2, 3], 40, 0, 16)],
            [(int[])[70], Operand.Places([], 69, 3)],
            [(int[])[0, 2], Operand.Places([0], 1)])
        {
            Covers = ["SoftmaxCrossEntropyOp", "SoftmaxCrossEntropyBackwardOp"],
            Tolerance = 1e-13,
        },
    };

    // Arguments are x, and a scale and a shift of the features as far as there are any. Quotients of sums of up to 70 numbers.
    private static OpRow Normal(Func<Tensor, Tensor[], Tensor> call, bool isCentred, double epsilon, params int[][][] cases) => new(
        x => call(x[0], x[1..]),
        x =>
        {
            Nd y = Normalized(x[0], x.Length > 1 ? x[1].Rank : 1, isCentred, epsilon);
            y = x.Length > 1 ? Nd.Zip(v => v[0] * v[1], y, x[1]) : y;
            return x.Length > 2 ? Nd.Zip(v => v[0] + v[1], y, x[2]) : y;
        },
        [.. cases.Select(shapes => (Operand[])[.. shapes.Select(shape => (Operand)shape)])])
    { Tolerance = 1e-13 };

    private static Nd Normalized(Nd x, int axes, bool isCentred, double epsilon)
    {
        int[] last = [.. Enumerable.Range(x.Rank - axes, axes)];
        Nd mean = x.Reduce(last, keepDims: true, v => isCentred ? v.Average() : 0);
        Nd centred = Nd.Zip(v => v[0] - v[1], x, mean);
        Nd square = centred.Reduce(last, keepDims: true, v => v.Average(d => d * d));
        return Nd.Zip(v => v[0] / Math.Sqrt(v[1] + epsilon), centred, square);
    }
}
