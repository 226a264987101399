namespace AutoGrad.Nn;

/// <summary>What networks are trained against, so that they rely on no single number. Every function draws from a key, and none belongs into inference.</summary>
public static partial class Noise
{
    private static void Require(string op, RandomKey key, Tensor x, bool holds, string rule, double got)
    {
        ArgumentNullException.ThrowIfNull(key);
        Arguments.RequireFloating(op, x);
        if (!holds)
        {
            throw new ArgumentException($"{op}: {rule}; got {got.ToString(System.Globalization.CultureInfo.InvariantCulture)}.");
        }
    }

    private static void RequireRate(string op, RandomKey key, Tensor x, double rate) =>
        Require(op, key, x, rate is >= 0 and <= 1, "rate must be in [0, 1]", rate);

    /// <summary>Puts to 0 what was not kept, whatever it is, and makes the rest as much greater.</summary>
    private static Tensor Kept(RandomKey key, Tensor x, Shape shape, double rate) =>
        rate == 0 ? x : rate == 1 ? Tensor.ZerosLike(x) : Tensor.Where(Draw.Bernoulli(key, shape, 1 - rate), x / (1 - rate), 0.0);
}
