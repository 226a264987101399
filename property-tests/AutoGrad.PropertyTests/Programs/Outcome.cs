namespace AutoGrad.PropertyTests;

/// <summary>What came of holding a program to a law.</summary>
/// <param name="Failure">How it broke the law; null if it did not.</param>
/// <param name="IsDiscarded">Whether the program can say nothing of this law: it has a kink there, or rounding decides.</param>
internal readonly record struct Outcome(string? Failure, bool IsDiscarded)
{
    public static Outcome Held => default;

    public static Outcome Discarded => new(null, true);

    public static Outcome Failed(string how) => new(how, false);
}

/// <summary>What must hold of every program.</summary>
/// <param name="Name">The law, as a sentence.</param>
/// <param name="OneIn">It is tried on one program in so many.</param>
/// <param name="Check">Tries it; draws directions from the random numbers.</param>
internal sealed record Law(string Name, int OneIn, Func<RandomProgram, Random, Outcome> Check)
{
    /// <summary>Whether programs without a derivative can be held to it.</summary>
    public bool IsForDiscrete { get; init; }

    /// <summary>Whether it needs slopes that change smoothly around the arguments.</summary>
    public bool IsByDifferences { get; init; }

    /// <summary>Tries it on a program.</summary>
    public Outcome Try(RandomProgram program, int directions)
    {
        Outcome outcome = Once(program, directions);
        if (outcome.Failure is null || !IsByDifferences)
        {
            return outcome;
        }

        // At a single point a derivative is a convention, a norm's at 0 say: a rule that is wrong is so beside it too.
        for (int seed = 1; seed <= 2; seed++)
        {
            RandomProgram beside = program.Beside(new Random(seed));
            if (beside.IsSound && Once(beside, directions).Failure is null)
            {
                return Outcome.Discarded;
            }
        }

        return outcome;
    }

    private Outcome Once(RandomProgram program, int directions)
    {
        try
        {
            return program.IsDiscrete && !IsForDiscrete ? Outcome.Discarded : Check(program, new Random(directions));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or NotSupportedException or ArithmeticException or IndexOutOfRangeException)
        {
            return Outcome.Failed(e.ToString());
        }
    }
}
