namespace AutoGrad.Nn.Tests;

public static partial class OpTable
{
    private static IEnumerable<KeyValuePair<string, OpRow>> Convolutions() => new Dictionary<string, OpRow>
    {
        ["conv1d"] = Convolves(
            v => Conv1d.Apply(new Conv1d(v[1], v[2]), v[0], stride: 2, padding: 1, dilation: 2, groups: 2), [new(2, 1, 1, 2)], 2, [2, 4, 6], [2, 2, 2]),
        ["conv1d/steps"] = Convolves(v => Conv1d.Apply(new Conv1d(v[1], v[2]), v[0], new Window1d(1, 2, 0)), [new(1, 2, 0)], 1, [2, 2, 3], [1, 2, 3]),
        ["conv2d"] = Convolves(
            v => Conv2d.Apply(new Conv2d(v[1], v[2]), v[0], stride: 2, padding: 1), [new(2, 1, 1), new(2, 1, 1)], 1, [2, 1, 4, 3], [2, 1, 3, 2]),
        ["conv2d/steps"] = Convolves(
            v => Conv2d.Apply(new Conv2d(v[1], v[2]), v[0], new Window2d(1, 2, 1, 0, 0, 1), groups: 2),
            [new(1, 1, 0), new(2, 0, 1)], 2, [1, 2, 3, 4], [2, 1, 2, 2]),
        ["conv3d"] = Convolves(
            v => Conv3d.Apply(new Conv3d(v[1], v[2]), v[0], padding: 1), [new(1, 1, 1), new(1, 1, 1), new(1, 1, 1)], 1, [1, 2, 2, 2, 1], [2, 2, 2, 2, 2]),
        ["conv3d/steps"] = Convolves(
            v => Conv3d.Apply(new Conv3d(v[1], v[2]), v[0], new Window3d(2, Front: 1, Right: 1)), [new(2, 1, 0), new(), new(1, 0, 1)], 1, [1, 1, 3, 2, 2], [2, 1, 2, 2, 1]),
        ["conv_transpose1d"] = Spreads(
            v => ConvTranspose1d.Apply(new ConvTranspose1d(v[1], v[2]), v[0], stride: 2, padding: 1, outputPadding: 1, groups: 2),
            [new(2, 1, 1)], [1], 2, [2, 2, 3], [2, 1, 3]),
        ["conv_transpose1d/steps"] = Spreads(
            v => ConvTranspose1d.Apply(new ConvTranspose1d(v[1], v[2]), v[0], new Window1d(2, 1, 0)), [new(2, 1, 0)], [0], 1, [1, 2, 3], [2, 2, 3]),
        ["conv_transpose2d"] = Spreads(
            v => ConvTranspose2d.Apply(new ConvTranspose2d(v[1], v[2]), v[0], stride: 2, dilation: 2), [new(2, 0, 0, 2), new(2, 0, 0, 2)], [0, 0], 1, [1, 2, 2, 3], [2, 1, 2, 2]),
        ["conv_transpose2d/steps"] = Spreads(
            v => ConvTranspose2d.Apply(new ConvTranspose2d(v[1], v[2]), v[0], new Window2d(2, 3, 1, 0, 0, 2), (1, 2)),
            [new(2, 1, 0), new(3, 0, 2)], [1, 2], 1, [1, 1, 2, 2], [1, 2, 2, 3]),
        ["conv_transpose3d"] = Spreads(
            v => ConvTranspose3d.Apply(new ConvTranspose3d(v[1], v[2]), v[0], stride: 2), [new(2), new(2), new(2)], [0, 0, 0], 1, [1, 1, 2, 1, 2], [1, 2, 2, 1, 2]),
        ["conv_transpose3d/steps"] = Spreads(
            v => ConvTranspose3d.Apply(new ConvTranspose3d(v[1], v[2]), v[0], new Window3d(2, 1, 1, 1), (1, 0, 0)),
            [new(2, 1, 0), new(), new()], [1, 0, 0], 1, [1, 1, 2, 2, 1], [1, 1, 2, 2, 2]),
    };

    private static OpRow Convolves(Func<Tensor[], Tensor> call, Window1d[] windows, int groups, int[] x, int[] weights) => new(
        call, v => Biased(Correlation.Of(v[0], v[1], windows, groups), v[2]), [x, weights, (int[])[weights[0]]])
    { Tolerance = 1e-13 };

    private static OpRow Spreads(Func<Tensor[], Tensor> call, Window1d[] windows, int[] more, int groups, int[] x, int[] weights) => new(
        call, v => Biased(Correlation.Transposed(v[0], v[1], windows, more, groups), v[2]), [x, weights, (int[])[weights[1] * groups]])
    { Tolerance = 1e-13 };

    private static Nd Biased(Nd y, Nd bias) => Nd.Make(y.Shape, at => y[[.. at]] + bias[at[1]]);
}
