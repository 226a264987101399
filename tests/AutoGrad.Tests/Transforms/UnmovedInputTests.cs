using static AutoGrad.Transform;

namespace AutoGrad.Tests;

/// <summary>An input that a derivative is not taken by has no share in it, not even one of 0 times NaN.</summary>
public sealed class UnmovedInputTests
{
    // ∂(xʸ)/∂y holds ln x, which is NaN here; ∂(x³)/∂x = 3 x² = 12 and ∂²(x³)/∂x² = 6 x = -12 do not.
    private static readonly Tensor s_x = Tensor.From([-2.0]);

    private static Tensor Cube(Tensor x) => Tensor.Pow(x, 3.0);

    [Fact]
    public void A_checkpoints_tangent_does_not_read_slopes_by_constants()
    {
        Assert.Equal([12.0], Jvp(Checkpoint(Cube), s_x, Tensor.OnesLike(s_x)).Tangent.ToArray<double>());
    }

    [Fact]
    public void Nor_does_its_second_derivative_in_any_order_of_modes()
    {
        Func<Tensor, Tensor> kept = Checkpoint(x => Cube(x).Sum());

        Assert.Equal([-12.0], Hessian(kept)(s_x).ToArray<double>());
        Assert.Equal([-12.0], Jacobian(Grad(kept))(s_x).ToArray<double>());
        Assert.Equal([-12.0], JacobianForward(JacobianForward(kept))(s_x).ToArray<double>());
        Assert.Equal([-12.0], Jacobian(JacobianForward(kept))(s_x).ToArray<double>());
    }

    [Fact]
    public void A_custom_rules_tangent_reads_only_the_parts_of_the_rule_for_what_moves()
    {
        Func<(Tensor X, Tensor Y), Tensor> power = CustomVjp<(Tensor X, Tensor Y)>(
            p => Tensor.Pow(p.X, p.Y),
            (p, z, zBar) => (zBar * p.Y * Tensor.Pow(p.X, p.Y - 1.0), zBar * z * Tensor.Log(p.X)));

        Tensor tangent = Jvp(x => power((x, Tensor.From([3.0]))), s_x, Tensor.OnesLike(s_x)).Tangent;

        Assert.Equal([12.0], tangent.ToArray<double>());
    }

    [Fact]
    public void A_custom_function_to_integers_has_a_tangent_of_zeros()
    {
        Func<Tensor, Tensor> cut = CustomVjp(x => x.To(DType.Int32), (x, _, _) => x);

        Assert.Equal([0], Jvp(cut, s_x, Tensor.OnesLike(s_x)).Tangent.ToArray<int>());
    }

    [Fact]
    public void A_custom_function_in_a_checkpoint_names_the_tensor_it_captured()
    {
        Func<Tensor, Tensor> f = Checkpoint(x => CustomVjp(v => v * x, (_, _, yBar) => yBar * x)(2.0 * x));

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => f(s_x));

        Assert.Equal(
            "custom_vjp: the function reads a tensor that is being differentiated or mapped, f64[1], without taking it as an argument, so the rule could not account for it. " +
            "Put that tensor into the argument (a tuple or record will do), or pass it through StopGradient.",
            error.Message);
    }

    [Fact]
    public void Which_arguments_a_gradient_is_by_is_settled_when_it_is_made()
    {
        int[] arguments = [0];
        Func<Tensor, Tensor, Tensor[]> gradient = Grad((x, y) => (x * y).Sum(), arguments);
        arguments[0] = 1;

        Assert.Equal([5.0], gradient(s_x, Tensor.From([5.0]))[0].ToArray<double>());
    }

    [Fact]
    public void A_tensor_that_escaped_is_not_passed_on_by_a_function_that_does_nothing()
    {
        Tensor escaped = s_x;
        Grad(x =>
        {
            escaped = x;
            return x.Sum();
        })(s_x);

        Assert.Throws<EscapedTraceException>(() => Vmap(x => x)(escaped));
        Assert.Throws<EscapedTraceException>(() => Vjp<Tensor, Tensor>(x => x, s_x).Pullback(escaped));
    }
}
