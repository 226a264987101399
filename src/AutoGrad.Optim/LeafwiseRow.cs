using System.Runtime.CompilerServices;

namespace AutoGrad.Optim;

/// <summary>Transforms of each element by itself, one after the other, in one pass over each parameter.</summary>
internal sealed class LeafwiseRow
{
    private static readonly ConditionalWeakTable<ILeafwise, LeafwiseRow> s_alone = [];

    private readonly ILeafwise[] _links;
    private readonly bool _readsParameters;
    private readonly int _moments;
    private readonly Func<Tensor[], Tensor[]> _fused;

    public LeafwiseRow(ReadOnlySpan<ILeafwise> links)
    {
        _links = [.. links];
        _readsParameters = Array.Exists(_links, link => link.ReadsParameters);
        _moments = _links.Sum(link => link.Moments);
        _fused = Transform.FuseAll(Leaf);
    }

    /// <summary>How many transforms.</summary>
    public int Count => _links.Length;

    /// <summary>Takes one step of one transform.</summary>
    public static Step<TParams> Update<TParams>(ILeafwise link, TParams updates, OptimizerState state, TParams parameters)
    {
        ArgumentNullException.ThrowIfNull(state);
        OptimizerState[] states = [state];
        updates = s_alone.GetValue(link, one => new LeafwiseRow([one])).Update(updates, states, parameters);
        return new Step<TParams>(updates, states[0]);
    }

    /// <summary>Takes one step.</summary>
    /// <param name="updates">What comes from before.</param>
    /// <param name="states">One a transform; replaced by those after the step.</param>
    /// <param name="parameters">Where the gradients were taken.</param>
    /// <returns>The new updates.</returns>
    public TParams Update<TParams>(TParams updates, Span<OptimizerState> states, TParams parameters)
    {
        var parts = new LeafwiseState<TParams>[_links.Length];
        var columns = new List<List<Tensor>>(_moments + 1);
        var shared = new List<Tensor>();
        for (int i = 0; i < parts.Length; i++)
        {
            ArgumentNullException.ThrowIfNull(states[i]);
            parts[i] = _links[i].Open<TParams>(states[i]);
            shared.AddRange(parts[i].Shared);
            foreach (TParams moment in parts[i].Moments)
            {
                columns.Add(Beside(_links[i].Op, updates, moment));
            }
        }

        if (_readsParameters)
        {
            columns.Add(Beside(_links.First(link => link.ReadsParameters).Op, updates, parameters));
        }

        Tensor[][] results = Step(Tree.Leaves(updates), columns, shared);
        for (int i = 0, next = 1; i < parts.Length; i++)
        {
            var moments = new TParams[parts[i].Moments.Length];
            for (int m = 0; m < moments.Length; m++)
            {
                moments[m] = Tree.Rebuild(updates, results[next++]);
            }

            states[i] = parts[i].Close(moments);
        }

        return Tree.Rebuild(updates, results[0]);
    }

    // For each output, all leaves; those that are not floating stay those of the updates.
    private Tensor[][] Step(Tensor[] leaves, List<List<Tensor>> columns, List<Tensor> shared)
    {
        var results = new Tensor[1 + _moments][];
        for (int k = 0; k < results.Length; k++)
        {
            results[k] = [.. leaves];
        }

        for (int leaf = 0, floating = 0; leaf < leaves.Length; leaf++)
        {
            if (Leaves.IsFloating(leaves[leaf]))
            {
                Tensor[] outputs = _fused([leaves[leaf], .. columns.Select(column => column[floating]), .. shared]);
                floating++;
                for (int k = 0; k < results.Length; k++)
                {
                    results[k][leaf] = outputs[k];
                }
            }
        }

        return results;
    }

    // The update, all moments, the parameter if it is read, and all that is shared.
    private Tensor[] Leaf(Tensor[] all)
    {
        ReadOnlySpan<Tensor> moments = all.AsSpan(1, _moments);
        ReadOnlySpan<Tensor> shared = all.AsSpan(1 + _moments + (_readsParameters ? 1 : 0));
        Tensor? p = _readsParameters ? all[1 + _moments] : null;
        Tensor u = all[0];
        var results = new List<Tensor>(1 + _moments) { u };
        foreach (ILeafwise link in _links)
        {
            Tensor[] made = link.Leaf(u, p, moments[..link.Moments], shared[..link.Shared]);
            u = made[0];
            results.AddRange(made.AsSpan(1));
            moments = moments[link.Moments..];
            shared = shared[link.Shared..];
        }

        results[0] = u;
        return [.. results];
    }

    // The floating leaves of a tree that must agree with the updates.
    private static List<Tensor> Beside<TParams>(string op, TParams updates, TParams tree)
    {
        var leaves = new List<Tensor>();
        Leaves.Map(
            op,
            (u, x) =>
            {
                leaves.Add(x);
                return u;
            },
            updates, tree);
        return leaves;
    }
}
