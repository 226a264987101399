namespace AutoGrad;

public static partial class Transform
{
    /// <summary>A function with a reverse rule of your own.</summary>
    /// <param name="f">From [...] to [...]. Every tensor it reads that is being differentiated must be its argument.</param>
    /// <param name="rule">From x, y = f(x) and the cotangent ȳ to the cotangent x̄, shaped like x. Written in tensor operations, and so itself differentiable.</param>
    /// <returns>The function; forward mode uses the transpose of the rule.</returns>
    /// <example><code>CustomVjp(v => Round(v), (v, y, yBar) => yBar) // a straight-through estimator</code></example>
    public static Func<Tensor, Tensor> CustomVjp(Func<Tensor, Tensor> f, Func<Tensor, Tensor, Tensor, Tensor> rule) => CustomVjp<Tensor>(f, rule);

    /// <summary>A function of any tree with a reverse rule of your own.</summary>
    /// <param name="f">From any tree to [...]. Every tensor it reads that is being differentiated must be in its argument.</param>
    /// <param name="rule">From x, y = f(x) and the cotangent ȳ to the cotangent x̄, of the structure and shapes of x.</param>
    /// <returns>The function; forward mode uses the transpose of the rule.</returns>
    public static Func<T, Tensor> CustomVjp<T>(Func<T, Tensor> f, Func<T, Tensor, Tensor, T> rule)
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentNullException.ThrowIfNull(rule);
        return x => new CustomVjpOp(
            leaves => f((T)Tree.Unflatten(x, leaves)!),
            (leaves, y, yBar) =>
            {
                var at = (T)Tree.Unflatten(x, leaves)!;
                T xBar = rule(at, y, yBar);
                Tree.RequireSameSpecs("CustomVjp's rule", at, xBar);
                return Tree.Flatten(xBar);
            }).Apply(Tree.Flatten(x));
    }

    /// <summary>A function with a forward rule of your own.</summary>
    /// <param name="f">From [...] to [...]. Every tensor it reads that is being differentiated must be its argument.</param>
    /// <param name="rule">From x, y = f(x) and the tangent ẋ to the tangent ẏ, shaped like y. It must be linear in ẋ; written in tensor operations, and so itself differentiable.</param>
    /// <returns>The function; reverse mode uses the transpose of the rule.</returns>
    public static Func<Tensor, Tensor> CustomJvp(Func<Tensor, Tensor> f, Func<Tensor, Tensor, Tensor, Tensor> rule) => CustomJvp<Tensor>(f, rule);

    /// <summary>A function of any tree with a forward rule of your own.</summary>
    /// <param name="f">From any tree to [...]. Every tensor it reads that is being differentiated must be in its argument.</param>
    /// <param name="rule">From x, y = f(x) and the tangent ẋ, of the structure and shapes of x, to the tangent ẏ. It must be linear in ẋ.</param>
    /// <returns>The function; reverse mode uses the transpose of the rule.</returns>
    public static Func<T, Tensor> CustomJvp<T>(Func<T, Tensor> f, Func<T, Tensor, T, Tensor> rule)
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentNullException.ThrowIfNull(rule);
        return x => new CustomJvpOp(
            leaves => f((T)Tree.Unflatten(x, leaves)!),
            (leaves, y, directions) =>
            {
                Tensor yDot = rule((T)Tree.Unflatten(x, leaves)!, y, (T)Tree.Unflatten(x, directions)!);
                ShapeException.ThrowUnless(yDot.Spec == y.Spec, "CustomJvp's rule", $"the tangent must be {y.Spec}, as the value", yDot.Spec);
                return yDot;
            }).Apply(Tree.Flatten(x));
    }
}

/// <summary>A function of the user's as one operation; what its derivative is, its sealed records say.</summary>
internal abstract record CustomOp(Func<Tensor[], Tensor> Function) : SingleOp
{
    public sealed override Saved Saved => Saved.Inputs | Saved.Output;

    public sealed override bool RunsUserCode => true;

    public sealed override Spec Infer(ReadOnlySpan<Spec> inputs)
    {
        Tensor[] like = [.. inputs.ToArray().Select(spec => Tensor.Zeros(spec.Shape, spec.DType))];
        return GraphTrace.Write(x => [Function(x)], like, out _).OutputSpecs[0];
    }

