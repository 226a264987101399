using static AutoGrad.Tensor;
using static AutoGrad.Transform;

namespace AutoGrad.Tests;

/// <summary>What leaves a transform stays what it was, however much is computed in the same memory afterwards.</summary>
public sealed class ArenaTests
{
    // Large enough to be lent.
    private const int N = 4096;

    private static readonly Tensor s_x = Linspace(-1, 1, N, DType.Float64);

    public static TheoryData<string> Ways => [.. s_ways.Keys];

    /// <summary>Each runs a transform and gives what left it, with the same computed outside of any.</summary>
    private static readonly Dictionary<string, Func<(Tensor Left, Tensor Expected)>> s_ways = new()
    {
        ["the gradient"] = () => (Grad(x => Loss(x))(s_x), Slope(s_x)),
        ["the value"] = () => (ValueAndGrad(x => Loss(x))(s_x).Value, Loss(s_x)),
        ["what else was found"] = () => (ValueAndGrad<Tensor, Tensor>(x => (Loss(x), Tanh(x)))(s_x).Aux, Tanh(s_x)),
        ["a view of what else was found"] = () =>
            (ValueAndGrad<Tensor, Tensor>(x => (Loss(x), Tanh(x).Reshape(2, N / 2)[1]))(s_x).Aux, Tanh(s_x).Reshape(2, N / 2)[1]),
        ["a gradient that is a view"] = () => (Grad(x => (x.Reshape(64, 64) * Tanh(s_x).Reshape(64, 64)).Sum())(s_x), Tanh(s_x)),
        ["one gradient of two leaves"] = () => (Grad<(Tensor X, Tensor Y)>(p => Tanh(p.X + p.Y).Sum())((s_x, s_x)).Y, 1.0 - Square(Tanh(s_x + s_x))),
        ["a stopped value"] = () => Captured(x => StopGradient(Tanh(x)), Tanh(s_x)),
        ["a stopped view"] = () => Captured(x => StopGradient(Tanh(x)[1..]), Tanh(s_x)[1..]),
        ["a comparison"] = () => Captured(x => Tanh(x) > 0.25, Tanh(s_x) > 0.25),
        ["the order"] = () => Captured(x => Sin(9 * x).ArgSort(), Sin(9 * s_x).ArgSort()),
        ["a rounded value"] = () => Captured(x => Round(5 * x), Round(5 * s_x)),
        ["a value without tangent"] = () => Captured(x => Tanh(s_x) * 2.0, Tanh(s_x) * 2.0),
        ["an inner gradient's argument"] = () => Captured(x => StopGradient(Grad(v => (v * Tanh(x)).Sum())(x)), Tanh(s_x)),
        ["the value that a rule of one's own gets"] = () => (Ruled((_, y, _) => y), Tanh(s_x * 2.0)),
        ["the argument that a rule of one's own gets"] = () => (Ruled((x, _, _) => x), s_x * 2.0),
        ["the cotangent that a rule of one's own gets"] = () => (Ruled((_, _, yBar) => yBar), Exp(Tanh(s_x * 2.0))),
        ["the cotangent that a rule on trees gets"] = () =>
        {
            Tensor? seen = null;
            Func<Tensor, Tensor> own = CustomVjp<Tensor, Tensor, Tensor>(x => (Tanh(x), x), (x, yBar) =>
            {
                seen = yBar;
                return yBar * (1.0 - Square(Tanh(x)));
            });
            Grad(x => Exp(own(x * 2.0)).Sum())(s_x);
            return (seen!, Exp(Tanh(s_x * 2.0)));
        },
        ["what a function with a rule of one's own gets"] = () =>
        {
            Tensor? seen = null;
            Func<Tensor, Tensor> own = CustomVjp(
                x =>
                {
                    seen = x.HasNumbers ? x : seen;
                    return Tanh(x);
                },
                (_, y, yBar) => yBar * (1.0 - Square(y)));
            Grad(x => Loss(x) + (0.0 * StopGradient(own(x * 2.0))).Sum())(s_x); // no way back leads there
            return (seen!, s_x * 2.0);
        },
        ["a pullback's second result"] = () =>
        {
            (Tensor y, Func<Tensor, Tensor> pullback) = Vjp<Tensor, Tensor>(x => Tanh(x) * Exp(x), s_x);
            pullback(y);
            return (pullback(OnesLike(y)), (1.0 - Square(Tanh(s_x))) * Exp(s_x) + Tanh(s_x) * Exp(s_x));
        },
        ["a second derivative"] = () => (Grad(v => Grad(x => Loss(x))(v).Sum())(s_x), Grad(v => Slope(v).Sum())(s_x)),
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public void What_left_is_still_there_after_later_steps(string way)
    {
        (Tensor left, Tensor expected) = s_ways[way]();

        for (int step = 0; step < 3; step++)
        {
            Grad(x => Square(Loss(x) + (Exp(x) * Sigmoid(x)).Sum()))(s_x + step);
        }

        Close.Equal(expected, left, 1e-14);
    }

    [Fact]
    public void After_an_exception_nothing_that_is_held_changes()
    {
        Tensor? seen = null;

        Assert.Throws<InvalidOperationException>(() => Grad(x =>
        {
            Tensor y = Tanh(x);
            seen = StopGradient(y);
            throw new InvalidOperationException();
        })(s_x));
        Grad(x => Loss(x))(s_x);

        Close.Equal(Tanh(s_x), seen!, 0);
    }

    [Fact]
    public void Steps_use_the_memory_of_the_steps_before()
    {
        Func<Tensor, Tensor> slope = Grad(x => Loss(x));
        slope(s_x);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int step = 0; step < 100; step++)
        {
            slope(s_x);
        }

        // Of some ten tensors a step at most the one that is returned may be new.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100 * (N * sizeof(double) + 16_000));
    }

