namespace AutoGrad.Nn;

/// <summary>What the recurrent networks share: walking along a sequence within its length, and layer upon layer.</summary>
internal static class Recurrence
{
    /// <summary>Draws the weights of a cell.</summary>
    public static (Tensor WeightIh, Tensor WeightHh) Weights(
        string op, RandomKey key, int gates, int inputs, int hidden, Initializer? initializer, Initializer? recurrent, DType dtype)
    {
        if (inputs < 1 || hidden < 1)
        {
            throw new ShapeException(op, "inputs and hidden must be 1 or more", $"{inputs} and {hidden}");
        }

        RandomKey[] keys = key.Split(2);
        return (
            (initializer ?? Initial.GlorotUniform)(keys[0], [gates * hidden, inputs], inputs, gates * hidden, dtype),
            (recurrent ?? Initial.Orthogonal())(keys[1], [gates * hidden, hidden], hidden, gates * hidden, dtype));
    }

    /// <summary>Draws the cells of all layers, from a key and the number of inputs each.</summary>
    public static (TCell[] Forward, TCell[]? Backward) Cells<TCell>(
        string op, RandomKey key, int inputs, int hidden, int layers, bool bidirectional, Func<RandomKey, int, TCell> draw)
    {
        if (layers < 1)
        {
            throw new ShapeException(op, "layers must be 1 or more", $"{layers}");
        }

        int directions = bidirectional ? 2 : 1;
        RandomKey[] keys = key.Split(layers * directions);
        TCell[] Way(int way) =>
            [.. Enumerable.Range(0, layers).Select(layer => draw(keys[layer * directions + way], layer == 0 ? inputs : directions * hidden))];
        return (Way(0), bidirectional ? Way(1) : null);
    }

    /// <summary>Refuses weights that do not fit each other or the inputs.</summary>
    /// <param name="op">The network, for messages.</param>
    /// <param name="gates">How many blocks of rows the weights have.</param>
    /// <param name="x">[..., inputs]</param>
    /// <param name="weightIh">[gates hidden, inputs]</param>
    /// <param name="weightHh">[gates hidden, hidden]</param>
    /// <param name="biases">Each [gates hidden], or missing.</param>
    /// <returns>How many hidden units.</returns>
    public static int Hidden(string op, int gates, Tensor x, Tensor weightIh, Tensor weightHh, params ReadOnlySpan<Tensor?> biases)
    {
        ArgumentNullException.ThrowIfNull(x);
        string rows = gates == 1 ? "hidden" : $"{gates} hidden";
        int hidden = weightHh.Rank == 2 ? weightHh.Shape[1] : -1;
        if (weightIh.Rank != 2 || hidden < 0 || weightHh.Shape[0] != gates * hidden || weightIh.Shape[0] != gates * hidden || weightIh.DType != weightHh.DType)
        {
            throw new ShapeException(op, $"the weights must be [{rows}, inputs] and [{rows}, hidden], of one dtype", $"{weightIh.Spec} and {weightHh.Spec}");
        }

        foreach (Tensor? bias in biases)
        {
            if (bias is not null && (bias.Rank != 1 || bias.Shape[0] != gates * hidden || bias.DType != weightIh.DType))
            {
                throw new ShapeException(op, $"a bias must be [{rows}] of the weights' dtype", $"{bias.Spec} for weights {weightHh.Spec}");
            }
        }

        return x.Rank > 0 && x.Shape[-1] == weightIh.Shape[1] && x.DType == weightIh.DType
            ? hidden
            : throw new ShapeException(op, $"x must be [..., inputs] for weights [{rows}, inputs] of its dtype", $"{x.Spec} and {weightIh.Spec}");
    }

    /// <summary>Refuses a state that is not one for each example.</summary>
    public static void RequireState(string op, Tensor state, Shape examples, int hidden, DType dtype)
    {
        Shape expected = [.. examples, hidden];
        if (state.Shape != expected || state.DType != dtype)
        {
            throw new ShapeException(op, $"a state must be {new Spec(expected, dtype)}, one for each example", state.Spec.ToString());
        }
    }

