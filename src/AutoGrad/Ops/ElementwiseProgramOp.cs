namespace AutoGrad;

/// <summary>A function of elementwise operations in one pass; its rules are those of the operations that it is made of.</summary>
internal sealed record ElementwiseProgramOp(ElementwiseFunction Function, ElementwiseProgram Program) : Op
{
    public override string Name => Function.Name;

    // What lies between is cheaper to compute again than to keep.
    public override Saved Saved => Saved.Inputs;

    public override Func<Tensor[], Tensor[]> Body() => Function.Definition;

    public override void Infer(ReadOnlySpan<Spec> inputs, Span<Spec> outputs)
    {
        Shape shape = Shape.Scalar;
        foreach (Spec x in inputs)
        {
            shape = x.Shape.Rank == 0 ? shape : x.Shape;
        }

        for (int k = 0; k < outputs.Length; k++)
        {
            outputs[k] = new Spec(Program.IsScalar(k) ? Shape.Scalar : shape, Program.OutputDType(k));
        }
    }

    public override void Run(ReadOnlySpan<DenseTensor> inputs, ReadOnlySpan<DenseTensor> outputs) => Program.Run(inputs, outputs);

    public override void Vjp(Recorded recorded, Span<Tensor?> inputBars)
    {
        int given = 0, wanted = 0, places = 0;
        bool sums = false;
        for (int k = 0; k < recorded.Outputs; k++)
        {
            given |= recorded.OutputBar(k) is null ? 0 : 1 << k;
        }

        for (int i = 0; i < recorded.Inputs; i++)
        {
            if (recorded.Wants(i))
            {
                wanted |= 1 << i;
                places++;
                sums |= recorded.InputSpec(i).Shape.Rank == 0;
            }
        }

        var all = new Tensor[recorded.Inputs + int.PopCount(given)];
        for (int i = 0; i < recorded.Inputs; i++)
        {
            all[i] = recorded.Input(i);
        }

        for (int k = 0, next = recorded.Inputs; k < recorded.Outputs; k++)
        {
            if (recorded.OutputBar(k) is { } bar)
            {
                all[next++] = bar;
            }
        }

        // A scalar's share is a sum over all elements, which is not one of its steps.
        ElementwiseFunction pullback = Function.Pullback(recorded.Inputs, wanted, given);
        Tensor[] bars = sums ? pullback.Definition(all) : pullback.Apply(all);
        for (int i = 0, next = 0; i < inputBars.Length; i++)
        {
            if (recorded.Wants(i))
            {
                inputBars[i] = bars[next++];
            }
        }
    }

    public override void Jvp(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor?> tangents, ReadOnlySpan<Tensor> outputs, Span<Tensor?> outputTangents)
    {
        int moving = 0, wanted = 0;
        var all = new List<Tensor>(2 * inputs.Length);
        all.AddRange(inputs);
        for (int i = 0; i < tangents.Length; i++)
        {
            if (tangents[i] is { } tangent)
            {
                moving |= 1 << i;
                all.Add(tangent);
            }
        }

        for (int k = 0; k < outputs.Length; k++)
        {
            wanted |= outputs[k].DType.IsFloating() ? 1 << k : 0;
        }

        Tensor[] pushed = Function.Pushforward(inputs.Length, moving, wanted).Apply([.. all]);
        for (int k = 0, next = 0; k < outputs.Length; k++)
        {
            outputTangents[k] = outputs[k].DType.IsFloating() ? pushed[next++] : null;
        }
    }

    public override void Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size, Span<Tensor> outputs)
    {
        // Examples of numbers have the rank of one, and no shape to share with what has more.
        bool fits = true;
        for (int i = 0; i < inputs.Length; i++)
        {
            fits &= batched[i] ? inputs[i].Rank > 1 : inputs[i].Rank == 0;
        }

        for (int k = 0; k < outputs.Length; k++)
        {
            fits &= !Program.IsScalar(k);
        }

        if (fits)
        {
            Apply(inputs, outputs);
            return;
        }

        int?[] axes = [.. batched.ToArray().Select(isBatched => isBatched ? 0 : (int?)null)];
        Transform.Map([.. inputs], axes, 0, one => Function.Definition([.. one.Select(x => (Tensor)x!)])).CopyTo(outputs);
    }
}
