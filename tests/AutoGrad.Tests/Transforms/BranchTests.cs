using static AutoGrad.Transform;

namespace AutoGrad.Tests;

/// <summary>While and Cond.</summary>
public sealed class BranchTests
{
    private static readonly Tensor s_numbers = Tensor.From([0.3, 2.0, 30.0, 7.5]);

    // Newton's method for the square root of x, as long as it still moves: the limit's derivative is 1 / (2 √x).
    private static Tensor Root(Tensor x) => While(
        s => Tensor.Abs(s.Y * s.Y - x) > 1e-12 * x, s => (Y: (s.Y + x / s.Y) / 2.0, N: s.N + 1), (Y: x, N: Tensor.Scalar(0, DType.Int32))).Y;

    [Fact]
    public void A_loop_runs_until_its_condition_fails_or_the_limit_is_reached()
    {
        Tensor power = While(v => v < 100.0, v => 2.0 * v, Number(3.0));
        Tensor limited = While(v => v < 100.0, v => 2.0 * v, Number(3.0), limit: 2);
        Tensor none = While(v => v < 1.0, v => 2.0 * v, Number(3.0));

        Assert.Equal(192, power.ToScalar());
        Assert.Equal(12, limited.ToScalar());
        Assert.Equal(3, none.ToScalar());
    }

    [Fact]
    public void Every_transform_sees_through_a_loop()
    {
        foreach (double x in s_numbers.ToArray<double>())
        {
            Assert.Equal(Math.Sqrt(x), Root(Number(x)).ToScalar(), 1e-12);
            Assert.Equal(0.5 / Math.Sqrt(x), Jvp(Root, Number(x), Number(1.0)).Tangent.ToScalar(), 1e-9);
            Assert.Equal(0.5 / Math.Sqrt(x), Grad(Root)(Number(x)).ToScalar(), 1e-9);
        }
    }

    [Fact]
    public void A_mapped_loop_is_each_examples_own()
    {
        Close.Equal(Each(Root), Vmap(Root)(s_numbers), 0);
        Close.Equal(Each(Grad(Root)), Vmap(Grad(Root))(s_numbers), 1e-15);
        Close.Equal(Each(Grad(Root)), Grad(x => Vmap(Root)(x).Sum())(s_numbers), 1e-15);
        Close.Equal(Each(Grad(Grad(Root))), Vmap(Grad(Grad(Root)))(s_numbers), 1e-13);
        Close.Equal(Each(Root).Reshape(2, 2), Vmap(Vmap(Root))(s_numbers.Reshape(2, 2)), 0);
        Close.Equal(Each(x => Jvp(Root, x, x).Tangent), Vmap(x => Jvp(Root, x, x).Tangent)(s_numbers), 1e-15);
        Assert.Equal("f64[0]", Vmap(Root)(Tensor.Zeros([0], DType.Float64)).Spec.ToString());
    }

    [Fact]
    public void The_body_meets_no_example_that_is_done()
    {
        // Beyond 0 a step would be a root of something negative: NaN forwards, and NaN backwards even if not chosen.
        Func<Tensor, Tensor> fall = x => While(v => v > 0.0, v => v - 1.0 - 0.1 * Tensor.Sqrt(v), x);
        Tensor x = Tensor.From([0.5, 3.7, -2, 5.2]);

        Tensor slopes = Vmap(Grad(fall))(x);

        Close.Equal(Tensor.Stack([.. x.Unstack().Select(Grad(fall))]), slopes, 1e-15);
        Close.Equal(slopes, Grad(v => Vmap(fall)(v).Sum())(x), 1e-15);
        Assert.All(slopes.ToArray<double>(), slope => Assert.True(double.IsFinite(slope)));
    }

    [Fact]
    public void A_bounded_loop_can_be_checkpointed()
    {
        Func<Tensor, Tensor> plain = x => While(v => v < 10.0, v => v * v, x, limit: 6);
        Func<Tensor, Tensor> kept = x => Checkpoint(plain)(x);
        Tensor x = Number(1.5);

        Close.Equal(plain(x), kept(x), 0);
        Close.Equal(Grad(plain)(x), Grad(kept)(x), 0);
        Assert.Equal(
            "while: inside Checkpoint the condition has no value yet, so the number of steps must be bounded. " +
            "Give a limit (all of its steps are then computed), or put the Checkpoint inside the body.",
            Assert.Throws<InvalidOperationException>(() => Checkpoint(v => While(u => u < 10.0, u => u * u, v))(x)).Message);
    }

