namespace AutoGrad.FSharp

open System
open AutoGrad

/// <summary>Matrices as curried functions, the matrix last, for pipelines: <c>x |&gt; LinearAlgebra.inverse |&gt; LinearAlgebra.trace</c>.</summary>
/// <remarks>
/// They stand beside the static members of the type <see cref="T:AutoGrad.LinearAlgebra"/>, under one name. Leading axes are stacks
/// of matrices; what each does at the edges, and its derivative, is said there.
/// </remarks>
[<RequireQualifiedAccess>]
[<CompilationRepresentation(CompilationRepresentationFlags.ModuleSuffix)>]
module LinearAlgebra =

    /// <summary>Factors symmetric positive definite matrices: the lower triangular L with <c>L Lᵀ = x</c>.</summary>
    /// <param name="x">[..., n, n]: of a floating dtype.</param>
    /// <returns>[..., n, n]</returns>
    let cholesky (x: Tensor) : Tensor = LinearAlgebra.Cholesky x

    /// <summary>Solves systems of equations: the y with <c>a y = b</c>.</summary>
    /// <param name="a">[..., n, n]: invertible.</param>
    /// <param name="b">[..., n, m], or [n].</param>
    /// <returns>[..., n, m], or [..., n].</returns>
    let solve (a: Tensor) (b: Tensor) : Tensor = LinearAlgebra.Solve(a, b)

    /// <summary>Solves systems whose matrix is lower triangular.</summary>
    /// <param name="a">[..., n, n]: the upper triangle is not read.</param>
    /// <param name="b">[..., n, m], or [n].</param>
    /// <returns>[..., n, m], or [..., n].</returns>
    let solveLower (a: Tensor) (b: Tensor) : Tensor = LinearAlgebra.TriangularSolve(a, b)

    /// <summary>Solves systems whose matrix is upper triangular.</summary>
    /// <param name="a">[..., n, n]: the lower triangle is not read.</param>
    /// <param name="b">[..., n, m], or [n].</param>
    /// <returns>[..., n, m], or [..., n].</returns>
    let solveUpper (a: Tensor) (b: Tensor) : Tensor = LinearAlgebra.TriangularSolve(a, b, lower = false)

    /// <summary>Inverts matrices.</summary>
    /// <param name="x">[..., n, n]: invertible.</param>
    /// <returns>[..., n, n]</returns>
    let inverse (x: Tensor) : Tensor = LinearAlgebra.Inverse x

    /// <summary>Takes determinants.</summary>
    /// <param name="x">[..., n, n]</param>
    /// <returns>[...]</returns>
    let determinant (x: Tensor) : Tensor = LinearAlgebra.Determinant x

    /// <summary>Takes the determinant as its sign and the logarithm of its size.</summary>
    /// <param name="x">[..., n, n]</param>
    /// <returns>Sign [...], a constant to every derivative, and logarithm [...].</returns>
    let logDeterminant (x: Tensor) : Tensor * Tensor =
        let struct (sign, logAbs) = LinearAlgebra.LogDeterminant x
        sign, logAbs

    /// <summary>Factors matrices into orthonormal columns and a triangle: <c>Q R = x</c>.</summary>
    /// <param name="x">[..., m, n]</param>
    /// <returns>Q [..., m, k] and R [..., k, n], k the lesser of m and n.</returns>
    let qr (x: Tensor) : Tensor * Tensor =
        let struct (q, r) = LinearAlgebra.Qr x
        q, r

    /// <summary>Diagonalises symmetric matrices: <c>x = V diag(w) Vᵀ</c>.</summary>
    /// <param name="x">[..., n, n]: its symmetric part is meant.</param>
    /// <returns>Values [..., n], ascending, and vectors [..., n, n], a column each.</returns>
    let symmetricEigen (x: Tensor) : Tensor * Tensor =
        let struct (values, vectors) = LinearAlgebra.SymmetricEigen x
        values, vectors

    /// <summary>Finds the eigenvalues of symmetric matrices.</summary>
    /// <param name="x">[..., n, n]: its symmetric part is meant.</param>
    /// <returns>[..., n]: ascending.</returns>
    let symmetricEigenvalues (x: Tensor) : Tensor = LinearAlgebra.SymmetricEigenvalues x

    /// <summary>Applies a function of numbers to symmetric matrices: <c>V diag(f w) Vᵀ</c>.</summary>
    /// <param name="f">Of each element by itself.</param>
    /// <param name="x">[..., n, n]: its symmetric part is meant.</param>
    /// <returns>[..., n, n]</returns>
    let symmetricFunction (f: Tensor -> Tensor) (x: Tensor) : Tensor =
        LinearAlgebra.SymmetricFunction(x, Func<Tensor, Tensor> f)

    /// <summary>Decomposes matrices into singular values and vectors: <c>x = U diag(s) Vᵀ</c>.</summary>
    /// <param name="x">[..., m, n]</param>
    /// <returns>U [..., m, k], S [..., k], descending, and the transpose of V [..., k, n], k the lesser of m and n.</returns>
    let svd (x: Tensor) : Tensor * Tensor * Tensor =
        let struct (u, s, vt) = LinearAlgebra.Svd x
        u, s, vt

    /// <summary>Finds the singular values of matrices.</summary>
    /// <param name="x">[..., m, n]</param>
    /// <returns>[..., k]: descending; k is the lesser of m and n.</returns>
    let singularValues (x: Tensor) : Tensor = LinearAlgebra.SingularValues x

    /// <summary>Solves systems as well as can be: of the y for which <c>|a y - b|</c> is least, the one of least <c>|y|</c>.</summary>
    /// <param name="a">[..., m, n]: of any rank.</param>
    /// <param name="b">[..., m, k], or [m].</param>
    /// <returns>[..., n, k], or [..., n].</returns>
    let leastSquares (a: Tensor) (b: Tensor) : Tensor = LinearAlgebra.LeastSquares(a, b)

    /// <summary>Finds the pseudo-inverse of Moore and Penrose.</summary>
    /// <param name="x">[..., m, n]: of any rank.</param>
    /// <returns>[..., n, m]</returns>
    let pseudoInverse (x: Tensor) : Tensor = LinearAlgebra.PseudoInverse x

    /// <summary>Takes the exponential of matrices, not that of each element.</summary>
    /// <param name="x">[..., n, n]</param>
    /// <returns>[..., n, n]</returns>
    let exponential (x: Tensor) : Tensor = LinearAlgebra.Exponential x

    /// <summary>Multiplies matrices by themselves.</summary>
    /// <param name="exponent">How many factors; negative ones are of the inverse.</param>
    /// <param name="x">[..., n, n]</param>
    /// <returns>[..., n, n]</returns>
    let power (exponent: int) (x: Tensor) : Tensor = LinearAlgebra.Power(x, exponent)

    /// <summary>Measures matrices.</summary>
    /// <param name="norm">How.</param>
    /// <param name="x">[..., m, n]</param>
    /// <returns>[...]</returns>
    let norm (norm: MatrixNorm) (x: Tensor) : Tensor = LinearAlgebra.Norm(x, norm)

    /// <summary>The greatest singular value over the least.</summary>
    /// <param name="x">[..., m, n]</param>
    /// <returns>[...]: infinity for matrices whose least singular value is 0.</returns>
    let conditionNumber (x: Tensor) : Tensor = LinearAlgebra.ConditionNumber x

    /// <summary>Counts how many dimensions the columns of matrices span.</summary>
    /// <param name="x">[..., m, n]</param>
    /// <returns>[...]: Int32.</returns>
    let rank (x: Tensor) : Tensor = LinearAlgebra.Rank x

    /// <summary>Adds up the diagonals of matrices.</summary>
    /// <param name="x">[..., m, n]</param>
    /// <returns>[...]</returns>
    let trace (x: Tensor) : Tensor = LinearAlgebra.Trace x

    /// <summary>Solves <c>a y = b</c> where a is a function, linear, symmetric and positive definite.</summary>
    /// <param name="a">From [...] to [...]; what it captures may be differentiated.</param>
    /// <param name="b">[...]</param>
    /// <returns>[...]</returns>
    let conjugateGradient (a: Tensor -> Tensor) (b: Tensor) : Tensor =
        LinearAlgebra.ConjugateGradient(Func<Tensor, Tensor> a, b)

    /// <summary>Solves <c>a y = b</c> where a is a linear function.</summary>
    /// <param name="a">From [...] to [...]; what it captures may be differentiated.</param>
    /// <param name="b">[...]</param>
    /// <returns>[...]</returns>
    let gmres (a: Tensor -> Tensor) (b: Tensor) : Tensor = LinearAlgebra.Gmres(Func<Tensor, Tensor> a, b)