    /// <summary>Refuses a sequence without steps to walk along.</summary>
    public static void RequireSequence(string op, Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Rank < 2)
        {
            throw new ShapeException(op, "x must be [steps, ..., inputs]", x.Spec.ToString());
        }
    }

    /// <summary>Which steps lie within each example's length.</summary>
    /// <param name="op">The network, for messages.</param>
    /// <param name="x">[steps, ..., inputs]</param>
    /// <param name="lengths">[...]: Int32 or Int64; missing if all steps count.</param>
    /// <param name="name">The parameter, for messages.</param>
    /// <returns>[steps, ..., 1]: Bool.</returns>
    public static Tensor? Within(string op, Tensor x, Tensor? lengths, string name = "lengths")
    {
        if (lengths is null)
        {
            return null;
        }

        Shape examples = x.Shape[1..^1];
        int steps = x.Shape[0];
        Arguments.RequireLengths(op, name, lengths, examples, steps, x);
        Tensor step = Tensor.Arange(0, steps, lengths.DType).Reshape([steps, .. Enumerable.Repeat(1, examples.Rank)]);
        return (step < lengths).ExpandDims(-1);
    }

    /// <summary>The inputs with nothing of what lies behind their lengths, were it NaN.</summary>
    public static Tensor Cut(Tensor x, Tensor? within) => within is null ? x : Tensor.Where(within, x, 0.0);

    /// <summary>An affine map of all steps at once: one product instead of one a step.</summary>
    public static Tensor Project(Tensor x, Tensor weight, params ReadOnlySpan<Tensor?> biases)
    {
        Tensor? sum = null;
        foreach (Tensor? bias in biases)
        {
            sum = sum is null ? bias : bias is null ? sum : sum + bias;
        }

        Tensor y = Tensor.MatMul(x, weight.T);
        return sum is null ? y : y + sum;
    }

    public static Tensor Clip(Tensor x, double? bound) => bound is { } clip ? Tensor.Clamp(x, -clip, clip) : x;

    /// <summary>Walks along a sequence: behind its length a state stays, and the output is 0.</summary>
    /// <param name="step">From a state and the projected input of a step to the next state.</param>
    /// <param name="read">The output of a state.</param>
    /// <param name="projected">[steps, ..., rows]</param>
    /// <param name="within">[steps, ..., 1], or missing.</param>
    /// <param name="state">Before the first step.</param>
    /// <param name="reverse">Whether the first step is the last place.</param>
    /// <param name="checkpointEvery">As of a scan.</param>
    public static (Tensor Outputs, TState State) Walk<TState>(
        Func<TState, Tensor, TState> step, Func<TState, Tensor> read, Tensor projected, Tensor? within, TState state, bool reverse, int checkpointEvery)
    {
        (TState last, Tensor outputs) = Transform.Scan(
            (TState s, (Tensor X, Tensor? Within) at) =>
            {
                TState next = step(s, at.X);
                if (at.Within is not { } mask)
                {
                    return (next, read(next));
                }

                next = Tree.Map((y, stays) => Tensor.Where(mask, y, stays), next, s);
                return (next, Tensor.Where(mask, read(next), 0.0));
            },
            state, (projected, within), reverse, checkpointEvery);
        return (outputs, last);
    }

    /// <summary>Runs layer upon layer, each forwards and, if there are cells for it, backwards too.</summary>
    /// <param name="op">The network, for messages.</param>
    /// <param name="forward">A cell a layer.</param>
    /// <param name="backward">The same for the way back; missing for one direction.</param>
    /// <param name="x">[steps, ..., inputs]</param>
    /// <param name="initial">Leaves [layers directions, ..., hidden]; null for zeros.</param>
    /// <param name="run">One layer in one direction.</param>
    public static (Tensor Outputs, TState State) Layers<TCell, TState>(
        string op, TCell[] forward, TCell[]? backward, Tensor x, TState? initial, Func<TCell, Tensor, TState?, bool, (Tensor Outputs, TState State)> run)
        where TState : class
    {
        int directions = backward is null ? 1 : 2;
        if (forward.Length == 0 || (backward is not null && backward.Length != forward.Length))
        {
            throw new ShapeException(op, "there must be a layer, and as many layers backwards as forwards", $"{forward.Length} and {backward?.Length ?? 0}");
        }

        int count = forward.Length * directions;
        foreach (Tensor leaf in initial is null ? [] : Tree.Leaves(initial))
        {
            if (leaf.Rank == 0 || leaf.Shape[0] != count)
            {
                throw new ShapeException(op, $"an initial state must be [{count}, ...], one for each layer and direction", leaf.Spec.ToString());
            }
        }

        var states = new TState[count];
        for (int layer = 0; layer < forward.Length; layer++)
        {
            var outputs = new Tensor[directions];
            for (int way = 0; way < directions; way++)
            {
                int at = layer * directions + way;
                TState? start = initial is null ? null : Tree.Map(leaf => leaf[at], initial);
                (outputs[way], states[at]) = run(way == 0 ? forward[layer] : backward![layer], x, start, way == 1);
            }

            x = directions == 1 ? outputs[0] : Tensor.Concatenate(outputs, axis: -1);
        }

        Tensor[][] leaves = Array.ConvertAll(states, state => Tree.Leaves(state));
        return (x, Tree.Rebuild(states[0], (Tensor[])[.. leaves[0].Select((_, i) => Tensor.Stack([.. leaves.Select(all => all[i])]))]));
    }
}
