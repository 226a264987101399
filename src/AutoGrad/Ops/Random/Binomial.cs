namespace AutoGrad;

public static partial class Draw
{
    /// <summary>Draws how many of <paramref name="count"/> trials succeed.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="count">How many trials; 0 or more.</param>
    /// <param name="probabilities">[...]: that of a success; 0 or less is never, 1 or more is always. A floating dtype.</param>
    /// <returns>[...]: Int32, in [0, count].</returns>
    /// <exception cref="ShapeException">The dtype is not floating.</exception>
    /// <remarks>Source: Hörmann, The generation of binomial random variates, 1993, algorithm BTRS; the gaps between successes where fewer than 10 are expected.</remarks>
    public static Tensor Binomial(RandomKey key, int count, Tensor probabilities)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        DrawOp.Require("binomial", key, probabilities.Shape, probabilities.DType);
        return new BinomialOp(count).Apply(key.Words, probabilities);
    }
}

internal sealed record BinomialOp(int Count) : CountDrawOp
{
    public override string Name => "binomial";

    protected override double Sample(ref RandomWords words, double parameter)
    {
        if (!(parameter > 0) || parameter >= 1)
        {
            return parameter >= 1 ? Count : 0;
        }

        double rare = Math.Min(parameter, 1 - parameter);
        double successes = Count * rare < 10 ? Few(ref words, rare) : Many(ref words, rare);
        return parameter > 0.5 ? Count - successes : successes;
    }

    private double Few(ref RandomWords words, double p)
    {
        // -log(1 - p) by its series where 1 - p would round.
        double rate = p < 1e-5 ? p * (1 + (p * (0.5 + (p / 3)))) : -Log(1 - p);
        double trials = 0;
        for (int successes = 0; ; successes++)
        {
            trials += Math.Max(1, Math.Ceiling(-Log(Unit(ref words)) / rate));
            if (trials > Count)
            {
                return successes;
            }
        }
    }

    // The letters are the paper's.
    private double Many(ref RandomWords words, double p)
    {
        double n = Count;
        double deviation = Math.Sqrt(n * p * (1 - p));
        double b = 1.15 + (2.53 * deviation);
        double a = -0.0873 + (0.0248 * b) + (0.01 * p);
        double c = (n * p) + 0.5;
        double alpha = (2.83 + (5.1 / b)) * deviation;
        double sure = 0.92 - (4.2 / b);
        double odds = p / (1 - p);
        double m = Math.Floor((n + 1) * p);
        while (true)
        {
            double u = words.NextUnit() - 0.5;
            double v = Unit(ref words);
            double side = 0.5 - Math.Abs(u);
            double k = Math.Floor((((2 * a / side) + b) * u) + c);
            if (side >= 0.07 && v <= sure)
            {
                return k;
            }

            if (k >= 0 && k <= n)
            {
                double bound = ((m + 0.5) * Log((m + 1) / (odds * (n - m + 1))))
                    + ((n + 1) * Log((n - m + 1) / (n - k + 1)))
                    + ((k + 0.5) * Log(odds * (n - k + 1) / (k + 1)))
                    + Correction(m) + Correction(n - m) - Correction(k) - Correction(n - k);
                if (Log(v * alpha / ((a / (side * side)) + b)) <= bound)
                {
                    return k;
                }
            }
        }
    }
}
