namespace AutoGrad.PropertyTesting;

/// <summary>What the elements of generated tensors are: ordinary numbers, and beside them whatever else is asked for.</summary>
/// <remarks>
/// Ordinary numbers are spread evenly over <see cref="Low"/> to <see cref="High"/>; ties, zeros and other chosen points have to be asked
/// for. Where several options are on, each element is ordinary or of any of them. Shrinking keeps within the bounds.
/// </remarks>
/// <example><code>Values positive = new() { Low = 0.1, Tiny = true };</code></example>
public sealed record Values
{
    /// <summary>Numbers from -10 to 10 and nothing else.</summary>
    public static Values Ordinary { get; } = new();

    /// <summary>Ordinary numbers and all that is finite and difficult: ties, tiny and huge numbers, and kinks at 0, 1 and -1.</summary>
    public static Values Difficult { get; } = new() { Ties = true, Tiny = true, Huge = true, Kinks = [0, 1, -1] };

    /// <summary>The least ordinary number.</summary>
    public double Low { get; init; } = -10;

    /// <summary>The greatest ordinary number.</summary>
    public double High { get; init; } = 10;

    /// <summary>Equal elements: half of the tensors hold two different numbers only.</summary>
    public bool Ties { get; init; }

    /// <summary>Numbers down to the smallest that the dtype holds, of the signs that the bounds allow.</summary>
    public bool Tiny { get; init; }

    /// <summary>Numbers up to the greatest that the dtype holds, of the signs that the bounds allow.</summary>
    public bool Huge { get; init; }

    /// <summary>NaN, infinities and zeros of both signs, as far as the bounds allow them.</summary>
    public bool Special { get; init; }

    /// <summary>Points where a function has a kink or a jump: elements at each, one rounding beside it, and a little further.</summary>
    public IReadOnlyList<double> Kinks { get; init; } = [];

    /// <summary>Numbers between two bounds, both included.</summary>
    /// <param name="low">The least.</param>
    /// <param name="high">The greatest.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bounds are not finite or in the wrong order.</exception>
    public static Values Between(double low, double high) => new Values { Low = low, High = high }.Checked();

    /// <summary>The number in the bounds that is nearest to 0.</summary>
    internal double Anchor => Math.Clamp(0, Low, High);

    /// <summary>Whether shrinking may put a number in another's place.</summary>
    internal bool Allows(double value) => (value >= Low && value <= High) || (Huge && double.IsFinite(value) && AllowsSign(value));

    internal bool AllowsSign(double value) => value < 0 ? Low < 0 : value > 0 ? High > 0 : Low <= 0 && High >= 0;

    internal Values Checked()
    {
        foreach (double bound in (ReadOnlySpan<double>)[Low, High])
        {
            if (!double.IsFinite(bound))
            {
                throw new ArgumentOutOfRangeException(nameof(Low), bound, "The bounds of values must be finite; Special adds infinities.");
            }
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(Low, High);
        return this;
    }
}
