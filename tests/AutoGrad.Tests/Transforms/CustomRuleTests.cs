using static AutoGrad.Transform;

namespace AutoGrad.Tests;

public sealed class CustomRuleTests
{
    private static readonly Tensor s_x = Tensor.From([0.3, -0.7, 1.1]);

    // Sine with its own rules: every transform must agree with the built-in.
    private static Func<Tensor, Tensor> Reverse { get; } = CustomVjp(Tensor.Sin, (x, _, yBar) => yBar * Tensor.Cos(x));

    private static Func<Tensor, Tensor> Forward { get; } = CustomJvp(Tensor.Sin, (x, _, xDot) => xDot * Tensor.Cos(x));

    [Theory]
    [InlineData("reverse")]
    [InlineData("forward")]
    public void A_right_rule_gives_what_the_operation_gives_under_every_transform(string rule)
    {
        Func<Tensor, Tensor> sine = rule == "reverse" ? Reverse : Forward;
        Tensor Energy(Tensor x) => (sine(x) * x).Sum();
        static Tensor Expected(Tensor x) => (Tensor.Sin(x) * x).Sum();

        Close.Equal(Tensor.Sin(s_x), sine(s_x), 0);
        Close.Equal(Grad(Expected)(s_x), Grad(Energy)(s_x), 1e-15);
        Close.Equal(Jvp(Expected, s_x, s_x).Tangent, Jvp(Energy, s_x, s_x).Tangent, 1e-15);
        Close.Equal(Hessian(Expected)(s_x), Hessian(Energy)(s_x), 1e-15);
        Close.Equal(Jacobian(Grad(Expected))(s_x), Jacobian(Grad(Energy))(s_x), 1e-15);
        Close.Equal(JacobianForward(JacobianForward(Expected))(s_x), JacobianForward(JacobianForward(Energy))(s_x), 1e-15);
        Tensor rows = Tensor.Stack([s_x, 2.0 * s_x]);
        Close.Equal(Vmap(Grad(Expected))(rows), Vmap(Grad(Energy))(rows), 1e-15);
        Close.Equal(Vmap(Hessian(Expected))(rows), Vmap(Hessian(Energy))(rows), 1e-15);
        Close.Equal(Grad(x => Vmap(Expected)(x).Sum())(rows), Grad(x => Vmap(Energy)(x).Sum())(rows), 1e-15);
        Close.Equal(Grad(Expected)(s_x), Grad(Checkpoint(Energy))(s_x), 1e-15);
        Close.Equal(Hessian(Expected)(s_x), Hessian(Checkpoint(Energy))(s_x), 1e-15);
    }

    [Fact]
    public void A_wrong_rule_is_used_all_the_same_at_every_order()
    {
        // The rule says 3 x ȳ for the identity: first derivative 3x, and the second that of the rule, 3.
        Func<Tensor, Tensor> lie = CustomVjp(x => x, (x, _, yBar) => 3.0 * x * yBar);

        Assert.Equal(6, Grad(lie)(Tensor.Scalar(2, DType.Float64)).ToScalar());
        Assert.Equal(3, Grad(Grad(lie))(Tensor.Scalar(2, DType.Float64)).ToScalar());
        Assert.Equal(6, Jvp(lie, Tensor.Scalar(2, DType.Float64), Tensor.Scalar(1, DType.Float64)).Tangent.ToScalar());
        Assert.Equal(3, Hessian(lie)(Tensor.Scalar(2, DType.Float64)).ToScalar());
    }

