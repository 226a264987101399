namespace AutoGrad;

/// <summary>
/// An operation linear in all its floating inputs together: sums, reshapes, gathers. Integer and Bool inputs are
/// parameters. The transpose is its reverse rule, and it is its own forward rule.
/// </summary>
internal abstract record LinearOp : SingleOp
{
    public sealed override Saved Saved => Saved.Nothing;

    /// <summary>The transposed map, towards one floating input: <c>x̄ = Aᵀ ȳ</c>.</summary>
    protected abstract Tensor Transpose(int input, Tensor yBar, Recorded recorded);

    protected sealed override Tensor? Vjp(int input, Tensor yBar, Recorded recorded) => Transpose(input, yBar, recorded);

    protected sealed override Tensor? Jvp(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor?> tangents, Tensor output)
    {
        var directions = new Tensor[inputs.Length];
        for (int i = 0; i < directions.Length; i++)
        {
            directions[i] = !inputs[i].DType.IsFloating() ? inputs[i] : tangents[i] ?? Tensor.ZerosLike(inputs[i]);
        }

        return Apply(directions);
    }
}
