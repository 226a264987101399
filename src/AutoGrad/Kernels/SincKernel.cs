namespace AutoGrad;

/// <summary>Computes derivatives of <c>sin(π x) / (π x)</c>. The function itself is within 2 ulp; derivatives to some units of 10⁻¹⁶ of <c>πⁿ / (n + 1)</c>, their greatest value.</summary>
internal static class SincKernel
{
    /// <summary>Computes the derivative of order n at x.</summary>
    public static double Derivative(int order, double x)
    {
        double u = Math.PI * x;
        if (order == 0)
        {
            return x == 0 ? 1 : double.IsInfinity(x) ? 0 : double.SinPi(x) / u;
        }

        if (double.IsInfinity(x))
        {
            return 0;
        }

        return Math.Pow(Math.PI, order) * (Math.Abs(u) <= order + 1 ? Series(order, u) : Recurrence(order, x, u));
    }

    // sin u / u = Σ (-1)ᵏ u²ᵏ / (2k + 1)!, differentiated term by term; for so small a u no term is much above the sum's scale.
    private static double Series(int order, double u)
    {
        int first = (order + 1) / 2;
        double power = ((2 * first) - order) == 0 ? 1 : u;

        // (-1)ᵏ (2k)! / ((2k - n)! (2k + 1)!), where 2k - n is 0 or 1, so that its factorial is 1.
        double term = power * ((first & 1) == 0 ? 1.0 : -1.0) / ((2.0 * first) + 1);
        double sum = term;
        for (int k = first + 1; Math.Abs(term) > 1e-18 * Math.Abs(sum) && k < first + 200; k++)
        {
            double even = 2.0 * k;
            term *= -(u * u) * (even - 1) / ((even + 1) * (even - order) * (even - order - 1));
            sum += term;
        }

        return sum;
    }

    // u fₙ + n fₙ₋₁ = sin(u + n π/2), stable upwards as long as |u| > n.
    private static double Recurrence(int order, double x, double u)
    {
        (double sine, double cosine) = (double.SinPi(x), double.CosPi(x));
        double f = sine / u;
        for (int n = 1; n <= order; n++)
        {
            double right = (n & 3) switch { 0 => sine, 1 => cosine, 2 => -sine, _ => -cosine };
            f = (right - (n * f)) / u;
        }

        return f;
    }
}
