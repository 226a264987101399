using static AutoGrad.Transform;

namespace AutoGrad.Tests;

/// <summary>Fixed points, roots and linear systems, and how they move with what defines them.</summary>
public sealed class ImplicitTests
{
    private static Tensor SquareRoot(Tensor x) => Root((p, z) => z * z - p, x, Tensor.OnesLike(x));

    [Fact]
    public void The_square_root_by_Newton_has_the_derivatives_of_the_square_root()
    {
        Tensor at = Tensor.Scalar(7, DType.Float64);

        Close.Equal(Math.Sqrt(7), SquareRoot(at).ToScalar(), 1e-15);
        Close.Equal(0.5 / Math.Sqrt(7), Grad(SquareRoot)(at).ToScalar(), 1e-15);
        Close.Equal(0.5 / Math.Sqrt(7), Jvp(SquareRoot, at, Tensor.OnesLike(at)).Tangent.ToScalar(), 1e-15);
        Close.Equal(-0.25 * Math.Pow(7, -1.5), Grad(Grad(SquareRoot))(at).ToScalar(), 1e-15);
        Close.Equal(-0.25 * Math.Pow(7, -1.5), Hessian(SquareRoot)(at).ToScalar(), 1e-15);
        Close.Equal(-0.25 * Math.Pow(7, -1.5), JacobianForward(JacobianForward(SquareRoot))(at).ToScalar(), 1e-15);
        Close.Equal(0.375 * Math.Pow(7, -2.5), Grad(Grad(Grad(SquareRoot)))(at).ToScalar(), 1e-15);
        Assert.Equal(DType.Float32, SquareRoot(Tensor.Scalar(7)).DType);
        Close.Equal(Math.Sqrt(7), SquareRoot(Tensor.Scalar(7)).ToScalar(), 1e-7);
    }

    [Fact]
    public void Each_example_of_a_batch_stops_by_itself_and_is_what_it_would_be_alone()
    {
        // From 1, the first is there at once and the last needs some thirty steps.
        double[] numbers = [1, 2, 1e-4, 1e12];
        Tensor batch = Tensor.From(numbers);

        Tensor mapped = Vmap(SquareRoot)(batch);
        Tensor slopes = Vmap(Grad(SquareRoot))(batch);
        Tensor ofSum = Grad(x => Vmap(SquareRoot)(x).Sum())(batch);
        Tensor twice = Vmap<Tensor, Tensor>(Vmap(SquareRoot))(batch.Reshape([2, 2]));

        Tensor[] alone = [.. numbers.Select(x => SquareRoot(Tensor.Scalar(x, DType.Float64)))];
        Close.Same(Tensor.Stack(alone), mapped);
        Close.Same(mapped.Reshape([2, 2]), twice);
        for (int i = 0; i < numbers.Length; i++)
        {
            double slope = 0.5 / Math.Sqrt(numbers[i]);
            Close.Equal(1, slopes[i].ToScalar() / slope, 1e-14);
            Close.Equal(1, ofSum[i].ToScalar() / slope, 1e-14);
        }
    }

    // Kepler's equation E - e sin E = M: ∂E/∂M = 1 / (1 - e cos E), ∂E/∂e = sin E / (1 - e cos E).
    [Fact]
    public void The_eccentric_anomaly_moves_as_Kepler_says()
    {
        (Tensor Mean, Tensor Eccentricity) orbit = (Tensor.Scalar(0.8, DType.Float64), Tensor.Scalar(0.3, DType.Float64));
        Tensor ByNewton((Tensor Mean, Tensor Eccentricity) p) => Root((q, z) => z - q.Eccentricity * Tensor.Sin(z) - q.Mean, p, p.Mean);
        Tensor ByRepetition((Tensor Mean, Tensor Eccentricity) p) => FixedPoint((q, z) => q.Mean + q.Eccentricity * Tensor.Sin(z), p, p.Mean);

        foreach (Func<(Tensor Mean, Tensor Eccentricity), Tensor> solve in new Func<(Tensor, Tensor), Tensor>[] { ByNewton, ByRepetition })
        {
            (Tensor value, (Tensor Mean, Tensor Eccentricity) slopes) = ValueAndGrad(solve)(orbit);
            double anomaly = value.ToScalar();
            double share = 1 - 0.3 * Math.Cos(anomaly);

            Close.Equal(0.8, anomaly - 0.3 * Math.Sin(anomaly), 1e-13);
            Close.Equal(1 / share, slopes.Mean.ToScalar(), 1e-13);
            Close.Equal(Math.Sin(anomaly) / share, slopes.Eccentricity.ToScalar(), 1e-13);

            Tensor second = Grad(m => Grad(mean => solve((mean, orbit.Eccentricity)))(m))(orbit.Mean);
            Close.Equal(-0.3 * Math.Sin(anomaly) / (share * share * share), second.ToScalar(), 1e-12);
        }
    }

