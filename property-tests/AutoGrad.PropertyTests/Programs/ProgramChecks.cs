using System.Globalization;

namespace AutoGrad.PropertyTests;

/// <summary>The laws that every program obeys.</summary>
internal static class ProgramChecks
{
    private const double Rounding = 1e-10;

    public static Law[] All { get; } =
    [
        new("Forward and reverse mode hold one Jacobian", 1, Adjoint),
        new("The derivative along a line is what differences give", 1, AgreesWithDifferences) { IsByDifferences = true },
        new("A map is a loop", 3, MapIsLoop) { IsForDiscrete = true },
        new("Second derivatives are symmetric, the same in every order of modes, and what differences of gradients give", 4, SecondOrder) { IsByDifferences = true },
        new("The map of a gradient and the gradient of a map are loops", 4, MappedGradients),
        new("A checkpoint changes nothing", 8, Checkpointed) { IsForDiscrete = true },
        new("A custom rule that says what the library's own does changes nothing", 8, CustomRule),
        new("Float32 agrees with Float64", 4, Narrow),
        new("The gradient check passes", 60, Checked) { IsByDifferences = true },
        .. CompositionChecks.All,
    ];

    private static Outcome Adjoint(RandomProgram program, Random random)
    {
        Tensor[] x = program.Arguments;
        Tensor[] v = Numbers.Directions(x, random);
        Tensor w = Numbers.Direction(program.Value, random);

        (Tensor primal, Tensor tangent) = Transform.Jvp<Tensor[], Tensor>(program.Run, x, v);
        (Tensor value, Func<Tensor, Tensor[]> pullback) = Transform.Vjp<Tensor[], Tensor>(program.Run, x);
        Tensor[] pulled = pullback(w);

        if (primal.Spec != program.Value.Spec || tangent.Spec != program.Value.Spec || value.Spec != program.Value.Spec || pulled.Zip(x).Any(pair => pair.First.Spec != pair.Second.Spec))
        {
            return Outcome.Failed("a derivative has another shape or dtype than what it is of");
        }

        // Relative to the terms of the sums, which may cancel.
        double terms = 1 + Math.Max(Tensor.Abs(w * tangent).Sum().ToScalar(), Numbers.Floating(pulled).Zip(Numbers.Floating(v)).Sum(pair => Tensor.Abs(pair.First * pair.Second).Sum().ToScalar()));
        return Numbers.Compare(
            program, Rounding,
            [.. Numbers.Of(program.Value, program.Value), Numbers.Inner(v, pulled) / terms],
            [.. Numbers.Of(primal, value), Numbers.Inner([w], [tangent]) / terms],
            (f, at) => [.. Numbers.Of(f(at), f(at)), Numbers.Inner(v, Transform.Vjp(f, at).Pullback(w)) / terms]);
    }

    private static Outcome AgreesWithDifferences(RandomProgram program, Random random)
    {
        Tensor[] x = program.Arguments;
        Tensor[] v = Numbers.Directions(x, random);
        Tensor w = Numbers.Direction(program.Value, random);
        double[] Slope(Func<Tensor[], Tensor> f, Tensor[] at) => [Numbers.Inner(v, Transform.Vjp(f, at).Pullback(w))];
        double[] analytic = Slope(program.Run, x);
        return Differences.Check(t => [Numbers.Inner([w], [program.Run(Moved(x, v, t))])], analytic, () => Numbers.Explained(program, analytic, Slope));
    }

    private static Outcome SecondOrder(RandomProgram program, Random random)
    {
        Tensor[] x = program.Arguments;
        if (program.Value.Size > 300)
        {
            return Outcome.Discarded;
        }

        (Tensor[] u, Tensor[] v) = (Numbers.Directions(x, random), Numbers.Directions(x, random));
        Tensor w = Numbers.Direction(program.Value, random);
        double size = program.Value.Size == 0 ? 1 : Math.Max(1, Tensor.Abs(program.Value).Max().ToScalar());

        // Not linear in the value, so that the cotangent of every rule varies too.
        Func<Tensor[], Tensor> Energy(Func<Tensor[], Tensor> f) => p =>
        {
            Tensor y = f(p) / size;
            return (w * (y + 0.5 * y * y)).Sum();
        };
        Func<Tensor[], Tensor> energy = Energy(program.Run);
        Func<Tensor[], Tensor[]> gradient = Transform.Grad(energy);

        double forwardOverReverse = Numbers.Inner(u, Transform.Jvp(gradient, x, v).Tangent);
        double reverseOverReverse = Numbers.Inner(v, Transform.Grad<Tensor[]>(p => Numbers.InnerTensor(gradient(p), u))(x));
        double reverseOverForward = Numbers.Inner(u, Transform.Grad<Tensor[]>(p => Transform.Jvp(energy, p, v).Tangent)(x));
        double forwardOverForward = Transform.Jvp<Tensor[], Tensor>(p => Transform.Jvp(energy, p, v).Tangent, x, u).Tangent.ToScalar();
        double first = Numbers.Of(Numbers.Floating(gradient(x))).Append(1).Max(Math.Abs);

        double[] Bend(Func<Tensor[], Tensor> f, Tensor[] at) => [Numbers.Inner(u, Transform.Jvp(Transform.Grad(Energy(f)), at, v).Tangent)];
        Outcome same = Numbers.Compare(
            program, 1e-9 * first,
            [forwardOverReverse, forwardOverReverse, forwardOverReverse], [reverseOverReverse, reverseOverForward, forwardOverForward],
            (f, at) => [.. Enumerable.Repeat(Bend(f, at)[0], 3)]);
        return same.Failure is not null || same.IsDiscarded
            ? same
            : Differences.Check(t => [Numbers.Inner(u, gradient(Moved(x, v, t)))], [forwardOverReverse], () => Numbers.Explained(program, [forwardOverReverse], Bend));
    }

