namespace AutoGrad.Optim;

public sealed partial class Schedule
{
    /// <summary>Follows one schedule after the other; each counts from its own start.</summary>
    /// <param name="boundaries">The steps at which the next takes over, ascending, from 1.</param>
    /// <param name="schedules">One more than there are boundaries.</param>
    /// <exception cref="ArgumentException">The boundaries do not ascend, or the numbers of both do not fit.</exception>
    public static Schedule Join(int[] boundaries, Schedule[] schedules)
    {
        ArgumentNullException.ThrowIfNull(schedules);
        int[] starts = Ascending("join", boundaries, schedules.Length);
        Schedule[] pieces = [.. schedules];
        return new Schedule(step =>
        {
            Tensor value = pieces[0].At(step).To(DType.Float64);
            for (int i = 0; i < starts.Length; i++)
            {
                // A piece that has not begun is not asked about steps before its own first.
                Tensor own = Tensor.Maximum(step - starts[i], 0);
                value = Tensor.Where(step >= (double)starts[i], pieces[i + 1].At(own).To(DType.Float64), value);
            }

            return value;
        });
    }

    /// <summary>Jumps from number to number.</summary>
    /// <param name="boundaries">The steps at which the next number takes over, ascending, from 1.</param>
    /// <param name="values">One more than there are boundaries.</param>
    /// <exception cref="ArgumentException">The boundaries do not ascend, or the numbers of both do not fit.</exception>
    public static Schedule PiecewiseConstant(int[] boundaries, double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Join(boundaries, Array.ConvertAll(values, Constant));
    }

    /// <summary>Rises from 0 to where another schedule starts, then follows it.</summary>
    /// <param name="steps">How many to rise; 1 or more.</param>
    /// <param name="then">Counts from the end of the rise.</param>
    public static Schedule Warmup(int steps, Schedule then)
    {
        ArgumentNullException.ThrowIfNull(then);
        _ = Require.Steps(steps, "warmup", "steps");
        return Join([steps], [new Schedule(step => Progress(step, steps) * then.At(Tensor.Scalar(0, DType.Int32)).To(DType.Float64)), then]);
    }

    /// <summary>Rises from 0 to a peak, then falls like half a cosine.</summary>
    /// <param name="peak">The greatest number.</param>
    /// <param name="warmup">How many steps to rise; 1 or more.</param>
    /// <param name="steps">How many in all; more than those.</param>
    /// <param name="end">From the last step on.</param>
    public static Schedule WarmupCosine(double peak, int warmup, int steps, double end = 0) =>
        Warmup(warmup, Cosine(peak, Require.Steps(steps - warmup, "warmup_cosine", "steps after the rise"), end));

    /// <summary>Rises to a peak, then falls far below where it began, both in equal steps.</summary>
    /// <param name="peak">The greatest number.</param>
    /// <param name="steps">How many in all; 2 or more.</param>
    /// <param name="rise">Which share of them rises; in (0, 1), and long enough for one step.</param>
    /// <param name="initialDivisor">The first number is the peak divided by this.</param>
    /// <param name="finalDivisor">The last number is the first divided by this.</param>
    /// <remarks>
    /// The peak is at step <c>rise · steps - 1</c>, which may lie between two steps, and the end at <c>steps - 1</c>, as in
    /// PyTorch. Source: Smith and Topin, Super-Convergence, arXiv:1708.07120v3.
    /// </remarks>
    public static Schedule OneCycleLinear(double peak, int steps, double rise = 0.3, double initialDivisor = 25, double finalDivisor = 1e4)
    {
        _ = Require.Finite(peak, "one_cycle_linear", "peak");
        double initial = peak / Require.Positive(initialDivisor, "one_cycle_linear", "initialDivisor");
        double end = initial / Require.Positive(finalDivisor, "one_cycle_linear", "finalDivisor");
        double up = Require.Positive(rise * steps - 1, "one_cycle_linear", "steps of the rise, rise · steps - 1,");
        double down = Require.Positive(steps - 1 - up, "one_cycle_linear", "steps of the fall, steps - rise · steps,");
        return new Schedule(step => Tensor.Where(
            step.To(DType.Float64) <= up,
            Between(initial, peak, Progress(step, up)),
            Between(peak, end, Tensor.Clamp((step.To(DType.Float64) - up) / down, 0, 1))));
    }

    private static int[] Ascending(string op, int[] boundaries, int pieces)
    {
        ArgumentNullException.ThrowIfNull(boundaries);
        int last = 0;
        foreach (int boundary in boundaries)
        {
            if (boundary <= last)
            {
                throw new ArgumentException($"{op}: the boundaries must ascend, from 1; got [{string.Join(", ", boundaries)}].");
            }

            last = boundary;
        }

        return pieces == boundaries.Length + 1
            ? [.. boundaries]
            : throw new ArgumentException($"{op}: there must be one piece more than boundaries; got {pieces} and {boundaries.Length}.");
    }
}