    [Fact]
    public void A_deep_equilibrium_layer_has_the_gradient_of_its_unrolled_steps()
    {
        RandomKey[] keys = RandomKey.FromSeed(11).Split(3);
        Layer layer = new(0.2 * Draw.Normal(keys[0], [5, 5], dtype: DType.Float64), Draw.Normal(keys[1], [5, 3], dtype: DType.Float64));
        Tensor x = Draw.Normal(keys[2], [3], dtype: DType.Float64);
        Tensor zeros = Tensor.Zeros([5], DType.Float64);
        Tensor Unrolled(Layer p)
        {
            Tensor z = zeros;
            for (int count = 0; count < 200; count++)
            {
                z = Next(p, z, x);
            }

            return Tensor.Square(z).Sum();
        }

        Tensor Implicit(Layer p) => Tensor.Square(FixedPoint((q, z) => Next(q, z, x), p, zeros)).Sum();

        Layer expected = Grad<Layer>(Unrolled)(layer);
        Layer actual = Grad<Layer>(Implicit)(layer);
        Layer seen = HessianVectorProduct<Layer>(Implicit, layer, layer);
        Layer expectedSecond = HessianVectorProduct<Layer>(Unrolled, layer, layer);

        Close.Equal(expected.Inner, actual.Inner, 1e-12);
        Close.Equal(expected.Outer, actual.Outer, 1e-12);
        Close.Equal(expectedSecond.Inner, seen.Inner, 1e-11);
        Close.Equal(expectedSecond.Outer, seen.Outer, 1e-11);
    }

    [Fact]
    public void What_the_function_captures_counts_as_a_parameter_and_the_start_does_not()
    {
        Tensor half = Tensor.Scalar(0.5, DType.Float64);
        Tensor one = Tensor.Scalar(1, DType.Float64);

        // z = w z + 1, so z = 1 / (1 - w).
        Close.Equal(4, Grad(w => FixedPoint((p, z) => w * z + p, one, one))(half).ToScalar(), 1e-13);
        Close.Equal(4, Grad(w => Root((p, z) => w * z + p - z, one, one))(half).ToScalar(), 1e-13);
        Close.Equal(0, Grad(start => FixedPoint((w, z) => w * z + 1.0, half, start))(one).ToScalar(), 0);
        Close.Equal(0, Jvp(start => Root((w, z) => w * z + 1.0 - z, half, start), one, one).Tangent.ToScalar(), 0);
    }

    // The circle x² + y² = r² and the line y = s x.
    [Fact]
    public void A_state_may_be_a_tree()
    {
        (Tensor Radius, Tensor Slope) p = (Tensor.Scalar(5, DType.Float64), Tensor.Scalar(0.75, DType.Float64));
        (Tensor X, Tensor Y) Meeting((Tensor Radius, Tensor Slope) q) => Root(
            (r, z) => (z.X * z.X + z.Y * z.Y - r.Radius * r.Radius, z.Y - r.Slope * z.X), q, (X: Tensor.OnesLike(q.Radius), Y: Tensor.OnesLike(q.Radius)));

        (Tensor x, Tensor y) = Meeting(p);
        (Tensor radius, Tensor slope) = Grad<(Tensor Radius, Tensor Slope)>(q => Meeting(q).X)(p);

        // x = r (1 + s²)^(-1/2).
        Close.Equal([4, 3], Tensor.Stack([x, y]), 1e-14);
        Close.Equal(0.8, radius.ToScalar(), 1e-14);
        Close.Equal(-5 * 0.75 * Math.Pow(1 + 0.75 * 0.75, -1.5), slope.ToScalar(), 1e-14);
    }

