namespace AutoGrad;

public static partial class Draw
{
    /// <summary>Draws numbers from gamma distributions, with the density <c>xᵃ⁻¹ e⁻ˣ / Γ(a)</c> from 0 on.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="concentration">[...]: a, above 0; the mean and the variance. A floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="concentration"/>; 0 where it underflows, as it does for small a. NaN unless a is above 0.</returns>
    /// <exception cref="ShapeException">The dtype is not floating.</exception>
    /// <remarks>
    /// Derivative: how the draw moves if it keeps its place in the distribution, <c>∂x/∂a = -(∂F/∂a) / (∂F/∂x)</c>, of every
    /// order; so the derivative of an average over draws is that of an expectation. For a rate, divide by it. For
    /// several draws, broadcast the concentration. Sources: Marsaglia and Tsang, A simple method for generating gamma
    /// variables, 2000; Figurnov, Mohamed and Mnih, Implicit Reparameterization Gradients, 2018, equation 5.
    /// </remarks>
    public static Tensor Gamma(RandomKey key, Tensor concentration) => Tensor.Exp(LogGamma("gamma", key, concentration));

    /// <summary>Draws the logarithms of numbers from gamma distributions, which do not underflow for small concentrations.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="concentration">[...]: a, above 0. A floating dtype.</param>
    /// <returns>[...]: the logarithms of what <see cref="Gamma"/> draws from the same key.</returns>
    /// <exception cref="ShapeException">The dtype is not floating.</exception>
    /// <remarks>Derivative: as that of <see cref="Gamma"/>, over the draw.</remarks>
    public static Tensor LogGamma(RandomKey key, Tensor concentration) => LogGamma("log_gamma", key, concentration);

    /// <summary>Draws numbers from beta distributions, with the density <c>xᵃ⁻¹ (1 - x)ᵇ⁻¹ / B(a, b)</c> on (0, 1).</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="a">[...]: above 0; the more, the nearer to 1. A floating dtype.</param>
    /// <param name="b">[...]: above 0; the more, the nearer to 0. The same dtype; its shape broadcasts with that of <paramref name="a"/>.</param>
    /// <returns>[...]: the joint shape; in [0, 1].</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast, or the dtypes differ or are not floating.</exception>
    /// <remarks><c>x / (x + y)</c> of two numbers of gamma distributions, and differentiable as they are.</remarks>
    public static Tensor Beta(RandomKey key, Tensor a, Tensor b)
    {
        const string Name = "beta";
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        ShapeException.ThrowUnlessSameDType(Name, a.Spec, b.Spec);
        Shape shape = Broadcasting.Join(Name, a.Spec, b.Spec);
        key.RequireSingle(Name);
        RandomKey[] keys = key.Split(2);
        return Tensor.Sigmoid(LogGamma(Name, keys[0], a.BroadcastTo(shape)) - LogGamma(Name, keys[1], b.BroadcastTo(shape)));
    }

    /// <summary>Draws distributions over k classes from Dirichlet distributions, with the density <c>∏ₖ xₖ^(aₖ-1)</c> up to a factor.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="concentration">[..., k]: a, above 0; all 1 for distributions that are all alike likely. A floating dtype.</param>
    /// <returns>[..., k]: 0 or more, with a sum of 1 along the last axis.</returns>
    /// <exception cref="ShapeException">The dtype is not floating, or there is no axis of classes.</exception>
    /// <remarks>Numbers of gamma distributions over their sum, and differentiable as they are.</remarks>
    public static Tensor Dirichlet(RandomKey key, Tensor concentration)
    {
        const string Name = "dirichlet";
        ArgumentNullException.ThrowIfNull(concentration);
        ShapeException.ThrowUnless(concentration.Rank > 0, Name, "the concentrations need an axis of classes, [..., k]", concentration.Spec);
        return LogGamma(Name, key, concentration).Softmax();
    }

    private static Tensor LogGamma(string op, RandomKey key, Tensor concentration)
    {
        ArgumentNullException.ThrowIfNull(concentration);
        DrawOp.Require(op, key, concentration.Shape, concentration.DType);
        return LogGammaDrawOp.Instance.Apply(key.Words, concentration);
    }
}

/// <summary>The logarithm of a draw; its derivative keeps the draw's place in the distribution.</summary>
internal sealed record LogGammaDrawOp : ElementDrawOp
{
    public static readonly LogGammaDrawOp Instance = new();

    public override string Name => "log_gamma_draw";

    public override Saved Saved => Saved.Inputs | Saved.Output;

    protected override DType Drawn(DType parameters) => parameters;

    protected override Tensor? Vjp(int input, Tensor yBar, Recorded recorded) => -yBar * new GammaSlopeOp(1).Apply(recorded.Input(1), recorded.Output());

    protected override Tensor? Jvp(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor?> tangents, Tensor output) =>
        tangents[1] is { } direction ? -direction * new GammaSlopeOp(1).Apply(inputs[1], output) : null;

    protected override double Sample(ref RandomWords words, double parameter)
    {
        if (!(parameter > 0) || double.IsInfinity(parameter))
        {
            return parameter > 0 ? double.PositiveInfinity : double.NaN;
        }

        // Below 1: a draw of a + 1 times u^(1/a).
        double shift = parameter < 1 ? Log(Unit(ref words)) / parameter : 0;
        double d = (parameter < 1 ? parameter + 1 : parameter) - (1.0 / 3);
        double c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double x = Normal(ref words);
            double v = 1 + (c * x);
            double cube = v * v * v;
            double u = Unit(ref words);
            if (v > 0 && (u < 1 - (0.0331 * x * x * x * x) || Log(u) < (0.5 * x * x) + (d * (1 - cube + Log(cube)))))
            {
                return Log(d * cube) + shift;
            }
        }
    }
}
