namespace AutoGrad;

public static partial class Transform
{
    /// <summary>Applies a function to a state for as long as a condition holds of it.</summary>
    /// <param name="condition">From the state to a Bool [].</param>
    /// <param name="body">From the state to the next one, of the same structure, shapes and dtypes. Pure.</param>
    /// <param name="state">Where it starts: any tree.</param>
    /// <param name="limit">How many steps are taken at most, whatever the condition says; none if left out.</param>
    /// <returns>The first state of which the condition does not hold, or the one after <paramref name="limit"/> steps.</returns>
    /// <exception cref="ShapeException">The condition did not give a Bool [].</exception>
    /// <exception cref="TreeException">A step gave a state unlike the first; the message has the path.</exception>
    /// <exception cref="InvalidOperationException">It runs inside <see cref="Checkpoint{T, TOut}"/>, where conditions have no value yet,
    /// without a limit.</exception>
    /// <remarks>
    /// <para>Forward mode carries one tangent along. Reverse mode keeps what every step computes, however many there are: for long loops
    /// that settle, the implicit derivative of a solver costs less.</para>
    /// <para>Under <see cref="Vmap{T, TOut}"/> it runs until the last example is done; those that are done keep their states, and the
    /// body sees another example's in their place, so that it meets no state its condition would have refused.</para>
    /// </remarks>
    public static T While<T>(Func<T, Tensor> condition, Func<T, T> body, T state, int? limit = null)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentNullException.ThrowIfNull(body);
        if (limit is { } bound)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(bound, nameof(limit));
        }

        for (int step = 0; limit is null || step < limit; step++)
        {
            var predicate = Predicate.Of("while", condition(state));
            if (predicate.Holds == false)
            {
                return state;
            }

            if (predicate.IsUnknown && limit is null)
            {
                throw new InvalidOperationException(
                    "while: inside Checkpoint the condition has no value yet, so the number of steps must be bounded. " +
                    "Give a limit (all of its steps are then computed), or put the Checkpoint inside the body.");
            }

            T next = body(predicate.Holds == true ? state : predicate.Shield(state, holds: true));
            Tree.RequireSameSpecs("while", state, next, "the body must give back a state like the one it got");
            state = predicate.Holds == true ? next : predicate.Select(next, state);
        }

        return state;
    }
}
