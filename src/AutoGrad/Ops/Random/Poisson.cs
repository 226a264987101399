namespace AutoGrad;

public static partial class Draw
{
    /// <summary>Draws counts of what happens at a rate: k with the probability <c>rᵏ e⁻ʳ / k!</c>.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="rates">[...]: r, the expected count, 0 or more; below 10⁹. A floating dtype.</param>
    /// <returns>[...]: Int32; 0 for a rate that is no number above 0.</returns>
    /// <exception cref="ShapeException">The dtype is not floating.</exception>
    /// <remarks>Source: Hörmann, The transformed rejection method for generating Poisson random variables, 1993, algorithm PTRS; a product of even numbers for rates below 10.</remarks>
    public static Tensor Poisson(RandomKey key, Tensor rates)
    {
        ArgumentNullException.ThrowIfNull(rates);
        DrawOp.Require("poisson", key, rates.Shape, rates.DType);
        return PoissonOp.Instance.Apply(key.Words, rates);
    }
}

internal sealed record PoissonOp : CountDrawOp
{
    public static readonly PoissonOp Instance = new();

    public override string Name => "poisson";

    protected override double Sample(ref RandomWords words, double parameter)
    {
        if (!(parameter > 0))
        {
            return 0;
        }

        return parameter < 10 ? Few(ref words, Exp(-parameter)) : Many(ref words, Math.Min(parameter, 1e9));
    }

    private static double Few(ref RandomWords words, double limit)
    {
        int count = 0;
        for (double product = Unit(ref words); product > limit; product *= Unit(ref words))
        {
            count++;
        }

        return count;
    }

    // The letters are the paper's.
    private static double Many(ref RandomWords words, double mean)
    {
        double b = 0.931 + (2.53 * Math.Sqrt(mean));
        double a = -0.059 + (0.02483 * b);
        double inverse = 1.1239 + (1.1328 / (b - 3.4));
        double sure = 0.9277 - (3.6224 / (b - 2));
        double logMean = Log(mean);
        while (true)
        {
            double u = words.NextUnit() - 0.5;
            double v = Unit(ref words);
            double side = 0.5 - Math.Abs(u);
            double k = Math.Floor((((2 * a / side) + b) * u) + mean + 0.43);
            if ((side >= 0.07 && v <= sure)
                || (k >= 0 && (side >= 0.013 || v <= side) && Log(v * inverse / ((a / (side * side)) + b)) <= (k * logMean) - mean - LogFactorial(k)))
            {
                return k;
            }
        }
    }
}
