namespace AutoGrad.Tests;

/// <summary>What the table cannot say of functions of matrices: extremes, lost rank, kinks, refusals.</summary>
public sealed class MatrixFunctionTests
{
    [Fact]
    public void Exponentials_with_closed_forms_are_those()
    {
        Tensor turn = Tensor.From([2, 2], [0.0, -1, 1, 0]);
        Tensor nilpotent = Tensor.From([3, 3], [0.0, 2, 3, 0, 0, 4, 0, 0, 0]);

        // Moler and Van Loan, Nineteen dubious ways to compute the exponential of a matrix, 1978: eigenvalues -1 and -17.
        (double slow, double fast) = (Math.Exp(-1), Math.Exp(-17));
        double[] dubious = [-2 * slow + 3 * fast, 1.5 * slow - 1.5 * fast, -4 * slow + 4 * fast, 3 * slow - 2 * fast];

        Close.Equal([Math.Cos(100), -Math.Sin(100), Math.Sin(100), Math.Cos(100)], LinearAlgebra.Exponential(100.0 * turn), 1e-13);
        Close.Equal([1, 2, 7, 0, 1, 4, 0, 0, 1], LinearAlgebra.Exponential(nilpotent), 1e-15);
        Close.Equal(dubious, LinearAlgebra.Exponential(Tensor.From([2, 2], [-49.0, 24, -64, 31])), 2e-13);
        Close.Equal(Tensor.Eye(3, DType.Float64), LinearAlgebra.Exponential(Tensor.Zeros([3, 3], DType.Float64)), 0);
    }

    // d/dt exp(t a) = a exp(t a), and exp of a multiple of the identity is that of a number.
    [Fact]
    public void Each_matrix_of_a_batch_is_scaled_by_itself()
    {
        Tensor t = Tensor.From([1e-9, 1.0, 300.0]);
        Tensor a = Tensor.From([2, 2], [-1.0, 1, 0, -2]);

        Tensor slopes = Transform.Vmap(s => Transform.Jvp(u => LinearAlgebra.Exponential(u * a), s, Tensor.OnesLike(s)).Tangent)(t);

        for (int i = 0; i < 3; i++)
        {
            double s = t.ToArray<double>()[i];
            (double one, double two) = (-Math.Exp(-s), -2 * Math.Exp(-2 * s));
            Close.Equal([one, one - two, 0, two], slopes[i], 1e-13);
        }
    }

    [Fact]
    public void An_exponential_of_what_is_not_finite_is_NaN_and_of_what_is_great_infinite()
    {
        Assert.All(
            LinearAlgebra.Exponential(Tensor.From([2, 2], [1.0, double.NegativeInfinity, 0, 1])).ToArray<double>(), value => Assert.True(double.IsNaN(value)));
        Assert.Equal(double.PositiveInfinity, LinearAlgebra.Exponential(Tensor.Full([1, 1], 1e300, DType.Float64)).ToArray<double>()[0]);
        Assert.Equal(double.PositiveInfinity, LinearAlgebra.Exponential(Tensor.Full([1, 1], 100)).To(DType.Float64).ToArray<double>()[0]);
    }

    [Theory]
    [InlineData(40, 40, 40)]
    [InlineData(40, 15, 15)]
    [InlineData(15, 40, 15)]
    [InlineData(40, 30, 7)]
    [InlineData(5, 4, 0)]
    public void Pseudo_inverses_obey_the_laws_of_Penrose(int m, int n, int rank)
    {
        Tensor x = Tensor.MatMul(
            Draw.Normal(RandomKey.FromSeed(1), [2, m, rank], dtype: DType.Float64), Draw.Normal(RandomKey.FromSeed(2), [2, rank, n], dtype: DType.Float64));

        Tensor p = LinearAlgebra.PseudoInverse(x);

        // The greatest errors are the matrix's times its inverse's.
        double scale = Math.Max(1, LinearAlgebra.Norm(p).Max().ToScalar() * LinearAlgebra.Norm(x).Max().ToScalar());
        (Tensor xp, Tensor px) = (Tensor.MatMul(x, p), Tensor.MatMul(p, x));
        Close.Equal(x, Tensor.MatMul(xp, x), 1e-14 * scale);
        Close.Equal(p, Tensor.MatMul(px, p), 1e-14 * scale);
        Close.Equal(xp, xp.T, 1e-14 * scale);
        Close.Equal(px, px.T, 1e-14 * scale);
        Assert.Equal([rank, rank], LinearAlgebra.Rank(x).ToArray<int>());
    }

