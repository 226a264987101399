namespace AutoGrad.Optim;

/// <summary>Transforms one after the other: each gets the updates of the one before.</summary>
public sealed record Chain : GradientTransform
{
    private readonly GradientTransform[] _links;
    private readonly LeafwiseRow?[] _rows;

    /// <summary>Chains transforms. Those that treat each element by itself take one pass over each parameter together.</summary>
    /// <param name="links">From the gradients to the updates; none changes nothing.</param>
    public Chain(params GradientTransform[] links)
    {
        ArgumentNullException.ThrowIfNull(links);
        _links = [.. links];
        _rows = new LeafwiseRow?[links.Length];
        for (int i = 0, end; i < links.Length; i = end)
        {
            var row = new List<ILeafwise>();
            for (end = i; end < links.Length && links[end] is ILeafwise link; end++)
            {
                row.Add(link);
            }

            _rows[i] = row.Count > 0 ? new LeafwiseRow([.. row]) : null;
            end = Math.Max(end, i + 1);
        }
    }

    /// <summary>The transforms, in order.</summary>
    public IReadOnlyList<GradientTransform> Links => _links;

    /// <summary>The states of the transforms, in order.</summary>
    /// <param name="Links">One a transform.</param>
    public sealed record State(OptimizerState[] Links) : OptimizerState;

    /// <inheritdoc/>
    public override OptimizerState Init<TParams>(TParams parameters) => new State(Array.ConvertAll(_links, link => link.Init(parameters)));

    /// <inheritdoc/>
    public override Step<TParams> Update<TParams>(TParams updates, OptimizerState state, TParams parameters)
    {
        ArgumentNullException.ThrowIfNull(state);
        OptimizerState[] old = state.Of<State>(this).Links;
        if (old.Length != _links.Length)
        {
            throw new ArgumentException($"Chain: the state must have one part a link, {_links.Length}; got {old.Length}. Make it with Init of this very transform.");
        }

        OptimizerState[] states = [.. old];
        for (int i = 0; i < old.Length; i++)
        {
            if (_rows[i] is { } row)
            {
                updates = row.Update(updates, states.AsSpan(i, row.Count), parameters);
                i += row.Count - 1;
            }
            else
            {
                (updates, states[i]) = _links[i].Update(updates, old[i], parameters);
            }
        }

        return new Step<TParams>(updates, new State(states));
    }
}
