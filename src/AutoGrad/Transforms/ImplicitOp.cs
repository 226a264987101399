namespace AutoGrad;

/// <summary>What an <see cref="ImplicitProblem"/> defines, as one operation of the parameters and the start.</summary>
/// <param name="Problem">Says how.</param>
/// <param name="Step">The problem's, of as many examples as there are.</param>
/// <param name="Results">What the state is.</param>
/// <param name="Depth">How many leading axes count examples.</param>
/// <param name="Pull">From p, z, the places of the wanted and z̄ to their cotangents.</param>
/// <param name="Push">From p, z, the places of what moves and its tangents to ż.</param>
internal sealed record ImplicitOp(
    ImplicitProblem Problem,
    Func<Tensor[], Tensor[], Tensor[]> Step,
    Spec[] Results,
    int Depth,
    Func<Tensor[], Tensor[], int[], Tensor[], Tensor[]> Pull,
    Func<Tensor[], Tensor[], int[], Tensor[], Tensor[]> Push)
    : TreeOp(x => Problem.Find(Step, x[..^Results.Length], x[^Results.Length..], Depth), Results)
{
    public override string Name => Problem.Name;

    public override void Vjp(Recorded recorded, Span<Tensor?> inputBars)
    {
        if (Bars(recorded, Results.Length) is not { } bars)
        {
            return;
        }

        Tensor[] p = Inputs(recorded)[..^Results.Length];
        var wanted = new List<int>(p.Length);
        for (int i = 0; i < p.Length; i++)
        {
            if (recorded.Wants(i))
            {
                wanted.Add(i);
            }
        }

        // Of the start alone there is nothing to tell: where the search ends does not depend on it.
        Tensor[] pulled = wanted.Count == 0 ? [] : Pull(p, Outputs(recorded), [.. wanted], bars);
        for (int i = 0; i < pulled.Length; i++)
        {
            inputBars[wanted[i]] = pulled[i];
        }
    }

    public override void Jvp(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor?> tangents, ReadOnlySpan<Tensor> outputs, Span<Tensor?> outputTangents)
    {
        (int[] moving, Tensor[] directions) = Moving(tangents[..^Results.Length]);
        if (moving.Length > 0)
        {
            Push(inputs[..^Results.Length].ToArray(), outputs.ToArray(), moving, directions).CopyTo(outputTangents);
        }
    }

    public override void Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size, Span<Tensor> outputs)
    {
        int states = Results.Length;
        int count = inputs.Length - states;
        int?[] axes = AxesOf(batched[..count]);
        int?[] stateAxes = [.. Enumerable.Repeat((int?)0, states)];
        Tensor[] all = inputs.ToArray();
        for (int k = count; k < all.Length; k++)
        {
            all[k] = Batching.Expand(all[k], batched[k], size);
        }

        Func<Tensor[], Tensor[]> step = Mapped(one => Step(one[..count], one[count..]), [.. axes, .. stateAxes]);
        new ImplicitOp(
            Problem,
            (p, z) => step([.. p, .. z]),
            Stacked(Results, size),
            Depth + 1,
            (p, z, wanted, bars) =>
            {
                Tensor[] pulled = Mapped(
                    one => Pull(one[..count], one[count..^states], wanted, one[^states..]), [.. axes, .. stateAxes, .. stateAxes])([.. p, .. z, .. bars]);
                for (int i = 0; i < pulled.Length; i++)
                {
                    // What all examples share gets the sum of their cotangents.
                    pulled[i] = axes[wanted[i]] is null ? pulled[i].Sum(axis: 0) : pulled[i];
                }

                return pulled;
            },
            (p, z, moving, directions) => Mapped(
                one => Push(one[..count], one[count..(count + states)], moving, one[(count + states)..]),
                [.. axes, .. stateAxes, .. moving.Select(i => axes[i])])([.. p, .. z, .. directions])).Apply(all, outputs);
    }

    private static Tensor[] Outputs(Recorded recorded)
    {
        var outputs = new Tensor[recorded.Outputs];
        for (int k = 0; k < outputs.Length; k++)
        {
            outputs[k] = recorded.Output(k);
        }

        return outputs;
    }
}
