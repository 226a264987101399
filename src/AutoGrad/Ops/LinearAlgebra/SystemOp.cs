namespace AutoGrad;

/// <summary>A system of equations, many right sides at once: from a [..., n, n] and b [..., n, m] the y with <c>M(a) y = b</c>, M linear.</summary>
/// <remarks>
/// Source: the implicit rule, Giles, Collected matrix derivative results, 2008, section 2.2.3:
/// <c>b̄ = M⁻ᵀ ȳ</c>, <c>M̄ = -b̄ yᵀ</c>, and <c>ẏ = M⁻¹ (ḃ - Ṁ y)</c>.
/// </remarks>
internal abstract record SystemOp(bool Transposes) : SingleOp
{
    public const string Rule = "a must be [..., n, n] and b [..., n, m] or [n], with leading axes that broadcast";

    public sealed override Saved Saved => Saved.Inputs | Saved.Output;

    /// <summary>Solves with every right side, where ranks differ too: one matrix takes a whole stack as further columns.</summary>
    public Tensor Solve(Tensor a, Tensor b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        bool fits = a.Rank >= 2 && b.Rank >= 1 && a.Shape[-1] == a.Shape[-2] && a.Shape[-1] == b.Shape[b.Rank == 1 ? 0 : -2];
        Shape? stack = fits ? Broadcasting.TryJoin(a.Shape[..^2], b.Rank == 1 ? Shape.Scalar : b.Shape[..^2]) : null;
        ShapeException.ThrowUnless(stack is not null, Name, Rule, a.Spec, b.Spec);
        if (b.Rank == 1)
        {
            return Solve(a, b.ExpandDims(1)).Squeeze(-1);
        }

        if (a.Rank == 2 && b.Rank > 2)
        {
            Tensor rows = b.MoveAxis(-2, 0);
            return Apply(a, rows.Reshape([rows.Shape[0], rows.Shape[1..].Size])).Reshape(rows.Shape).MoveAxis(0, -2);
        }

        return Apply(a.BroadcastTo([.. stack!, .. a.Shape[^2..]]), b.BroadcastTo([.. stack!, .. b.Shape[^2..]]));
    }

    public sealed override Spec Infer(ReadOnlySpan<Spec> inputs)
    {
        (Spec a, Spec b) = (inputs[0], inputs[1]);
        ShapeException.ThrowUnlessSameDType(Name, a, b);
        ShapeException.ThrowUnlessFloating(Name, a);
        ShapeException.ThrowUnless(
            a.Shape.Rank >= 2 && b.Shape.Rank == a.Shape.Rank && a.Shape[-1] == a.Shape[-2] && a.Shape[..^1] == b.Shape[..^1], Name, Rule, a, b);
        return b;
    }

    /// <summary>What of <c>M̄</c> or <c>Ṁ</c> belongs to a: the elements that M reads.</summary>
    protected virtual Tensor Read(Tensor a) => a;

    protected sealed override Tensor? Vjp(int input, Tensor yBar, Recorded recorded)
    {
        Tensor bBar = (this with { Transposes = !Transposes }).Apply(recorded.Input(0), yBar);
        return input == 1 ? bBar : Read(-(Transposes ? Tensor.MatMul(recorded.Output(), bBar.T) : Tensor.MatMul(bBar, recorded.Output().T)));
    }

    protected sealed override Tensor? Jvp(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor?> tangents, Tensor output)
    {
        Tensor? right = tangents[1];
        if (tangents[0] is { } aDot)
        {
            Tensor moved = Tensor.MatMul(Transposes ? Read(aDot).T : Read(aDot), output);
            right = right is null ? -moved : right - moved;
        }

        return Apply(inputs[0], right!);
    }

    protected sealed override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size) => Solve(inputs[0], inputs[1]);
}
