using System.Numerics;
using AutoGrad.Optim;
using FsCheck.Xunit;

namespace AutoGrad.PropertyTests;

/// <summary>Optimizers where their path has a closed form: on quadratics <c>½ a (x - c)²</c>, and along constant gradients.</summary>
[Properties(Arbitrary = [typeof(Arbitraries)])]
public sealed class OptimizerLaws
{
    private const int Steps = 7;
    private const double Rate = 0.1;

    /// <summary><c>xₙ - c = (1 - η a)ⁿ (x₀ - c)</c>.</summary>
    [Property]
    public bool Gradient_descent_contracts_a_quadratic(Vector start, Vector slopes) =>
        AgreesOnQuadratics(Optimizer.Sgd(Rate), start, slopes, (a, distance) => Math.Pow(1 - Rate * a, Steps) * distance);

    /// <summary><c>vₙ = β vₙ₋₁ + a zₙ</c> and <c>zₙ₊₁ = zₙ - η vₙ</c>: a power of a matrix, by its eigenvalues.</summary>
    [Property]
    public bool Momentum_is_a_power_of_a_matrix(Vector start, Vector slopes, byte momentum)
    {
        double beta = (1 + momentum % 9) / 10.0;

        return AgreesOnQuadratics(Optimizer.Sgd(Rate, beta), start, slopes, (a, distance) => Powered(1 - Rate * a, -Rate * beta, a, beta) * distance);
    }

    /// <summary>The same, where the step is along <c>a zₙ + β vₙ</c>.</summary>
    [Property]
    public bool Nesterovs_momentum_is_a_power_of_a_matrix(Vector start, Vector slopes, byte momentum)
    {
        double beta = (1 + momentum % 9) / 10.0;

        return AgreesOnQuadratics(
            Optimizer.Sgd(Rate, beta, nesterov: true), start, slopes,
            (a, distance) => Powered(1 - Rate * a * (1 + beta), -Rate * beta * beta, a, beta) * distance);
    }

    /// <summary>Without a bias the means of a constant are the constant, so that every step is <c>η g / (|g| + ε)</c>.</summary>
    [Property]
    public bool Adam_steps_evenly_along_a_constant_gradient(Vector start, Vector slopes) =>
        AgreesOnSlopes(Optimizer.Adam(Rate, epsilon: 1e-3), start, slopes, (_, g) => -Steps * Rate * g / (Math.Abs(g) + 1e-3), 1e-12);

    /// <summary>The decay is apart from the gradient: <c>xₙ = (1 - η λ) xₙ₋₁ - η g / (|g| + ε)</c>, a geometric series.</summary>
    [Property]
    public bool Decay_of_weights_is_apart_from_Adams_step(Vector start, Vector slopes)
    {
        const double Decay = 0.5;
        const double Kept = 1 - Rate * Decay;

        return AgreesOnSlopes(
            Optimizer.AdamW(Rate, Decay, epsilon: 1e-3), start, slopes,
            (x, g) => (Math.Pow(Kept, Steps) - 1) * x - Rate * g / (Math.Abs(g) + 1e-3) * (1 - Math.Pow(Kept, Steps)) / (1 - Kept),
            1e-12);
    }

    /// <summary>The running square of a constant is <c>(1 - ρⁿ) g²</c>.</summary>
    [Property]
    public bool RmsProp_of_a_constant_gradient_is_a_sum(Vector start, Vector slopes) => AgreesOnSlopes(
        Optimizer.RmsProp(Rate, decay: 0.8, epsilon: 1e-4), start, slopes,
        (_, g) => -Enumerable.Range(1, Steps).Sum(n => Rate * g / Math.Sqrt((1 - Math.Pow(0.8, n)) * g * g + 1e-4)), 1e-12);

    /// <summary>The sum of the squares of a constant is <c>n g²</c>.</summary>
    [Property]
    public bool Adagrad_of_a_constant_gradient_is_a_sum(Vector start, Vector slopes) => AgreesOnSlopes(
        Optimizer.Adagrad(Rate, start: 0.3, epsilon: 1e-4), start, slopes,
        (_, g) => -Enumerable.Range(1, Steps).Sum(n => Rate * g / Math.Sqrt(0.3 + n * g * g + 1e-4)), 1e-12);

