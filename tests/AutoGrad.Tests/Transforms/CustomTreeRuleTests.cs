using static AutoGrad.Transform;

namespace AutoGrad.Tests;

/// <summary>Rules of one's own for functions from tree to tree.</summary>
public sealed class CustomTreeRuleTests
{
    private static readonly Tensor s_x = Tensor.From([0.3, -0.7, 1.1]);

    private static readonly Tensor s_w = Tensor.From([0.5, 0.2, -0.4]);

    private static readonly Pair s_at = new(s_x, s_w);

    private sealed record Pair(Tensor X, Tensor W);

    // x sin w and exp x, with the partial derivatives left in the residual.
    private static (Tensor Product, Tensor Growth) Plain(Pair p) => (p.X * Tensor.Sin(p.W), Tensor.Exp(p.X));

    public static TheoryData<string> Rules => ["residual", "reverse", "forward"];

    private static Func<Pair, (Tensor Product, Tensor Growth)> Custom(string rule) => rule switch
    {
        "residual" => CustomVjp<Pair, (Tensor Product, Tensor Growth), (Tensor Slope, Tensor Turn, Tensor Growth)>(
            p =>
            {
                (Tensor Product, Tensor Growth) y = Plain(p);
                return (y, (Tensor.Sin(p.W), p.X * Tensor.Cos(p.W), y.Growth));
            },
            (kept, bar) => new Pair(bar.Product * kept.Slope + bar.Growth * kept.Growth, bar.Product * kept.Turn)),
        "reverse" => CustomVjp<Pair, (Tensor Product, Tensor Growth)>(
            Plain, (p, y, bar) => new Pair(bar.Product * Tensor.Sin(p.W) + bar.Growth * y.Growth, bar.Product * p.X * Tensor.Cos(p.W))),
        _ => CustomJvp<Pair, (Tensor Product, Tensor Growth)>(
            Plain, (p, y, dot) => (dot.X * Tensor.Sin(p.W) + dot.W * p.X * Tensor.Cos(p.W), dot.X * y.Growth)),
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_right_rule_gives_what_the_operations_give_under_every_transform(string rule)
    {
        Func<Pair, (Tensor, Tensor)> custom = Custom(rule);
        static Tensor Mixed((Tensor, Tensor) y) => (Tensor.Square(y.Item1) * y.Item2).Sum();
        Tensor Energy(Pair p) => Mixed(custom(p));
        static Tensor Expected(Pair p) => Mixed(Plain(p));

        Same(Grad<Pair>(Expected)(s_at), Grad<Pair>(Energy)(s_at));
        Close.Equal(Jvp(Expected, s_at, new Pair(s_w, s_x)).Tangent, Jvp(Energy, s_at, new Pair(s_w, s_x)).Tangent, 1e-14);
        Same(HessianVectorProduct<Pair>(Expected, s_at, new Pair(s_w, s_x)), HessianVectorProduct<Pair>(Energy, s_at, new Pair(s_w, s_x)));
        Same(GradOfGrad(Expected), GradOfGrad(Energy));
        Same(Grad<Pair>(p => Jvp(Expected, p, new Pair(s_w, s_x)).Tangent)(s_at), Grad<Pair>(p => Jvp(Energy, p, new Pair(s_w, s_x)).Tangent)(s_at));
        Close.Equal(
            Jvp(p => Jvp(Expected, p, s_at).Tangent, s_at, new Pair(s_w, s_x)).Tangent,
            Jvp(p => Jvp(Energy, p, s_at).Tangent, s_at, new Pair(s_w, s_x)).Tangent,
            1e-14);
        Pair rows = new(Tensor.Stack([s_x, 2.0 * s_x]), Tensor.Stack([s_w, s_x]));
        Same(Vmap<Pair, Pair>(Grad<Pair>(Expected))(rows), Vmap<Pair, Pair>(Grad<Pair>(Energy))(rows));
        Same(Grad<Pair>(p => Vmap<Pair, Tensor>(Expected)(p).Sum())(rows), Grad<Pair>(p => Vmap<Pair, Tensor>(Energy)(p).Sum())(rows));
        Same(Vmap<Pair, Pair>(GradOfGradAt(Expected))(rows), Vmap<Pair, Pair>(GradOfGradAt(Energy))(rows));
        Same(Grad<Pair>(Expected)(s_at), Grad<Pair>(Checkpoint<Pair, Tensor>(Energy))(s_at));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void What_all_examples_share_gets_the_sum_of_their_cotangents(string rule)
    {
        Func<Pair, (Tensor, Tensor)> custom = Custom(rule);
        Tensor rows = Tensor.Stack([s_x, 2.0 * s_x]);
        Tensor Mapped(Func<Pair, (Tensor, Tensor)> f, Pair p) => Vmap((x, w) => f(new Pair(x, w)).Item1, 0, null)(p.X, p.W).Sum();

        Pair expected = Grad<Pair>(p => Mapped(Plain, p))(new Pair(rows, s_w));
        Pair actual = Grad<Pair>(p => Mapped(custom, p))(new Pair(rows, s_w));

        Same(expected, actual);
    }

    // The rule doubles: f' = 2 f, so that the rule once more gives f'' = 4 f.
    [Fact]
    public void A_wrong_rule_is_used_all_the_same_at_every_order()
    {
        Func<Tensor, Tensor> lie = CustomVjp<Tensor, Tensor>(Tensor.Exp, (_, y, yBar) => 2.0 * y * yBar);
        Tensor at = Tensor.Scalar(0, DType.Float64);

        Assert.Equal(2, Grad(lie)(at).ToScalar());
        Assert.Equal(4, Grad(Grad(lie))(at).ToScalar());
        Assert.Equal(2, Jvp(lie, at, Tensor.OnesLike(at)).Tangent.ToScalar());
        Assert.Equal(4, Hessian(lie)(at).ToScalar());
    }

    [Fact]
    public void Leaves_that_are_no_floating_numbers_pass_through()
    {
        Func<(Tensor X, Tensor Place), (Tensor Value, Tensor Next)> f = CustomVjp<(Tensor X, Tensor Place), (Tensor Value, Tensor Next), (Tensor X, Tensor Place)>(
            p => ((Tensor.Square(p.X.Gather(p.Place)), p.Place + 1), p), (p, bar) => (Tensor.ZerosLike(p.X).With(p.Place, 2.0 * bar.Value * p.X.Gather(p.Place)), Tensor.ZerosLike(p.Place)));
        Tensor place = Tensor.From([2]);

        (Tensor gradient, Tensor ofPlace) = Grad<(Tensor X, Tensor Place)>(p => f(p).Value.Sum())((s_x, place));
        Tensor next = Vmap<Tensor, Tensor>(x => f((x, place)).Next)(Tensor.Stack([s_x, s_x]));

        Close.Equal([0, 0, 2.2], gradient, 1e-15);
        Assert.Equal(new Spec([1], DType.Int32), ofPlace.Spec);
        Assert.Equal([3, 3], next.ToArray<int>());
    }

    [Fact]
    public void A_captured_tensor_that_is_differentiated_is_refused()
    {
        const string Message =
            "custom_vjp: the function reads a tensor that is being differentiated or mapped, f64[3], without taking it as an argument, so the rule could not account for it. " +
            "Put that tensor into the argument (a tuple or record will do), or pass it through StopGradient.";

        Exception reverse = Assert.Throws<InvalidOperationException>(() => Grad(w => CustomVjp<Tensor, Tensor>(x => x * w, (_, _, yBar) => yBar)(s_x).Sum())(s_x));
        Exception forward = Assert.Throws<InvalidOperationException>(
            () => Jvp(w => CustomJvp<Tensor, Tensor>(x => x * w, (_, _, xDot) => xDot)(s_x), s_x, s_x));

        Assert.Equal(Message, reverse.Message);
        Assert.Equal(Message.Replace("custom_vjp", "custom_jvp", StringComparison.Ordinal), forward.Message);
        Close.Equal(s_w, Grad(x => CustomVjp<Tensor, Tensor>(v => v * s_w, (_, _, yBar) => yBar * s_w)(x).Sum())(s_x), 0);
    }

    [Fact]
    public void A_rule_of_the_wrong_shape_is_refused()
    {
        Exception reverse = Assert.Throws<TreeException>(() => Grad(x => CustomVjp<Tensor, Tensor>(v => v, (_, _, yBar) => yBar.Sum())(x).Sum())(s_x));
        Exception forward = Assert.Throws<TreeException>(() => Jvp(CustomJvp<Tensor, Tensor>(v => v, (_, _, xDot) => xDot.Sum()), s_x, s_x));

        Assert.Equal("CustomVjp's rule: the trees must agree; f64[3] expected, got f64[].", reverse.Message);
        Assert.Equal("CustomJvp's rule: the trees must agree; f64[3] expected, got f64[].", forward.Message);
    }

    [Fact]
    public void A_function_from_tree_to_tree_must_not_read_numbers_out()
    {
        const string Message =
            "ToScalar: inside a function that is written down before it runs (of Checkpoint, Scan, FixedPoint, …) a tensor has a shape and a dtype but no number yet. " +
            "Branch with Tensor.Where, or return the tensor and read it outside.";

        Assert.Equal(Message, Assert.Throws<InvalidOperationException>(() => CustomVjp<Tensor, Tensor>(x => x * x.Sum().ToScalar(), (_, _, yBar) => yBar)(s_x)).Message);
        Assert.Equal(Message, Assert.Throws<InvalidOperationException>(() => FixedPoint((p, z) => p * z.Sum().ToScalar(), s_x, s_x)).Message);
    }

    // To one tensor, the rule may be given without types, and the function may read numbers out.
    [Fact]
    public void The_simple_form_is_chosen_where_the_value_is_a_tensor()
    {
        Func<Pair, Tensor> norm = CustomVjp(
            (Pair p) => p.X * (p.W.Sum().ToScalar() > 0 ? 2.0 : 3.0), (p, _, yBar) => new Pair(2.0 * yBar, Tensor.ZerosLike(p.W)));

        Close.Equal(2.0 * s_x, norm(s_at), 0);
        Close.Equal([2, 2, 2], Grad<Pair>(p => norm(p).Sum())(s_at).X, 0);
    }

    private static Pair GradOfGrad(Func<Pair, Tensor> f) => GradOfGradAt(f)(s_at);

    private static Func<Pair, Pair> GradOfGradAt(Func<Pair, Tensor> f) => Grad<Pair>(p =>
    {
        Pair gradient = Grad(f)(p);
        return (Tensor.Sin(gradient.X) * gradient.W).Sum();
    });

    private static void Same(Pair expected, Pair actual)
    {
        Close.Equal(expected.X, actual.X, 1e-14);
        Close.Equal(expected.W, actual.W, 1e-14);
    }
}
