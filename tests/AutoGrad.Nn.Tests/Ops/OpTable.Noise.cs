namespace AutoGrad.Nn.Tests;

public static partial class OpTable
{
    private static readonly RandomKey s_noiseKey = RandomKey.FromSeed(21);

    // With what the key draws, which tests of its own hold to its distribution, as one more operand.
    private static IEnumerable<KeyValuePair<string, OpRow>> Noises() => new Dictionary<string, OpRow>
    {
        ["dropout"] = Noisy(x => Noise.Dropout(s_noiseKey, x, 0.4), shape => Draw.Bernoulli(s_noiseKey, shape, 0.6), (x, kept) => x * kept / 0.6),
        ["dropout/all"] = Noisy(x => Noise.Dropout(s_noiseKey, x, 1), shape => Tensor.Zeros(shape), (_, _) => 0),
        ["dropout/none"] = Noisy(x => Noise.Dropout(s_noiseKey, x, 0), shape => Tensor.Zeros(shape), (x, _) => x),
        ["spatial_dropout"] = new(
            x => Noise.SpatialDropout(s_noiseKey, x[0], 0.5),
            x =>
            {
                Nd kept = Nd.Of(Draw.Bernoulli(s_noiseKey, [x[0].Shape[0], x[0].Shape[1]], 0.5));
                return Nd.Make(x[0].Shape, at => 2 * x[0][at] * kept[at[0], at[1]]);
            },
            [(int[])[2, 3, 4]], [(int[])[2, 3]], [(int[])[1, 2, 2, 2]], [(int[])[0, 2, 2]]),
        ["alpha_dropout"] = Noisy(
            x => Noise.AlphaDropout(s_noiseKey, x, 0.3),
            shape => Draw.Bernoulli(s_noiseKey, shape, 0.7),
            (x, kept) => (kept * x - (1 - kept) * Selu + 0.3 * Selu) / Math.Sqrt(0.7 * (1 + 0.3 * Selu * Selu))),
        ["gaussian_noise"] = Noisy(
            x => Noise.Gaussian(s_noiseKey, x, 0.5), shape => Draw.Normal(s_noiseKey, shape, dtype: DType.Float64), (x, noise) => x + 0.5 * noise),
        ["gaussian_dropout"] = Noisy(
            x => Noise.GaussianDropout(s_noiseKey, x, 0.2), shape => Draw.Normal(s_noiseKey, shape, dtype: DType.Float64), (x, noise) => x * (1 + 0.5 * noise)),
    };

    // λ α of Klambauer et al., 2017.
    private static double Selu => 1.0507009873554804934193349852946 * 1.6732632423543772848170429916717;

    private static OpRow Noisy(Func<Tensor, Tensor> call, Func<Shape, Tensor> drawn, Func<double, double, double> reference) => new(
        x => call(x[0]),
        x => Nd.Zip(at => reference(at[0], at[1]), x[0], Nd.Of(drawn(Shape.Create(x[0].Shape)))),
        [(int[])[7]], [(int[])[]], [(int[])[0]], [(int[])[2, 1, 3]]);
}