    [Fact]
    public void An_unmapped_input_gets_the_sum_of_the_cotangents()
    {
        Func<(Tensor X, Tensor W), Tensor> scaled = CustomVjp<(Tensor X, Tensor W)>(
            p => (p.X * p.W).Sum(), (p, _, yBar) => (yBar * p.W, yBar * p.X));
        Tensor rows = Tensor.From([2, 2], [1.0, 2.0, 3.0, 4.0]);
        Tensor w = Tensor.From([5.0, 6.0]);

        (Tensor x, Tensor shared) = Grad<(Tensor X, Tensor W)>(p => Vmap((x, w) => scaled((x, w)), 0, null)(p.X, p.W).Sum())((rows, w));
        Tensor perExample = Vmap(row => Grad(v => scaled((row, v)))(w))(rows);

        Close.Equal([5, 6, 5, 6], x, 0);
        Close.Equal([4, 6], shared, 0);
        Close.Equal(rows, perExample, 0);
    }

    [Fact]
    public void A_captured_tensor_that_is_differentiated_is_refused()
    {
        const string Message =
            "custom_vjp: the function reads a tensor that is being differentiated or mapped, f64[3], without taking it as an argument, so the rule could not account for it. " +
            "Put that tensor into the argument (a tuple or record will do), or pass it through StopGradient.";

        Exception reverse = Assert.Throws<InvalidOperationException>(() => Grad(w => CustomVjp(x => x * w, (_, _, yBar) => yBar)(s_x).Sum())(s_x));
        Exception both = Assert.Throws<InvalidOperationException>(() => Grad(w => CustomVjp(x => x * w, (_, _, yBar) => yBar)(w).Sum())(s_x));
        Exception mapped = Assert.Throws<InvalidOperationException>(
            () => Vmap(w => CustomVjp(x => x * w, (_, _, yBar) => yBar)(s_x))(Tensor.Stack([s_x, s_x])));
        Exception forward = Assert.Throws<InvalidOperationException>(
            () => Jvp(w => CustomJvp(x => x * w, (_, _, xDot) => xDot)(s_x), s_x, s_x));

        Assert.Equal(Message, reverse.Message);
        Assert.Equal(Message, both.Message);
        Assert.Equal(Message, mapped.Message);
        Assert.Equal(Message.Replace("custom_vjp", "custom_jvp", StringComparison.Ordinal), forward.Message);
        Close.Equal(s_x, Grad(w => CustomVjp(x => x * StopGradient(w), (_, _, yBar) => yBar * s_x)(w).Sum())(s_x), 0);
    }

    [Fact]
    public void A_rule_of_the_wrong_shape_is_refused()
    {
        Exception reverse = Assert.ThrowsAny<Exception>(() => Grad(x => CustomVjp(v => v, (_, _, yBar) => yBar.Sum())(x).Sum())(s_x));
        Exception forward = Assert.Throws<ShapeException>(() => Jvp(CustomJvp(v => v, (_, _, xDot) => xDot.Sum()), s_x, s_x));

        Assert.StartsWith("CustomVjp's rule: ", reverse.Message, StringComparison.Ordinal);
        Assert.Equal("CustomJvp's rule: the tangent must be f64[3], as the value; got f64[].", forward.Message);
    }

    [Fact]
    public void A_stopped_value_is_a_constant_to_every_mode_and_order()
    {
        Tensor F(Tensor x) => (x * StopGradient(x * x)).Sum();

        Close.Equal(s_x * s_x, Grad(F)(s_x), 0);
        Close.Equal(Jvp(x => (x * (s_x * s_x)).Sum(), s_x, s_x).Tangent, Jvp(F, s_x, s_x).Tangent, 0);
        Close.Equal(Tensor.Zeros([3, 3], DType.Float64), Hessian(F)(s_x), 0);
        Close.Equal(Tensor.Zeros([3, 3], DType.Float64), Jacobian(Grad(F))(s_x), 0);
        Tensor rows = Tensor.Stack([s_x, 2.0 * s_x]);
        Close.Equal(rows * rows, Vmap(Grad(F))(rows), 0);
        Close.Equal(rows * rows, Grad(x => Vmap(F)(x).Sum())(rows), 0);
        Close.Equal([0.0], Grad<Tensor[]>(p => StopGradient(p)[0].Sum())([Tensor.From([2.0])])[0], 0);
    }
}
