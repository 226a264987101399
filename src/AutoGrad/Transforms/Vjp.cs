namespace AutoGrad;

public static partial class Transform
{
    /// <summary>Evaluates a function and gives its pullback: the map <c>ȳ ↦ (∂f/∂x)ᵀ ȳ</c> from cotangents of the result to those of the argument.</summary>
    /// <param name="f">From any tree to any tree.</param>
    /// <param name="x">Where to evaluate.</param>
    /// <returns>The value, and a pullback that may be called any number of times. It keeps the tape for as long as it lives.</returns>
    /// <exception cref="TreeException">The argument has no floating leaf.</exception>
    public static ValueAndPullback<T, TOut> Vjp<T, TOut>(Func<T, TOut> f, T x)
    {
        ArgumentNullException.ThrowIfNull(f);
        Recording recording = Recording.Run("Vjp", x, boxed => f((T)boxed!), out TOut y);
        var value = (TOut)Tree.Unflatten(y, recording.Values)!;
        return new ValueAndPullback<T, TOut>(value, yBar =>
        {
            Tree.RequireSameSpecs("pullback", value, yBar);
            return (T)recording.Pull(Tree.Flatten(yBar))!;
        });
    }
}

/// <summary>What a function gave, and the way back.</summary>
/// <param name="Value">The result.</param>
/// <param name="Pullback">From a cotangent of the result, shaped like it, to one of the argument.</param>
public readonly record struct ValueAndPullback<T, TOut>(TOut Value, Func<TOut, T> Pullback);