    [Fact]
    public void Only_the_chosen_function_runs()
    {
        int calls = 0;
        Tensor Counted(Tensor x)
        {
            calls++;
            return 2.0 * x;
        }

        Tensor y = Grad(x => Cond(x > 0.0, Counted, Tensor.Log, x))(Number(3.0));
        Tensor z = Grad(x => Cond(x > 0.0, Counted, v => v * v, x))(Number(-3.0));
        Tensor all = Vmap(x => Cond(x > 0.0, Counted, v => throw new InvalidOperationException("not chosen"), x))(s_numbers);

        Assert.Equal(2, y.ToScalar());
        Assert.Equal(-6, z.ToScalar());
        Close.Equal(2.0 * s_numbers, all, 0);
        Assert.Equal(2, calls);
    }

    [Fact]
    public void Mapped_functions_meet_only_examples_of_their_own()
    {
        Func<Tensor, Tensor> f = x => Cond(x > 0.0, v => Tensor.Sqrt(v), v => Tensor.Log(-v), x);
        Tensor x = Tensor.From([4.0, -1.0, 0.25, -3.0]);

        Tensor slopes = Vmap(Grad(f))(x);
        Tensor nested = Vmap(Vmap(Grad(f)))(x.Reshape(2, 2));
        Tensor halves = Vmap(Vmap(Grad(f)))(Tensor.From([4.0, 0.25, -1, -3]).Reshape(2, 2)); // no inner batch has both
        Tensor trees = Vmap(v => Cond(v > 0.0, p => (p.A, p.B), p => (p.B, p.A), (A: v, B: 10.0 * v)).Item1)(x);

        Close.Equal([0.25, -1, 1, -1 / 3.0], slopes, 1e-15);
        Close.Equal([0.25, -1, 1, -1 / 3.0], nested.Reshape(4), 1e-15);
        Close.Equal([0.25, 1, -1, -1 / 3.0], halves.Reshape(4), 1e-15);
        Close.Equal(slopes, Grad(v => Vmap(f)(v).Sum())(x), 1e-15);
        Close.Equal([-1 / 32.0, -1, -2, -1 / 9.0], Vmap(Grad(Grad(f)))(x), 1e-15);
        Close.Equal(slopes, Vmap(v => Jvp(f, v, Tensor.OnesLike(v)).Tangent)(x), 1e-15);
        Close.Equal([4, -10, 0.25, -30], trees, 0);
    }

    [Fact]
    public void A_checkpoint_shields_the_function_that_was_not_chosen()
    {
        Func<Tensor, Tensor> f = Checkpoint((Tensor x) => Cond(x > 0.0, v => Tensor.Log(v), v => v * v, x));

        Assert.Equal(0.5, Grad(f)(Number(2.0)).ToScalar());
        Assert.Equal(0, Grad(f)(Number(0.0)).ToScalar());
        Assert.Equal(-4, Grad(f)(Number(-2.0)).ToScalar());
        Close.Equal([0.5, 0, -4], Vmap(Grad(f))(Tensor.From([2.0, 0, -2])), 0);
    }

    [Fact]
    public void Refusals_name_the_rule_and_the_place()
    {
        Tensor x = Number(1.0);
        const string Rule = "the condition must be Bool and of no axes (compare first: x > 0.0; join many with All or Any)";

        Assert.Equal($"cond: {Rule}; got f64[].", Assert.Throws<ShapeException>(() => Cond(x, Tensor.Sin, Tensor.Cos, x)).Message);
        Assert.Equal($"while: {Rule}; got bool[4].", Assert.Throws<ShapeException>(() => While(v => v > 0.0, v => v, s_numbers)).Message);
        Assert.Equal(
            "while: the body must give back a state like the one it got; Item2: f64[] expected, got f64[2].",
            Assert.Throws<TreeException>(() => While(s => s.X > 0.0, s => (s.X, Tensor.Stack([s.Y, s.Y])), (X: x, Y: x))).Message);
        Assert.Equal(
            "cond: both functions must give the same structure, shapes and dtypes; f64[] expected, got f64[2].",
            Assert.Throws<TreeException>(() => Vmap(v => Cond(v > 1.0, u => u, u => Tensor.Stack([u, u]), v))(s_numbers)).Message);
    }

    private static Tensor Each(Func<Tensor, Tensor> f) => Tensor.Stack([.. s_numbers.Unstack().Select(f)]);

    private static Tensor Number(double x) => Tensor.Scalar(x, DType.Float64);
}
