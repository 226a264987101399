using static AutoGrad.Transform;

namespace AutoGrad.Tests;

public sealed class NestingTests
{
    private static readonly Tensor s_x = Tensor.From([0.3, -0.7, 1.1]);

    private static Tensor F(Tensor x) => Tensor.Tanh(x * x) * Tensor.Exp(x) + Tensor.Sin(x[0] * x);

    private static Tensor Energy(Tensor x) => (F(x) * x).Sum();

    [Fact]
    public void Derivatives_nested_over_a_captured_variable_are_not_confused()
    {
        Tensor one = Tensor.Scalar(1, DType.Float64);

        // d/dx (x · d/dy (x y²)) = d/dx (2 x² y) = 4 x y.
        Func<Tensor, Tensor> reverse = Grad(x => x * Grad(y => x * y * y)(one));
        Func<Tensor, Tensor> mixed = x => Jvp(u => u * Grad(y => u * y * y)(one), x, one).Tangent;
        Func<Tensor, Tensor> turned = Grad(x => x * Jvp(y => x * y * y, one, one).Tangent);
        Func<Tensor, Tensor> forward = x => Jvp(u => u * Jvp(y => u * y * y, one, one).Tangent, x, one).Tangent;

        Assert.All([reverse, mixed, turned, forward], f => Assert.Equal(12, f(Tensor.Scalar(3, DType.Float64)).ToScalar(), 1e-14));
    }

    [Fact]
    public void An_inner_derivative_of_what_only_the_outer_variable_moves_is_zero()
    {
        Assert.Equal(0, Grad(x => Grad(y => x * x + 0.0 * y)(x))(Tensor.Scalar(2, DType.Float64)).ToScalar());
        Assert.Equal(0, Grad(x => Jvp(y => x * x, x, x).Tangent)(Tensor.Scalar(2, DType.Float64)).ToScalar());
    }

    [Fact]
    public void Jacobians_by_both_modes_agree()
    {
        Close.Equal(Jacobian(F)(s_x), JacobianForward(F)(s_x), 1e-14);
        Assert.Equal([2, 2, 2, 2], Jacobian(x => Tensor.MatMul(x, x))(Tensor.Ones([2, 2])).Shape);
        Assert.Equal([2, 3, 0], JacobianForward(x => Tensor.Ones([2, 3]) * x.Sum())(Tensor.Zeros([0])).Shape);
        Assert.Equal([0, 3], Jacobian(x => x[..0])(s_x).Shape);
    }

    [Fact]
    public void Hessians_by_all_four_orders_of_modes_agree()
    {
        Tensor hessian = Hessian(Energy)(s_x);

        Close.Equal(hessian, hessian.T, 1e-13);
        Close.Equal(hessian, Jacobian(Grad(Energy))(s_x), 1e-13);
        Close.Equal(hessian, JacobianForward(JacobianForward(Energy))(s_x), 1e-13);
        Close.Equal(hessian, Jacobian(JacobianForward(Energy))(s_x), 1e-13);
    }

    [Fact]
    public void A_third_derivative_is_that_of_the_formula_by_every_nesting()
    {
        // d³/dx³ exp(2x) = 8 exp(2x).
        static Tensor Exponential(Tensor x) => Tensor.Exp(2.0 * x);
        static Func<Tensor, Tensor> Push(Func<Tensor, Tensor> f) => x => Jvp(f, x, Tensor.OnesLike(x)).Tangent;
        Func<Func<Tensor, Tensor>, Func<Tensor, Tensor>>[] modes = [f => Grad(f), Push];

        foreach (int order in Enumerable.Range(0, 8))
        {
            Func<Tensor, Tensor> f = modes[order & 1](modes[order >> 1 & 1](modes[order >> 2](Exponential)));
            Assert.Equal(8 * Math.Exp(0.6), f(Tensor.Scalar(0.3, DType.Float64)).ToScalar(), 1e-13);
        }
    }

    [Fact]
    public void A_Hessian_vector_product_keeps_the_type_of_its_record()
    {
        var at = new Line(Tensor.From([0.5, -1.0]), Tensor.Scalar(2, DType.Float64));
        var v = new Line(Tensor.From([1.0, 1.0]), Tensor.Scalar(-1, DType.Float64));

        // f = b Σw³: ∂²f/∂w² = 6 b w, ∂²f/∂w∂b = 3 w².
        Line product = HessianVectorProduct(p => p.Bias * (p.Weight * p.Weight * p.Weight).Sum(), at, v);

        Close.Equal([(12 * 0.5) - (3 * 0.25), -12 - 3], product.Weight, 1e-14);
        Assert.Equal(3 * 0.25 + 3 * 1, product.Bias.ToScalar(), 1e-14);
    }

    [Fact]
    public void A_pullback_may_be_pulled_under_further_transforms()
    {
        (Tensor y, Func<Tensor, Tensor> pullback) = Vjp(F, s_x);

        Close.Equal(Jacobian(F)(s_x), Vmap(pullback)(Tensor.Eye(3, DType.Float64)), 1e-15);
        Close.Equal(Jvp(F, s_x, s_x).Tangent, Grad(w => (pullback(w) * s_x).Sum())(y), 1e-14);
    }