    private static Outcome MapIsLoop(RandomProgram program, Random random) => AgreesWithLoop(program, f => f, random);

    private static Outcome MappedGradients(RandomProgram program, Random random)
    {
        if (program.Value.Size > 300)
        {
            return Outcome.Discarded;
        }

        Tensor w = Numbers.Direction(program.Value, random);
        Func<Tensor[], Tensor> Flat(Func<Tensor[], Tensor> f)
        {
            Func<Tensor[], Tensor[]> gradient = Transform.Grad<Tensor[]>(p => (f(p) * w).Sum());
            return p => Tensor.Concatenate([.. Numbers.Floating(gradient(p)).Select(leaf => leaf.Reshape(-1))]);
        }

        Outcome mapped = AgreesWithLoop(program, Flat, random);
        if (mapped.Failure is not null)
        {
            return mapped;
        }

        // The examples' energies do not meet, so the gradient of their sum is their gradients side by side.
        Tensor[][] examples = Examples(program, random);
        Tensor[] batch = Stacked(examples);
        Tensor[] ofMap = Transform.Grad<Tensor[]>(b => Transform.Vmap<Tensor[], Tensor>(p => (program.Run(p) * w).Sum())(b).Sum())(batch);
        Tensor[] loop = Stacked([.. examples.Select(Transform.Grad<Tensor[]>(p => (program.Run(p) * w).Sum()))]);
        return Numbers.Compare(
            program, Rounding, Numbers.Of(Numbers.Floating(loop)), Numbers.Of(Numbers.Floating(ofMap)),
            (f, _) => Numbers.Of(Numbers.Floating(Stacked([.. examples.Select(Transform.Grad<Tensor[]>(p => (f(p) * w).Sum()))]))));
    }

    private static Outcome AgreesWithLoop(RandomProgram program, Func<Func<Tensor[], Tensor>, Func<Tensor[], Tensor>> of, Random random)
    {
        Tensor[][] examples = Examples(program, random);
        bool[] mapped = [.. program.Leaves.Select(_ => random.Next(3) > 0)];
        mapped[random.Next(mapped.Length)] = true;
        int axis = random.Next(4) == 0 ? -1 : 0;

        Tensor[] At(Tensor[] example) => [.. example.Select((leaf, i) => mapped[i] ? leaf : examples[0][i])];
        Tensor Looped(Func<Tensor[], Tensor> f) => Tensor.Stack([.. examples.Select(example => f(At(example)))], axis);
        Tensor[] chosen = [.. Stacked(examples).Where((_, i) => mapped[i])];
        Func<Tensor[], Tensor> function = of(program.Run);
        Tensor together = Transform.Vmap<Tensor[], Tensor>(
            some =>
            {
                int next = 0;
                return function([.. mapped.Select((isMapped, i) => isMapped ? some[next++] : examples[0][i])]);
            },
            outAxis: axis)(chosen);

        Tensor expected = Looped(function);
        return expected.Spec != together.Spec
            ? Outcome.Failed($"the map gives {together.Spec}, the loop {expected.Spec}")
            : Numbers.Compare(program, Rounding, Numbers.Of(expected), Numbers.Of(together), (f, _) => Numbers.Of(Looped(of(f))));
    }

    private static Outcome Checkpointed(RandomProgram program, Random random)
    {
        Tensor[] x = program.Arguments;
        Func<Tensor[], Tensor> replayed = Transform.Checkpoint<Tensor[], Tensor>(program.Run);
        if (program.IsDiscrete)
        {
            return Same(program.Value, replayed(x), "value");
        }

        Tensor w = Numbers.Direction(program.Value, random);
        (Tensor value, Func<Tensor, Tensor[]> pullback) = Transform.Vjp(replayed, x);
        Outcome values = Same(program.Value, value, "value");
        return values.Failure is not null
            ? values
            : Transform.Vjp<Tensor[], Tensor>(program.Run, x).Pullback(w).Zip(pullback(w)).Select(pair => Same(pair.First, pair.Second, "gradient")).FirstOrDefault(outcome => outcome.Failure is not null);
    }

