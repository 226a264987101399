namespace AutoGrad;

public static partial class Transform
{
    /// <summary>Finds a state that a function leaves as it is, <c>z = f(p, z)</c>, by applying the function until nothing changes.</summary>
    /// <param name="f">From parameters and state to the next state, of the structure and shapes of the state. It must not read numbers out (ToScalar, ToArray, masks as indices).</param>
    /// <param name="parameters">Any tree; what the state is differentiated by. Tensors that f captures count as parameters.</param>
    /// <param name="start">The state to begin with: any tree of floating tensors. The result does not depend on it as far as derivatives go.</param>
    /// <param name="tolerance">How much the state may change in the last step, beside its greatest element, or beside 1 if that is less; a hundred times the distance from 1 to the next number unless said.</param>
    /// <param name="maxIterations">How many steps there may be.</param>
    /// <returns>The state, of the structure of <paramref name="start"/>.</returns>
    /// <exception cref="ArithmeticException">The state does not come to rest in that many steps.</exception>
    /// <exception cref="TreeException">The function gives another structure, shape or dtype than the state's.</exception>
    /// <remarks>
    /// A tape keeps the parameters and the state, and no step. Derivatives are implicit: <c>p̄ = (∂f/∂p)ᵀ w</c>, where w is itself a fixed point,
    /// <c>w = z̄ + (∂f/∂z)ᵀ w</c>, reached as fast as the state was, and as closely. Under Vmap each example stops by itself, and is what it would be alone.
    /// Source: Bai, Kolter and Koltun, Deep equilibrium models, arXiv:1909.01377v2, theorem 1.
    /// </remarks>
    public static TState FixedPoint<TParams, TState>(
        Func<TParams, TState, TState> f, TParams parameters, TState start, double? tolerance = null, int maxIterations = 1000)
    {
        ArgumentNullException.ThrowIfNull(f);
        WrittenFunction written = WrittenFunction.Of("FixedPoint", f, parameters, start);
        var problem = new FixedPointProblem(written.Call, tolerance ?? written.Tolerance, 1, RequireIterations(maxIterations));
        return (TState)Tree.Unflatten(start, problem.Solve(written.Parameters, written.State))!;
    }

    private static int RequireIterations(int maxIterations)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxIterations);
        return maxIterations;
    }
}

/// <summary>By repetition; and the linear systems of its derivatives too, which converge as it does.</summary>
/// <param name="F">From parameters and state to the next state.</param>
/// <param name="Tolerance">How much the state may change.</param>
/// <param name="Floor">What its greatest element counts as at least: linear systems have no unit of their own.</param>
/// <param name="Limit">How many steps there may be.</param>
internal sealed record FixedPointProblem(Func<Tensor[], Tensor[], Tensor[]> F, double Tolerance, double Floor, int Limit) : ImplicitProblem
{
    public override string Name => "fixed_point";

    public override Tensor[] Find(Func<Tensor[], Tensor[], Tensor[]> step, Tensor[] p, Tensor[] start, int depth) =>
        Repeat(step, p, start, depth, Tolerance, Floor, Limit, $"the state must come to rest within {Limit} steps (raise maxIterations or the tolerance, or damp the function)");

    public override Tensor[] Step(Tensor[] p, Tensor[] z) => F(p, z);

    public override Tensor[] Condition(Tensor[] p, Tensor[] z) => [.. z.Zip(F(p, z), (old, next) => old - next)];

    public override Tensor[] SolveLinear(Tensor[] p, Tensor[] z, Tensor[] right, bool transpose)
    {
        (int parameters, int states) = (p.Length, z.Length);
        var linear = new FixedPointProblem(
            (q, y) =>
            {
                Tensor[] at = q[parameters..(parameters + states)];
                Tensor[] image = transpose
                    ? Transform.Vjp<Tensor[], Tensor[]>(u => F(q[..parameters], u), at).Pullback(y)
                    : Transform.Jvp<Tensor[], Tensor[]>(u => F(q[..parameters], u), at, y).Tangent;
                return [.. q[(parameters + states)..].Zip(image, (constant, moved) => constant + moved)];
            },
            Tolerance,
            0,
            Limit);
        return linear.Solve([.. p, .. z, .. right], Array.ConvertAll(right, Tensor.ZerosLike));
    }
}
