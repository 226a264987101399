using static AutoGrad.Transform;

namespace AutoGrad.Tests;

public sealed class CheckpointTests
{
    private static readonly Tensor s_x = Tensor.From([0.3, -0.7, 1.1]);

    private static Tensor F(Tensor x) => Tensor.Tanh(x * x) * Tensor.Exp(x);

    private static Tensor Energy(Tensor x) => (F(x) * x).Sum();

    [Fact]
    public void Every_transform_sees_through_a_checkpoint()
    {
        Func<Tensor, Tensor> kept = Checkpoint(Energy);
        Tensor rows = Tensor.Stack([s_x, 2.0 * s_x]);

        Close.Equal(Energy(s_x), kept(s_x), 0);
        Close.Equal(Grad(Energy)(s_x), Grad(kept)(s_x), 0);
        Close.Equal(Jvp(Energy, s_x, s_x).Tangent, Jvp(kept, s_x, s_x).Tangent, 1e-15);
        Close.Equal(Hessian(Energy)(s_x), Hessian(kept)(s_x), 1e-14);
        Close.Equal(Jacobian(Grad(Energy))(s_x), Jacobian(Grad(kept))(s_x), 1e-14);
        Close.Equal(Vmap(Grad(Energy))(rows), Vmap(Grad(kept))(rows), 1e-15);
        Close.Equal(Grad(x => Vmap(Energy)(x).Sum())(rows), Grad(x => Vmap(kept)(x).Sum())(rows), 1e-15);
        Close.Equal(Vmap(Hessian(Energy))(rows), Vmap(Hessian(kept))(rows), 1e-14);
        Close.Equal(Grad(Energy)(s_x), Grad(Checkpoint(x => (Checkpoint(F)(x) * x).Sum()))(s_x), 1e-15);
        Close.Equal(Grad(x => Grad(Energy)(x).Sum())(s_x), Grad(Checkpoint(x => Grad(Energy)(x).Sum()))(s_x), 1e-14);
    }

    [Fact]
    public void Captured_tensors_that_are_differentiated_get_their_gradients()
    {
        (Tensor w, Tensor x) = Grad<(Tensor W, Tensor X)>(p => Checkpoint(v => Tensor.Sin(v * p.W))(p.X).Sum())((2.0 * s_x, s_x));
        Tensor tangent = Jvp(v => Checkpoint(u => Tensor.Sin(u * v))(s_x), s_x, Tensor.OnesLike(s_x)).Tangent;
        Tensor mapped = Vmap(v => Checkpoint(u => u * v)(s_x))(Tensor.From([1.0, 2.0]));

        Close.Equal(s_x * Tensor.Cos(2.0 * s_x * s_x), w, 1e-15);
        Close.Equal(2.0 * s_x * Tensor.Cos(2.0 * s_x * s_x), x, 1e-15);
        Close.Equal(s_x * Tensor.Cos(s_x * s_x), tangent, 1e-15);
        Close.Equal(Tensor.Stack([s_x, 2.0 * s_x]), mapped, 0);
    }

    [Fact]
    public void The_function_is_called_once_a_call()
    {
        int calls = 0;
        Func<Tensor, Tensor> counted = Checkpoint(v =>
        {
            calls++;
            return F(v);
        });

        counted(s_x);
        Assert.Equal(1, calls);
        Grad(v => counted(v).Sum())(s_x);
        Assert.Equal(2, calls);
        Hessian(v => counted(v).Sum())(s_x);
        Assert.Equal(3, calls);
    }

    [Fact]
    public void A_tape_of_the_backward_pass_does_not_keep_it_either()
    {
        const int Steps = 100;
        Tensor Chain(Tensor x) => Enumerable.Range(0, Steps).Aggregate(x, (y, _) => Tensor.Sin(y * s_x));
        Func<Tensor, Tensor> slope = Grad(x => Checkpoint(Chain)(x).Sum());
        var trace = new ReverseTrace();

        Tensor recorded = slope(trace.Input(s_x));

        Assert.InRange(trace.Tape.Count, 1, Steps / 10);
        trace.Close();
        Close.Same(slope(s_x), Transform.Vjp(slope, s_x).Value);
        Close.Equal(Jacobian(Grad(x => Chain(x).Sum()))(s_x), Jacobian(slope)(s_x), 1e-14);
        Assert.Equal(s_x.Spec, recorded.Spec);
    }

    [Fact]
    public void Trees_integers_keys_inputs_and_constants_come_through()
    {
        Func<(Tensor X, Tensor N, RandomKey Key), (Tensor, Tensor[], Tensor)> f = p =>
            (p.X.Gather(p.N) + Draw.Normal(p.Key, [2], dtype: DType.Float64), [p.X, Tensor.Scalar(7)], p.N + 1);
        (Tensor X, Tensor N, RandomKey Key) argument = (s_x, Tensor.From([2, 0]), RandomKey.FromSeed(4));

        (Tensor y, Tensor[] rest, Tensor n) = Checkpoint(f)(argument);
        Tensor gradient = Grad<Tensor>(x => Tensor.Square(Checkpoint(f)((x, argument.N, argument.Key)).Item1).Sum())(s_x);

        Close.Same(f(argument).Item1, y);
        Close.Same(s_x, rest[0]);
        Assert.Equal(7, rest[1].ToScalar());
        Assert.Equal([3, 1], n.ToArray<int>());
        Close.Equal(Grad(x => Tensor.Square(f((x, argument.N, argument.Key)).Item1).Sum())(s_x), gradient, 0);
    }
}
