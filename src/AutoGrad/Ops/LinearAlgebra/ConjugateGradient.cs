using System.Globalization;

namespace AutoGrad;

public static partial class LinearAlgebra
{
    /// <summary>Solves <c>a(y) = b</c> where a is a function, linear, symmetric and positive definite, and no matrix is ever made.</summary>
    /// <param name="a">From [...] to [...], the shape of <paramref name="b"/>. What it captures may be differentiated. It must not read numbers out (ToScalar, ToArray, masks as indices).</param>
    /// <param name="b">[...]: the right side, of a floating dtype and any shape.</param>
    /// <param name="tolerance">How long what is left of b may be, beside b; 1e-12, and 1e-5 for Float32, unless said.</param>
    /// <param name="maxIterations">How often a may be applied; ten times as often as there are unknowns unless said.</param>
    /// <returns>[...]: the shape of <paramref name="b"/>.</returns>
    /// <exception cref="ArithmeticException">The function is not positive definite, or does not get there in time; the message says which.</exception>
    /// <exception cref="ShapeException">The function gives another shape or dtype, or the dtype is not floating.</exception>
    /// <remarks>
    /// Derivatives are implicit and found the same way: <c>b̄ = a⁻¹(ȳ)</c>, and what a captured gets the cotangent of <c>-a(y)</c> along it. Under Vmap
    /// each example stops by itself. Source: Golub and Van Loan, Matrix Computations, 4th edition, algorithm 11.3.3.
    /// </remarks>
    public static Tensor ConjugateGradient(Func<Tensor, Tensor> a, Tensor b, double? tolerance = null, int? maxIterations = null) =>
        KrylovProblem.Solve(
            "conjugate_gradient", a, b, apply => new ConjugateGradientProblem(apply, tolerance ?? KrylovProblem.DefaultTolerance(b), maxIterations ?? 10 * b.Size));
}

/// <summary>By conjugate directions.</summary>
internal sealed record ConjugateGradientProblem(Func<Tensor[], Tensor, Tensor> Apply, double Tolerance, int Limit) : KrylovProblem(Apply, Tolerance, Limit)
{
    public override string Name => "conjugate_gradient";

    protected override KrylovProblem Transposed() => this;

    protected override Tensor Find(Func<Tensor, Tensor> apply, Tensor b, int depth)
    {
        Tensor y = Tensor.ZerosLike(b);
        (Tensor rest, Tensor direction) = (b, b);
        Tensor whole = Dot(b, b, depth);
        Tensor left = whole;
        for (int count = 0; ; count++)
        {
            // What is not a number is never below anything: it runs to the limit.
            Tensor done = left <= Tolerance * Tolerance * whole;
            if (done.All().ToArray<bool>()[0])
            {
                return y;
            }

            if (count == Limit)
            {
                throw TooSlow(left, whole);
            }

            Tensor image = apply(direction);
            Tensor curvature = Tensor.Where(done, 1.0, Dot(direction, image, depth));
            double least = curvature.Min().ToScalar();
            if (least <= 0)
            {
                throw new ArithmeticException(string.Create(
                    CultureInfo.InvariantCulture, $"{Name}: the function must be symmetric positive definite (Gmres takes others); got {least:G3} along a direction."));
            }

            Tensor step = Tensor.Where(done, 0.0, left / curvature);
            y += step * direction;
            rest -= step * image;
            Tensor before = left;
            left = Tensor.Where(done, left, Dot(rest, rest, depth));
            direction = rest + left * Spectrum.InverseOrZero(before) * direction;
        }
    }
}