    [Fact]
    public void Vmap_takes_and_puts_its_axis_where_it_is_told()
    {
        Tensor x = Tensor.Arange(0, 24, DType.Float64).Reshape(2, 3, 4);

        Tensor y = Vmap(v => v * 2.0, inAxis: 1, outAxis: 2)(x);
        Tensor last = Vmap(v => v.Sum(), inAxis: -1)(x);
        Tensor unmapped = Vmap((a, b) => Tensor.MatMul(a, b), null, 1)(x[0], Tensor.Ones([4, 5], DType.Float64));
        Tensor constant = Vmap(_ => Tensor.Arange(0, 3), outAxis: 1)(x);
        Tensor three = Vmap((a, b, c) => a * b + c, 0, null, -1, 0)(x[0, 0], Tensor.From([1.0, 2.0, 3.0]), x[0]);

        Close.Same((2.0 * x).MoveAxis(1, 2), y);
        Close.Same(x.Sum([0, 1]), last);
        Assert.Equal([5, 3], unmapped.Shape);
        Close.Same(x[0].Sum(axis: 1), unmapped[2]);
        Assert.Equal([3, 2], constant.Shape);
        Assert.Equal([0f, 0f, 1f, 1f, 2f, 2f], constant.ToArray<float>());
        Close.Same(x[0, 0].ExpandDims(1) * Tensor.From([1.0, 2.0, 3.0]) + x[0].T, three);
    }

    [Fact]
    public void Vmap_goes_over_trees_and_per_example_gradients_keep_them()
    {
        var batch = new Line(Tensor.From([2, 2], [1.0, 2.0, 3.0, 4.0]), Tensor.From([10.0, 20.0]));

        Line gradients = Vmap(Grad<Line>(p => (p.Weight * p.Weight).Sum() * p.Bias))(batch);

        Close.Equal([20, 40, 120, 160], gradients.Weight, 0);
        Close.Equal([5, 25], gradients.Bias, 0);
    }

    [Fact]
    public void Grad_of_several_arguments_goes_by_position()
    {
        (Tensor x, Tensor y, Tensor z) = (Tensor.Scalar(2, DType.Float64), Tensor.Scalar(3, DType.Float64), Tensor.Scalar(5, DType.Float64));

        Assert.Equal(2 * 2 * 3, Grad((a, b) => a * a * b, 0)(x, y).ToScalar());
        Assert.Equal(4, Grad((a, b) => a * a * b, 1)(x, y).ToScalar());
        Assert.Equal([6.0, 15.0], Grad((a, b, c) => a * b * c, [2, 0])(x, y, z).Select(gradient => gradient.ToScalar()));
        Assert.Equal(10, Grad((a, b, c) => a * b * c, 1)(x, y, z).ToScalar());
        Assert.Equal(
            "Name at least one argument, and each once. (Parameter 'arguments')",
            Assert.Throws<ArgumentException>(() => Grad((a, b) => a * b, [0, 0])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Grad((a, b) => a * b, 2));
    }

    [Fact]
    public void The_auxiliary_tree_comes_out_as_plain_tensors()
    {
        (Tensor value, Tensor gradient, (Tensor Twice, int Count, Tensor[] Parts) aux) =
            ValueAndGrad<Tensor, (Tensor, int, Tensor[])>(x => ((x * x).Sum(), (2.0 * x, 7, [x[0], Tensor.Scalar(4)])))(s_x);

        Assert.Equal(0.09 + 0.49 + 1.21, value.ToScalar(), 1e-15);
        Close.Same(2.0 * s_x, gradient);
        Close.Same(2.0 * s_x, Tensor.Exp(Tensor.Log(aux.Twice * 0.0 + 1.0)) * aux.Twice);
        Assert.Equal((7, 0.3, 4.0), (aux.Count, aux.Parts[0].ToScalar(), aux.Parts[1].ToScalar()));
    }

    [Fact]
    public void The_auxiliary_value_is_still_differentiated_by_an_outer_transform()
    {
        Assert.Equal(6, Grad(x => ValueAndGrad<Tensor, Tensor>(y => (y * y, x * y))(x).Aux)(Tensor.Scalar(3, DType.Float64)).ToScalar());
    }

    [Fact]
    public void Integer_Bool_and_key_leaves_ride_along_with_zeros()
    {
        (Tensor X, Tensor N, Tensor Mask, RandomKey Key) tree = (X: s_x, N: Tensor.From([1, 2]), Mask: Tensor.From([true]), Key: RandomKey.FromSeed(1));

        (Tensor X, Tensor N, Tensor Mask, RandomKey Key) gradient = Grad<(Tensor X, Tensor N, Tensor Mask, RandomKey Key)>(
            p => (p.X * p.X.Gather(p.N[..1] - 1)).Sum() + Draw.Uniform(p.Key, [], dtype: DType.Float64))(tree);

        Close.Equal([0.3 + 0.3 - 0.7 + 1.1, 0.3, 0.3], gradient.X, 1e-15);
        Assert.Equal([0, 0], gradient.N.ToArray<int>());
        Assert.Equal([false], gradient.Mask.ToArray<bool>());
        Assert.Equal([0u, 0u], Tree.Leaves(gradient.Key)[0].ToArray<uint>());
    }

    private sealed record Line(Tensor Weight, Tensor Bias);
}
