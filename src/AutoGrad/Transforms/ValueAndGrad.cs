namespace AutoGrad;

public static partial class Transform
{
    /// <summary>The value and the gradient of a scalar function of one tensor, in one pass.</summary>
    /// <param name="f">From [...] to [].</param>
    /// <returns>A function to the value [] and the gradient [...].</returns>
    public static Func<Tensor, ValueAndGradient<Tensor>> ValueAndGrad(Func<Tensor, Tensor> f) => ValueAndGrad<Tensor>(f);

    /// <summary>The value and the gradient of a scalar function of any tree, in one pass.</summary>
    /// <param name="f">From a tree of tensors to [].</param>
    /// <returns>A function to the value [] and a tree of the same structure: each floating leaf the derivative by it, each other leaf zeros.</returns>
    /// <remarks>
    /// Calling it throws a <see cref="ShapeException"/> if f's value is not a floating scalar, and a
    /// <see cref="TreeException"/> if the tree has no floating leaf.
    /// </remarks>
    public static Func<T, ValueAndGradient<T>> ValueAndGrad<T>(Func<T, Tensor> f)
    {
        ArgumentNullException.ThrowIfNull(f);
        Tensor Scalar(object? boxed)
        {
            Tensor value = f((T)boxed!);
            RequireScalar(value);
            return value;
        }

        Func<object?, Tensor> scalar = Scalar;
        return x =>
        {
            Recording recording = Recording.Run("Grad", x, scalar, out Tensor _, pullsOnce: true);
            return new ValueAndGradient<T>(recording.Values[0], (T)recording.Pull([Tensor.OnesLike(recording.Values[0])])!);
        };
    }

    /// <summary>The value and the gradient of a scalar function that also returns what else it found on the way.</summary>
    /// <param name="f">From a tree of tensors to [] and a tree of any kind.</param>
    /// <returns>A function to the value [], the gradient, and the other tree, whose tensors are then plain ones.</returns>
    public static Func<T, ValueGradientAndAux<T, TAux>> ValueAndGrad<T, TAux>(Func<T, (Tensor Value, TAux Aux)> f)
    {
        ArgumentNullException.ThrowIfNull(f);
        return x =>
        {
            Recording recording = Recording.Run(
                "Grad",
                x,
                boxed =>
                {
                    (Tensor value, TAux aux) = f((T)boxed!);
                    RequireScalar(value);
                    return (value, aux);
                },
                out (Tensor Value, TAux Aux) y,
                pullsOnce: true);
            return new ValueGradientAndAux<T, TAux>(
                recording.Values[0],
                (T)recording.Pull([Tensor.OnesLike(recording.Values[0])])!,
                (TAux)Tree.Unflatten(y.Aux, recording.Values.AsSpan(1))!);
        };
    }

    private static void RequireScalar(Tensor value)
    {
        ArgumentNullException.ThrowIfNull(value);
        ShapeException.ThrowUnless(
            value.Size == 1 && value.Rank == 0 && value.DType.IsFloating(),
            "grad", "the function must return a floating scalar (sum it, or take Vjp or Jacobian)", value.Spec);
    }
}

/// <summary>What a function gave, and its gradient.</summary>
/// <param name="Value">[]</param>
/// <param name="Gradient">Of the argument's structure.</param>
public readonly record struct ValueAndGradient<T>(Tensor Value, T Gradient);

/// <summary>What a function gave, its gradient, and what else it found on the way.</summary>
/// <param name="Value">[]</param>
/// <param name="Gradient">Of the argument's structure.</param>
/// <param name="Aux">What the function returned beside its value.</param>
public readonly record struct ValueGradientAndAux<T, TAux>(Tensor Value, T Gradient, TAux Aux);
