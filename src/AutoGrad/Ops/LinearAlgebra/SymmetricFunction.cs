namespace AutoGrad;

public static partial class LinearAlgebra
{
    /// <summary>Applies a function of numbers to symmetric matrices: <c>y = V diag(f(w)) Vᵀ</c> where <c>x = V diag(w) Vᵀ</c>. Roots, logarithms and inverses of matrices are such.</summary>
    /// <param name="x">[..., n, n]: of a floating dtype; its symmetric part, <c>(x + xᵀ) / 2</c>, is meant.</param>
    /// <param name="f">Of each element by itself, from [...] to [...]; smooth on the eigenvalues and between them. What it captures must not be differentiated.</param>
    /// <returns>[..., n, n]: symmetric.</returns>
    /// <exception cref="ShapeException">The matrices are not square, or the dtype is not floating.</exception>
    /// <remarks>
    /// Derivative: <c>ẏ = V (Γ ∘ Vᵀ ẋ V) Vᵀ</c>, <c>Γᵢⱼ = (f(wⱼ) - f(wᵢ)) / (wⱼ - wᵢ)</c>, and for values closer than ∛ε of the greatest f's slope
    /// half-way, which loses as little. So it is right where values repeat, which what is composed of <see cref="SymmetricEigen"/> is not; derivatives of the
    /// second order and up are NaN there. Source: Daleckii and Krein, 1965; Higham, Functions of Matrices, 2008, theorem 3.11.
    /// </remarks>
    public static Tensor SymmetricFunction(Tensor x, Func<Tensor, Tensor> f)
    {
        ArgumentNullException.ThrowIfNull(f);
        RequireSquare("symmetric_function", x);
        return Transform.CustomJvp(
            s =>
            {
                (Tensor values, Tensor vectors) = SymmetricEigen(s);
                return Tensor.MatMul(vectors * f(values).ExpandDims(-2), vectors.T);
            },
            (s, _, sDot) =>
            {
                (Tensor values, Tensor vectors) = SymmetricEigen(s);
                Tensor moved = Quotients(f, UnlessRepeated(values)) * Tensor.MatMul(Tensor.MatMul(vectors.T, sDot), vectors);
                return Tensor.MatMul(Tensor.MatMul(vectors, moved), vectors.T);
            })(0.5 * (x + x.T));
    }

    // The values, with slopes of NaN where two of a matrix are one: the rule's own derivative goes through vectors that have none there.
    private static Tensor UnlessRepeated(Tensor values)
    {
        Tensor slope = Tensor.Where(Spectrum.AreRepeated(Transform.StopGradient(values)), double.NaN, Tensor.OnesLike(values));
        return Transform.CustomJvp<(Tensor Values, Tensor Slope)>(both => both.Values + 0.0, (both, _, moved) => both.Slope * moved.Values)((values, slope));
    }

    private static Tensor Quotients(Func<Tensor, Tensor> f, Tensor values)
    {
        if (values.Shape[^1] == 0)
        {
            return Tensor.Zeros([.. values.Shape, 0], values.DType);
        }

        (Tensor left, Tensor right) = (values.ExpandDims(-1), values.ExpandDims(-2));
        Tensor gaps = right - left;
        Tensor near = Tensor.Abs(gaps) <= Math.Cbrt(Spectrum.Epsilon(values.DType)) * Tensor.Abs(values).Max(-1, keepDims: true).ExpandDims(-1);
        Tensor middle = 0.5 * (left + right);
        Tensor images = f(values);
        return Tensor.Where(
            near,
            Transform.Jvp(f, middle, Tensor.OnesLike(middle)).Tangent,
            (images.ExpandDims(-2) - images.ExpandDims(-1)) / Tensor.Where(near, 1.0, gaps));
    }
}
