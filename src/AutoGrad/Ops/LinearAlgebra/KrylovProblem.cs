using System.Globalization;

namespace AutoGrad;

/// <summary>A system <c>a(y) = b</c> whose matrix is a function: solved by applying it.</summary>
/// <param name="Apply">From what the function captured, and y, to a(y).</param>
/// <param name="Tolerance">How long what is left of b may be, beside b.</param>
/// <param name="Limit">How often the function may be applied.</param>
internal abstract record KrylovProblem(Func<Tensor[], Tensor, Tensor> Apply, double Tolerance, int Limit) : ImplicitProblem
{
    public static Tensor Solve(string name, Func<Tensor, Tensor> a, Tensor b, Func<Func<Tensor[], Tensor, Tensor>, KrylovProblem> problem)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        ShapeException.ThrowUnlessFloating(name, b.Spec);
        Graph graph = GraphTrace.Write(
            boxes =>
            {
                Tensor y = a(boxes[0]);
                ShapeException.ThrowUnless(y.Spec == b.Spec, name, $"the function must give what it gets, {b.Spec}", y.Spec);
                return [y];
            },
            [b],
            out Tensor[] captured);
        return problem((p, y) => graph.Run([y, .. p])[0]).Solve([.. captured, b], [Tensor.ZerosLike(b)])[0];
    }

    public static double DefaultTolerance(Tensor b) => b.DType == DType.Float32 ? 1e-5 : 1e-12;

    // b stands beside its image, so that it comes with all axes of examples.
    public sealed override Tensor[] Step(Tensor[] p, Tensor[] z) => [Apply(p[..^1], z[0]), p[^1]];

    public sealed override Tensor[] Condition(Tensor[] p, Tensor[] z) => [Apply(p[..^1], z[0]) - p[^1]];

    public sealed override Tensor[] SolveLinear(Tensor[] p, Tensor[] z, Tensor[] right, bool transpose) =>
        (transpose ? Transposed() : this).Solve([.. p[..^1], right[0]], [Tensor.ZerosLike(right[0])]);

    public sealed override Tensor[] Find(Func<Tensor[], Tensor[], Tensor[]> step, Tensor[] p, Tensor[] start, int depth) =>
        [start[0].Size == 0 ? start[0] : Find(v => step(p, [v])[0], step(p, start)[1], depth)];

    /// <summary>Solves on numbers, from zeros.</summary>
    protected abstract Tensor Find(Func<Tensor, Tensor> apply, Tensor b, int depth);

    /// <summary>The system of the transposed function.</summary>
    protected abstract KrylovProblem Transposed();

    /// <summary>Each example's sum of products, in a shape that broadcasts with them.</summary>
    protected static Tensor Dot(Tensor x, Tensor y, int depth) =>
        (x * y).Reshape([.. x.Shape[..depth], x.Shape[depth..].Size]).Sum(-1).Reshape([.. x.Shape[..depth], .. Enumerable.Repeat(1, x.Rank - depth)]);

    /// <summary>That no example came to its end in time.</summary>
    protected ArithmeticException TooSlow(Tensor rest, Tensor whole)
    {
        double left = Math.Sqrt((rest / Tensor.Where(Tensor.Equal(whole, 0), 1.0, whole)).Max().ToScalar());
        return new ArithmeticException(string.Create(
            CultureInfo.InvariantCulture,
            $"{Name}: what is left of the right side must come below {Tolerance:G3} of it within {Limit} applications (raise maxIterations or the tolerance, or precondition the system); got {left:G3}."));
    }
}
