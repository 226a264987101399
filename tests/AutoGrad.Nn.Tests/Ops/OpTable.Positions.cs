namespace AutoGrad.Nn.Tests;

public static partial class OpTable
{
    private static IEnumerable<KeyValuePair<string, OpRow>> Placing() => new Dictionary<string, OpRow>
    {
        ["rotary"] = new(
            x => Positions.Rotary(x[0], offset: 2), x => Turned(x[0], l => l + 2, x[0].Shape[^1], isInterleaved: false),
            [(int[])[3, 4]], [(int[])[2, 2, 2]], [(int[])[1, 0]], [(int[])[0, 2]], [(int[])[0, 2, 2]]),
        ["rotary/interleaved"] = new(
            x => Positions.Rotary(x[0], interleaved: true), x => Turned(x[0], l => l, x[0].Shape[^1], isInterleaved: true),
            [(int[])[3, 4]], [(int[])[2, 2, 2]], [(int[])[2, 0]], [(int[])[0, 2]]),
        ["rotary/some_features"] = new(
            x => Positions.Rotary(x[0], theta: 50, features: 4), x => Turned(x[0], l => l, 4, isInterleaved: false, theta: 50), [(int[])[3, 5]], [(int[])[2, 2, 4]]),
        ["rotary/some_features_interleaved"] = new(
            x => Positions.Rotary(x[0], interleaved: true, features: 2), x => Turned(x[0], l => l, 2, isInterleaved: true), [(int[])[3, 5]]),
        ["rotary/no_features"] = new(x => Positions.Rotary(x[0], features: 0, interleaved: true), x => x[0], [(int[])[2, 3]]),
        ["rotary/positions"] = new(
            x => Positions.Rotary(x[0], x[1]), x => Turned(x[0], l => x[1].Data[l], x[0].Shape[^1], isInterleaved: false), [(int[])[2, 3, 4], (int[])[3]], [(int[])[1, 2], (int[])[1]]),
        ["rotate"] = new(
            x => Positions.Rotate(x[0], x[1], x[2]),
            x => Nd.Make(x[0].Shape, at => at[^1] switch
            {
                < 2 => x[0][at] * x[1][at[^2], at[^1]] - x[0][[.. at[..^1], at[^1] + 2]] * x[2][at[^2], at[^1]],
                < 4 => x[0][at] * x[1][at[^2], at[^1] - 2] + x[0][[.. at[..^1], at[^1] - 2]] * x[2][at[^2], at[^1] - 2],
                _ => x[0][at],
            }),
            [(int[])[3, 5], (int[])[3, 2], (int[])[3, 2]], [(int[])[2, 2, 4], (int[])[2, 2], (int[])[2, 2]]),
        ["sinusoidal"] = Waves(4),
        ["sinusoidal/odd"] = Waves(3),
        ["sinusoidal/one"] = Waves(1),
        ["sinusoidal/none"] = Waves(0),
    };

    private static OpRow Waves(int features) => new(
        x => Positions.Sinusoidal(x[0], features, theta: 100),
        x => Nd.Make([.. x[0].Shape, features], at =>
        {
            double angle = x[0][at[..^1]] / Math.Pow(100, at[^1] / 2 * 2 / (double)features);
            return at[^1] % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle);
        }),
        [(int[])[3]], [(int[])[]], [(int[])[2, 1]], [(int[])[0]]);

    // Complex numbers times e^iφ.
    private static Nd Turned(Nd x, Func<int, double> position, int features, bool isInterleaved, double theta = 10_000) => Nd.Make(x.Shape, at =>
    {
        int feature = at[^1];
        if (feature >= features)
        {
            return x[at];
        }

        int half = features / 2;
        (int pair, bool isImaginary) = isInterleaved ? (feature / 2, feature % 2 == 1) : (feature % half, feature >= half);
        int Place(bool imaginary) => isInterleaved ? 2 * pair + (imaginary ? 1 : 0) : pair + (imaginary ? half : 0);
        var number = new System.Numerics.Complex(x[[.. at[..^1], Place(false)]], x[[.. at[..^1], Place(true)]]);
        System.Numerics.Complex turned = number * System.Numerics.Complex.FromPolarCoordinates(1, position(at[^2]) * Math.Pow(theta, -2.0 * pair / features));
        return isImaginary ? turned.Imaginary : turned.Real;
    });
}
