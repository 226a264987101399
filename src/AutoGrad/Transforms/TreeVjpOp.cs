namespace AutoGrad;

/// <summary>A function whose reverse rule reads what it left for it.</summary>
/// <param name="Function">From the argument's leaves to the value's, and then those parts of the residual that are neither.</param>
/// <param name="Results">What those are.</param>
/// <param name="Values">How many are the value's.</param>
/// <param name="Residual">Where each leaf of the residual is: a result, or input i as <c>-1 - i</c>.</param>
/// <param name="Rule">From the residual's leaves and the value's cotangents to the argument's.</param>
internal sealed record TreeVjpOp(
    Func<Tensor[], Tensor[]> Function, Spec[] Results, int Values, int[] Residual, Func<Tensor[], Tensor[], Tensor[]> Rule) : TreeOp(Function, Results)
{
    public override string Name => "custom_vjp";

    public static TOut Call<TIn, TOut, TResidual>(TIn x, Func<TIn, (TOut Value, TResidual Residual)> forward, Func<TResidual, TOut, TIn> backward)
    {
        // The boxes know specs and hold no numbers: the operation keeps no more of the argument than the tape does.
        TIn argument = default!;
        TOut value = default!;
        TResidual residual = default!;
        int values = 0;
        List<int> places = [];
        Tensor[] leaves = Tree.Flatten(x);
        (Func<Tensor[], Tensor[]> function, Spec[] results) = Write(
            "custom_vjp",
            boxes =>
            {
                argument = (TIn)Tree.Unflatten(x, boxes)!;
                (value, residual) = forward(argument);
                List<Tensor> found = [.. Tree.Flatten(value)];
                values = found.Count;
                foreach (Tensor leaf in Tree.Flatten(residual))
                {
                    int input = Array.FindIndex(boxes, box => ReferenceEquals(box, leaf));
                    int result = found.FindIndex(other => ReferenceEquals(other, leaf));
                    places.Add(input >= 0 ? -1 - input : result >= 0 ? result : found.Count);
                    if (input < 0 && result < 0)
                    {
                        found.Add(leaf);
                    }
                }

                return [.. found];
            },
            leaves);
        var op = new TreeVjpOp(function, results, values, [.. places], (kept, bars) =>
        {
            TIn xBar = backward((TResidual)Tree.Unflatten(residual, kept)!, (TOut)Tree.Unflatten(value, bars)!);
            Tree.RequireSameSpecs("CustomVjp's rule", argument, xBar);
            return Tree.Flatten(xBar);
        });
        return (TOut)Tree.Unflatten(value, op.Apply(leaves).AsSpan(0, values))!;
    }

    public override void Vjp(Recorded recorded, Span<Tensor?> inputBars)
    {
        Tensor[] x = Inputs(recorded);
        if (Bars(recorded, Values) is { } bars)
        {
            var kept = new Tensor[Residual.Length];
            for (int i = 0; i < kept.Length; i++)
            {
                kept[i] = Residual[i] < 0 ? x[-1 - Residual[i]] : recorded.Output(Residual[i]);
            }

            Tensor[] pulled = Rule(kept, bars);
            for (int i = 0; i < x.Length; i++)
            {
                inputBars[i] = recorded.Wants(i) ? pulled[i] : null;
            }
        }

        // Further parts of the residual are read by derivatives of the rule, and differentiated as computed.
        var wanted = new List<int>();
        for (int i = 0; i < x.Length; i++)
        {
            if (recorded.Wants(i))
            {
                wanted.Add(i);
            }
        }

        Tensor[] further = new Tensor[Results.Length - Values];
        bool any = false;
        for (int k = 0; k < further.Length; k++)
        {
            any |= recorded.OutputBar(Values + k) is not null;
            further[k] = recorded.OutputBar(Values + k) ?? Zeros(Results[Values + k]);
        }

        if (any)
        {
            int[] places = [.. wanted];
            Tensor[] pulled = Transform.Vjp<Tensor[], Tensor[]>(
                some => Function(Replace(x, places, some))[Values..], Array.ConvertAll(places, i => x[i])).Pullback(further);
            for (int i = 0; i < places.Length; i++)
            {
                inputBars[places[i]] = inputBars[places[i]] is { } bar ? bar + pulled[i] : pulled[i];
            }
        }
    }

    // The rule is w ↦ Jᵀ w; its transpose is the J that forward mode wants.
    public override void Jvp(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor?> tangents, ReadOnlySpan<Tensor> outputs, Span<Tensor?> outputTangents)
    {
        Tensor[] x = inputs.ToArray();
        Tensor[] y = outputs.ToArray();
        (int[] moving, Tensor[] directions) = Moving(tangents);
        Tensor[] zeros = Array.ConvertAll(y[..Values], Tensor.ZerosLike);
        if (zeros.Any(zero => zero.DType.IsFloating()))
        {
            Tensor[] kept = Array.ConvertAll(Residual, place => place < 0 ? x[-1 - place] : y[place]);
            Transform.Vjp<Tensor[], Tensor[]>(
                w =>
                {
                    Tensor[] bars = Rule(kept, w);
                    return Array.ConvertAll(moving, i => bars[i]);
                },
                zeros).Pullback(directions).CopyTo(outputTangents);
        }

        if (Results.Length > Values)
        {
            Transform.Jvp<Tensor[], Tensor[]>(some => Function(Replace(x, moving, some))[Values..], Array.ConvertAll(moving, i => x[i]), directions)
                .Tangent.CopyTo(outputTangents[Values..]);
        }
    }

    public override void Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size, Span<Tensor> outputs)
    {
        int?[] axes = AxesOf(batched);
        int?[] ruleAxes = [.. Residual.Select(place => place < 0 ? axes[-1 - place] : 0), .. Enumerable.Repeat((int?)0, Values)];
        Func<Tensor[], Tensor[]> rule = Mapped(all => Rule(all[..Residual.Length], all[Residual.Length..]), ruleAxes);
        new TreeVjpOp(Mapped(Function, axes), Stacked(Results, size), Values, Residual, (kept, bars) =>
        {
            Tensor[] pulled = rule([.. kept, .. bars]);

            // What all examples share gets the sum of their cotangents.
            for (int i = 0; i < pulled.Length; i++)
            {
                pulled[i] = axes[i] is not null ? pulled[i] : pulled[i].DType.IsFloating() ? pulled[i].Sum(axis: 0) : pulled[i][0];
            }

            return pulled;
        }).Apply(inputs, outputs);
    }
}
