namespace AutoGrad;

/// <summary>A function of elementwise operations in one pass; its rules are those of the operations that it is made of.</summary>
/// <param name="Function">The operations.</param>
/// <param name="Program">What they are for tensors of certain dtypes.</param>
internal sealed record ElementwiseProgramOp(ElementwiseFunction Function, ElementwiseProgram Program) : FusedOp
{
    public override string Name => Function.Name;

    public override Tensor[] Definition(Tensor[] inputs) => Function.Definition(inputs);

    // The program is of certain dtypes, and the numbers that the function makes inside are of those that it sees.
    public override Func<Tensor[], Tensor[]> Body() => Function.Definition;

    public override void Infer(ReadOnlySpan<Spec> inputs, Span<Spec> outputs)
    {
        Shape shape = Shape.Scalar;
        foreach (Spec x in inputs)
        {
            shape = x.Shape.Rank == 0 ? shape : x.Shape;
        }

        ElementwiseProgram program = For(inputs);
        for (int k = 0; k < outputs.Length; k++)
        {
            outputs[k] = new Spec(program.IsScalar(k) ? Shape.Scalar : shape, program.OutputDType(k));
        }
    }

    public override void Run(ReadOnlySpan<DenseTensor> inputs, ReadOnlySpan<DenseTensor> outputs)
    {
        SpecBuffer buffer = default;
        Span<Spec> specs = buffer.Take(inputs.Length);
        for (int i = 0; i < specs.Length; i++)
        {
            specs[i] = inputs[i].Spec;
        }

        For(specs).Run(inputs, outputs);
    }

    public override void Vjp(Recorded recorded, Span<Tensor?> inputBars)
    {
        int given = 0, wanted = 0;
        for (int k = 0; k < recorded.Outputs; k++)
        {
            given |= recorded.OutputBar(k) is null ? 0 : 1 << k;
        }

        for (int i = 0; i < recorded.Inputs; i++)
        {
            if (recorded.Wants(i))
            {
                // A scalar's share is a sum over all elements, which one pass over them cannot give.
                if (recorded.InputSpec(i).Shape.Rank == 0)
                {
                    base.Vjp(recorded, inputBars);
                    return;
                }

                wanted |= 1 << i;
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

        Tensor[] bars = Function.Pullback(recorded.Inputs, wanted, given).Apply(all);
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
        }
        else
        {
            base.Batch(inputs, batched, size, outputs);
        }
    }

    private ElementwiseProgram For(ReadOnlySpan<Spec> inputs) =>
        Program.Takes(inputs) ? Program : Function.Find(inputs) ?? throw Unreachable("one-pass");
}
