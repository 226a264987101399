namespace AutoGrad.Tests;

/// <summary>What the table cannot say of decompositions: the laws of their factors, degenerate matrices, refusals.</summary>
public sealed class DecompositionTests
{
    // Full ones, one with repeated values, one of rank 1, and one far from 1 in scale.
    public static TheoryData<string> Names => [.. s_matrices.Keys];

    private static readonly Dictionary<string, Tensor> s_matrices = new()
    {
        ["stack"] = Draw.Normal(RandomKey.FromSeed(1), [2, 30, 30], dtype: DType.Float64),
        ["tall"] = Draw.Normal(RandomKey.FromSeed(2), [25, 7], dtype: DType.Float64),
        ["wide"] = Draw.Normal(RandomKey.FromSeed(3), [7, 25], dtype: DType.Float64),
        ["large"] = Draw.Normal(RandomKey.FromSeed(4), [100, 100], dtype: DType.Float64),
        ["rank 1"] = Tensor.Outer(Tensor.Arange(1, 7, DType.Float64), Tensor.Arange(-2, 3, DType.Float64)),
        ["ones"] = Tensor.Ones([9, 9], DType.Float64),
        ["identity"] = Tensor.Eye(6, DType.Float64),
        ["zero"] = Tensor.Zeros([3, 5], DType.Float64),
        ["zero, square"] = Tensor.Zeros([4, 4], DType.Float64),
        ["graded"] = Tensor.Outer(Tensor.Exp(Tensor.Arange(0, -40, DType.Float64, step: -8)), Tensor.Exp(Tensor.Arange(0, -25, DType.Float64, step: -5)))
            + Tensor.Exp(Tensor.Arange(0, -40, DType.Float64, step: -8)).Diag(),
        ["near the greatest number"] = 1e307 * Draw.Normal(RandomKey.FromSeed(5), [5, 5], dtype: DType.Float64),
        ["near the least number"] = 1e-306 * Draw.Normal(RandomKey.FromSeed(6), [5, 5], dtype: DType.Float64),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Qr_factors_multiply_back_and_are_orthonormal_and_triangular(string name)
    {
        Tensor x = s_matrices[name];
        foreach (bool complete in new[] { false, true })
        {
            (Tensor q, Tensor r) = LinearAlgebra.Qr(x, complete);

            double unit = Math.Max(Tensor.Abs(x).Max().ToScalar(), 1e-306);
            Close.Equal(x / unit, Tensor.MatMul(q, r / unit), 1e-13);
            Orthonormal(q);
            Close.Equal(r, r.Triu(), 0);
            Assert.True(r.Diagonal().Min().ToScalar() >= 0);
            Assert.Equal(complete ? x.Shape[^2] : Math.Min(x.Shape[^2], x.Shape[^1]), q.Shape[^1]);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Singular_factors_multiply_back_and_are_orthonormal_and_ordered(string name)
    {
        Tensor x = s_matrices[name];
        foreach (bool complete in new[] { false, true })
        {
            (Tensor u, Tensor s, Tensor vt) = LinearAlgebra.Svd(x, complete);

            int k = s.Shape[^1];
            ProductIs(x, u.SliceAxis(-1, 0, k), s, vt.SliceAxis(-2, 0, k));
            Orthonormal(u);
            Orthonormal(vt.T);
            Assert.True(s.Min().ToScalar() >= 0);
            Close.Same(s.Flip(-1).Sort(-1), s.Flip(-1));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Eigenvectors_multiply_back_and_are_orthonormal_and_ordered(string name)
    {
        Tensor x = s_matrices[name];
        if (x.Shape[^1] != x.Shape[^2])
        {
            return;
        }

        x = 0.5 * (x + x.T);
        (Tensor values, Tensor vectors) = LinearAlgebra.SymmetricEigen(x);

        ProductIs(x, vectors, values, vectors.T);
        Orthonormal(vectors);
        Close.Same(values.Sort(-1), values);
    }

    // The second difference of n points: 2 - 2 cos(π k / (n + 1)).
    [Fact]
    public void Eigenvalues_are_those_of_a_matrix_that_has_them_in_closed_form()
    {
        const int Size = 50;
        Tensor x = 2.0 * Tensor.Eye(Size, DType.Float64) - Tensor.Ones([Size - 1], DType.Float64).Diag(1) - Tensor.Ones([Size - 1], DType.Float64).Diag(-1);
        double[] expected = [.. Enumerable.Range(1, Size).Select(k => 2 - 2 * Math.Cos(Math.PI * k / (Size + 1)))];

        Close.Equal(expected, LinearAlgebra.SymmetricEigenvalues(x), 1e-14);
        Close.Equal(expected.Reverse(), LinearAlgebra.SingularValues(x), 1e-14);
        Close.Equal(expected, LinearAlgebra.SymmetricEigenvalues(x.To(DType.Float32)), 2e-7);
    }

    // Σ w² is the sum of squares of a symmetric matrix, whatever repeats; the greatest value of 1 + ε v vᵀ grows as ε.
    [Fact]
    public void What_depends_on_the_values_alone_has_its_derivative_where_values_repeat()
    {
        Tensor eye = 2.0 * Tensor.Eye(3, DType.Float64);

        Tensor ofEigenvalues = Transform.Grad(x => Tensor.Square(LinearAlgebra.SymmetricEigenvalues(x)).Sum())(eye);
        Tensor ofSingularValues = Transform.Grad(x => Tensor.Square(LinearAlgebra.SingularValues(x)).Sum())(eye);
        Tensor second = Transform.HessianVectorProduct(x => Tensor.Square(LinearAlgebra.SymmetricEigenvalues(x)).Sum(), eye, Tensor.From([3, 3], [1.0, 2, 3, 2, 4, 5, 3, 5, 6]));

        Close.Equal(2.0 * eye, ofEigenvalues, 1e-15);
        Close.Equal(2.0 * eye, ofSingularValues, 1e-15);
        Assert.All(second.ToArray<double>(), value => Assert.True(double.IsFinite(value)));
    }

    // The space of a repeated value moves as one: its projection's tangent is Σ over pairs across the gap, by hand
    // (V₁ V₂ᵀ E + its transpose over the gap), and rounding that splits the pair must not show.
    [Fact]
    public void The_projection_on_equal_values_has_its_derivative()
    {
        Tensor q = LinearAlgebra.Qr(Draw.Normal(RandomKey.FromSeed(7), [3, 3], dtype: DType.Float64)).Q;
        Tensor x = Tensor.MatMul(q * Tensor.From([1.0, 1.0, 4.0]), q.T);
        Tensor xDot = Tensor.From([3, 3], [1.0, 2, 3, 2, 4, 5, 3, 5, 6]);
        Tensor Projection(Tensor m)
        {
            Tensor pair = LinearAlgebra.SymmetricEigen(m).Vectors.SliceAxis(-1, 0, 2);
            return Tensor.MatMul(pair, pair.T);
        }

        Tensor on = Tensor.MatMul(q[.., ..2], q[.., ..2].T);
        Tensor off = Tensor.Eye(3, DType.Float64) - on;
        Tensor across = Tensor.MatMul(Tensor.MatMul(on, xDot), off) / -3.0;
        Close.Equal(across + across.T, Transform.Jvp(Projection, x, xDot).Tangent, 1e-14);
        Close.Equal(
            ((across + across.T) * xDot).Sum(),
            (Transform.Grad(m => (Projection(m) * xDot).Sum())(x) * xDot).Sum(),
            1e-13);
    }

    // exp has slope exp, and a square 2 w, whatever values meet; Γ takes over from quotients to slopes without a jump.
    [Theory]
    [InlineData(0)]
    [InlineData(1e-15)]
    [InlineData(1e-9)]
    [InlineData(1e-5)]
    [InlineData(2e-5)]
    [InlineData(1e-3)]
    public void A_function_of_a_symmetric_matrix_has_its_derivative_where_values_meet(double gap)
    {
        Tensor q = LinearAlgebra.Qr(Draw.Normal(RandomKey.FromSeed(8), [3, 3], dtype: DType.Float64)).Q;
        Tensor x = Tensor.MatMul(q * Tensor.From([2.0, 2.0 + gap, 3.0]), q.T);
        Tensor weights = Tensor.From([3, 3], [1.0, 2, 3, 2, 4, 5, 3, 5, 6]);

        Tensor ofExponential = Transform.Grad(m => (LinearAlgebra.SymmetricFunction(m, Tensor.Exp) * weights).Sum())(x);
        Tensor ofSquare = Transform.Grad(m => (LinearAlgebra.SymmetricFunction(m, Tensor.Square) * weights).Sum())(x);

        Close.Equal(Transform.Grad(m => (LinearAlgebra.Exponential(m) * weights).Sum())(x), ofExponential, 1e-10);
        Close.Equal(Tensor.MatMul(weights, x) + Tensor.MatMul(x, weights), ofSquare, 1e-10);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1e-15, true)]
    [InlineData(0.1, false)]
    public void A_function_of_a_symmetric_matrix_says_that_it_has_no_second_derivative_where_values_meet(double gap, bool isMissing)
    {
        Tensor q = LinearAlgebra.Qr(Draw.Normal(RandomKey.FromSeed(8), [3, 3], dtype: DType.Float64)).Q;
        Tensor x = Tensor.MatMul(q * Tensor.From([2.0, 2.0 + gap, 3.0]), q.T);
        Tensor weights = Tensor.From([3, 3], [1.0, 2, 3, 2, 4, 5, 3, 5, 6]);
        Tensor Product(Func<Tensor, Tensor> f) => Transform.HessianVectorProduct(m => (f(m) * weights).Sum(), x, weights);

        Tensor product = Product(m => LinearAlgebra.SymmetricFunction(m, Tensor.Exp));

        if (isMissing)
        {
            Assert.All(product.ToArray<double>(), element => Assert.Equal(double.NaN, element));
        }
        else
        {
            Close.Equal(Product(LinearAlgebra.Exponential), product, 1e-10);
        }
    }

    [Fact]
    public void The_root_of_a_matrix_is_one_and_the_identity_moves_by_half()
    {
        Tensor x = Tensor.From([2, 2], [2.0, 1, 1, 2]);
        Tensor root = LinearAlgebra.SymmetricFunction(x, Tensor.Sqrt);
        Tensor xDot = Tensor.From([2, 2], [1.0, 2, 2, 3]);

        Close.Equal(x, Tensor.MatMul(root, root), 1e-15);
        Close.Equal(0.5 * xDot, Transform.Jvp(m => LinearAlgebra.SymmetricFunction(m, Tensor.Sqrt), Tensor.Eye(2, DType.Float64), xDot).Tangent, 1e-15);
        Assert.Equal(
            "symmetric_function: x must be [..., n, n]; got f32[2, 3].",
            Assert.Throws<ShapeException>(() => LinearAlgebra.SymmetricFunction(Tensor.Ones([2, 3]), Tensor.Exp)).Message);
    }

    // The polar factor of s Q is Q for every s: its derivative is within the turns, though all singular values are equal.
    [Fact]
    public void The_polar_factor_has_its_derivative_where_all_singular_values_are_equal()
    {
        Tensor xDot = Tensor.From([2, 2], [1.0, 2, -5, 3]);

        Tensor tangent = Transform.Jvp(
            x =>
            {
                (Tensor u, _, Tensor vt) = LinearAlgebra.Svd(x);
                return Tensor.MatMul(u, vt);
            },
            2.0 * Tensor.Eye(2, DType.Float64),
            xDot).Tangent;

        Close.Equal([0, 1.75, -1.75, 0], tangent, 1e-15);
    }

    [Fact]
    public void Derivatives_at_the_zero_matrix_are_finite_and_of_its_values_0()
    {
        Tensor zero = Tensor.Zeros([3, 2], DType.Float64);

        Close.Equal(zero, Transform.Grad(x => LinearAlgebra.SingularValues(x).Sum())(zero), 0);
        Assert.All(
            Transform.Grad(x => (LinearAlgebra.Svd(x).U * Tensor.From([3, 2], [1.0, 2, 3, 4, 5, 6])).Sum())(zero).ToArray<double>(),
            value => Assert.True(double.IsFinite(value)));
    }

    [Fact]
    public void Dependent_columns_have_factors_but_no_derivative_of_them()
    {
        Tensor x = Tensor.From([3, 2], [1.0, 0, 2, 0, 2, 0]);

        (Tensor q, Tensor r) = LinearAlgebra.Qr(x);

        Close.Equal([3, 0, 0, 0], r, 1e-15);
        Orthonormal(q);
        Assert.Equal(
            "triangular_solve: the diagonal of a must have no 0; got pivot 1 = 0.",
            Assert.Throws<ArithmeticException>(() => Transform.Grad(v => LinearAlgebra.Qr(v).R.Sum())(x)).Message);
    }

    [Fact]
    public void One_bad_element_makes_its_matrix_NaN_and_no_other()
    {
        Tensor x = Tensor.Stack([Tensor.Eye(2, DType.Float64), Tensor.From([2, 2], [1.0, double.PositiveInfinity, 2, 3])]);

        foreach (Tensor y in new[] { LinearAlgebra.Qr(x).R, LinearAlgebra.SymmetricEigen(x).Vectors, LinearAlgebra.Svd(x).U })
        {
            Assert.All(y[1].ToArray<double>(), value => Assert.True(double.IsNaN(value)));
            Close.Equal(Tensor.Eye(2, DType.Float64), y[0], 1e-15);
        }
    }

    [Fact]
    public void Decompositions_refuse_what_is_no_stack_of_matrices()
    {
        Assert.Equal("qr: x must be [..., m, n]; got f32[3].", Assert.Throws<ShapeException>(() => LinearAlgebra.Qr(Tensor.Ones([3]))).Message);
        Assert.Equal("svd: x must be [..., m, n]; got f32[].", Assert.Throws<ShapeException>(() => LinearAlgebra.Svd(Tensor.Ones([]))).Message);
        Assert.Equal("symmetric_eigen: x must be [..., n, n]; got f32[2, 3].", Assert.Throws<ShapeException>(() => LinearAlgebra.SymmetricEigenvalues(Tensor.Ones([2, 3]))).Message);
        Assert.Equal(
            "svd: a floating dtype is needed (convert with x.To(DType.Float32)); got i32[2, 2].",
            Assert.Throws<ShapeException>(() => LinearAlgebra.SingularValues(Tensor.Ones([2, 2], DType.Int32))).Message);
    }

    // In units of x, so that the smallest and the greatest matrices are held to the same digits.
    private static void ProductIs(Tensor x, Tensor left, Tensor values, Tensor right)
    {
        double greatest = Tensor.Abs(x).Max().ToScalar();
        double unit = greatest == 0 ? 1 : greatest;
        Close.Equal(x / unit, Tensor.MatMul(left * (values / unit).ExpandDims(-2), right), 1e-13);
    }

    private static void Orthonormal(Tensor q) =>
        Close.Equal(Tensor.Eye(q.Shape[^1], q.DType).BroadcastTo([.. q.Shape[..^2], q.Shape[^1], q.Shape[^1]]), Tensor.MatMul(q.T, q), 1e-13);
}
