namespace AutoGrad;

/// <summary>
/// A function of the user's from tree to tree as one operation. How many tensors it gives must be known before it runs, and so
/// it is written down first; what its derivative is, its sealed records say.
/// </summary>
/// <param name="Function">From the argument's leaves to the results.</param>
/// <param name="Results">What the results are.</param>
internal abstract record TreeOp(Func<Tensor[], Tensor[]> Function, Spec[] Results) : Op
{
    /// <summary>Puts some leaves in their places among all.</summary>
    public static Tensor[] Replace(Tensor[] all, int[] places, Tensor[] chosen)
    {
        Tensor[] mixed = [.. all];
        for (int i = 0; i < chosen.Length; i++)
        {
            mixed[places[i]] = chosen[i];
        }

        return mixed;
    }

    public sealed override Saved Saved => Saved.Inputs | Saved.Output;

    public sealed override bool RunsUserCode => true;

    public sealed override Func<Tensor[], Tensor[]> Body() => Function;

    public sealed override void Infer(ReadOnlySpan<Spec> inputs, Span<Spec> outputs) => Results.CopyTo(outputs);

    public sealed override void Run(ReadOnlySpan<DenseTensor> inputs, ReadOnlySpan<DenseTensor> outputs) => throw Unreachable("copying");

    protected sealed override void Evaluate(ReadOnlySpan<DenseTensor> inputs, Span<Tensor> outputs) => Function([.. inputs]).CopyTo(outputs);

    /// <summary>Writes a function down; what it captures must be constant.</summary>
    protected static (Func<Tensor[], Tensor[]> Function, Spec[] Results) Write(string name, Func<Tensor[], Tensor[]> f, Tensor[] inputs)
    {
        Graph graph = GraphTrace.Write(f, inputs, out Tensor[] captured);
        foreach (Tensor x in captured)
        {
            if (x.Trace is { NeedsRules: true })
            {
                throw CustomOp.Captured(name, x.Spec);
            }
        }

        return (x => graph.Run([.. x, .. captured]), [.. graph.OutputSpecs]);
    }

    protected Tensor[] Apply(Tensor[] inputs)
    {
        var outputs = new Tensor[Results.Length];
        Apply(inputs, outputs);
        return outputs;
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

    /// <summary>The first outputs' cotangents, zeros where there is none; null if no one has any.</summary>
    protected Tensor[]? Bars(Recorded recorded, int count)
    {
        var bars = new Tensor[count];
        bool any = false;
        for (int k = 0; k < count; k++)
        {
            any |= recorded.OutputBar(k) is not null;
            bars[k] = recorded.OutputBar(k) ?? Zeros(Results[k]);
        }

        return any ? bars : null;
    }

    /// <summary>Which inputs move, and how: what does not move stays a constant, as its slope may be infinite and 0 times that is NaN.</summary>
    public static (int[] Moving, Tensor[] Directions) Moving(ReadOnlySpan<Tensor?> tangents)
    {
        var moving = new List<int>(tangents.Length);
        var directions = new List<Tensor>(tangents.Length);
        for (int i = 0; i < tangents.Length; i++)
        {
            if (tangents[i] is { } tangent)
            {
                moving.Add(i);
                directions.Add(tangent);
            }
        }

        return ([.. moving], [.. directions]);
    }

    /// <summary>The same of all examples; inputs without an axis are shared.</summary>
    public static Func<Tensor[], Tensor[]> Mapped(Func<Tensor[], Tensor[]> f, int?[] axes) =>
        all => Transform.Map([.. all], axes, 0, one => f([.. one.Select(x => (Tensor)x!)]));

    public static int?[] AxesOf(ReadOnlySpan<bool> batched) => [.. batched.ToArray().Select(isBatched => isBatched ? 0 : (int?)null)];

    protected static Spec[] Stacked(Spec[] specs, int size) => Array.ConvertAll(specs, spec => spec with { Shape = spec.Shape.Insert(0, size) });

    protected static Tensor Zeros(Spec spec) => Tensor.Zeros(spec.Shape, spec.DType);
}
