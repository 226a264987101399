namespace AutoGrad.PropertyTests;

/// <summary>The rules of differentiation, with a random program for the function.</summary>
internal static class CompositionChecks
{
    private const double Rounding = 1e-10;

    public static Law[] All { get; } =
    [
        new("Derivatives are linear in their direction", 8, Linear),
        new("The product rule holds", 8, Product),
        new("The chain rule holds", 8, Chain),
        new("A map of a map is two loops", 8, MapOfMap) { IsForDiscrete = true },
    ];

    private static Outcome Linear(RandomProgram program, Random random)
    {
        Tensor[] x = program.Arguments;
        (Tensor[] u, Tensor[] v) = (Numbers.Directions(x, random), Numbers.Directions(x, random));
        (Tensor w, Tensor z) = (Numbers.Direction(program.Value, random), Numbers.Direction(program.Value, random));

        double[] Separately(Func<Tensor[], Tensor> f, Tensor[] at)
        {
            Func<Tensor, Tensor[]> pull = Transform.Vjp(f, at).Pullback;
            return
            [
                .. Numbers.Of(2.5 * Transform.Jvp(f, at, u).Tangent - 0.5 * Transform.Jvp(f, at, v).Tangent),
                .. Numbers.Of([.. Numbers.Floating(pull(w)).Zip(Numbers.Floating(pull(z)), (a, b) => 2.5 * a - 0.5 * b)]),
            ];
        }

        Tensor[] both = [.. u.Zip(v, (a, b) => a.DType.IsFloating() ? 2.5 * a - 0.5 * b : a)];
        double[] together =
        [
            .. Numbers.Of(Transform.Jvp<Tensor[], Tensor>(program.Run, x, both).Tangent),
            .. Numbers.Of(Numbers.Floating(Transform.Vjp<Tensor[], Tensor>(program.Run, x).Pullback(2.5 * w - 0.5 * z))),
        ];
        return Numbers.Compare(program, Rounding, Separately(program.Run, x), together, Separately);
    }

    private static Outcome Product(RandomProgram program, Random random)
    {
        Tensor[] x = program.Arguments;
        Tensor[] v = Numbers.Directions(x, random);
        Tensor w = Numbers.Direction(program.Value, random);
        int first = Array.FindIndex(x, leaf => leaf.DType.IsFloating() && leaf.Size > 0);
        if (first < 0)
        {
            return Outcome.Discarded;
        }

        Tensor G(Tensor[] p) => Tensor.Cos(Fit.To(p[first], [.. program.Value.Shape]));
        double[] Apart(Func<Tensor[], Tensor> f, Tensor[] at)
        {
            (Tensor y, Tensor yDot) = Transform.Jvp(f, at, v);
            (Tensor g, Tensor gDot) = Transform.Jvp<Tensor[], Tensor>(G, at, v);
            Tensor[] ofF = Transform.Vjp(f, at).Pullback(w * g);
            Tensor[] ofG = Transform.Vjp<Tensor[], Tensor>(G, at).Pullback(w * y);
            return [.. Numbers.Of(yDot * g + y * gDot), .. Numbers.Of([.. Numbers.Floating(ofF).Zip(Numbers.Floating(ofG), (a, b) => a + b)])];
        }

        Func<Tensor[], Tensor> product = p => program.Run(p) * G(p);
        double[] whole = [.. Numbers.Of(Transform.Jvp(product, x, v).Tangent), .. Numbers.Of(Numbers.Floating(Transform.Vjp(product, x).Pullback(w)))];
        return Numbers.Compare(program, Rounding, Apart(program.Run, x), whole, Apart);
    }

    private static Outcome Chain(RandomProgram program, Random random)
    {
        Tensor[] x = program.Arguments;
        Tensor[] v = Numbers.Directions(x, random);
        Tensor w = Numbers.Direction(program.Value, random);
        double size = program.Value.Size == 0 ? 1 : Math.Max(1, Tensor.Abs(program.Value).Max().ToScalar());
        Tensor G(Tensor y) => Tensor.Tanh(y / size) + (y / size).Sum() * Tensor.Square(y / size);

        double[] InSteps(Func<Tensor[], Tensor> f, Tensor[] at)
        {
            (Tensor y, Tensor yDot) = Transform.Jvp(f, at, v);
            Tensor bar = Transform.Vjp<Tensor, Tensor>(G, y).Pullback(w);
            return [.. Numbers.Of(Transform.Jvp<Tensor, Tensor>(G, y, yDot).Tangent), .. Numbers.Of(Numbers.Floating(Transform.Vjp(f, at).Pullback(bar)))];
        }

        Func<Tensor[], Tensor> composed = p => G(program.Run(p));
        double[] whole = [.. Numbers.Of(Transform.Jvp(composed, x, v).Tangent), .. Numbers.Of(Numbers.Floating(Transform.Vjp(composed, x).Pullback(w)))];
        return Numbers.Compare(program, Rounding, InSteps(program.Run, x), whole, InSteps);
    }

    private static Outcome MapOfMap(RandomProgram program, Random random)
    {
        if (program.Value.Size > 300)
        {
            return Outcome.Discarded;
        }

        Tensor[][][] examples = [.. Enumerable.Range(0, 2).Select(_ => ProgramChecks.Examples(program, random))];
        Tensor Looped(Func<Tensor[], Tensor> f) => Tensor.Stack([.. examples.Select(inner => Tensor.Stack([.. inner.Select(f)]))]);
        Tensor[] batch = ProgramChecks.Stacked([.. examples.Select(ProgramChecks.Stacked)]);
        int axis = random.Next(2);

        Tensor both = Transform.Vmap<Tensor[], Tensor>(inner => Transform.Vmap<Tensor[], Tensor>(program.Run)(inner), inAxis: axis, outAxis: axis)(batch);

        Tensor expected = Looped(program.Run);
        return expected.Spec != both.Spec
            ? Outcome.Failed($"the maps give {both.Spec}, the loops {expected.Spec}")
            : Numbers.Compare(program, Rounding, Numbers.Of(expected), Numbers.Of(both), (f, _) => Numbers.Of(Looped(f)));
    }
}
