namespace AutoGrad;

/// <summary>
/// From a concentration a and y = ln x: <c>Sₙ = ∂ⁿP(a, x)/∂aⁿ / p</c>, P being the distribution function of the gamma
/// distribution and p the density of y. A draw that keeps its P moves with a by <c>∂y/∂a = -S₁</c>.
/// </summary>
/// <remarks>
/// With <c>Bₙ = ∂ⁿp/∂aⁿ / p</c>: <c>∂Sₙ/∂a = Sₙ₊₁ - Sₙ B₁</c> and <c>∂Sₙ/∂y = Bₙ - Sₙ (a - x)</c>, so derivatives of every order close.
/// </remarks>
internal sealed record GammaSlopeOp(int Order) : FloatingBinary
{
    public override string Name => "gamma_slope";

    public override Saved Saved => Saved.Inputs | Saved.Output;

    protected override double Value(double x, double y) => GammaSlopeKernel.Value(Order, x, y);

    protected override Tensor DifferentialLeft(Tensor v, Tensor x, Tensor y, Tensor z) =>
        v * (new GammaSlopeOp(Order + 1).Apply(x, y) - z * (y - Tensor.Digamma(x)));

    protected override Tensor DifferentialRight(Tensor v, Tensor x, Tensor y, Tensor z) => v * (Bell(Order, x, y) - z * (x - Tensor.Exp(y)));

    // The complete Bell polynomials of the derivatives of ln p: Comtet, Advanced Combinatorics, 1974, section 3.3.
    private static Tensor Bell(int n, Tensor a, Tensor y)
    {
        Tensor[] slopes = [.. Enumerable.Range(0, n).Select(i => i == 0 ? y - Tensor.Digamma(a) : -Tensor.Polygamma(i, a))];
        var bell = new Tensor[n + 1];
        bell[0] = Tensor.Scalar(1, y.DType);
        for (int m = 0; m < n; m++)
        {
            double choices = 1;
            Tensor sum = bell[m] * slopes[0];
            for (int i = 1; i <= m; i++)
            {
                choices = choices * (m - i + 1) / i;
                sum += choices * bell[m - i] * slopes[i];
            }

            bell[m + 1] = sum;
        }

        return bell[n];
    }
}
