namespace AutoGrad;

/// <summary>Checks a gradient against differences of the function itself.</summary>
/// <remarks>
/// <para>Each element is moved to both sides by steps that shrink, and the differences are extrapolated to a step of 0, which
/// gives an estimate of their own error too. Above 4,096 entries of the Jacobian all elements are moved at once, in random
/// directions, and a direction that does not agree is halved until the element is found. All is computed in Float64, whatever the dtypes: the function goes on to see the
/// dtypes of its argument, and Float32 tensors that it captures or makes are lifted when they meet what depends on it.</para>
/// <para>Errors are relative to the element, or to 1e-4 of the greatest of 1, the gradient and the value where that is more. A small
/// element beside large ones passes too where differences cannot tell it apart, if it agrees within the tolerance of the greatest.</para>
/// <para>Then forward mode is held against reverse mode, <c>⟨w, J v⟩ = ⟨Jᵀ w, v⟩</c>, and a map of the function over three points
/// against a loop, with no step at all. A function that reads numbers out is not mapped.</para>
/// <para>Source: Ridders, Accurate computation of F'(x) and F'(x) F''(x), Advances in Engineering Software 4 (1982).</para>
/// </remarks>
public static class GradientCheck
{
    private const double DefaultTolerance = 1e-6;

    /// <summary>Checks the gradient of a function of one tensor.</summary>
    /// <param name="f">From [...] to [...].</param>
    /// <param name="x">[...]: where to check; a floating dtype.</param>
    /// <param name="order">1 for the gradient, 2 for the gradient's own gradient too.</param>
    /// <param name="tolerance">How far analytic and numeric may lie apart, relative to the element.</param>
    /// <param name="seed">Where the directions are drawn from.</param>
    /// <returns>The verdict and the worst element.</returns>
    /// <exception cref="ShapeException">The function's value is not floating.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The order is not 1 or 2.</exception>
    public static GradientReport Run(Func<Tensor, Tensor> f, Tensor x, int order = 1, double tolerance = DefaultTolerance, int seed = 0) =>
        Run<Tensor>(f, x, order, tolerance, seed);

    /// <summary>Checks the gradient of a function of any tree, leaf by leaf.</summary>
    /// <param name="f">From a tree of tensors to [...].</param>
    /// <param name="x">Where to check; tensors that are not floating stay as they are.</param>
    /// <param name="order">1 for the gradient, 2 for the gradient's own gradient too.</param>
    /// <param name="tolerance">How far analytic and numeric may lie apart, relative to the element.</param>
    /// <param name="seed">Where the directions are drawn from.</param>
    /// <returns>The verdict and the worst element, its leaf named by path.</returns>
    /// <exception cref="ShapeException">The function's value is not floating.</exception>
    /// <exception cref="TreeException">The tree has no floating leaf.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The order is not 1 or 2.</exception>
    public static GradientReport Run<T>(Func<T, Tensor> f, T x, int order = 1, double tolerance = DefaultTolerance, int seed = 0)
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order, 2);
        GradientReport report = Unexplained(f, x, order, tolerance, seed);
        return report.Verdict == Verdict.Wrong
            ? FaultSearch.Explain(report, new TreeFunction<T>(f, x), (rule, inputs, ruleOrder) => Unexplained(rule, inputs, ruleOrder, tolerance, seed))
            : report;
    }

    /// <summary>Checks a gradient that was written by hand, or is another library's, of a function of plain numbers.</summary>
    /// <param name="f">The function.</param>
    /// <param name="gradient">What is claimed to be its gradient: as many numbers as it is given.</param>
    /// <param name="x">Where to check.</param>
    /// <param name="tolerance">How far analytic and numeric may lie apart, relative to the element.</param>
    /// <param name="seed">Where the directions are drawn from.</param>
    /// <returns>The verdict and the worst element.</returns>
    /// <exception cref="ShapeException">The gradient has another number of elements than <paramref name="x"/>.</exception>
    /// <remarks>Each call gets an array of its own.</remarks>
    public static GradientReport Compare(Func<double[], double> f, Func<double[], double[]> gradient, double[] x, double tolerance = DefaultTolerance, int seed = 0)
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentNullException.ThrowIfNull(gradient);
        ArgumentNullException.ThrowIfNull(x);
        double[] at = [.. x];
        return Check(
            new Claim
            {
                At = at,
                Value = numbers => [f([.. numbers])],
                Pull = (numbers, w) =>
                {
                    double[] claimed = gradient([.. numbers]) ?? throw new ArgumentException("The gradient must not be null.", nameof(gradient));
                    return claimed.Length == at.Length
                        ? Array.ConvertAll(claimed, slope => slope * w[0])
                        : throw new ShapeException("gradient_check", "the gradient must have as many elements as x", $"{claimed.Length} for {at.Length}");
                },
                Starts = [0, at.Length],
                Input = i => ("", $"[{i}]"),
            },
            tolerance, seed);
    }

    private static GradientReport Unexplained<T>(Func<T, Tensor> f, T x, int order, double tolerance, int seed)
    {
        GradientReport first = Check(f, x, tolerance, seed);
        if (order == 1 || first.Verdict != Verdict.Pass)
        {
            return first;
        }

        // The gradient weighed by fixed numbers without a pattern is a scalar function whose gradient is the Hessian's product with them.
        GradientReport second = Check(p => Weigh(Transform.Grad<T>(q => Weigh(f(q)))(p)), x, tolerance, seed);
        return second.Verdict == Verdict.Pass && second.WorstError <= first.WorstError ? first : second with { Order = 2 };
    }

    private static GradientReport Check<T>(Func<T, Tensor> f, T x, double tolerance, int seed) => Check(new TreeFunction<T>(f, x).Claim(), tolerance, seed);

    private static GradientReport Check(Claim claim, double tolerance, int seed) => new ClaimCheck(claim, tolerance, seed).Run();

    private static Tensor Weigh<T>(T gradient)
    {
        Tensor sum = Tensor.Scalar(0, DType.Float64);
        foreach (Tensor leaf in Tree.Leaves(gradient).Where(leaf => leaf.DType.IsFloating()))
        {
            Tensor weights = Tensor.Cos(Tensor.Arange(1, leaf.Size + 1, DType.Float64)).Reshape(leaf.Shape);
            sum += (leaf.To(DType.Float64) * weights).Sum();
        }

        return sum;
    }
}
