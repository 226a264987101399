namespace AutoGrad;

public static partial class Transform
{
    /// <summary>Finds a root, <c>f(p, z) = 0</c>, by Newton's method.</summary>
    /// <param name="f">From parameters and state to as many numbers as the state has, in its structure and shapes. It must not read numbers out (ToScalar, ToArray, masks as indices).</param>
    /// <param name="parameters">Any tree; what the root is differentiated by. Tensors that f captures count as parameters.</param>
    /// <param name="start">The state to begin with: any tree of tensors of one floating dtype. Which root is found depends on it, how the root moves does not.</param>
    /// <param name="tolerance">How much the state may change in the last step, beside its greatest element, or beside 1 if that is less; a hundred times the distance from 1 to the next number unless said.</param>
    /// <param name="maxIterations">How many steps there may be.</param>
    /// <param name="linearSolve">
    /// Solves <c>a(y) = b</c> for vectors, from the function a, which is linear, and b: <see cref="LinearAlgebra.Gmres"/>, say. Without one the
    /// matrix of all slopes is made and factored.
    /// </param>
    /// <returns>The root, of the structure of <paramref name="start"/>.</returns>
    /// <exception cref="ArithmeticException">The state does not come to rest in that many steps, or the slopes are singular on the way.</exception>
    /// <exception cref="TreeException">The function gives another structure, shape or dtype than the state's.</exception>
    /// <remarks>
    /// A tape keeps the parameters and the root, and no step. Derivatives are implicit: <c>p̄ = -(∂f/∂p)ᵀ w</c> with <c>(∂f/∂z)ᵀ w = z̄</c>.
    /// Under Vmap each example stops by itself, and is what it would be alone. The steps are Newton's own, without a line search: start near.
    /// </remarks>
    public static TState Root<TParams, TState>(
        Func<TParams, TState, TState> f,
        TParams parameters,
        TState start,
        double? tolerance = null,
        int maxIterations = 50,
        Func<Func<Tensor, Tensor>, Tensor, Tensor>? linearSolve = null)
    {
        ArgumentNullException.ThrowIfNull(f);
        WrittenFunction written = WrittenFunction.Of("Root", f, parameters, start);
        Spec[] specs = Array.ConvertAll(written.State, leaf => leaf.Spec);
        foreach (Spec spec in specs)
        {
            ShapeException.ThrowUnlessSameDType("root", specs[0], spec);
        }

        var problem = new RootProblem(
            (p, z) => Joined(written.Call(p, Parted(z, specs))), tolerance ?? written.Tolerance, RequireIterations(maxIterations), linearSolve);
        Tensor root = problem.Solve(written.Parameters, [Joined(written.State)])[0];
        return (TState)Tree.Unflatten(start, Parted(root, specs))!;
    }

    private static Tensor Joined(Tensor[] leaves) => Tensor.Concatenate(Array.ConvertAll(leaves, leaf => leaf.Reshape([leaf.Size])));

    private static Tensor[] Parted(Tensor vector, Spec[] specs)
    {
        int from = 0;
        return Array.ConvertAll(specs, spec =>
        {
            Tensor leaf = vector.SliceAxis(0, from, spec.Shape.Size).Reshape(spec.Shape);
            from += spec.Shape.Size;
            return leaf;
        });
    }
}

/// <summary>By Newton's steps, on a state that is one vector.</summary>
/// <param name="F">From parameters and state to what is to be 0.</param>
/// <param name="Tolerance">How much the state may change in the last step.</param>
/// <param name="Limit">How many steps there may be.</param>
/// <param name="LinearSolve">For the linear systems; null to factor the matrix.</param>
internal sealed record RootProblem(
    Func<Tensor[], Tensor, Tensor> F, double Tolerance, int Limit, Func<Func<Tensor, Tensor>, Tensor, Tensor>? LinearSolve) : ImplicitProblem
{
    public override string Name => "root";

    public override Tensor[] Find(Func<Tensor[], Tensor[], Tensor[]> step, Tensor[] p, Tensor[] start, int depth) =>
        Repeat(step, p, start, depth, Tolerance, 1, Limit, $"Newton's steps must come to rest within {Limit} (start nearer, or raise maxIterations or the tolerance)");

    public override Tensor[] Step(Tensor[] p, Tensor[] z) => [z[0] - SolveLinear(p, z, [F(p, z[0])], transpose: false)[0]];

    public override Tensor[] Condition(Tensor[] p, Tensor[] z) => [F(p, z[0])];

    public override Tensor[] SolveLinear(Tensor[] p, Tensor[] z, Tensor[] right, bool transpose)
    {
        Tensor Of(Tensor u) => F(p, u);
        if (LinearSolve is null)
        {
            Tensor slopes = Transform.Jacobian(Of)(z[0]);
            return [LinearAlgebra.Solve(transpose ? slopes.T : slopes, right[0])];
        }

        return [LinearSolve(transpose ? Transform.Vjp(Of, z[0]).Pullback : v => Transform.Jvp(Of, z[0], v).Tangent, right[0])];
    }
}
