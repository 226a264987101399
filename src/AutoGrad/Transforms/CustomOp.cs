namespace AutoGrad;

/// <summary>A function of the user's as one operation; what its derivative is, its sealed records say.</summary>
internal abstract record CustomOp(Func<Tensor[], Tensor> Function) : SingleOp
{
    /// <summary>Refuses what a function with a rule of its own reads without being given it.</summary>
    public static InvalidOperationException Captured(string op, Spec spec) => new(
        $"{op}: the function reads a tensor that is being differentiated or mapped, {spec}, without taking it as an argument, so the rule could not account for it. " +
        "Put that tensor into the argument (a tuple or record will do), or pass it through StopGradient.");

    public sealed override Saved Saved => Saved.Inputs | Saved.Output;

    public sealed override bool RunsUserCode => true;

    public sealed override Spec Infer(ReadOnlySpan<Spec> inputs)
    {
        Tensor[] like = [.. inputs.ToArray().Select(spec => Tensor.Zeros(spec.Shape, spec.DType))];
        Graph graph = GraphTrace.Write(x => [Function(x)], like, out Tensor[] captured);
        foreach (Tensor x in captured)
        {
            if (x.Trace is { NeedsRules: true })
            {
                throw Captured(x.Spec);
            }
        }

        return graph.OutputSpecs[0];
    }

    public sealed override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output) => throw Unreachable("copying");

    public sealed override Func<Tensor[], Tensor[]> Body() => x => [Value(x)];

    protected sealed override void Evaluate(ReadOnlySpan<DenseTensor> inputs, Span<Tensor> outputs) => outputs[0] = Value([.. inputs]);

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

    // Every trace with rules has opened its boxes by now: a result that is still its own came from a captured tensor, and its
    // share of the derivative would be lost.
    private Tensor Value(Tensor[] x)
    {
        Tensor y = Function(x);
        return y.Trace is { NeedsRules: true } ? throw Captured(y.Spec) : y;
    }

    private InvalidOperationException Captured(Spec spec) => Captured(Name, spec);
}
