using static AutoGrad.Transform;

namespace AutoGrad.Tests;

public sealed class ScanTests
{
    private const int Steps = 7;

    private static readonly Tensor s_w = Tensor.From([0.3, -0.7, 1.1]);

    private static readonly Tensor s_x = Tensor.Sin(Tensor.Arange(0, 3 * Steps, DType.Float64)).Reshape(Steps, 3);

    public static TheoryData<int, bool> Ways => new() { { 1, false }, { 2, false }, { 3, true }, { Steps, true }, { 20, false }, { 1, true } };

    [Fact]
    public void Outputs_and_carry_are_those_of_the_loop_that_it_is()
    {
        (Tensor sum, Tensor sums) = Scan((Tensor c, Tensor x) => (c + x, c + x), Number(0.0), Tensor.From([1.0, 2, 4]));
        (Tensor back, Tensor backSums) = Scan((Tensor c, Tensor x) => (c + x, c + x), Number(0.0), Tensor.From([1.0, 2, 4]), reverse: true);
        (Tensor power, Tensor? none) = Scan((Tensor c, Tensor? _) => (2.0 * c, (Tensor?)null), Number(1.0), null, length: 10);

        Assert.Equal(7, sum.ToScalar());
        Close.Equal([1, 3, 7], sums, 0);
        Assert.Equal(7, back.ToScalar());
        Close.Equal([7, 6, 4], backSums, 0);
        Assert.Equal(1024, power.ToScalar());
        Assert.Null(none);
    }