    [Fact]
    public void The_tolerance_says_which_singular_values_count()
    {
        Tensor x = Tensor.From([1.0, 1e-3, 0.0]).Diag();

        Assert.Equal(2, LinearAlgebra.Rank(x).ToScalar());
        Assert.Equal(1, LinearAlgebra.Rank(x, 1e-2).ToScalar());
        Close.Equal([1, 1000, 0], LinearAlgebra.PseudoInverse(x).Diagonal(), 1e-15);
        Close.Equal([1, 0, 0], LinearAlgebra.PseudoInverse(x, 1e-2).Diagonal(), 1e-15);
        Close.Equal([2, 0, 0], LinearAlgebra.LeastSquares(x, Tensor.From([2.0, 3, 4]), 1e-2), 1e-15);
    }

    [Fact]
    public void Kinks_have_the_least_derivative()
    {
        Tensor zero = Tensor.Zeros([2, 3], DType.Float64);
        Tensor eye = Tensor.Eye(2, DType.Float64);

        foreach (MatrixNorm norm in Enum.GetValues<MatrixNorm>())
        {
            Close.Equal(zero, Transform.Grad(x => LinearAlgebra.Norm(x, norm))(zero), 0);
        }

        Close.Equal(0.5 * eye, Transform.Grad(x => LinearAlgebra.Norm(x, MatrixNorm.Spectral))(eye), 1e-15);
        Close.Equal(0.5 * eye, Transform.Grad(x => LinearAlgebra.Norm(x, MatrixNorm.One))(eye), 1e-15);
        Close.Equal(eye, Transform.Grad(x => LinearAlgebra.Norm(x, MatrixNorm.Nuclear))(eye), 1e-15);
    }

    [Fact]
    public void A_singular_matrix_has_an_infinite_condition_number_without_slope()
    {
        Tensor singular = Tensor.From([2.0, 0.0]).Diag();

        Assert.Equal(double.PositiveInfinity, LinearAlgebra.ConditionNumber(singular).ToScalar());
        Close.Equal(Tensor.ZerosLike(singular), Transform.Grad(LinearAlgebra.ConditionNumber)(singular), 0);
    }

    [Fact]
    public void Powers_reach_the_ends_of_their_exponents()
    {
        Tensor x = Tensor.From([1.0, -1.0]).Diag();

        Close.Equal([1, -1], LinearAlgebra.Power(x, int.MaxValue).Diagonal(), 0);
        Close.Equal([1, 1], LinearAlgebra.Power(x, int.MinValue).Diagonal(), 0);
    }

    [Fact]
    public void Functions_of_matrices_refuse_what_does_not_fit()
    {
        Assert.Equal(
            "least_squares: a must be [..., m, n] and b [..., m, k] or [m], with leading axes that broadcast; got f32[3, 2] and f32[2].",
            Assert.Throws<ShapeException>(() => LinearAlgebra.LeastSquares(Tensor.Ones([3, 2]), Tensor.Ones([2]))).Message);
        Assert.Equal(
            "least_squares: both tensors must have one dtype (convert one with x.To(DType.Float64)); got f32[3, 2] and f64[3, 1].",
            Assert.Throws<ShapeException>(() => LinearAlgebra.LeastSquares(Tensor.Ones([3, 2]), Tensor.Ones([3, 1], DType.Float64))).Message);
        Assert.Equal("pseudo_inverse: x must be [..., m, n]; got f32[3].", Assert.Throws<ShapeException>(() => LinearAlgebra.PseudoInverse(Tensor.Ones([3]))).Message);
        Assert.Equal("exponential: x must be [..., n, n]; got f32[3, 2].", Assert.Throws<ShapeException>(() => LinearAlgebra.Exponential(Tensor.Ones([3, 2]))).Message);
        Assert.Equal("power: x must be [..., n, n]; got f32[3, 2].", Assert.Throws<ShapeException>(() => LinearAlgebra.Power(Tensor.Ones([3, 2]), 2)).Message);
        Assert.Equal("norm: x must be [..., m, n]; got f32[3].", Assert.Throws<ShapeException>(() => LinearAlgebra.Norm(Tensor.Ones([3]))).Message);
        Assert.Equal("condition_number: x must be [..., m, n]; got f32[3].", Assert.Throws<ShapeException>(() => LinearAlgebra.ConditionNumber(Tensor.Ones([3]))).Message);
        Assert.Equal("rank: x must be [..., m, n]; got f32[3].", Assert.Throws<ShapeException>(() => LinearAlgebra.Rank(Tensor.Ones([3]))).Message);
        Assert.Equal("trace: x must be [..., m, n]; got f32[3].", Assert.Throws<ShapeException>(() => LinearAlgebra.Trace(Tensor.Ones([3]))).Message);
        Assert.Equal(
            "solve: the matrix must be invertible; got pivot 0 = 0.",
            Assert.Throws<ArithmeticException>(() => LinearAlgebra.Power(Tensor.Zeros([2, 2]), -1)).Message);
        Assert.Equal("norm", Assert.Throws<ArgumentOutOfRangeException>(() => LinearAlgebra.Norm(Tensor.Ones([2, 2]), (MatrixNorm)9)).ParamName);
    }
}