    [Property]
    public bool Clipping_shortens_what_is_too_long_and_turns_nothing(Vector updates)
    {
        const double Limit = 1.5;
        Tensor u = updates.Tensor;
        double length = Math.Sqrt(updates.Numbers.Sum(v => v * v));
        GradientTransform clip = Optimizer.ClipByGlobalNorm(Limit);

        Tensor clipped = clip.Update(u, clip.Init(u), u).Updates;

        return Laws.IsClose(clipped, length <= Limit ? u : Limit / length * u, 1e-14)
            && clip.Update(clipped, clip.Init(u), u).Updates.ToArray<double>().Zip(clipped.ToArray<double>()).All(pair => Math.Abs(pair.First - pair.Second) < 1e-15);
    }

    [Property]
    public bool Links_that_scale_scale_by_their_product(Vector updates, Vector factors)
    {
        Tensor u = updates.Tensor;
        (double a, double b) = (factors.Numbers[0], factors.Numbers[^1]);
        GradientTransform chain = Optimizer.Chain(Optimizer.Scale(a), Optimizer.Scale(b));

        return Laws.IsClose(chain.Update(u, chain.Init(u), u).Updates, a * b * u, 1e-14);
    }

    // Slopes from 0.05 to 4.05.
    private static bool AgreesOnQuadratics(GradientTransform optimizer, Vector start, Vector slopes, Func<double, double, double> distanceAfter)
    {
        double[] a = [.. start.Numbers.Select((_, i) => slopes.Numbers[i % slopes.Numbers.Length] + 2.05)];
        double[] c = [.. start.Numbers.Select((_, i) => Math.Cos(i))];
        (Tensor curvature, Tensor centre) = (Tensor.From(a), Tensor.From(c));

        Tensor end = Walked(optimizer, start.Tensor, x => (0.5 * curvature * Tensor.Square(x - centre)).Sum());

        return Laws.IsClose(Tensor.From((double[])[.. start.Numbers.Select((x, i) => c[i] + distanceAfter(a[i], x - c[i]))]), end, 1e-11);
    }

    private static bool AgreesOnSlopes(GradientTransform optimizer, Vector start, Vector slopes, Func<double, double, double> moved, double tolerance)
    {
        double[] g = [.. start.Numbers.Select((_, i) => slopes.Numbers[i % slopes.Numbers.Length])];

        Tensor end = Walked(optimizer, start.Tensor, x => (Tensor.From(g) * x).Sum());

        return Laws.IsClose(Tensor.From((double[])[.. start.Numbers.Select((x, i) => x + moved(x, g[i]))]), end, tolerance);
    }

    private static Tensor Walked(GradientTransform optimizer, Tensor x, Func<Tensor, Tensor> f)
    {
        OptimizerState state = optimizer.Init(x);
        for (int step = 0; step < Steps; step++)
        {
            (Tensor updates, state) = optimizer.Update(Transform.Grad(f)(x), state, x);
            x = Optimizer.Apply(x, updates);
        }

        return x;
    }

    // What n steps of (z, v) ↦ M (z, v) make of (1, 0): with eigenvalues r and s, Mⁿ = (rⁿ - sⁿ) / (r - s) M - r s (rⁿ⁻¹ - sⁿ⁻¹) / (r - s).
    private static double Powered(double m11, double m12, double m21, double m22)
    {
        Complex half = (m11 + m22) / 2;
        Complex root = Complex.Sqrt(half * half - (m11 * m22 - m12 * m21));
        (Complex r, Complex s) = (half + root, half - root);

        // Where both are nearly one the quotients cancel: the differences as sums of products instead.
        Complex Quotient(int n) => Enumerable.Range(0, n).Aggregate(Complex.Zero, (sum, k) => sum + Complex.Pow(r, k) * Complex.Pow(s, n - 1 - k));
        return (Quotient(Steps) * m11 - r * s * Quotient(Steps - 1)).Real;
    }
}
