namespace AutoGrad.Optim;

/// <summary>What a <see cref="GradientTransform"/> remembers from step to step: a record of tensors, and so a tree.</summary>
public abstract record OptimizerState
{
    /// <summary>The state as the kind that a transform made.</summary>
    /// <typeparam name="TState">That kind.</typeparam>
    /// <param name="transform">Who asks; the message names it.</param>
    /// <exception cref="ArgumentException">The state is of another kind.</exception>
    public TState Of<TState>(GradientTransform transform)
        where TState : OptimizerState
    {
        ArgumentNullException.ThrowIfNull(transform);
        return this as TState ?? throw new ArgumentException(
            $"{transform.GetType().Name}: the state must be {Print(typeof(TState))}; got {Print(GetType())}. " +
            "Make it with Init of this very transform, on parameters of this type.");
    }

    private static string Print(Type type)
    {
        string name = type.Name.Split('`')[0];
        string outer = type.DeclaringType is { } declaring ? declaring.Name.Split('`')[0] + "." : "";
        return type.IsGenericType ? $"{outer}{name}<{string.Join(", ", type.GetGenericArguments().Select(Print))}>"
            : type.IsArray ? Print(type.GetElementType()!) + "[]"
            : outer + name;
    }
}

/// <summary>The state of a transform that remembers nothing.</summary>
public sealed record NoState : OptimizerState;

/// <summary>The state of a transform that only counts.</summary>
/// <param name="Step">[]: how many updates there were, Int32.</param>
public sealed record StepState(Tensor Step) : OptimizerState
{
    /// <summary>Before the first update.</summary>
    internal static StepState Zero => new(Tensor.Scalar(0, DType.Int32));
}
