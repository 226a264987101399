namespace AutoGrad.Optim;

/// <summary>
/// A transform of each element of the updates by itself. Written so, it takes one pass over each parameter, and neighbours in a
/// <see cref="Chain"/> take one together.
/// </summary>
internal interface ILeafwise
{
    /// <summary>The name for messages.</summary>
    string Op { get; }

    /// <summary>How many trees like the parameters the state holds.</summary>
    int Moments => 0;

    /// <summary>How many scalars a step has for all leaves.</summary>
    int Shared => 0;

    /// <summary>Whether <see cref="Leaf"/> reads the parameter.</summary>
    bool ReadsParameters => false;

    /// <summary>Takes the state apart.</summary>
    LeafwiseState<TParams> Open<TParams>(OptimizerState state);

    /// <summary>The rule for one floating leaf, in elementwise operations.</summary>
    /// <param name="u">[...]: the update so far.</param>
    /// <param name="p">[...]: the parameter; null if it is not read.</param>
    /// <param name="moments">[...]: what the state remembers of this leaf.</param>
    /// <param name="shared">[]: what is the same for all leaves.</param>
    /// <returns>The new update, then the new moments.</returns>
    Tensor[] Leaf(Tensor u, Tensor? p, ReadOnlySpan<Tensor> moments, ReadOnlySpan<Tensor> shared);
}

/// <summary>The state of a transform in parts.</summary>
/// <param name="Moments">Trees like the parameters.</param>
/// <param name="Shared">Scalars of this step.</param>
/// <param name="Close">Makes the state after the step, of the new moments.</param>
internal readonly record struct LeafwiseState<TParams>(TParams[] Moments, Tensor[] Shared, Func<TParams[], OptimizerState> Close);
