using FsCheck.Xunit;

namespace AutoGrad.PropertyTests;

/// <summary>What must hold of the transforms for every function; here, of one that no simplification helps.</summary>
[Properties(Arbitrary = [typeof(Arbitraries)])]
public sealed class TransformLaws
{
    /// <summary>⟨w, J v⟩ = ⟨Jᵀ w, v⟩: the two modes hold one Jacobian, read from its two sides.</summary>
    [Property]
    public bool Forward_and_reverse_mode_are_adjoint(Vector at)
    {
        Tensor x = at.Tensor;
        Tensor v = Tensor.Tanh(x + 0.3);
        Tensor w = Tensor.Exp(-x);

        Tensor forward = (w * Transform.Jvp(F, x, v).Tangent).Sum();
        Tensor reverse = (Transform.Grad(y => (w * F(y)).Sum())(x) * v).Sum();

        return Laws.IsClose(forward, reverse, 1e-12);
    }

    [Property]
    public bool A_pullback_is_linear(Vector at, Vector factors)
    {
        Tensor x = at.Tensor;
        (Tensor y, Func<Tensor, Tensor> pullback) = Transform.Vjp(F, x);
        (double a, double b) = (factors.Numbers[0], factors.Numbers[^1] + 0.5);
        (Tensor u, Tensor w) = (Tensor.Cos(y), Tensor.Exp(-y));

        return Laws.IsClose(pullback(a * u + b * w), a * pullback(u) + b * pullback(w), 1e-12);
    }

    [Property]
    public bool A_tangent_is_linear_in_its_direction(Vector at, Vector factors)
    {
        Tensor x = at.Tensor;
        (double a, double b) = (factors.Numbers[0], factors.Numbers[^1] + 0.5);
        (Tensor u, Tensor v) = (Tensor.Cos(x), Tensor.Exp(-x));
        Tensor Push(Tensor direction) => Transform.Jvp(F, x, direction).Tangent;

        return Laws.IsClose(Push(a * u + b * v), a * Push(u) + b * Push(v), 1e-12);
    }

    /// <summary>∂(g ∘ f)(x) = ∂g(f(x)) ∂f(x).</summary>
    [Property]
    public bool The_chain_rule_multiplies_Jacobians(Vector at)
    {
        static Tensor G(Tensor y) => Tensor.Sin(y) + y.Mean() * y;
        Tensor x = at.Tensor;

        return Laws.IsClose(Transform.Jacobian(v => G(F(v)))(x), Tensor.MatMul(Transform.Jacobian(G)(F(x)), Transform.JacobianForward(F)(x)), 1e-11);
    }

    [Property]
    public bool A_Hessian_is_symmetric_and_its_products_are_its_own(Vector at)
    {
        static Tensor Energy(Tensor x) => (F(x) * Tensor.Cos(x)).Sum();
        Tensor x = at.Tensor;
        Tensor hessian = Transform.Hessian(Energy)(x);
        Tensor v = Tensor.Exp(-x);

        return Laws.IsClose(hessian, hessian.T, 1e-11)
            && Laws.IsClose(Transform.HessianVectorProduct(Energy, x, v), Tensor.MatMul(hessian, v), 1e-11);
    }

    [Property]
    public bool A_map_is_a_loop(Vector at)
    {
        Tensor rows = at.Tensor.ExpandDims(1) * Tensor.From([1.0, -0.5, 0.25]);
        Func<Tensor, Tensor> gradient = Transform.Grad(x => F(x).Sum());

        return Laws.IsClose(Transform.Vmap(gradient)(rows), Tensor.Stack([.. Enumerable.Range(0, rows.Shape[0]).Select(i => gradient(rows[i]))]), 1e-14);
    }

    /// <summary>d/dx (x · d/dy (x y²)) = 4 x y at y = x: the inner derivative holds x for a constant, the outer does not.</summary>
    [Property]
    public bool Nested_derivatives_are_not_confused(Vector at)
    {
        Tensor x = at.Tensor;
        Tensor one = Tensor.OnesLike(x[0]);

        Tensor reverse = Transform.Grad(u => u * Transform.Grad(y => u * y * y)(one))(x[0]);
        Tensor mixed = Transform.Jvp(u => u * Transform.Grad(y => u * y * y)(one), x[0], one).Tangent;

        return Laws.IsClose(reverse, 4.0 * x[0], 1e-14) && Laws.IsClose(mixed, reverse, 1e-14);
    }

    private static Tensor F(Tensor x) => Tensor.Tanh(x * x) * Tensor.Exp(x) + x.Sum() * Tensor.Sin(x);
}
