namespace AutoGrad;

/// <summary>
/// Turns functions into functions: derivatives, vectorised maps, and rules of one's own. Transforms nest in each other
/// to any depth.
/// </summary>
/// <remarks>
/// A function given to a transform is pure: it reads nothing that changes and keeps nothing it is given. It may branch and
/// loop as it likes. Where a transform takes "any tree", that is what <see cref="Tree"/> says: records, tuples, arrays,
/// lists, dictionaries of tensors, nested.
/// </remarks>
public static partial class Transform
{
    /// <summary>The gradient of a scalar function of one tensor: <c>x ↦ ∂f/∂x</c>.</summary>
    /// <param name="f">From [...] to [].</param>
    /// <returns>A function from [...] to [...], with the shape and dtype of its argument.</returns>
    /// <remarks>Calling it throws a <see cref="ShapeException"/> if f's value is not a floating scalar (use <see cref="Vjp{T, TOut}"/>).</remarks>
    public static Func<Tensor, Tensor> Grad(Func<Tensor, Tensor> f) => Grad<Tensor>(f);

    /// <summary>The gradient of a scalar function of any tree.</summary>
    /// <param name="f">From a tree of tensors to [].</param>
    /// <returns>A function to a tree of the same structure: each floating leaf the derivative by it, each other leaf zeros.</returns>
    public static Func<T, T> Grad<T>(Func<T, Tensor> f)
    {
        Func<T, ValueAndGradient<T>> both = ValueAndGrad(f);
        return x => both(x).Gradient;
    }

    /// <summary>The gradient of a scalar function of two arguments by one of them.</summary>
    /// <param name="f">From two tensors to [].</param>
    /// <param name="argument">Which, 0 or 1.</param>
    /// <returns>A function of both arguments, to the shape of the one.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such argument.</exception>
    public static Func<Tensor, Tensor, Tensor> Grad(Func<Tensor, Tensor, Tensor> f, int argument)
    {
        Func<Tensor, Tensor, Tensor[]> several = Grad(f, [argument]);
        return (x, y) => several(x, y)[0];
    }

    /// <summary>The gradients of a scalar function of two arguments, by those named.</summary>
    /// <param name="f">From two tensors to [].</param>
    /// <param name="arguments">Which: 0, 1 or both.</param>
    /// <returns>A function of both arguments to one gradient for each named, in that order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such argument.</exception>
    public static Func<Tensor, Tensor, Tensor[]> Grad(Func<Tensor, Tensor, Tensor> f, int[] arguments)
    {
        ArgumentNullException.ThrowIfNull(f);
        int[] chosen = RequireArguments(arguments, 2);
        return (x, y) => GradBy(all => f(all[0], all[1]), [x, y], chosen);
    }

    /// <summary>The gradient of a scalar function of three arguments by one of them.</summary>
    /// <param name="f">From three tensors to [].</param>
    /// <param name="argument">Which: 0, 1 or 2.</param>
    /// <returns>A function of all arguments, to the shape of the one.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such argument.</exception>
    public static Func<Tensor, Tensor, Tensor, Tensor> Grad(Func<Tensor, Tensor, Tensor, Tensor> f, int argument)
    {
        Func<Tensor, Tensor, Tensor, Tensor[]> several = Grad(f, [argument]);
        return (x, y, z) => several(x, y, z)[0];
    }

    /// <summary>The gradients of a scalar function of three arguments, by those named.</summary>
    /// <param name="f">From three tensors to [].</param>
    /// <param name="arguments">Which of 0, 1 and 2.</param>
    /// <returns>A function of all arguments to one gradient for each named, in that order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such argument.</exception>
    public static Func<Tensor, Tensor, Tensor, Tensor[]> Grad(Func<Tensor, Tensor, Tensor, Tensor> f, int[] arguments)
    {
        ArgumentNullException.ThrowIfNull(f);
        int[] chosen = RequireArguments(arguments, 3);
        return (x, y, z) => GradBy(all => f(all[0], all[1], all[2]), [x, y, z], chosen);
    }

    private static Tensor[] GradBy(Func<Tensor[], Tensor> f, Tensor[] all, int[] arguments) =>
        Grad<Tensor[]>(chosen =>
        {
            Tensor[] mixed = [.. all];
            for (int i = 0; i < arguments.Length; i++)
            {
                mixed[arguments[i]] = chosen[i];
            }

            return f(mixed);
        })([.. arguments.Select(argument => all[argument])]);

    // A copy: the caller may go on to write to the array.
    private static int[] RequireArguments(int[] arguments, int count)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        foreach (int argument in arguments)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(argument);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(argument, count);
        }

        if (arguments.Length == 0 || arguments.Distinct().Count() != arguments.Length)
        {
            throw new ArgumentException("Name at least one argument, and each once.", nameof(arguments));
        }

        return [.. arguments];
    }
}
