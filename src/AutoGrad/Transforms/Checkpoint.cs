namespace AutoGrad;

public static partial class Transform
{
    /// <summary>
    /// A function that computes the same, but of which a tape keeps only the arguments: the backward pass computes the rest
    /// again. Memory for time.
    /// </summary>
    /// <param name="f">Pure, from any tree to any tree. It must not read numbers out (ToScalar, ToArray, masks as indices).</param>
    /// <returns>A function with the same values and derivatives.</returns>
    /// <remarks>Tensors that f captures count as arguments. Source: Griewank and Walther, Evaluating Derivatives, chapter 12.</remarks>
    public static Func<T, TOut> Checkpoint<T, TOut>(Func<T, TOut> f)
    {
        ArgumentNullException.ThrowIfNull(f);
        return x =>
        {
            Tensor[] leaves = Tree.Flatten(x);
            TOut shape = default!;
            Graph graph = GraphTrace.Write(
                boxes =>
                {
                    shape = f((T)Tree.Unflatten(x, boxes)!);
                    return Tree.Flatten(shape);
                },
                leaves,
                out Tensor[] captured);
            return (TOut)Tree.Unflatten(shape, CheckpointOp.Apply(graph, [.. leaves, .. captured]))!;
        };
    }

    /// <summary>The same for a function of one tensor, which then needs no types written.</summary>
    /// <param name="f">Pure, from [...] to [...]. It must not read numbers out.</param>
    /// <returns>A function with the same values and derivatives.</returns>
    public static Func<Tensor, Tensor> Checkpoint(Func<Tensor, Tensor> f) => Checkpoint<Tensor, Tensor>(f);
}

/// <summary>A whole program as one operation: a tape keeps its inputs, and runs it again on the way back.</summary>
internal sealed record CheckpointOp(Graph Graph) : Op
{
    public override string Name => "checkpoint";

    public override Saved Saved => Saved.Inputs;

    public static Tensor[] Apply(Graph graph, Tensor[] inputs)
    {
        var outputs = new Tensor[graph.Outputs];
        new CheckpointOp(graph).Apply(inputs, outputs);
        return outputs;
    }

    public override Func<Tensor[], Tensor[]> Body() => inputs => Graph.Run(inputs);

    public override void Infer(ReadOnlySpan<Spec> inputs, Span<Spec> outputs) => Graph.OutputSpecs.CopyTo(outputs);

    public override void Run(ReadOnlySpan<DenseTensor> inputs, ReadOnlySpan<DenseTensor> outputs) => throw Unreachable("copying");

    // What the steps leave is not lent: it would be kept until the last of them has run.
    protected override void Evaluate(ReadOnlySpan<DenseTensor> inputs, Span<Tensor> outputs)
    {
        using Arena.Scope scope = Arena.Use(null);
        Graph.Run([.. inputs]).CopyTo(outputs);
    }

    public override void Vjp(Recorded recorded, Span<Tensor?> inputBars)
    {
        var inputs = new Tensor[recorded.Inputs];
        var wanted = new List<int>(inputs.Length);
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = recorded.Input(i);
            if (recorded.Wants(i))
            {
                wanted.Add(i);
            }
        }

        var bars = new Tensor[recorded.Outputs];
        for (int k = 0; k < bars.Length; k++)
        {
            bars[k] = recorded.OutputBar(k) ?? Tensor.Zeros(Graph.OutputSpecs[k].Shape, Graph.OutputSpecs[k].DType);
        }

        Func<(Tensor[] X, Tensor[] Bars), Tensor[]> pull =
            both => Transform.Vjp<Tensor[], Tensor[]>(x => Graph.Run(Replace(inputs, wanted, x)), both.X).Pullback(both.Bars);

        // A tape that records this backward pass would keep what it is to forget.
        if (inputs.Any(x => x is ReverseTensor) || bars.Any(bar => bar is ReverseTensor))
        {
            pull = Transform.Checkpoint(pull);
        }

        Tensor[] pulled = pull(([.. wanted.Select(i => inputs[i])], bars));
        for (int i = 0; i < pulled.Length; i++)
        {
            inputBars[wanted[i]] = pulled[i];
        }
    }

    public override void Jvp(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor?> tangents, ReadOnlySpan<Tensor> outputs, Span<Tensor?> outputTangents)
    {
        // What does not move stays a constant: a tangent of zeros would meet slopes that nobody asked for, and 0 · NaN is NaN.
        var moving = new List<int>(inputs.Length);
        var directions = new List<Tensor>(inputs.Length);
        for (int i = 0; i < inputs.Length; i++)
        {
            if (tangents[i] is { } tangent)
            {
                moving.Add(i);
                directions.Add(tangent);
            }
        }

        // Checkpointed in its turn: reverse mode over this forward mode would otherwise keep what it is to forget.
        Func<(Tensor[] X, Tensor[] XDot), Tensor[]> push = Transform.Checkpoint<(Tensor[] X, Tensor[] XDot), Tensor[]>(
            both => Transform.Jvp<Tensor[], Tensor[]>(
                x => Graph.Run(Replace(both.X, moving, x)), [.. moving.Select(i => both.X[i])], both.XDot).Tangent);
        push((inputs.ToArray(), [.. directions])).CopyTo(outputTangents);
    }

    public override void Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size, Span<Tensor> outputs)
    {
        int?[] axes = [.. batched.ToArray().Select(isBatched => isBatched ? 0 : (int?)null)];
        Func<Tensor[], Tensor[]> mapped = Transform.Checkpoint<Tensor[], Tensor[]>(
            all => Transform.Map([.. all], axes, 0, one => Graph.Run([.. one.Select(x => (Tensor)x!)])));
        mapped(inputs.ToArray()).CopyTo(outputs);
    }

    private static Tensor[] Replace(Tensor[] all, List<int> places, Tensor[] chosen)
    {
        Tensor[] mixed = [.. all];
        for (int i = 0; i < chosen.Length; i++)
        {
            mixed[places[i]] = chosen[i];
        }

        return mixed;
    }
}
