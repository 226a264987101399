namespace AutoGrad;

public static partial class Transform
{
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

    /// <summary>A function from any tree to any tree with a forward rule of your own.</summary>
    /// <param name="f">Every tensor it reads that is being differentiated must be in its argument. It must not read numbers out (ToScalar, ToArray, masks as indices).</param>
    /// <param name="rule">From x, y = f(x) and the tangent ẋ, of the structure and shapes of x, to the tangent ẏ, of those of y. It must be linear in ẋ.</param>
    /// <returns>The function; reverse mode uses the transpose of the rule.</returns>
    public static Func<TIn, TOut> CustomJvp<TIn, TOut>(Func<TIn, TOut> f, Func<TIn, TOut, TIn, TOut> rule)
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentNullException.ThrowIfNull(rule);
        return x => TreeJvpOp.Call(x, f, rule);
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