    // x = (x + y) / 4 + p, y = (x - y) / 4 + p: for x - y / 3 the cotangent of the second equation decays to 0, and that of the first does not.
    [Fact]
    public void A_cotangent_that_vanishes_beside_another_is_no_obstacle()
    {
        Tensor p = Tensor.Scalar(2, DType.Float64);

        Tensor slope = Grad(q =>
        {
            (Tensor x, Tensor y) = FixedPoint((r, z) => ((z.Item1 + z.Item2) / 4.0 + r, (z.Item1 - z.Item2) / 4.0 + r), q, (q, q));
            return x - y / 3.0;
        })(p);

        // Cramer: x = (5/4 + 1/4) p / (3/4 · 5/4 - 1/16) and y = (3/4 + 1/4) p / (…).
        Close.Equal((1.5 - 1 / 3.0) / (15 / 16.0 - 1 / 16.0), slope.ToScalar(), 1e-13);
    }

    [Fact]
    public void Checkpoints_and_gradients_of_maps_go_through()
    {
        Tensor x = Tensor.From([2.0, 3.0, 5.0]);
        Tensor w = Tensor.Scalar(2, DType.Float64);

        Close.Equal(Grad(v => SquareRoot(v).Sum())(x), Grad(v => Checkpoint(SquareRoot)(v).Sum())(x), 1e-15);

        // Shared by all examples: d/dw Σ √(w x).
        Tensor shared = Grad(v => Vmap((each, all) => SquareRoot(each * all), 0, null)(x, v).Sum())(w);
        Close.Equal(x.ToArray<double>().Sum(each => 0.5 * Math.Sqrt(each / 2)), shared.ToScalar(), 1e-14);
    }

    // The five-point Laplacian and a term that turns: matrices of which only their products with a grid are ever formed.
    [Fact]
    public void Systems_of_functions_are_solved_on_grids_and_differentiated_by_what_they_capture()
    {
        Tensor b = Draw.Normal(RandomKey.FromSeed(1), [8, 8], dtype: DType.Float64);
        Tensor shift = Tensor.Scalar(0.7, DType.Float64);
        static Tensor Laplacian(Tensor u) => 4.0 * u - Beside(u, 0, 1) - Beside(u, 0, -1) - Beside(u, 1, 1) - Beside(u, 1, -1);
        static Tensor Beside(Tensor u, int axis, int by)
        {
            int[] before = [0, 0];
            int[] after = [0, 0];
            (by > 0 ? before : after)[axis] = 1;
            return u.Pad(before, after).SliceAxis(axis, by > 0 ? 0 : 1, u.Shape[axis]);
        }

        foreach (bool symmetric in new[] { true, false })
        {
            Func<Tensor, Tensor> Matrix(Tensor s) => symmetric ? u => Laplacian(u) + s * u : u => Laplacian(u) + s * Beside(u, 0, 1);
            Tensor Solve(Tensor s) => symmetric ? LinearAlgebra.ConjugateGradient(Matrix(s), b) : LinearAlgebra.Gmres(Matrix(s), b, restart: 20);
            Tensor Dense(Tensor s)
            {
                Tensor slopes = Jacobian(v => Matrix(s)(v.Reshape([8, 8])).Reshape([64]))(b.Reshape([64]));
                return LinearAlgebra.Solve(slopes, b.Reshape([64])).Reshape([8, 8]);
            }

            Close.Equal(b, Matrix(shift)(Solve(shift)), 1e-11);
            Close.Equal(Dense(shift), Solve(shift), 1e-10);
            Close.Equal(Grad(s => Tensor.Sin(Dense(s)).Sum())(shift), Grad(s => Tensor.Sin(Solve(s)).Sum())(shift), 1e-9);
            Close.Equal(Hessian(s => Tensor.Sin(Dense(s)).Sum())(shift), Hessian(s => Tensor.Sin(Solve(s)).Sum())(shift), 1e-8);
        }
    }

