namespace AutoGrad.Tests;

/// <summary>What holds of every operation's own rules; here also of those that only other operations' derivatives run.</summary>
public sealed partial class RuleTests
{
    private static readonly Dictionary<string, List<Application>> s_applications = [];

    /// <summary>The operations of the transforms: no operation on numbers, tested with their transforms.</summary>
    private static readonly string[] s_transforms = ["CheckpointOp", "CustomVjpOp", "CustomJvpOp", "TreeVjpOp", "TreeJvpOp", "ImplicitOp"];

    [Fact]
    public void Every_operation_has_a_row()
    {
        IEnumerable<string> operations = typeof(Op).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Op)) && !type.IsAbstract && !DrawsFromKeys(type)).Select(type => type.Name);
        IEnumerable<string> covered = OpTable.Rows.Keys.SelectMany(Applications).Select(application => application.Type);

        Assert.Empty(operations.Except(covered).Except(s_transforms));
    }

    // Nothing but their distributions could be a reference: tested with those.
    private static bool DrawsFromKeys(Type type) =>
        type == typeof(ThreefryOp) || type.IsSubclassOf(typeof(DrawOp)) || type.IsSubclassOf(typeof(ElementDrawOp));

    [Theory]
    [MemberData(nameof(OpTable.Names), MemberType = typeof(OpTable))]
    public void A_row_covers_the_operations_that_it_says(string op)
    {
        Assert.Empty(OpTable.Rows[op].Covers.Except(Applications(op).Select(application => application.Type)));
    }

    [Theory]
    [MemberData(nameof(OpTable.Names), MemberType = typeof(OpTable))]
    public void Infer_says_what_running_gives(string op)
    {
        foreach (Application a in Applications(op))
        {
            var inferred = new Spec[a.Outputs.Length];
            a.Op.Infer([.. a.Inputs.Select(x => x.Spec)], inferred);

            Assert.Equal(a.Outputs.Select(y => y.Spec), inferred);
        }
    }

    [Theory]
    [MemberData(nameof(OpTable.Names), MemberType = typeof(OpTable))]
    public void Every_rule_on_the_way_is_adjoint_in_both_modes(string op)
    {
        foreach (Application a in Applications(op).Where(a => a.Op.IsDifferentiable && HasSlope(a) && a.Inputs.Where((_, i) => Moves(a, i)).Any()))
        {
            Tensor[] v = [.. a.Inputs.Select((x, i) => x.DType.IsFloating() ? OpRow.Directions(x, i) : Tensor.ZerosLike(x))];
            var tangents = new Tensor?[a.Outputs.Length];
            a.Op.Jvp(a.Inputs, [.. v.Select((x, i) => Moves(a, i) ? x : null)], a.Outputs, tangents);
            foreach (Tensor?[] w in EachAlone(Cotangents(a)))
            {
                Tensor?[] bars = Reversed(a, a.Inputs, a.Outputs, w);

                double forward = tangents.Zip(w, (yDot, yBar) => yDot is null || yBar is null ? 0 : Inner(yBar, yDot)).Sum();
                double reverse = bars.Select((bar, i) => bar is null ? 0 : Inner(bar, v[i])).Sum();
                double scale = bars.Select((bar, i) => bar is null ? 0 : Inner(Tensor.Abs(bar), Tensor.Abs(v[i]))).Append(1).Max();
                Assert.True(Math.Abs(forward - reverse) <= 1e-12 * scale, $"{a.Op}: {forward:R} forward, {reverse:R} in reverse");
            }
        }
    }

    [Fact]
    public void Saved_names_no_more_than_the_reverse_rule_reads()
    {
        var unread = new HashSet<string>();
        var read = new HashSet<string>();
        foreach (Application a in OpTable.Rows.Keys.SelectMany(Applications).Where(a => a.Op.Saved != Saved.Nothing && HasSlope(a) && !s_transforms.Contains(a.Type)))
        {
            Tensor[] inputs = [.. a.Inputs.Select(x => x.DType.IsFloating() ? Tensor.Full(x.Shape, double.NaN, x.DType) : x)];
            Tensor[] outputs = [.. a.Outputs.Select(y => y.DType.IsFloating() ? Tensor.Full(y.Shape, double.NaN, y.DType) : y)];
            foreach (Tensor?[] w in EachAlone(Cotangents(a)))
            {
                Tensor?[] bars = Reversed(a, a.Inputs, a.Outputs, w);

                // Poison that shows in one application is enough: at other places a rule may not need what it reads.
                foreach ((Saved what, bool shows) in new[]
                {
                    (Saved.Inputs, Differ(bars, Reversed(a, inputs, a.Outputs, w))), (Saved.Output, Differ(bars, Reversed(a, a.Inputs, outputs, w))),
                })
                {
                    if (a.Op.Saved.HasFlag(what))
                    {
                        (shows ? read : unread).Add($"{a.Op.Name}: {what}");
                    }
                }
            }
        }

        Assert.NotEmpty(read);
        Assert.Empty(unread.Except(read));
    }

    [Theory]
    [MemberData(nameof(OpTable.Names), MemberType = typeof(OpTable))]
    public void Every_batching_rule_on_the_way_is_a_loop(string op)
    {
        const int Size = 2;
        foreach (Application a in Applications(op).Where(a => a.Inputs.Length <= 3))
        {
            for (int subset = 1; subset < 1 << a.Inputs.Length; subset++)
            {
                bool[] batched = [.. a.Inputs.Select((_, i) => (subset >> i & 1) == 1)];
                Tensor[] Example(int example) =>
                    [.. a.Inputs.Select((x, i) => batched[i] && x.DType == DType.Float64 && example > 0 ? 0.75 * x : x)];
                var outputs = new Tensor[a.Outputs.Length];
                a.Op.Batch([.. a.Inputs.Select((x, i) => batched[i] ? Tensor.Stack([Example(0)[i], Example(1)[i]]) : x)], batched, Size, outputs);

                Tensor[][] examples = [.. Enumerable.Range(0, Size).Select(example => Outputs(a, Example(example)))];

                Assert.All(outputs, (y, k) => Close.Equal(Tensor.Stack([.. examples.Select(example => example[k])]), y, 1e-13)); // reductions may regroup
            }
        }
    }

    [Theory]
    [MemberData(nameof(OpTable.Names), MemberType = typeof(OpTable))]
    public void Equal_calls_make_equal_operations(string op)
    {
        OpRow row = OpTable.Rows[op];
        Tensor[] x = OpRow.Make(row.Cases[0], 0);

        // Functions of the user's are never equal, and so what runs them is not.
        IEnumerable<Op> Once() => SpyTrace.Watch(v => row.Call(v), x).Where(application => !s_transforms.Contains(application.Type)).Select(application => application.Op);

        Assert.Equal(Once(), Once());
        Assert.Equal(Once().Select(once => once.GetHashCode()), Once().Select(once => once.GetHashCode()));
    }

    // What a row's value, gradient and second derivatives run; each kind of operation once for each set of specs.
    private static List<Application> Applications(string name)
    {
        lock (s_applications)
        {
            if (!s_applications.TryGetValue(name, out List<Application>? seen))
            {
                OpRow row = OpTable.Rows[name];
                seen = [.. row.Arguments().SelectMany(x => SpyTrace.Watch(v => Run(row, v), x))
                    .DistinctBy(a => $"{a.Op} {string.Join<Spec>(' ', a.Inputs.Select(input => input.Spec))}")];
                s_applications.Add(name, seen);
            }

            return seen;
        }
    }

    private static void Run(OpRow row, Tensor[] x)
    {
        row.Call(x);
        Transform.Vmap<Tensor[], Tensor>(row.Call)([.. x.Select(leaf => Tensor.Stack([leaf, leaf]))]);
        if (!row.IsDiscrete)
        {
            Transform.Grad<Tensor[]>(row.Weighed)(x);
            Transform.HessianVectorProduct<Tensor[]>(v => Tensor.Square(row.Weighed(v)), x, [.. x.Select(leaf => leaf.DType.IsFloating() ? Tensor.Cos(leaf) : leaf)]);
        }
    }

    private static bool Moves(Application a, int input) => a.Watched[input] && a.Inputs[input].DType.IsFloating();

    private static bool HasSlope(Application a) => a.Outputs.Any(y => y.DType.IsFloating());

    private static Tensor?[] Cotangents(Application a) => [.. a.Outputs.Select((y, k) => y.DType.IsFloating() ? OpRow.Directions(y, 0.7 + k) : null)];

    // All together, and each while nothing depends on the others.
    private static IEnumerable<Tensor?[]> EachAlone(Tensor?[] bars) =>
        bars.Length == 1 ? [bars] : bars.Select((bar, k) => (Tensor?[])[.. bars.Select((_, i) => i == k ? bar : null)]).Where(alone => alone.Any(bar => bar is not null)).Prepend(bars);

    private static Tensor[] Outputs(Application a, Tensor[] inputs)
    {
        var outputs = new Tensor[a.Outputs.Length];
        a.Op.Apply(inputs, outputs);
        return outputs;
    }

    private static Tensor?[] Reversed(Application a, Tensor[] inputs, Tensor[] outputs, Tensor?[] yBars)
    {
        bool keepsInputs = a.Op.Saved.HasFlag(Saved.Inputs);
        Tape.Source[] sources =
            [.. inputs.Select((x, i) => new Tape.Source(keepsInputs || !x.DType.IsFloating() ? x : null, x.Shape, x.DType, Moves(a, i) ? i : -1))];
        Tensor?[] kept = [.. outputs.Select(y => a.Op.Saved.HasFlag(Saved.Output) ? y : null)];
        var bars = new Tensor?[inputs.Length];
        a.Op.Vjp(new Recorded(a.Op, sources, kept, yBars), bars);
        Assert.All(bars.Zip(inputs), pair => Assert.True(pair.First is null || pair.First.Spec == pair.Second.Spec, $"{a.Op}: {pair.First?.Spec} for {pair.Second.Spec}"));
        return bars;
    }

    private static bool Differ(Tensor?[] x, Tensor?[] y) =>
        x.Zip(y).Any(pair => pair.First is { } a && pair.Second is { } b && !a.To(DType.Float64).ToArray<double>().SequenceEqual(b.To(DType.Float64).ToArray<double>()));

    private static double Inner(Tensor x, Tensor y) =>
        x.To(DType.Float64).ToArray<double>().Zip(y.To(DType.Float64).ToArray<double>(), (a, b) => a * b).Sum();
}
