namespace AutoGrad;

public static partial class Transform
{
    /// <summary>Applies one of two functions: <c>y = f(x)</c> if the predicate holds, <c>g(x)</c> if not.</summary>
    /// <param name="predicate">[]: Bool.</param>
    /// <param name="f">From any tree to any tree. Pure.</param>
    /// <param name="g">From the same to a tree like that of <paramref name="f"/>.</param>
    /// <param name="x">The argument: any tree. What a function captures instead is not shielded.</param>
    /// <returns>What the chosen function gives. Derivatives are the chosen function's.</returns>
    /// <exception cref="ShapeException">The predicate is not a Bool [].</exception>
    /// <exception cref="TreeException">Both functions ran, and what they gave differs in structure, shapes or dtypes.</exception>
    /// <remarks>
    /// Only the chosen function runs. Under <see cref="Vmap{T, TOut}"/>, if the examples' predicates differ, both run, and each sees in
    /// the place of an example that is not its own another one that is; so neither meets an argument it must not see. Inside
    /// <see cref="Checkpoint{T, TOut}"/>, where the predicate has no value yet, both run too.
    /// </remarks>
    public static TOut Cond<T, TOut>(Tensor predicate, Func<T, TOut> f, Func<T, TOut> g, T x)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        ArgumentNullException.ThrowIfNull(f);
        ArgumentNullException.ThrowIfNull(g);
        var chosen = Predicate.Of("cond", predicate);
        if (chosen.Holds is { } holds)
        {
            return holds ? f(x) : g(x);
        }

        TOut y = f(chosen.Shield(x, holds: true));
        TOut z = g(chosen.Shield(x, holds: false));
        Tree.RequireSameSpecs("cond", y, z, "both functions must give the same structure, shapes and dtypes");
        return chosen.Select(y, z);
    }
}