    private static Outcome CustomRule(RandomProgram program, Random random)
    {
        Tensor[] x = program.Arguments;
        Tensor[] v = Numbers.Directions(x, random);
        Tensor w = Numbers.Direction(program.Value, random);
        Func<Tensor[], Tensor> Written(Func<Tensor[], Tensor> f) => Transform.CustomVjp<Tensor[], Tensor>(f, (at, _, bar) => Transform.Vjp(f, at).Pullback(bar));
        Func<Tensor[], Tensor> written = Written(program.Run);

        (Tensor value, Func<Tensor, Tensor[]> pullback) = Transform.Vjp(written, x);
        Tensor tangent = Transform.Jvp(written, x, v).Tangent;
        double[] All(Func<Tensor[], Tensor> f, Tensor[] at) =>
            [.. Numbers.Of(f(at)), .. Numbers.Of(Numbers.Floating(Transform.Vjp(f, at).Pullback(w))), .. Numbers.Of(Transform.Jvp(f, at, v).Tangent)];

        return Numbers.Compare(program, Rounding, All(program.Run, x), [.. Numbers.Of(value), .. Numbers.Of(Numbers.Floating(pullback(w))), .. Numbers.Of(tangent)], All);
    }

    private static Outcome Narrow(RandomProgram program, Random random)
    {
        if (program.Steps.Any(step => step.Call.Name.StartsWith("to/", StringComparison.Ordinal)))
        {
            return Outcome.Discarded;
        }

        // Both start from the same numbers; 2⁻²⁴ a rounding, some hundred of them, is forgiven without another look.
        Tensor[] narrow = [.. program.Arguments.Select(leaf => leaf.DType == DType.Float64 ? leaf.To(DType.Float32) : leaf)];
        Tensor[] wide = [.. narrow.Select(leaf => leaf.DType == DType.Float32 ? leaf.To(DType.Float64) : leaf)];
        Tensor w = Numbers.Direction(program.Value, random).To(DType.Float32);
        double[] All(Func<Tensor[], Tensor> f, Tensor[] at, Tensor bar) => [.. Numbers.Of(f(at)), .. Numbers.Of(Numbers.Floating(Transform.Vjp(f, at).Pullback(bar)))];

        Tensor y = program.Run(narrow);
        return y.DType != DType.Float32
            ? Outcome.Failed($"Float32 gives {y.DType}")
            : Numbers.Compare(program, 1e-5, All(program.Run, wide, w.To(DType.Float64)), All(program.Run, narrow, w), (f, at) => All(f, at, w.To(DType.Float64)), 4e-6);
    }

    private static Outcome Checked(RandomProgram program, Random random)
    {
        if (program.Value.Size * program.Arguments.Where(leaf => leaf.DType.IsFloating()).Sum(leaf => leaf.Size) is 0 or > 600)
        {
            return Outcome.Discarded;
        }

        GradientReport report = GradientCheck.Run<Tensor[]>(program.Run, program.Arguments);
        return report.Verdict switch
        {
            Verdict.Pass => Outcome.Held,
            Verdict.Kink or Verdict.IllConditioned => Outcome.Discarded,
            _ => Outcome.Failed(report.ToString()),
        };
    }

    private static Outcome Same(Tensor expected, Tensor actual, string what) =>
        expected.Spec == actual.Spec && Numbers.Of(expected).SequenceEqual(Numbers.Of(actual)) ? Outcome.Held : Outcome.Failed(string.Create(CultureInfo.InvariantCulture, $"the {what} is not the same bits"));

    private static Tensor[] Moved(Tensor[] x, Tensor[] v, double t) => [.. x.Zip(v, (leaf, direction) => leaf.DType.IsFloating() ? leaf + t * direction : leaf)];

    // The program's own arguments and two beside them; indices and masks in other orders.
    internal static Tensor[][] Examples(RandomProgram program, Random random) =>
    [
        program.Arguments,
        .. Enumerable.Range(1, 2).Select(_ => (Tensor[])[.. program.Leaves.Select(leaf => leaf.Value.DType.IsFloating()
            ? leaf.Value * (1 - 0.01 * Numbers.Direction(leaf.Value, random))
            : leaf.Operand.Make(random.Next(5)))]),
    ];

    internal static Tensor[] Stacked(Tensor[][] examples) =>
        [.. Enumerable.Range(0, examples[0].Length).Select(i => Tensor.Stack([.. examples.Select(x => x[i])]))];
}
