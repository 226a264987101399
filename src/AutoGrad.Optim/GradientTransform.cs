namespace AutoGrad.Optim;

/// <summary>
/// A rule that turns gradients into updates: a value, with pure <see cref="Init"/> and <see cref="Update"/>, that chains
/// (<see cref="Optimizer.Chain"/>) with others of its kind. An optimizer is one of these.
/// </summary>
/// <remarks>
/// Updates are what <see cref="Optimizer.Apply"/> adds to the parameters; so something in the chain turns the sign, as the
/// learning rate does. Leaves that are not floating (labels, keys) pass through unchanged. Source of the pattern: Optax.
/// </remarks>
/// <example>
/// <code>
/// GradientTransform adam = Optimizer.Adam(1e-3);
/// OptimizerState state = adam.Init(p);
/// (Mlp updates, state) = adam.Update(gradient, state, p);
/// p = Optimizer.Apply(p, updates);
/// </code>
/// </example>
public abstract record GradientTransform
{
    /// <summary>Makes the state before the first update.</summary>
    /// <param name="parameters">Any tree; what the state remembers is shaped like it.</param>
    public abstract OptimizerState Init<TParams>(TParams parameters);

    /// <summary>Takes one step.</summary>
    /// <param name="updates">Gradients, or what an earlier transform made of them; a tree like the parameters.</param>
    /// <param name="state">That of <see cref="Init"/>, or of the step before.</param>
    /// <param name="parameters">Where the gradients were taken.</param>
    /// <returns>The updates, and the state for the next step.</returns>
    /// <exception cref="ArgumentException">The state is another transform's, or a leaf has another shape or dtype than the parameter's.</exception>
    public abstract Step<TParams> Update<TParams>(TParams updates, OptimizerState state, TParams parameters);
}

/// <summary>What an update gave.</summary>
/// <param name="Updates">To be added to the parameters, or to go on to the next transform.</param>
/// <param name="State">For the next step.</param>
public readonly record struct Step<TParams>(TParams Updates, OptimizerState State);
