namespace AutoGrad;

public static partial class LinearAlgebra
{
    /// <summary>Solves <c>a(y) = b</c> where a is a linear function, and no matrix is ever made: by the generalised minimal residual.</summary>
    /// <param name="a">From [...] to [...], the shape of <paramref name="b"/>. What it captures may be differentiated. It must not read numbers out (ToScalar, ToArray, masks as indices).</param>
    /// <param name="b">[...]: the right side, of a floating dtype and any shape.</param>
    /// <param name="tolerance">How long what is left of b may be, beside b; 1e-12, and 1e-5 for Float32, unless said.</param>
    /// <param name="restart">How many directions are kept before it starts anew from where it is.</param>
    /// <param name="maxIterations">How often a may be applied; ten times as often as there are unknowns unless said.</param>
    /// <returns>[...]: the shape of <paramref name="b"/>.</returns>
    /// <exception cref="ArithmeticException">It does not get there in time.</exception>
    /// <exception cref="ShapeException">The function gives another shape or dtype, or the dtype is not floating.</exception>
    /// <remarks>
    /// Derivatives are implicit and found the same way: <c>b̄ = a⁻ᵀ(ȳ)</c>, and what a captured gets the cotangent of <c>-a(y)</c> along it. Under Vmap
    /// each example stops by itself. Source: Saad and Schultz, GMRES, SIAM J. Sci. Stat. Comput. 7(3), 1986.
    /// </remarks>
    public static Tensor Gmres(Func<Tensor, Tensor> a, Tensor b, double? tolerance = null, int restart = 30, int? maxIterations = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(restart);
        return KrylovProblem.Solve(
            "gmres", a, b, apply => new GmresProblem(apply, tolerance ?? KrylovProblem.DefaultTolerance(b), Math.Min(restart, b.Size), maxIterations ?? 10 * b.Size));
    }
}

/// <summary>By the least residual in the space of repeated images.</summary>
internal sealed record GmresProblem(Func<Tensor[], Tensor, Tensor> Apply, double Tolerance, int Restart, int Limit) : KrylovProblem(Apply, Tolerance, Limit)
{
    public override string Name => "gmres";

    protected override KrylovProblem Transposed() =>
        this with { Apply = (p, v) => Transform.Vjp<Tensor, Tensor>(u => Apply(p, u), Tensor.ZerosLike(v)).Pullback(v) };

    protected override Tensor Find(Func<Tensor, Tensor> apply, Tensor b, int depth)
    {
        Tensor y = Tensor.ZerosLike(b);
        Tensor whole = Dot(b, b, depth);
        for (int used = 0; ; used += Restart + 1)
        {
            Tensor rest = used == 0 ? b : b - apply(y);
            Tensor left = Dot(rest, rest, depth);
            Tensor done = left <= Tolerance * Tolerance * whole;
            if (done.All().ToArray<bool>()[0])
            {
                return y;
            }

            if (used >= Limit)
            {
                throw TooSlow(left, whole);
            }

            Tensor better = y + Correction(apply, rest, Tensor.Sqrt(left), depth);
            y = Tensor.Where(done, y, better);
        }
    }

    // Arnoldi's basis of the images of what is left, and in it the least residual.
    private Tensor Correction(Func<Tensor, Tensor> apply, Tensor rest, Tensor length, int depth)
    {
        Shape examples = rest.Shape[..depth];
        List<Tensor> basis = [rest * Spectrum.InverseOrZero(length)];
        var columns = new Tensor[Restart];
        for (int j = 0; j < Restart; j++)
        {
            Tensor image = apply(basis[j]);
            var parts = new Tensor[Restart + 1];
            Array.Fill(parts, Tensor.Zeros(examples, rest.DType));

            // Twice: once leaves as much of the others as rounding lost.
            for (int round = 0; round < 2; round++)
            {
                for (int i = 0; i <= j; i++)
                {
                    Tensor along = Dot(basis[i], image, depth);
                    image -= along * basis[i];
                    parts[i] += along.Reshape(examples);
                }
            }

            Tensor further = Tensor.Sqrt(Dot(image, image, depth));
            parts[j + 1] = further.Reshape(examples);
            basis.Add(image * Spectrum.InverseOrZero(further));
            columns[j] = Tensor.Stack(parts, axis: -1);
        }

        Tensor right = Tensor.Stack([length.Reshape(examples), .. Enumerable.Repeat(Tensor.Zeros(examples, rest.DType), Restart)], axis: -1);
        Tensor weights = LinearAlgebra.LeastSquares(Tensor.Stack(columns, axis: -1), right.ExpandDims(-1));
        Tensor sum = Tensor.ZerosLike(rest);
        for (int j = 0; j < Restart; j++)
        {
            sum += weights.SliceAxis(-2, j, 1).Reshape(length.Shape) * basis[j];
        }

        return sum;
    }
}
