namespace AutoGrad;

/// <summary>A function that has been run once under reverse mode: its plain values, and the way back.</summary>
internal sealed class Recording
{
    private readonly object? _argument;
    private readonly Tensor[] _leaves;
    private readonly int[] _valueIds;
    private readonly Tape _tape;
    private readonly int _inputs;
    private readonly Arena? _arena;
    private readonly bool _pullsOnce;

    private Recording(object? argument, Tensor[] leaves, Tensor[] values, int[] valueIds, Tape tape, int inputs, Arena? arena, bool pullsOnce)
    {
        _arena = arena;
        _pullsOnce = pullsOnce;
        _argument = argument;
        _leaves = leaves;
        Values = values;
        _valueIds = valueIds;
        _tape = tape;
        _inputs = inputs;
    }

    /// <summary>The leaves of what the function returned, out of their boxes.</summary>
    public Tensor[] Values { get; }

    /// <summary>Runs a function of a tree and records it.</summary>
    /// <param name="transform">The name for messages.</param>
    /// <param name="argument">The tree; at least one leaf must be floating.</param>
    /// <param name="f">Gets the tree with its floating leaves boxed.</param>
    /// <param name="result">What the function returned, its leaves still boxed.</param>
    /// <param name="pullsOnce">Whether <see cref="Pull"/> is called once at the most: memory is then returned on the way back.</param>
    public static Recording Run<TResult>(string transform, object? argument, Func<object?, TResult> f, out TResult result, bool pullsOnce = false)
    {
        Tensor[] leaves = Tree.Flatten(argument);

        // Under another transform, that one's boxes may come to hold what this one computes.
        Arena? arena = pullsOnce && !Trace.IsAnyOpenHere ? new Arena() : null;
        var trace = new ReverseTrace(arena, pullsOnce ? Tape.Take() : null);
        try
        {
            var boxes = new Tensor[leaves.Length];
            int inputs = 0;
            for (int i = 0; i < leaves.Length; i++)
            {
                leaves[i].Trace?.RequireUsable(transform);
                if (leaves[i].DType.IsFloating())
                {
                    boxes[i] = trace.Input(leaves[i]);
                    inputs++;
                }
                else
                {
                    boxes[i] = leaves[i];
                }
            }

            if (inputs == 0)
            {
                throw new TreeException(
                    transform, "the argument must have a floating tensor to differentiate by",
                    leaves.Length == 0 ? "got no tensors" : $"got {string.Join(", ", leaves.Select(leaf => leaf.Spec))}");
            }

            result = f(Tree.Unflatten(argument, boxes));
            Tensor[] values = Tree.Flatten(result);
            var ids = new int[values.Length];
            for (int k = 0; k < values.Length; k++)
            {
                values[k].Trace?.RequireUsable(transform);
                ids[k] = values[k] is ReverseTensor box && box.Trace == trace ? box.Id : -1;
                values[k] = trace.Unbox(values[k]);
            }

            Arena.Keep(values);
            return new Recording(argument, leaves, values, ids, trace.Tape, inputs, arena, pullsOnce);
        }
        finally
        {
            trace.Close();
        }
    }

    /// <summary>Carries cotangents of the first values back.</summary>
    /// <param name="cotangents">One a value.</param>
    /// <returns>A tree of the argument's structure: zeros for leaves that the values do not depend on, or that are not floating.</returns>
    public object? Pull(ReadOnlySpan<Tensor> cotangents)
    {
        foreach (Tensor cotangent in cotangents)
        {
            cotangent.Trace?.RequireUsable("pullback");
        }

        var gradients = new Tensor?[_leaves.Length];
        _tape.Pull(_valueIds, cotangents, gradients.AsSpan(0, _inputs), _arena, _pullsOnce);
        if (_pullsOnce)
        {
            _arena?.Close();
            _tape.Recycle();
        }

        // From the last, as the inputs are fewer than the leaves where some of those are not floating.
        int input = _inputs;
        for (int i = gradients.Length - 1; i >= 0; i--)
        {
            gradients[i] = (_leaves[i].DType.IsFloating() ? gradients[--input] : null) ?? Tensor.ZerosLike(_leaves[i]);
        }

        return Tree.Unflatten(_argument, gradients!);
    }
}
