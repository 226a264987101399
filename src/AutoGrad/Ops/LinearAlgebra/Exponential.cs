namespace AutoGrad;

public static partial class LinearAlgebra
{
    /// <summary>Takes the exponential of matrices: <c>y = 1 + x + x²/2 + x³/6 + …</c>. It is not that of each element.</summary>
    /// <param name="x">[..., n, n]: of a floating dtype.</param>
    /// <returns>[..., n, n]</returns>
    /// <exception cref="ShapeException">The matrices are not square, or the dtype is not floating.</exception>
    /// <remarks>
    /// By Padé's approximant of degree 13 with scaling and squaring, each matrix scaled by itself; Float32 is computed in Float64. A matrix
    /// with an element that is not finite has NaN for all. Derivative: that of Fréchet, <c>ẏ</c> being the upper right block of the
    /// exponential of <c>[x ẋ; 0 x]</c>, and <c>x̄</c> the same of <c>xᵀ</c> and <c>ȳ</c>. Sources: Higham, The scaling and squaring method
    /// for the matrix exponential revisited, SIAM J. Matrix Anal. Appl. 26(4), 2005; Van Loan, IEEE Trans. Automat. Contr. 23(3), 1978.
    /// </remarks>
    public static Tensor Exponential(Tensor x) => ExponentialOp.Instance.Apply(RequireSquare("exponential", x));
}

/// <summary>How often a matrix is squared depends on its numbers, and so differs between examples: one operation, not a composition.</summary>
internal sealed record ExponentialOp : SingleOp
{
    public static readonly ExponentialOp Instance = new();

    // The greatest 1-norm for which the approximant is exact to Float64's rounding.
    private const double Reach = 5.371920351148152;

    private static readonly double[] s_numerator =
        [64764752532480000, 32382376266240000, 7771770303897600, 1187353796428800, 129060195264000, 10559470521600, 670442572800, 33522128640, 1323241920, 40840800, 960960, 16380, 182, 1];

    public override string Name => "exponential";

    public override Saved Saved => Saved.Inputs;

    public override Spec Infer(ReadOnlySpan<Spec> inputs) => LinearAlgebra.RequireSquare(Name, inputs[0]);

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        int n = output.Shape[-1];
        for (int matrix = 0; matrix < output.Shape[..^2].Size; matrix++)
        {
            WideMatrix.Write(Exponential(WideMatrix.Read(inputs[0], matrix, n * n), n), 1, output, matrix);
        }
    }

    protected override Tensor? Vjp(int input, Tensor yBar, Recorded recorded) => Derivative(recorded.Input(0).T, yBar);

    protected override Tensor? Jvp(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor?> tangents, Tensor output) => Derivative(inputs[0], tangents[0]!);

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size) => Apply(inputs);

    // Linear in the direction, which is therefore scaled to elements of at most 1: a long one would be squared for its own sake.
    private static Tensor Derivative(Tensor x, Tensor direction)
    {
        int n = x.Shape[^1];
        if (n == 0)
        {
            return direction;
        }

        Tensor unit = Transform.StopGradient(Tensor.Abs(direction).Max([-2, -1], keepDims: true));
        unit = Tensor.Where(Tensor.Equal(unit, 0), 1.0, unit);
        Tensor upper = Tensor.Concatenate([x, direction / unit], axis: -1);
        Tensor lower = Tensor.Concatenate([Tensor.ZerosLike(x), x], axis: -1);
        Tensor both = Instance.Apply(Tensor.Concatenate([upper, lower], axis: -2));
        return both.SliceAxis(-2, 0, n).SliceAxis(-1, n, n) * unit;
    }

    private static double[] Exponential(double[] x, int n)
    {
        double norm = 0;
        for (int j = 0; j < n; j++)
        {
            double sum = 0;
            for (int i = 0; i < n; i++)
            {
                sum += Math.Abs(x[i * n + j]);
            }

            norm = sum > norm || double.IsNaN(sum) ? sum : norm;
        }

        if (!double.IsFinite(norm))
        {
            Array.Fill(x, double.NaN);
            return x;
        }

        int squarings = norm > Reach ? (int)Math.Ceiling(Math.Log2(norm / Reach)) : 0;
        double[] scaled = Array.ConvertAll(x, element => Math.ScaleB(element, -squarings));
        double[] square = Product(scaled, scaled, n);
        double[] fourth = Product(square, square, n);
        double[] sixth = Product(square, fourth, n);

        // p(x) = even(x) + odd(x), q(x) = even(x) - odd(x), and exp(x) is about p(x) / q(x).
        double[] odd = Product(scaled, Polynomial(1), n);
        double[] even = Polynomial(0);
        var denominator = new double[n * n];
        var result = new double[n * n];
        for (int i = 0; i < result.Length; i++)
        {
            (result[i], denominator[i]) = (even[i] + odd[i], even[i] - odd[i]);
        }

        var order = new int[n];
        LuFactors.Run<double>(denominator, order, out _);
        result = [.. order.SelectMany(row => result[(row * n)..((row + 1) * n)])];
        Substitution.Run<double>(denominator, n, lower: true, transpose: false, unit: true, result, n);
        Substitution.Run<double>(denominator, n, lower: false, transpose: false, unit: false, result, n);
        for (int i = 0; i < squarings; i++)
        {
            result = Product(result, result, n);
        }

        return result;

        // b₀ + b₂ x² + b₄ x⁴ + b₆ x⁶ + x⁶ (b₈ x² + b₁₀ x⁴ + b₁₂ x⁶), or with the odd coefficients.
        double[] Polynomial(int first)
        {
            double[] b = s_numerator;
            double[] high = Sum(b[first + 8], b[first + 10], b[first + 12]);
            double[] low = Sum(b[first + 2], b[first + 4], b[first + 6]);
            high = Product(sixth, high, n);
            for (int i = 0; i < low.Length; i++)
            {
                low[i] += high[i];
            }

            for (int i = 0; i < n; i++)
            {
                low[i * n + i] += b[first];
            }

            return low;
        }

        double[] Sum(double second, double ofFourth, double ofSixth)
        {
            var sum = new double[n * n];
            for (int i = 0; i < sum.Length; i++)
            {
                sum[i] = second * square[i] + ofFourth * fourth[i] + ofSixth * sixth[i];
            }

            return sum;
        }
    }

    private static double[] Product(double[] x, double[] y, int n)
    {
        var z = new double[n * n];
        Gemm.Run<double>(n, n, n, x, n, 1, y, n, 1, z, n);
        return z;
    }
}
