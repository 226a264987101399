namespace AutoGrad.Tests;

/// <summary>What the table cannot say of matrices: refusals, degenerate ones, and laws of larger ones.</summary>
public sealed class LinearAlgebraTests
{
    [Fact]
    public void Cholesky_refuses_what_is_not_positive_definite_and_says_where()
    {
        Tensor one = Tensor.From([2, 2], [1.0, 2.0, 2.0, 1.0]);

        Assert.Equal(
            "cholesky: the matrix must be positive definite; got pivot 1 = -3.",
            Assert.Throws<ArithmeticException>(() => LinearAlgebra.Cholesky(one)).Message);
        Assert.Equal(
            "cholesky: the matrix must be positive definite; got pivot 1 of matrix [1, 0] = -3.",
            Assert.Throws<ArithmeticException>(() => LinearAlgebra.Cholesky(
                Tensor.Stack([Tensor.Eye(2, DType.Float64), one]).ExpandDims(1))).Message);
    }

    [Fact]
    public void Cholesky_refuses_what_is_no_stack_of_square_matrices()
    {
        Assert.Equal("cholesky: x must be [..., n, n]; got f32[2, 3].", Assert.Throws<ShapeException>(() => LinearAlgebra.Cholesky(Tensor.Ones([2, 3]))).Message);
        Assert.Equal(
            "cholesky: a floating dtype is needed (convert with x.To(DType.Float32)); got i32[2, 2].",
            Assert.Throws<ShapeException>(() => LinearAlgebra.Cholesky(Tensor.Ones([2, 2], DType.Int32))).Message);
    }

    [Fact]
    public void Solving_refuses_singular_matrices_and_says_where()
    {
        Tensor singular = Tensor.From([2, 2], [1.0, 2.0, 2.0, 4.0]);

        Assert.Equal(
            "solve: the matrix must be invertible; got pivot 1 = 0.",
            Assert.Throws<ArithmeticException>(() => LinearAlgebra.Solve(singular, Tensor.From([1.0, 2.0]))).Message);
        Assert.Equal(
            "triangular_solve: the diagonal of a must have no 0; got pivot 0 of matrix [2] = 0.",
            Assert.Throws<ArithmeticException>(() => LinearAlgebra.TriangularSolve(
                Tensor.Stack([Tensor.Eye(2), Tensor.Eye(2), Tensor.Zeros([2, 2])]), Tensor.Ones([2, 1]))).Message);
    }

    [Fact]
    public void Solving_refuses_shapes_that_do_not_fit()
    {
        const string Rule = "a must be [..., n, n] and b [..., n, m] or [n], with leading axes that broadcast";

        Assert.Equal($"solve: {Rule}; got f32[2, 3] and f32[2].", Assert.Throws<ShapeException>(() => LinearAlgebra.Solve(Tensor.Ones([2, 3]), Tensor.Ones([2]))).Message);
        Assert.Equal(
            $"solve: {Rule}; got f32[2, 2, 2] and f32[3, 2, 1].",
            Assert.Throws<ShapeException>(() => LinearAlgebra.Solve(Tensor.Ones([2, 2, 2]), Tensor.Ones([3, 2, 1]))).Message);
        Assert.Equal(
            $"triangular_solve: {Rule}; got f32[2, 2] and f32[3].",
            Assert.Throws<ShapeException>(() => LinearAlgebra.TriangularSolve(Tensor.Ones([2, 2]), Tensor.Ones([3]))).Message);
        Assert.Equal(
            "solve: both tensors must have one dtype (convert one with x.To(DType.Float64)); got f32[2, 2] and f64[2, 1].",
            Assert.Throws<ShapeException>(() => LinearAlgebra.Solve(Tensor.Eye(2), Tensor.Ones([2, 1], DType.Float64))).Message);
    }

    [Fact]
    public void A_NaN_passes_through_factors_and_solutions()
    {
        Tensor x = Tensor.Full([2, 2], double.NaN, DType.Float64);

        Assert.All(LinearAlgebra.Solve(x, Tensor.Ones([2], DType.Float64)).ToArray<double>(), value => Assert.True(double.IsNaN(value)));
        Assert.True(double.IsNaN(LinearAlgebra.Cholesky(x).ToArray<double>()[3]));
    }

    [Theory]
    [InlineData(40, DType.Float64, 1e-13)]
    [InlineData(40, DType.Float32, 1e-5)]
    public void Factors_and_solutions_of_larger_matrices_multiply_back(int n, DType dtype, double tolerance)
    {
        Tensor x = Draw.Normal(RandomKey.FromSeed(5), [2, n, n], dtype: dtype);
        Tensor definite = Tensor.MatMul(x, x.T) / n + Tensor.Eye(n, dtype);
        Tensor b = Draw.Normal(RandomKey.FromSeed(6), [2, n, 3], dtype: dtype);

        Tensor factor = LinearAlgebra.Cholesky(definite);

        Close.Equal(definite, Tensor.MatMul(factor, factor.T), tolerance);
        Close.Equal(b, Tensor.MatMul(definite, LinearAlgebra.Solve(definite, b)), tolerance);
        Close.Equal(
            LinearAlgebra.Solve(definite, b),
            LinearAlgebra.TriangularSolve(factor, LinearAlgebra.TriangularSolve(factor, b), transpose: true),
            tolerance);
    }