    [Fact]
    public void Tensors_that_nobody_has_any_more_make_room_for_others()
    {
        Tensor x = Ones([1 << 20]);
        for (int i = 0; i < 200; i++)
        {
            x = x * 1.0;
        }

        // 800 MB have gone through; what waits is a fraction of it.
        Assert.InRange(BufferPool.IdleBytes, 0, 200L << 20);
        Assert.Equal(1, x[7].ToScalar());
    }

    [Fact]
    public void A_buffer_returned_too_early_is_found_out()
    {
        var arena = new Arena();
        Tensor y;
        using (Arena.Use(arena))
        {
            y = s_x * 2.0;
        }

        arena.Close();

        Assert.Equal(
            "The memory of this tensor was returned: a tensor has outlived the transform that it was computed in.",
            Assert.Throws<InvalidOperationException>(() => y.ToArray<double>()).Message);
    }

    private static Tensor Loss(Tensor x) => (Tanh(x) * Sin(x) + Exp(Tanh(x))).Sum();

    private static Tensor Slope(Tensor x) => (1.0 - Square(Tanh(x))) * (Sin(x) + Exp(Tanh(x))) + Tanh(x) * Cos(x);

    private static Tensor Ruled(Func<Tensor, Tensor, Tensor, Tensor> choose)
    {
        Tensor? seen = null;
        Func<Tensor, Tensor> own = CustomVjp(Tanh, (x, y, yBar) =>
        {
            seen = choose(x, y, yBar);
            return yBar * (1.0 - Square(y));
        });
        Grad(x => Exp(own(x * 2.0)).Sum())(s_x);
        return seen!;
    }

    private static (Tensor, Tensor) Captured(Func<Tensor, Tensor> f, Tensor expected)
    {
        Tensor? seen = null;
        Grad(x =>
        {
            seen = f(x);
            return Loss(x);
        })(s_x);
        return (seen!, expected);
    }
}
