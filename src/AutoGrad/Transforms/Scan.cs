namespace AutoGrad;

public static partial class Transform
{
    /// <summary>Carries a state along a sequence and keeps what each step gives: <c>(cₜ₊₁, yₜ) = step(cₜ, xₜ)</c>.</summary>
    /// <param name="step">From the state and one place of the inputs to the next state, of the same structure, shapes and dtypes, and
    /// this step's output, any tree. Pure; tensors that it captures are differentiated and mapped like all others.</param>
    /// <param name="carry">The state before the first step: any tree.</param>
    /// <param name="inputs">The sequence: any tree whose leaves are [steps, ...]; it may have none if <paramref name="length"/> is given.</param>
    /// <param name="reverse">Whether to go from the last place to the first. Outputs stand at their inputs' places either way.</param>
    /// <param name="checkpointEvery">
    /// How many steps make a <see cref="Checkpoint{T, TOut}"/>: the backward pass then keeps the states between these runs of steps
    /// and computes what is within them again, one run at a time. About √steps needs least memory. 0 keeps everything. Checkpointed
    /// steps must not read numbers out.
    /// </param>
    /// <param name="length">How many steps; needed only where the inputs have no leaves.</param>
    /// <returns>The state after the last step, and the outputs, every leaf [steps, ...].</returns>
    /// <exception cref="ShapeException">The inputs do not have one number of steps, or none is given at all.</exception>
    /// <exception cref="TreeException">A step gave a state unlike the first, or outputs unlike another step's; the message has the path.</exception>
    /// <remarks>It is a loop: every transform sees through it, and its tape grows by the operations of every step.</remarks>
    public static (TCarry Carry, TOut Outputs) Scan<TCarry, T, TOut>(
        Func<TCarry, T, (TCarry Carry, TOut Output)> step, TCarry carry, T inputs, bool reverse = false, int checkpointEvery = 0, int? length = null)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentOutOfRangeException.ThrowIfNegative(checkpointEvery);
        Tensor[] leaves = Tree.Flatten(inputs);
        int steps = Steps(leaves, length);
        if (steps == 0)
        {
            return (carry, NoSteps(step, carry, inputs, leaves));
        }

        if (checkpointEvery == 0 || checkpointEvery >= steps)
        {
            return checkpointEvery == 0
                ? ScanRun(step, carry, inputs, reverse, steps)
                : Checkpoint<(TCarry, T), (TCarry, TOut)>(all => ScanRun(step, all.Item1, all.Item2, reverse, steps))((carry, inputs));
        }

        int[] lengths = [.. Enumerable.Range(0, (steps + checkpointEvery - 1) / checkpointEvery)
            .Select(chunk => Math.Min(checkpointEvery, steps - chunk * checkpointEvery))];
        Tensor[][] runs = Parts(leaves, lengths.Length, leaf => leaf.Split(lengths));
        var outputs = new TOut[lengths.Length];
        for (int i = 0; i < lengths.Length; i++)
        {
            int at = reverse ? lengths.Length - 1 - i : i;
            var run = (T)Tree.Unflatten(inputs, runs[at])!;
            (carry, outputs[at]) = Checkpoint<(TCarry, T), (TCarry, TOut)>(all => ScanRun(step, all.Item1, all.Item2, reverse, lengths[at]))((carry, run));
        }

        return (carry, Join(outputs, parts => Tensor.Concatenate(parts)));
    }

    private static (TCarry Carry, TOut Outputs) ScanRun<TCarry, T, TOut>(
        Func<TCarry, T, (TCarry Carry, TOut Output)> step, TCarry carry, T inputs, bool reverse, int steps)
    {
        Tensor[][] places = Parts(Tree.Flatten(inputs), steps, leaf => leaf.Unstack());
        var outputs = new TOut[steps];
        for (int i = 0; i < steps; i++)
        {
            int at = reverse ? steps - 1 - i : i;
            (TCarry next, outputs[at]) = step(carry, (T)Tree.Unflatten(inputs, places[at])!);
            Tree.RequireSameSpecs("scan", carry, next, "a step must give back a state like the one it got");
            Tree.RequireSameSpecs("scan", outputs[reverse ? steps - 1 : 0], outputs[at], "every step must give outputs alike");
            carry = next;
        }

        return (carry, Join(outputs, parts => Tensor.Stack(parts)));
    }

    // The leaves of each part in turn: the parts of every leaf, transposed.
    private static Tensor[][] Parts(Tensor[] leaves, int count, Func<Tensor, Tensor[]> cut)
    {
        Tensor[][] cuts = Array.ConvertAll(leaves, leaf => cut(leaf));
        var parts = new Tensor[count][];
        for (int i = 0; i < count; i++)
        {
            parts[i] = Array.ConvertAll(cuts, leafParts => leafParts[i]);
        }

        return parts;
    }

    private static TOut Join<TOut>(TOut[] outputs, Func<Tensor[], Tensor> join)
    {
        Tensor[][] leaves = Array.ConvertAll(outputs, output => Tree.FlattenLike("scan", outputs[0], output));
        var joined = new Tensor[leaves[0].Length];
        for (int i = 0; i < joined.Length; i++)
        {
            joined[i] = join(Array.ConvertAll(leaves, all => all[i]));
        }

        return (TOut)Tree.Unflatten(outputs[0], joined)!;
    }

    private static int Steps(Tensor[] leaves, int? length)
    {
        foreach (Tensor leaf in leaves)
        {
            ShapeException.ThrowUnless(leaf.Rank > 0, "scan", "every input must be [steps, ...]", leaf.Spec);
            ShapeException.ThrowUnless(leaf.Shape[0] == leaves[0].Shape[0], "scan", "every input must have the same number of steps", leaves[0].Spec, leaf.Spec);
        }

        int? steps = leaves.Length > 0 ? leaves[0].Shape[0] : length;
        return steps is >= 0 && (length is null || length == steps)
            ? steps.Value
            : throw new ShapeException(
                "scan", "the number of steps must be that of the inputs, or given as length if there are no inputs",
                $"{(leaves.Length > 0 ? leaves[0].Spec : "no inputs")} and {(length is null ? "no length" : $"length {length}")}");
    }

    // Of no steps only the outputs' specs are known: the step is written down, and not run.
    private static TOut NoSteps<TCarry, T, TOut>(Func<TCarry, T, (TCarry Carry, TOut Output)> step, TCarry carry, T inputs, Tensor[] leaves)
    {
        Tensor[] states = Tree.Flatten(carry);
        Tensor[] places = Array.ConvertAll(leaves, leaf => Tensor.Zeros(leaf.Shape[1..], leaf.DType));
        TOut output = default!;
        Graph graph = GraphTrace.Write(
            boxes =>
            {
                (TCarry next, output) = step(
                    (TCarry)Tree.Unflatten(carry, boxes.AsSpan(0, states.Length))!, (T)Tree.Unflatten(inputs, boxes.AsSpan(states.Length))!);
                Tree.RequireSameSpecs("scan", carry, next, "a step must give back a state like the one it got");
                return Tree.Flatten(output);
            },
            [.. states, .. places],
            out _);
        Tensor[] none = Array.ConvertAll(graph.OutputSpecs.ToArray(), spec => Tensor.Zeros(spec.Shape.Insert(0, 0), spec.DType));
        return (TOut)Tree.Unflatten(output, none)!;
    }
}
