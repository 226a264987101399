namespace AutoGrad;

/// <summary>A function from tree to tree with a forward rule.</summary>
/// <param name="Function">From the argument's leaves to the value's.</param>
/// <param name="Results">What those are.</param>
/// <param name="Rule">From the argument's leaves, the value's and the argument's tangents to the value's.</param>
internal sealed record TreeJvpOp(
    Func<Tensor[], Tensor[]> Function, Spec[] Results, Func<Tensor[], Tensor[], Tensor[], Tensor[]> Rule) : TreeOp(Function, Results)
{
    public override string Name => "custom_jvp";

    public static TOut Call<TIn, TOut>(TIn x, Func<TIn, TOut> f, Func<TIn, TOut, TIn, TOut> rule)
    {
        TIn argument = default!;
        TOut value = default!;
        Tensor[] leaves = Tree.Flatten(x);
        (Func<Tensor[], Tensor[]> function, Spec[] results) = Write(
            "custom_jvp",
            boxes =>
            {
                argument = (TIn)Tree.Unflatten(x, boxes)!;
                value = f(argument);
                return Tree.Flatten(value);
            },
            leaves);
        var op = new TreeJvpOp(function, results, (at, y, directions) =>
        {
            TOut yDot = rule((TIn)Tree.Unflatten(argument, at)!, (TOut)Tree.Unflatten(value, y)!, (TIn)Tree.Unflatten(argument, directions)!);
            Tree.RequireSameSpecs("CustomJvp's rule", value, yDot);
            return Tree.Flatten(yDot);
        });
        return (TOut)Tree.Unflatten(value, op.Apply(leaves))!;
    }

    // The rule is v ↦ J v; its transpose is the Jᵀ that reverse mode wants.
    public override void Vjp(Recorded recorded, Span<Tensor?> inputBars)
    {
        if (Bars(recorded, Results.Length) is not { } bars)
        {
            return;
        }

        Tensor[] x = Inputs(recorded);
        var y = new Tensor[Results.Length];
        for (int k = 0; k < y.Length; k++)
        {
            y[k] = recorded.Output(k);
        }

        Tensor[] pulled = Transform.Vjp<Tensor[], Tensor[]>(v => Rule(x, y, v), Array.ConvertAll(x, Tensor.ZerosLike)).Pullback(bars);
        for (int i = 0; i < pulled.Length; i++)
        {
            inputBars[i] = recorded.Wants(i) ? pulled[i] : null;
        }
    }

    public override void Jvp(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor?> tangents, ReadOnlySpan<Tensor> outputs, Span<Tensor?> outputTangents)
    {
        var directions = new Tensor[inputs.Length];
        for (int i = 0; i < directions.Length; i++)
        {
            directions[i] = tangents[i] ?? Tensor.ZerosLike(inputs[i]);
        }

        Rule(inputs.ToArray(), outputs.ToArray(), directions).CopyTo(outputTangents);
    }

    public override void Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size, Span<Tensor> outputs)
    {
        int?[] axes = AxesOf(batched);
        int count = axes.Length;
        Func<Tensor[], Tensor[]> rule = Mapped(
            all => Rule(all[..count], all[count..^count], all[^count..]), [.. axes, .. Enumerable.Repeat((int?)0, Results.Length), .. axes]);
        new TreeJvpOp(Mapped(Function, axes), Stacked(Results, size), (x, y, directions) => rule([.. x, .. y, .. directions])).Apply(inputs, outputs);
    }
}
