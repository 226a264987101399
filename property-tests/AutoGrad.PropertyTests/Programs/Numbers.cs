using System.Globalization;

namespace AutoGrad.PropertyTests;

/// <summary>Two computations of the same numbers, and how far apart rounding may put them.</summary>
internal static class Numbers
{
    private const double Noise = 1e-13;
    private const int Trials = 4;

    // How many times as far as they were seen to move numbers may be off.
    private const double Doubt = 30;

    /// <summary>All floating elements of some tensors; integers and Bool too if a program gave them.</summary>
    public static double[] Of(params ReadOnlySpan<Tensor> tensors)
    {
        var all = new List<double>();
        foreach (Tensor tensor in tensors)
        {
            all.AddRange(tensor.To(DType.Float64).ToArray<double>());
        }

        return [.. all];
    }

    public static Tensor[] Floating(IEnumerable<Tensor> tensors) => [.. tensors.Where(tensor => tensor.DType.IsFloating())];

    /// <summary>A direction without a pattern for each floating leaf, zeros for the others.</summary>
    public static Tensor[] Directions(IEnumerable<Tensor> like, Random random) => [.. like.Select(leaf => Direction(leaf, random))];

    public static Tensor Direction(Tensor like, Random random) => like.DType.IsFloating()
        ? Tensor.From(like.Shape, (double[])[.. Enumerable.Range(0, like.Size).Select(_ => (random.NextDouble() + 0.25) * (random.Next(2) == 0 ? -1 : 1))]).To(like.DType)
        : Tensor.ZerosLike(like);

    public static double Inner(IEnumerable<Tensor> x, IEnumerable<Tensor> y) =>
        x.Zip(y).Where(pair => pair.First.DType.IsFloating()).Sum(pair => (pair.First.To(DType.Float64) * pair.Second.To(DType.Float64)).Sum().ToScalar());

    public static Tensor InnerTensor(IEnumerable<Tensor> x, IEnumerable<Tensor> y) =>
        x.Zip(y).Where(pair => pair.First.DType.IsFloating()).Select(pair => (pair.First * pair.Second).Sum()).Aggregate((a, b) => a + b);

    /// <summary>
    /// Compares what must be equal but for rounding. Where it is not, the program is run again with each value on the way
    /// changed by far more than its rounding: a difference that this makes too says nothing.
    /// </summary>
    /// <param name="program">What was computed.</param>
    /// <param name="tolerance">What is forgiven in any case, relative to the greater of 1 and the largest number.</param>
    /// <param name="expected">One way.</param>
    /// <param name="actual">The other.</param>
    /// <param name="again">The first way, of another function and other arguments.</param>
    /// <param name="noise">How large the changes are.</param>
    public static Outcome Compare(
        RandomProgram program, double tolerance, double[] expected, double[] actual, Func<Func<Tensor[], Tensor>, Tensor[], double[]> again, double noise = Noise)
    {
        if (expected.Length != actual.Length)
        {
            return Outcome.Failed($"{actual.Length} numbers for {expected.Length}");
        }

        double scale = expected.Append(1).Where(double.IsFinite).Max(Math.Abs);
        int worst = -1;
        double error = tolerance * scale;
        for (int i = 0; i < expected.Length; i++)
        {
            double apart = expected[i].Equals(actual[i]) ? 0 : Math.Abs(expected[i] - actual[i]);
            if (!(apart <= error))
            {
                (worst, error) = (i, double.IsNaN(apart) ? double.PositiveInfinity : apart);
            }
        }

        if (worst < 0)
        {
            return expected.All(double.IsFinite) || !IsFiniteBeside(program, again) ? Outcome.Held : Outcome.Discarded;
        }

        if (double.IsInfinity(error) && !double.IsFinite(expected[worst]) && IsFiniteBeside(program, again))
        {
            return Outcome.Discarded;
        }

        double explained = Explained(program, expected, again, noise);
        return error <= explained
            ? Outcome.Discarded
            : Outcome.Failed(string.Create(CultureInfo.InvariantCulture, $"number {worst} of {expected.Length}: {expected[worst]:R} one way, {actual[worst]:R} the other; rounding explains {explained:G2}"));
    }

    /// <summary>What error rounding may leave in numbers: how far they move where each value on the way is changed by far more than its rounding.</summary>
    /// <param name="program">What was computed.</param>
    /// <param name="expected">The numbers.</param>
    /// <param name="again">The same, of another function and other arguments.</param>
    /// <param name="noise">How large the changes are.</param>
    public static double Explained(
        RandomProgram program, double[] expected, Func<Func<Tensor[], Tensor>, Tensor[], double[]> again, double noise = Noise)
    {
        double moved = 0;
        for (int trial = 0; trial < Trials; trial++)
        {
            double[] beside = Beside(program, again, noise, trial);
            moved = Math.Max(moved, beside.Length == expected.Length ? beside.Zip(expected).Max(pair => Math.Abs(pair.First - pair.Second)) : double.PositiveInfinity);
        }

        return Doubt * moved;
    }

    // Whether the point itself is at fault: where equal elements make a derivative infinite, those beside it have one.
    private static bool IsFiniteBeside(RandomProgram program, Func<Func<Tensor[], Tensor>, Tensor[], double[]> again) =>
        Beside(program, again, 1e-4, 0).All(double.IsFinite);

    private static double[] Beside(RandomProgram program, Func<Func<Tensor[], Tensor>, Tensor[], double[]> again, double noise, int trial)
    {
        var random = new Random(trial);
        Tensor[] arguments = [.. program.Arguments.Select(leaf => Changed(leaf, noise, random))];
        return again(
            leaves =>
            {
                var local = new Random(trial);
                return program.Run(leaves, value => Changed(value, noise, local));
            },
            arguments);
    }

    private static Tensor Changed(Tensor value, double noise, Random random) => value.DType.IsFloating()
        ? value * (1 + noise * Tensor.From(value.Shape, (double[])[.. Enumerable.Range(0, value.Size).Select(_ => (2 * random.NextDouble()) - 1)]).To(value.DType))
        : value;
}
