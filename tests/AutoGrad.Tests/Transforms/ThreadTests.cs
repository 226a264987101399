using static AutoGrad.Tensor;
using static AutoGrad.Transform;

namespace AutoGrad.Tests;

/// <summary>Transforms called from many threads at once, and one after the other where an earlier one failed.</summary>
public sealed class ThreadTests
{
    private const int Threads = 8;
    private const int Runs = 40;

    public static TheoryData<string> Calls => [.. s_calls.Keys];

    private static readonly Dictionary<string, Func<int, Tensor>> s_calls = new()
    {
        ["grad of scalars"] = i => Grad(x => Program(x, 100))(Scalar(0.1 * i, DType.Float64)),
        ["grad of large tensors"] = i => Grad(x => (Tanh(x) * x).Sum())(Linspace(0, i, 4096, DType.Float64)),
        ["grad of slices"] = i => Grad(x => (x[1..] * x[..^1] * x[0]).Sum())(Linspace(0, i, 50, DType.Float64)),
        ["grad of grad"] = i => Grad(x => Grad(v => Program(v, 10))(x))(Scalar(0.1 * i, DType.Float64)),
        ["hessian"] = i => Hessian(x => (x * x * x).Sum() * x[0])(Linspace(0, i, 5, DType.Float64)),
        ["vmap of grad"] = i => Vmap(Grad(x => Program(x, 10)))(Linspace(0, i, 5, DType.Float64)),
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public void Many_threads_at_once_get_what_one_gets(string call)
    {
        Func<int, Tensor> f = s_calls[call];
        double[][] expected = [.. Enumerable.Range(0, Threads).Select(i => f(i).ToArray<double>())];

        List<string> wrong = OnThreads(i => expected[i].AsSpan().SequenceEqual(f(i).ToArray<double>()));

        Assert.Empty(wrong);
    }

    [Fact]
    public void One_pullback_may_be_called_by_many_threads_at_once()
    {
        Tensor x = Linspace(0, 1, 4096, DType.Float64);
        Func<Tensor, Tensor> pullback = Vjp<Tensor, Tensor>(v => Tanh(v) * v, x).Pullback;
        double[][] expected = [.. Enumerable.Range(0, Threads).Select(i => pullback(Cotangent(i)).ToArray<double>())];

        List<string> wrong = OnThreads(i => expected[i].AsSpan().SequenceEqual(pullback(Cotangent(i)).ToArray<double>()));

        Assert.Empty(wrong);

        static Tensor Cotangent(int i) => Full([4096], i + 1, DType.Float64);
    }

    [Fact]
    public void A_gradient_that_failed_leaves_nothing_behind_for_the_next()
    {
        Tensor x = Linspace(0, 1, 10, DType.Float64);
        double[] expected = Grad(v => Program(v, 5).Sum())(x).ToArray<double>();

        Assert.Throws<ShapeException>(() => Grad(v => (Program(v, 5) * Ones([3], DType.Float64)).Sum())(x));
        Assert.Throws<InvalidOperationException>(() => Grad(v => Failing(v * v).Sum())(x));

        Assert.Equal(expected, Grad(v => Program(v, 5).Sum())(x).ToArray<double>());
    }

    [Fact]
    public void A_gradient_inside_anothers_backward_pass_has_a_tape_of_its_own()
    {
        Func<Tensor, Tensor> cube = CustomVjp<Tensor, Tensor, Tensor>(
            x => (x * x * x, x),
            (x, yBar) => yBar * Grad(v => (v * v * v).Sum())(x));
        Tensor x = Linspace(1, 2, 4, DType.Float64);

        Tensor slope = Grad(v => (cube(2.0 * v) * v).Sum())(x);

        // d/dx (2x)³ x = 32 x³
        Assert.Equal((32.0 * x * x * x).ToArray<double>(), slope.ToArray<double>(), (a, b) => Math.Abs(a - b) < 1e-12 * Math.Abs(a));
    }

    private static Tensor Failing(Tensor x) => CustomVjp<Tensor, Tensor, Tensor>(
        v => (v, v), (_, _) => throw new InvalidOperationException("no rule today"))(x);

    private static Tensor Program(Tensor x, int length)
    {
        Tensor y = x;
        for (int i = 0; i < length; i++)
        {
            y = Sin(y) + 0.5 * x * y;
        }

        return y;
    }

    private static List<string> OnThreads(Func<int, bool> isRight)
    {
        var wrong = new List<string>();
        using var start = new Barrier(Threads);
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(i => new Thread(() =>
        {
            start.SignalAndWait();
            for (int run = 0; run < Runs; run++)
            {
                string? what = null;
                try
                {
                    what = isRight(i) ? null : $"thread {i}, run {run}: other numbers";
                }
                catch (Exception exception)
                {
                    what = $"thread {i}, run {run}: {exception}";
                }

                if (what is not null)
                {
                    lock (wrong)
                    {
                        wrong.Add(what);
                    }
                }
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        return wrong;
    }
}
