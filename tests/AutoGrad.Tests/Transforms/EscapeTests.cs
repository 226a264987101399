using System.Runtime.CompilerServices;
using static AutoGrad.Transform;

namespace AutoGrad.Tests;

public sealed class EscapeTests
{
    private static readonly Tensor s_x = Tensor.From([0.5, -2.0, 3.0]);

    public static TheoryData<string> Traces => ["Grad", "Vjp", "Jvp", "Vmap", "Checkpoint"];

    [Theory]
    [MemberData(nameof(Traces))]
    public void A_tensor_that_outlives_its_transform_is_refused(string trace)
    {
        Tensor escaped = Escape(trace);

        Exception used = Assert.Throws<EscapedTraceException>(() => Tensor.Tanh(escaped));
        Exception read = Assert.Throws<EscapedTraceException>(() => (trace == "Vmap" ? escaped : escaped[0]).ToScalar());
        Exception mixed = Assert.Throws<EscapedTraceException>(() => Grad(v => (v * escaped).Sum())(s_x));

        Assert.Equal(Message("tanh"), used.Message);
        Assert.Equal(Message(trace == "Vmap" ? "ToScalar" : "slice"), read.Message);
        Assert.Equal(Message("multiply"), mixed.Message);
        Assert.Equal($"{escaped.Spec} of a transform that has returned", escaped.ToString());
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public void An_escaped_tensor_has_no_numbers_to_read(string trace)
    {
        Assert.Equal(Message("ToArray"), Assert.Throws<EscapedTraceException>(() => Escape(trace).ToArray<double>()).Message);
    }

    [Fact]
    public void An_exception_closes_the_transform()
    {
        Tensor? escaped = null;

        Assert.Throws<DivideByZeroException>(() => Grad(v =>
        {
            escaped = v;
            throw new DivideByZeroException();
        })(s_x));

        Assert.Throws<EscapedTraceException>(() => escaped! + 1.0);
        Close.Equal(2.0 * s_x, Grad(v => (v * v).Sum())(s_x), 0);
    }

    [Fact]
    public void A_transform_belongs_to_its_thread()
    {
        int here = Environment.CurrentManagedThreadId;
        int there = 0;
        Exception? refused = null;

        Grad(v =>
        {
            var thread = new Thread(() =>
            {
                there = Environment.CurrentManagedThreadId;
                refused = Record.Exception(() => Tensor.Tanh(v));
            });
            thread.Start();
            thread.Join();
            return v.Sum();
        })(s_x);

        Assert.Equal(
            $"tanh got a tensor of a transform that runs on thread {here}, but was called on thread {there}. " +
            "Call the transform inside each thread, or read the numbers out with ToArray first.",
            Assert.IsType<InvalidOperationException>(refused).Message);
    }

    [Fact]
    public void Numbers_can_be_read_where_there_are_some_and_nowhere_else()
    {
        Close.Equal([1, -1, 1], Grad(v => (v * (v[0].ToScalar() > 0 ? 1.0 : 2.0) * Tensor.From([.. v.ToArray<double>().Select(Math.Sign)]).To(DType.Float64)).Sum())(s_x), 0);
        Assert.Equal(0.5, Jvp(v => v * v[0].ToScalar(), s_x, s_x).Value[0].ToScalar() / 0.5);

        Exception mapped = Assert.Throws<InvalidOperationException>(() => Vmap(v => v * v.ToScalar())(s_x));
        Exception written = Assert.Throws<InvalidOperationException>(() => Checkpoint(v => v * v[0].ToScalar())(s_x));
        Exception masked = Assert.Throws<InvalidOperationException>(() => Vmap(v => v[v > 0.0])(Tensor.Stack([s_x, s_x])));

        Assert.Equal(
            "ToScalar: inside Vmap a tensor stands for all examples at once and has no single value. Branch with Tensor.Where, or return the tensor and read it outside.",
            mapped.Message);
        Assert.Equal(
            "ToScalar: inside a function that is written down before it runs (of Checkpoint, Scan, FixedPoint, …) a tensor has a shape and a dtype but no number yet. Branch with Tensor.Where, or return the tensor and read it outside.",
            written.Message);
        Assert.StartsWith("indexing with a mask: inside Vmap a tensor stands for all examples at once", masked.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Captured_plain_values_keep_their_numbers_through_later_steps()
    {
        Tensor? mask = null;
        Tensor? place = null;
        Tensor? seen = null;
        Tensor? stopped = null;
        Func<Tensor, Tensor> custom = CustomVjp(v => v * v, (v, y, yBar) =>
        {
            seen = y;
            return 2.0 * v * yBar;
        });

        Func<Tensor, Tensor> step = Grad(v =>
        {
            mask ??= v > 0.0;
            place ??= v.ArgMax(0);
            stopped ??= StopGradient(v * 2.0);
            return custom(v).Sum();
        });
        step(s_x);
        Tensor kept = seen!;
        for (int i = 0; i < 20; i++)
        {
            step(s_x * i + 1.0);
        }

        Assert.Equal([true, false, true], mask!.ToArray<bool>());
        Assert.Equal(2, place!.ToScalar());
        Assert.Equal([1, -4, 6], stopped!.ToArray<double>());
        Assert.Equal([0.25, 4, 9], kept.ToArray<double>());
    }

    [Fact]
    public void Nothing_of_a_closed_tape_survives()
    {
        (WeakReference[] intermediates, Tensor escaped, Tensor gradient) = Differentiate();

        Collect();

        Assert.All(intermediates, reference => Assert.False(reference.IsAlive));
        GC.KeepAlive(escaped);
        GC.KeepAlive(gradient);
    }

    [Fact]
    public void A_pullback_keeps_its_tape_and_then_lets_it_go()
    {
        (WeakReference reference, Func<Tensor, Tensor>[] pullback) = Pullback();

        Collect();
        Assert.True(reference.IsAlive);
        PullAndDrop(pullback);
        Collect();
        Assert.False(reference.IsAlive);
    }

    [Fact]
    public void A_tape_of_a_million_operations_takes_four_times_one_of_a_quarter()
    {
        static double Milliseconds(int operations)
        {
            long start = TimeProvider.System.GetTimestamp();
            Tensor gradient = Grad(v =>
            {
                for (int i = 0; i < operations; i++)
                {
                    v = -v;
                }

                return v;
            })(Tensor.Scalar(1, DType.Float64));
            Assert.Equal(1, gradient.ToScalar());
            return TimeProvider.System.GetElapsedTime(start).TotalMilliseconds;
        }

        Milliseconds(10_000);
        double quarter = Milliseconds(250_000);
        double whole = Milliseconds(1_000_000);

        // Linear is 4, quadratic 16; a busy machine and the collector get the room between, and a second try.
        Assert.True(whole < 10 * quarter || Milliseconds(1_000_000) < 10 * Milliseconds(250_000), $"{quarter} ms, then {whole} ms");
    }

    private static string Message(string op) =>
        $"{op} got a tensor that belongs to a transform (Grad, Vjp, Jvp, Vmap, Checkpoint, …) that has returned. " +
        "Return the tensor from the transformed function (ValueAndGrad takes a function that also returns others) " +
        "instead of storing it in a field or a captured variable.";

    private static Tensor Escape(string trace)
    {
        Tensor escaped = s_x;
        Tensor Keep(Tensor v)
        {
            escaped = v * 2.0;
            return escaped;
        }

        object? result = trace switch
        {
            "Grad" => Grad(v => Keep(v).Sum())(s_x),
            "Vjp" => Vjp(Keep, s_x),
            "Jvp" => Jvp(Keep, s_x, s_x),
            "Vmap" => Vmap(Keep)(s_x),
            _ => Checkpoint(Keep)(s_x),
        };
        Assert.NotNull(result);
        return escaped;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (WeakReference[] Intermediates, Tensor Escaped, Tensor Gradient) Differentiate()
    {
        var references = new List<WeakReference>();
        Tensor? escaped = null;
        Tensor gradient = Grad(v =>
        {
            Tensor y = Tensor.Exp(v);
            Tensor z = y * y;
            references.Add(new WeakReference(y));
            references.Add(new WeakReference(z));
            escaped = Tensor.Tanh(v);
            return z.Sum();
        })(s_x);
        return ([.. references], escaped!, gradient);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (WeakReference, Func<Tensor, Tensor>[]) Pullback()
    {
        WeakReference? reference = null;
        Func<Tensor, Tensor> pullback = Vjp(
            v =>
            {
                Tensor constant = Tensor.From([Math.Exp(0.5)]);
                reference = new WeakReference(constant);
                return v * constant;
            },
            Tensor.From([0.5])).Pullback;
        return (reference!, [pullback]);
    }

    // On its own, as a frame that called the pullback may hold it until it returns.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void PullAndDrop(Func<Tensor, Tensor>[] pullback)
    {
        Close.Equal([Math.Exp(0.5)], pullback[0](Tensor.Ones([1], DType.Float64)), 1e-15);
        pullback[0] = null!;
    }

    private static void Collect()
    {
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }
}
