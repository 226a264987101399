using FsCheck;
using FsCheck.Fluent;

namespace AutoGrad.PropertyTesting;

/// <summary>Laws of gradients, as FsCheck properties: for each function one line of a test.</summary>
public static class GradientLaws
{
    private const double DefaultTolerance = 1e-6;
    private const int DefaultTests = 100;

    /// <summary>
    /// The gradient of a function agrees with differences of it, forward mode with reverse mode and a map with a loop, wherever there is a
    /// gradient.
    /// </summary>
    /// <param name="f">Pure; from a tensor, or a record or other tree of tensors, to [...].</param>
    /// <param name="inputs">Where to check: one of <see cref="Arbitraries"/>, or your own.</param>
    /// <param name="order">1 for the gradient, 2 for the gradient's own gradient too.</param>
    /// <param name="tolerance">How far apart both may lie, as <see cref="GradientCheck"/> says.</param>
    /// <param name="tests">How many tests the run has (FsCheck's MaxTest): with more inputs discarded than that, and than decided, the property fails.</param>
    /// <returns>
    /// A property that fails where <see cref="GradientCheck"/> finds <see cref="Verdict.Wrong"/>, <see cref="Verdict.NotFinite"/> or
    /// <see cref="Verdict.NotDeterministic"/>, and shows the smallest such input as code. Inputs at a <see cref="Verdict.Kink"/> or
    /// <see cref="Verdict.IllConditioned"/> are discarded, and the property fails if they are more than half. An input without elements passes.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The order is not 1 or 2, or there are no tests.</exception>
    /// <example><code>Check.QuickThrowOnFailure(GradientLaws.Hold(v => PseudoHuber(v).Sum(), Arbitraries.Tensors()));</code></example>
    public static Property Hold<T>(Func<T, Tensor> f, Arbitrary<T> inputs, int order = 1, double tolerance = DefaultTolerance, int tests = DefaultTests)
    {
        ArgumentNullException.ThrowIfNull(f);
        RequireOrder(order);
        return Held(inputs, x => Report(f, x, order, tolerance), tests);
    }

    /// <summary>A gradient that was written by hand, or is another library's, agrees with differences of its function.</summary>
    /// <param name="f">The function.</param>
    /// <param name="gradient">What is claimed to be its gradient: as many numbers as it is given.</param>
    /// <param name="inputs">Where to check: <see cref="Arbitraries.Vectors"/>, or your own.</param>
    /// <param name="tolerance">How far apart both may lie, as <see cref="GradientCheck"/> says.</param>
    /// <param name="tests">How many tests the run has (FsCheck's MaxTest): with more inputs discarded than that, and than decided, the property fails.</param>
    /// <returns>A property like that of the other <c>Hold</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are no tests.</exception>
    public static Property Hold(
        Func<double[], double> f, Func<double[], double[]> gradient, Arbitrary<double[]> inputs, double tolerance = DefaultTolerance, int tests = DefaultTests)
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentNullException.ThrowIfNull(gradient);
        return Held(inputs, x => x.Length == 0 ? null : GradientCheck.Compare(f, gradient, x, tolerance), tests);
    }

    /// <summary>The law at one input, for properties that generate more than the input: inside a <c>Prop.ForAll</c>.</summary>
    /// <param name="f">Pure; from a tensor, or a record or other tree of tensors, to [...].</param>
    /// <param name="x">Where to check.</param>
    /// <param name="order">1 for the gradient, 2 for the gradient's own gradient too.</param>
    /// <param name="tolerance">How far apart both may lie, as <see cref="GradientCheck"/> says.</param>
    /// <returns>A property that passes, fails, or discards the input, as <see cref="Hold{T}"/> says; it does not count the discarded.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The order is not 1 or 2.</exception>
    public static Property HoldAt<T>(Func<T, Tensor> f, T x, int order = 1, double tolerance = DefaultTolerance)
    {
        ArgumentNullException.ThrowIfNull(f);
        RequireOrder(order);
        return Prop.ToProperty((Action)(() => Judge(Report(f, x, order, tolerance), tally: null)));
    }

    private static Property Held<T>(Arbitrary<T> inputs, Func<T, GradientReport?> report, int tests)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentOutOfRangeException.ThrowIfLessThan(tests, 1);
        var tally = new Tally(tests);
        return Prop.ForAll(Case<T>.From(inputs), (Case<T> each) => Judge(report(each.Value), each.IsShrunk ? null : tally));
    }

    // Null for an input that has no elements, and so nothing that could be wrong.
    private static GradientReport? Report<T>(Func<T, Tensor> f, T x, int order, double tolerance)
    {
        Tensor[] floating = [.. Tree.Leaves(x).Where(leaf => leaf.IsFloating())];
        return floating.Length > 0 && Array.TrueForAll(floating, leaf => leaf.Size == 0) ? null : GradientCheck.Run(f, x, order, tolerance);
    }

    private static void Judge(GradientReport? report, Tally? tally)
    {
        switch (report?.Verdict ?? Verdict.Pass)
        {
            case Verdict.Pass:
                tally?.CountDecided();
                break;
            case Verdict.Kink or Verdict.IllConditioned:
                if (tally?.CountDiscarded(report!.Verdict) is { } tooMany)
                {
                    throw new GradientLawException(tooMany);
                }

                Prop.Discard<object>();
                break;
            default:
                tally?.CountDecided();
                throw new GradientLawException(report!.ToString());
        }
    }

    private static void RequireOrder(int order)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order, 2);
    }
}
