namespace AutoGrad;

/// <summary>Checks a gradient against differences of the function itself.</summary>
/// <remarks>
/// Each element is moved to both sides by steps that shrink, and the differences are extrapolated to a step of 0, which
/// gives an estimate of their own error too. The argument is converted to Float64 first, whatever its dtype: tensors that
/// the function captures or makes must be of Float64, or follow its argument's dtype.
/// Source: Ridders, Accurate computation of F'(x) and F'(x) F''(x), Advances in Engineering Software 4 (1982).
/// </remarks>
public static class GradientCheck
{
    private const double DefaultTolerance = 1e-6;

    /// <summary>Checks the gradient of a scalar function of one tensor.</summary>
    /// <param name="f">From [...] to [].</param>
    /// <param name="x">[...]: where to check; a floating dtype.</param>
    /// <param name="order">1 for the gradient, 2 for the gradient's own gradient too.</param>
    /// <param name="tolerance">How far analytic and numeric may lie apart, relative to the greater of 1 and the gradient's largest element.</param>
    /// <returns>The verdict and the worst element.</returns>
    /// <exception cref="ShapeException">The function's value is not a floating scalar.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The order is not 1 or 2.</exception>
    public static GradientReport Run(Func<Tensor, Tensor> f, Tensor x, int order = 1, double tolerance = DefaultTolerance) =>
        Run<Tensor>(f, x, order, tolerance);

    /// <summary>Checks the gradient of a scalar function of any tree, leaf by leaf.</summary>
    /// <param name="f">From a tree of tensors to [].</param>
    /// <param name="x">Where to check; tensors that are not floating stay as they are.</param>
    /// <param name="order">1 for the gradient, 2 for the gradient's own gradient too.</param>
    /// <param name="tolerance">How far analytic and numeric may lie apart, relative to the greater of 1 and the gradient's largest element.</param>
    /// <returns>The verdict and the worst element, its leaf named by path.</returns>
    /// <exception cref="ShapeException">The function's value is not a floating scalar.</exception>
    /// <exception cref="TreeException">The tree has no floating leaf.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The order is not 1 or 2.</exception>
    public static GradientReport Run<T>(Func<T, Tensor> f, T x, int order = 1, double tolerance = DefaultTolerance)
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order, 2);
        T at = Tree.Map(leaf => leaf.DType == DType.Float32 ? leaf.To(DType.Float64) : leaf, x);
        GradientReport first = Compare(f, at, tolerance);
        if (order == 1 || first.Verdict != Verdict.Pass)
        {
            return first;
        }

        // The gradient weighed by fixed numbers without a pattern is a scalar function whose gradient is the Hessian's product with them.
        Func<T, T> gradient = Transform.Grad(f);
        GradientReport second = Compare(p => Weigh(gradient(p)), at, tolerance);
        return second.Verdict == Verdict.Pass && second.WorstError <= first.WorstError ? first : second with { Order = 2 };
    }

    private static GradientReport Compare<T>(Func<T, Tensor> f, T at, double tolerance)
    {
        T analytic = Transform.Grad(f)(at);
        TreeLeaf[] points = Tree.LeavesWithPath(at);
        Tensor[] gradients = Tree.Leaves(analytic);
        double scale = 1;
        foreach (Tensor gradient in gradients.Where(gradient => gradient.DType == DType.Float64))
        {
            scale = Math.Max(scale, gradient.ToArray<double>().Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max());
        }

        GradientReport? worst = null;
        for (int leaf = 0; leaf < points.Length; leaf++)
        {
            if (points[leaf].Value.DType != DType.Float64)
            {
                continue;
            }

            double[] numbers = points[leaf].Value.ToArray<double>();
            double[] rule = gradients[leaf].ToArray<double>();
            for (int i = 0; i < numbers.Length; i++)
            {
                Difference difference = Difference.At(Line(f, at, leaf, numbers, i), numbers[i]);
                GradientReport report = Judge(difference, rule[i], scale, tolerance) with
                {
                    Path = points[leaf].Path,
                    Index = points[leaf].Value.Shape.Position(i),
                    Input = numbers[i],
                };
                if (worst is null || report.Verdict > worst.Verdict || (report.Verdict == worst.Verdict && report.WorstError > worst.WorstError))
                {
                    worst = report;
                }
            }
        }

        return worst ?? new GradientReport { Verdict = Verdict.Pass };
    }

    // The function along one element.
    private static Func<double, double> Line<T>(Func<T, Tensor> f, T at, int leaf, double[] numbers, int i) => value =>
    {
        Tensor[] leaves = Tree.Leaves(at);
        double[] moved = [.. numbers];
        moved[i] = value;
        leaves[leaf] = Tensor.From(leaves[leaf].Shape, moved);
        return f(Tree.Rebuild(at, leaves)).ToScalar();
    };

    private static GradientReport Judge(Difference difference, double analytic, double scale, double tolerance)
    {
        double error = Math.Abs(analytic - difference.Slope) / scale;
        double estimate = difference.Error / scale;
        double allowed = Math.Max(tolerance, 10 * estimate);
        Verdict verdict = !double.IsFinite(analytic) || !double.IsFinite(difference.Slope) ? Verdict.NotFinite
            : difference.HasKink(scale) ? Verdict.Kink
            : error <= tolerance ? Verdict.Pass
            : error <= allowed ? Verdict.IllConditioned
            : Verdict.Wrong;
        return new GradientReport { Verdict = verdict, WorstError = error, Analytic = analytic, Numeric = difference.Slope, Estimate = estimate };
    }

    private static Tensor Weigh<T>(T gradient)
    {
        Tensor sum = Tensor.Scalar(0, DType.Float64);
        foreach (Tensor leaf in Tree.Leaves(gradient).Where(leaf => leaf.DType == DType.Float64))
        {
            Tensor weights = Tensor.Cos(Tensor.Arange(1, leaf.Size + 1, DType.Float64)).Reshape(leaf.Shape);
            sum += (leaf * weights).Sum();
        }

        return sum;
    }
}
