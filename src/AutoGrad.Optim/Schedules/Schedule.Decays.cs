namespace AutoGrad.Optim;

public sealed partial class Schedule
{
    /// <summary>Shrinks by a factor every so many steps: <c>initial · decay^(step / every)</c>.</summary>
    /// <param name="initial">At step 0.</param>
    /// <param name="decay">The factor; more than 0.</param>
    /// <param name="every">After how many steps; 1 or more.</param>
    /// <param name="staircase">Whether to stay the same between, instead of shrinking at each step.</param>
    public static Schedule Exponential(double initial, double decay, int every, bool staircase = false)
    {
        _ = Require.Finite(initial, "exponential", "initial");
        _ = Require.Positive(decay, "exponential", "decay");
        _ = Require.Steps(every, "exponential", "every");
        return new Schedule(step =>
        {
            Tensor periods = step.To(DType.Float64) / every;
            return initial * Tensor.Pow(decay, staircase ? Tensor.Floor(periods) : periods);
        });
    }

    /// <summary>Shrinks by a factor every so many steps, and stays the same between: a staircase.</summary>
    /// <param name="initial">At step 0.</param>
    /// <param name="decay">The factor; more than 0.</param>
    /// <param name="every">After how many steps; 1 or more.</param>
    public static Schedule Step(double initial, double decay, int every) => Exponential(initial, decay, every, staircase: true);

    /// <summary>Goes from one number to another in equal steps, and stays there.</summary>
    /// <param name="initial">At step 0.</param>
    /// <param name="end">From step <paramref name="steps"/> on.</param>
    /// <param name="steps">1 or more.</param>
    public static Schedule Linear(double initial, double end, int steps)
    {
        _ = Require.Finite(initial, "linear", "initial");
        _ = Require.Finite(end, "linear", "end");
        _ = Require.Steps(steps, "linear", "steps");
        return new Schedule(step => Between(initial, end, Progress(step, steps)));
    }

    /// <summary>Falls like half a cosine, flat at both ends, and stays there: <c>end + (initial - end) (1 + cos(π step / steps)) / 2</c>.</summary>
    /// <param name="initial">At step 0.</param>
    /// <param name="steps">1 or more.</param>
    /// <param name="end">From step <paramref name="steps"/> on.</param>
    /// <remarks>Source: Loshchilov and Hutter, SGDR, arXiv:1608.03983v5, equation 5, without restarts.</remarks>
    public static Schedule Cosine(double initial, int steps, double end = 0)
    {
        _ = Require.Finite(initial, "cosine", "initial");
        _ = Require.Steps(steps, "cosine", "steps");
        _ = Require.Finite(end, "cosine", "end");
        return new Schedule(step => end + (initial - end) * 0.5 * (1.0 + Tensor.Cos(Math.PI * Progress(step, steps))));
    }

    // Exact at both ends.
    private static Tensor Between(double from, double to, Tensor progress) => from * (1.0 - progress) + to * progress;
}