    // Cofactors by hand, from the minors.
    [Fact]
    public void The_gradient_of_a_determinant_is_right_for_singular_matrices_of_every_rank()
    {
        Func<Tensor, Tensor> gradient = Transform.Grad(LinearAlgebra.Determinant);

        Close.Equal([-3, 6, -3, 6, -12, 6, -3, 6, -3], gradient(Tensor.From([3, 3], [1.0, 2, 3, 4, 5, 6, 7, 8, 9])), 1e-14);
        Close.Equal([4, -2, -2, 1], gradient(Tensor.From([2, 2], [1.0, 2, 2, 4])), 1e-15);
        Close.Equal([0, 0, 0, 0, 0, 0, 0, 0, 0], gradient(Tensor.From([3, 3], [1.0, 2, 3, 2, 4, 6, 3, 6, 9])), 1e-15);
        Close.Equal([0, 0, 0, 0], gradient(Tensor.Zeros([2, 2])), 0);
        Close.Equal([1], gradient(Tensor.Zeros([1, 1])), 0);
    }

    public static TheoryData<double[]> Ranks =>
    [
        [1, 2, 3, 4, 5, 6, 7, 8, 9],
        [1, 2, 3, 2, 4, 6, 3, 6, 9],
        [0, 0, 0, 0, 0, 0, 0, 0, 0],
        [0, 2, 0, 2, 0, 0, 0, 0, 0],
        [0, 2, 0, 2, 0, 0, 0, 0, 1e-9],
        [0, 2, 0, 2, 0, 0, 0, 0, 3],
    ];

    // The second derivative of a polynomial of the third degree: a central difference of its slope is exact.
    [Theory]
    [MemberData(nameof(Ranks))]
    public void The_second_derivative_of_a_determinant_is_right_for_matrices_of_every_rank(double[] elements)
    {
        Func<Tensor, Tensor> gradient = Transform.Grad(LinearAlgebra.Determinant);
        Tensor x = Tensor.From([3, 3], elements);
        Tensor v = Tensor.From([3, 3], [1.0, -1, 2, 0, 3, 1, -2, 1, 1]);
        Tensor expected = (gradient(x + v) - gradient(x - v)) / 2.0;
        Func<Tensor, Tensor> twice = Transform.Grad(at => (gradient(at) * v).Sum());

        Close.Equal(expected, twice(x), 1e-13);
        Close.Equal(expected, Transform.HessianVectorProduct(LinearAlgebra.Determinant, x, v), 1e-13);
        Close.Equal(expected, Transform.Vmap(twice)(Tensor.Stack([Tensor.Eye(3, DType.Float64), x]))[1], 1e-13);
    }

    [Fact]
    public void The_second_derivative_of_a_determinant_of_a_number_is_0()
    {
        Func<Tensor, Tensor> twice = Transform.Grad(x => Transform.Grad(LinearAlgebra.Determinant)(x).Sum());

        Close.Equal([0], twice(Tensor.Zeros([1, 1])), 0);
        Assert.Equal(0, twice(Tensor.Zeros([0, 0])).Size);
    }

    [Fact]
    public void A_singular_matrix_has_determinant_0_and_no_derivative_of_its_logarithm()
    {
        Tensor singular = Tensor.From([2, 2], [1.0, 2, 2, 4]);

        (Tensor sign, Tensor logAbs) = LinearAlgebra.LogDeterminant(singular);

        Assert.Equal(0, LinearAlgebra.Determinant(singular).ToScalar());
        Assert.Equal(0, sign.ToScalar());
        Assert.Equal(double.NegativeInfinity, logAbs.ToScalar());
        Assert.Equal(
            "solve: the matrix must be invertible; got pivot 1 = 0.",
            Assert.Throws<ArithmeticException>(() => Transform.Grad(x => LinearAlgebra.LogDeterminant(x).LogAbs)(singular)).Message);
    }

    [Fact]
    public void The_logarithm_of_a_determinant_does_not_overflow()
    {
        (Tensor sign, Tensor logAbs) = LinearAlgebra.LogDeterminant(-1e30 * Tensor.Eye(301, DType.Float64));

        Assert.Equal(-1, sign.ToScalar());
        Close.Equal(301 * 30 * Math.Log(10), logAbs.ToScalar(), 1e-13);
    }

    [Fact]
    public void Determinants_refuse_what_is_not_square()
    {
        Assert.Equal("determinant: x must be [..., n, n]; got f32[3].", Assert.Throws<ShapeException>(() => LinearAlgebra.Determinant(Tensor.Ones([3]))).Message);
        Assert.Equal("log_determinant: x must be [..., n, n]; got f32[3, 2].", Assert.Throws<ShapeException>(() => LinearAlgebra.LogDeterminant(Tensor.Ones([3, 2]))).Message);
        Assert.Equal("inverse: x must be [..., n, n]; got f32[3, 2].", Assert.Throws<ShapeException>(() => LinearAlgebra.Inverse(Tensor.Ones([3, 2]))).Message);
    }
}
