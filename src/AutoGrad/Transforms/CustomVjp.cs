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

    /// <summary>A function from any tree to any tree with a reverse rule of your own.</summary>
    /// <param name="f">Every tensor it reads that is being differentiated must be in its argument. It must not read numbers out (ToScalar, ToArray, masks as indices).</param>
    /// <param name="rule">From x, y = f(x) and the cotangent ȳ, of the structure and shapes of y, to the cotangent x̄, of those of x.</param>
    /// <returns>The function; forward mode uses the transpose of the rule.</returns>
    public static Func<TIn, TOut> CustomVjp<TIn, TOut>(Func<TIn, TOut> f, Func<TIn, TOut, TOut, TIn> rule)
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentNullException.ThrowIfNull(rule);
        return CustomVjp<TIn, TOut, (TIn X, TOut Y)>(
            x =>
            {
                TOut y = f(x);
                return (y, (x, y));
            },
            (at, yBar) => rule(at.X, at.Y, yBar));
    }

    /// <summary>A function from any tree to any tree with a reverse rule of your own, which reads what the function left for it.</summary>
    /// <param name="forward">
    /// From x to the value y and the residual: any tree, of what the rule reads. Every tensor it reads that is being differentiated
    /// must be in its argument. It must not read numbers out (ToScalar, ToArray, masks as indices).
    /// </param>
    /// <param name="backward">From the residual and the cotangent ȳ, of the structure and shapes of y, to the cotangent x̄, of those of x. Written in tensor operations, and so itself differentiable.</param>
    /// <returns>The function; forward mode uses the transpose of the rule.</returns>
    /// <remarks>
    /// Derivatives of the second order and up differentiate the rule. Where the residual holds parts of x and y themselves, those are x
    /// and y, and y has the rule for its derivative again; other parts are differentiated as computed.
    /// </remarks>
    /// <example><code>CustomVjp&lt;Tensor, Tensor, Tensor&gt;(x => (Relu(x), x > 0.0), (positive, yBar) => Where(positive, yBar, 0.0))</code></example>
    public static Func<TIn, TOut> CustomVjp<TIn, TOut, TResidual>(
        Func<TIn, (TOut Value, TResidual Residual)> forward, Func<TResidual, TOut, TIn> backward)
    {
        ArgumentNullException.ThrowIfNull(forward);
        ArgumentNullException.ThrowIfNull(backward);
        return x => TreeVjpOp.Call(x, forward, backward);
    }
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
        var moving = new List<int>(x.Length);
        var directions = new List<Tensor>(x.Length);
        for (int i = 0; i < x.Length; i++)
        {
            if (tangents[i] is { } tangent)
            {
                moving.Add(i);
                directions.Add(tangent);
            }
        }

        // Only what moves: the rule's other parts may be infinite or NaN here, and 0 times that is NaN.
        return Transform.Vjp(
            w =>
            {
                Tensor[] bars = Rule(x, output, w);
                return moving.ConvertAll(i => bars[i]).ToArray();
            },
            Tensor.ZerosLike(output)).Pullback([.. directions]);
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