    [Fact]
    public void What_does_not_come_to_rest_is_an_error()
    {
        Tensor one = Tensor.Scalar(1, DType.Float64);

        Assert.Equal(
            "fixed_point: the state must come to rest within 10 steps (raise maxIterations or the tolerance, or damp the function); got a change of 1.02E+03 in the last.",
            Assert.Throws<ArithmeticException>(() => FixedPoint((p, z) => 2.0 * z + p, one, one, maxIterations: 10)).Message);
        Assert.Equal(
            "fixed_point: the state must come to rest within 1000 steps (raise maxIterations or the tolerance, or damp the function); got a change of NaN in the last.",
            Assert.Throws<ArithmeticException>(() => Vmap(v => FixedPoint((p, z) => Tensor.Sqrt(z) - p, v, v))(Tensor.From([0.0, 3.0]))).Message);
        Assert.Equal(
            "root: Newton's steps must come to rest within 5 (start nearer, or raise maxIterations or the tolerance); got a change of 1 in the last.",
            Assert.Throws<ArithmeticException>(() => Root((p, z) => Tensor.Exp(z) * p, one, one, maxIterations: 5)).Message);
        Assert.Equal(
            "solve: the matrix must be invertible; got pivot 0 = 0.",
            Assert.Throws<ArithmeticException>(() => Root((p, z) => z * z + p, one, Tensor.ZerosLike(one))).Message);
        Assert.Equal(
            "conjugate_gradient: the function must be symmetric positive definite (Gmres takes others); got -1 along a direction.",
            Assert.Throws<ArithmeticException>(() => LinearAlgebra.ConjugateGradient(v => -v, one)).Message);
        Assert.Equal(
            "gmres: what is left of the right side must come below 1E-12 of it within 1 applications (raise maxIterations or the tolerance, or precondition the system); got 1.",
            Assert.Throws<ArithmeticException>(() => LinearAlgebra.Gmres(v => 0.0 * v, one, maxIterations: 1)).Message);
    }

    [Fact]
    public void Functions_that_do_not_fit_are_refused()
    {
        Tensor x = Tensor.From([1.0, 2.0]);

        Assert.Equal("FixedPoint's function: the trees must agree; f64[2] expected, got f64[].", Assert.Throws<TreeException>(() => FixedPoint((p, z) => z.Sum(), x, x)).Message);
        Assert.Equal("Root's function: the trees must agree; f64[2] expected, got f64[].", Assert.Throws<TreeException>(() => Root((p, z) => z.Sum(), x, x)).Message);
        Assert.Equal(
            "FixedPoint: a floating dtype is needed (convert with x.To(DType.Float32)); got i32[2].",
            Assert.Throws<ShapeException>(() => FixedPoint((p, z) => z, x, Tensor.From([1, 2]))).Message);
        Assert.Equal(
            "FixedPoint: the state must have a floating tensor; got no tensors.",
            Assert.Throws<TreeException>(() => FixedPoint((p, z) => z, x, Array.Empty<Tensor>())).Message);
        Assert.Equal(
            "root: both tensors must have one dtype (convert one with x.To(DType.Float32)); got f64[2] and f32[].",
            Assert.Throws<ShapeException>(() => Root((p, z) => z, x, (x, Tensor.Scalar(1)))).Message);
        Assert.Equal(
            "gmres: the function must give what it gets, f64[2]; got f64[].",
            Assert.Throws<ShapeException>(() => LinearAlgebra.Gmres(v => v.Sum(), x)).Message);
        Assert.Equal("maxIterations", Assert.Throws<ArgumentOutOfRangeException>(() => FixedPoint((p, z) => z, x, x, maxIterations: 0)).ParamName);
        Assert.Equal("restart", Assert.Throws<ArgumentOutOfRangeException>(() => LinearAlgebra.Gmres(v => v, x, restart: 0)).ParamName);
    }

    private static Tensor Next(Layer p, Tensor z, Tensor x) => Tensor.Tanh(Tensor.MatMul(p.Inner, z) + Tensor.MatMul(p.Outer, x));

    private sealed record Layer(Tensor Inner, Tensor Outer);
}