    public sealed override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output) => throw Unreachable("copying");

    // Every trace has opened its boxes by now: a result that is still traced came from a captured tensor, and its share of
    // the derivative would be lost.
    protected sealed override void Evaluate(ReadOnlySpan<DenseTensor> inputs, Span<Tensor> outputs)
    {
        Tensor y = Function([.. inputs]);
        outputs[0] = y.Trace is null
            ? y
            : throw new InvalidOperationException(
                $"{Name}: the function reads a tensor that is being differentiated or mapped, {y.Spec}, without taking it as an argument, so the rule could not account for it. " +
                "Put that tensor into the argument (a tuple or record will do), or pass it through StopGradient.");
    }

    protected static Tensor[] Directions(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor?> tangents)
    {
        var directions = new Tensor[inputs.Length];
        for (int i = 0; i < directions.Length; i++)
        {
            directions[i] = tangents[i] ?? Tensor.ZerosLike(inputs[i]);
        }

        return directions;
    }

    protected static Tensor[] Inputs(Recorded recorded)
    {
        var inputs = new Tensor[recorded.Inputs];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = recorded.Input(i);
        }

        return inputs;
    }

    /// <summary>The function of all examples; an input without the batch axis is shared.</summary>
    protected Func<Tensor[], Tensor> Mapped(int?[] axes) =>
        all => Transform.Map([.. all], axes, 0, one => Function([.. one.Select(x => (Tensor)x!)]));

    protected static int?[] AxesOf(ReadOnlySpan<bool> batched) => [.. batched.ToArray().Select(isBatched => isBatched ? 0 : (int?)null)];
}

internal sealed record CustomVjpOp(Func<Tensor[], Tensor> Function, Func<Tensor[], Tensor, Tensor, Tensor[]> Rule) : CustomOp(Function)
{
    public override string Name => "custom_vjp";

    public override void Vjp(Recorded recorded, Span<Tensor?> inputBars)
    {
        Tensor[] bars = Rule(Inputs(recorded), recorded.Output(), recorded.OutputBar()!);
        for (int i = 0; i < bars.Length; i++)
        {
            inputBars[i] = recorded.Wants(i) ? bars[i] : null;
        }
    }

    protected override Tensor? Vjp(int input, Tensor yBar, Recorded recorded) => throw Unreachable("single reverse");

    // The rule is w ↦ Jᵀ w; its transpose is the J that forward mode wants.
    protected override Tensor? Jvp(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor?> tangents, Tensor output)
    {
        Tensor[] x = inputs.ToArray();
        return Transform.Vjp(w => Rule(x, output, w), Tensor.ZerosLike(output)).Pullback(Directions(inputs, tangents));
    }

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size)
    {
        int?[] axes = AxesOf(batched);
        return new CustomVjpOp(Mapped(axes), (x, y, yBar) =>
        {
            Tensor[] bars = Transform.Map([.. x, y, yBar], [.. axes, 0, 0], 0, one =>
                Rule([.. one[..^2].Select(leaf => (Tensor)leaf!)], (Tensor)one[^2]!, (Tensor)one[^1]!));

            // What all examples share gets the sum of their cotangents.
            for (int i = 0; i < bars.Length; i++)
            {
                bars[i] = axes[i] is null ? (bars[i].DType.IsFloating() ? bars[i].Sum(axis: 0) : x[i]) : bars[i];
            }

            return bars;
        }).Apply(inputs);
    }
}

internal sealed record CustomJvpOp(Func<Tensor[], Tensor> Function, Func<Tensor[], Tensor, Tensor[], Tensor> Rule) : CustomOp(Function)
{
    public override string Name => "custom_jvp";

    // The rule is v ↦ J v; its transpose is the Jᵀ that reverse mode wants.
    public override void Vjp(Recorded recorded, Span<Tensor?> inputBars)
    {
        Tensor[] x = Inputs(recorded);
        Tensor y = recorded.Output();
        Tensor[] bars = Transform.Vjp(v => Rule(x, y, v), Array.ConvertAll(x, Tensor.ZerosLike)).Pullback(recorded.OutputBar()!);
        for (int i = 0; i < bars.Length; i++)
        {
            inputBars[i] = recorded.Wants(i) ? bars[i] : null;
        }
    }

    protected override Tensor? Vjp(int input, Tensor yBar, Recorded recorded) => throw Unreachable("single reverse");

    protected override Tensor? Jvp(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor?> tangents, Tensor output) =>
        Rule(inputs.ToArray(), output, Directions(inputs, tangents));

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size)
    {
        int?[] axes = AxesOf(batched);
        return new CustomJvpOp(Mapped(axes), (x, y, directions) =>
            Transform.Map([.. x, y, .. directions], [.. axes, 0, .. axes], 0, one =>
            {
                Tensor[] all = [.. one.Select(leaf => (Tensor)leaf!)];
                return Rule(all[..x.Length], all[x.Length], all[(x.Length + 1)..]);
            })).Apply(inputs);
    }
}