    [Fact]
    public void States_inputs_and_outputs_are_any_trees()
    {
        ((Tensor a, Tensor b), Tensor[] outputs) = Scan(
            ((Tensor A, Tensor B) c, Dictionary<string, Tensor> x) => ((c.B, c.A + x["u"]), (Tensor[])[c.A, c.B * x["v"]]),
            (Number(0.0), Number(1.0)),
            new Dictionary<string, Tensor> { ["u"] = Tensor.From([1.0, 1, 1]), ["v"] = Tensor.From([2.0, 3, 5]) });

        // (0, 1), (1, 1), (1, 2), (2, 2).
        Assert.Equal((2, 2), (a.ToScalar(), b.ToScalar()));
        Close.Equal([0, 1, 1], outputs[0], 0);
        Close.Equal([2, 3, 10], outputs[1], 0);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Checkpoints_change_no_number_under_any_transform(int every, bool reverse)
    {
        Func<Tensor, Tensor> plain = w => Energy(w, 0, reverse);
        Func<Tensor, Tensor> kept = w => Energy(w, every, reverse);
        Tensor rows = Tensor.Stack([s_w, 0.5 * s_w]);

        Close.Equal(plain(s_w), kept(s_w), 0);
        Close.Equal(Grad(plain)(s_w), Grad(kept)(s_w), 1e-15);
        Close.Equal(Jvp(plain, s_w, s_w).Tangent, Jvp(kept, s_w, s_w).Tangent, 1e-15);
        Close.Equal(Hessian(plain)(s_w), Hessian(kept)(s_w), 1e-13);
        Close.Equal(Vmap(Grad(plain))(rows), Vmap(Grad(kept))(rows), 1e-14);
        Close.Equal(Grad(x => Vmap(plain)(x).Sum())(rows), Grad(x => Vmap(kept)(x).Sum())(rows), 1e-14);
    }

    [Fact]
    public void The_gradient_of_captured_and_carried_tensors_is_the_formula()
    {
        // c ↦ w c, n times: wⁿ c₀; the sum of all states is a geometric series.
        (Tensor w, Tensor c) = Grad<(Tensor W, Tensor C)>(p => Scan((Tensor s, Tensor? _) => (p.W * s, s), p.C, null, length: 5).Carry)((Number(1.5), Number(2.0)));
        Tensor series = Grad(v => Scan((Tensor s, Tensor? _) => (v * s, s), Number(1.0), null, length: 4).Outputs.Sum())(Number(2.0));

        Assert.Equal(5 * Math.Pow(1.5, 4) * 2, w.ToScalar(), 1e-12);
        Assert.Equal(Math.Pow(1.5, 5), c.ToScalar(), 1e-12);
        Assert.Equal(1 + 2 * 2 + 3 * 4, series.ToScalar());
    }

    [Fact]
    public void Of_no_steps_the_outputs_are_empty_and_the_state_is_the_first()
    {
        (Tensor carry, (Tensor y, Tensor n)) = Scan((Tensor c, Tensor x) => (c + x.Sum(), (x * c, Tensor.Scalar(1, DType.Int32))), Number(3.0), Tensor.Zeros([0, 2], DType.Float64));
        Tensor slope = Grad(v => Scan((Tensor c, Tensor x) => (c * v, c * x), v, Tensor.Zeros([0], DType.Float64)).Outputs.Sum() + v)(Number(3.0));

        Assert.Equal(3, carry.ToScalar());
        Assert.Equal("f64[0, 2]", y.Spec.ToString());
        Assert.Equal("i32[0]", n.Spec.ToString());
        Assert.Equal(1, slope.ToScalar());
    }

    [Fact]
    public void The_way_back_is_linear_in_the_steps()
    {
        // Each step's slice, if sent back alone, would be a cotangent of the whole sequence: n² numbers.
        const int Long = 2000;
        const long Square = (long)Long * Long * 8;
        Tensor x = Tensor.Full([Long, 8], 0.5, DType.Float64);
        Func<Tensor, Tensor> energy = v => Scan((Tensor c, Tensor u) => (Tensor.Tanh(c + u), c * u), Tensor.Zeros([8], DType.Float64), v).Outputs.Sum();

        Assert.InRange(Allocated(() => Grad(energy)(x)), 0, Square);
        Assert.InRange(Allocated(() => HessianVectorProduct(energy, x, x)), 0, 2 * Square);
        Assert.InRange(Allocated(() => Grad(v => Grad(energy)(v).Sum())(x)), 0, 2 * Square);
    }

    [Fact]
    public void Checkpoints_keep_states_alone()
    {
        int calls = 0;
        (Tensor Carry, Tensor Output) Counted(Tensor c, Tensor x)
        {
            calls++;
            return (Tensor.Sin(c * x), c);
        }

        Tensor plain = Grad(v => Scan(Counted, v, s_x).Carry.Sum())(s_w);
        int once = calls;
        Tensor kept = Grad(v => Scan(Counted, v, s_x, checkpointEvery: 3).Carry.Sum())(s_w);

        Close.Equal(plain, kept, 1e-15);
        Assert.Equal(Steps, once);
        Assert.Equal(2 * Steps, calls); // written down once; run again from what was written
    }

    [Fact]
    public void Refusals_name_the_place()
    {
        Refuses<TreeException>(
            "scan: a step must give back a state like the one it got; Item2: f64[] expected, got f64[3].",
            () => Scan(((Tensor A, Tensor B) c, Tensor x) => ((c.A, c.B + x), c.A), (Number(0.0), Number(0.0)), s_x));
        Refuses<TreeException>(
            "scan: a step must give back a state like the one it got; 2 items expected, got 1.",
            () => Scan((Tensor[] c, Tensor x) => ((Tensor[])[c[0]], x), (Tensor[])[s_w, s_w], s_x));
        Refuses<TreeException>(
            "scan: a step must give back a state like the one it got; f64[] expected, got f32[].",
            () => Scan((Tensor c, Tensor x) => (c.To(DType.Float32), x), Number(0.0), s_x[..0]));
        int step = 0;
        Refuses<TreeException>(
            "scan: every step must give outputs alike; f64[1] expected, got f64[2].",
            () => Scan((Tensor c, Tensor x) => (c, x[..++step]), Number(0.0), s_x));
        Refuses<ShapeException>(
            "scan: every input must have the same number of steps; got f64[7, 3] and f64[6, 3].",
            () => Scan((Tensor c, (Tensor, Tensor) x) => (c, x.Item1), Number(0.0), (s_x, s_x[1..])));
        Refuses<ShapeException>(
            "scan: every input must be [steps, ...]; got f64[].", () => Scan((Tensor c, Tensor x) => (c, x), Number(0.0), Number(0.0)));
        Refuses<ShapeException>(
            "scan: the number of steps must be that of the inputs, or given as length if there are no inputs; got no inputs and no length.",
            () => Scan((Tensor c, Tensor? x) => (c, c), Number(0.0), null));
        Refuses<ShapeException>(
            "scan: the number of steps must be that of the inputs, or given as length if there are no inputs; got f64[7, 3] and length 6.",
            () => Scan((Tensor c, Tensor x) => (c, x), Number(0.0), s_x, length: 6));
    }

    [Fact]
    public void An_associative_scan_is_few_steps_of_many_places()
    {
        int calls = 0;
        Tensor sums = AssociativeScan(
            (x, y) =>
            {
                calls++;
                return x + y;
            },
            Tensor.Ones([1000], DType.Float64));

        Close.Equal(Tensor.Arange(1, 1001, DType.Float64), sums, 0);
        Assert.InRange(calls, 1, 20); // 2 log₂ 1000
    }

    [Fact]
    public void Refusals_of_an_associative_scan_name_the_place()
    {
        Refuses<ShapeException>(
            "associative_scan: every leaf must have the same number of places; got f64[7, 3] and f64[6, 3].",
            () => AssociativeScan((x, y) => x, (Tensor[])[s_x, s_x[1..]]));
        Refuses<ShapeException>("associative_scan: every leaf must be [n, ...]; got f64[].", () => AssociativeScan((x, y) => x, Number(0)));
        Refuses<TreeException>(
            "associative_scan: combinations must be like the elements; [1]: f64[3, 3] expected, got f64[3].",
            () => AssociativeScan((x, y) => [x[0], x[1].Sum(-1)], (Tensor[])[s_x, s_x]));
    }

    private static long Allocated(Action call)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        call();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void Refuses<TException>(string message, Func<object> call)
        where TException : Exception =>
        Assert.Equal(message, Assert.Throws<TException>(call).Message);

    private static Tensor Energy(Tensor w, int every, bool reverse)
    {
        ((Tensor c, Tensor sum), Tensor y) = Scan(
            ((Tensor C, Tensor Sum) s, Tensor x) => ((Tensor.Tanh(w * s.C + x), s.Sum + (s.C * x).Sum()), s.C * w),
            (0.1 * w, Number(0.0)), s_x, reverse, every);
        return Tensor.Square(c).Sum() + sum + (y * Tensor.Cos(s_x)).Sum();
    }

    private static Tensor Number(double x) => Tensor.Scalar(x, DType.Float64);
}
