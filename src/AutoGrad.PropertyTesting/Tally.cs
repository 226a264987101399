namespace AutoGrad.PropertyTesting;

/// <summary>How many inputs of a property were decided and how many discarded; tests may run on several threads.</summary>
internal sealed class Tally(int tests)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Verdict, int> _discarded = [];
    private int _decided;

    public void CountDecided()
    {
        lock (_lock)
        {
            _decided++;
        }
    }

    /// <summary>Counts one more that could not be decided.</summary>
    /// <returns>What to say if they have become more than half of a run; null as long as they have not.</returns>
    public string? CountDiscarded(Verdict verdict)
    {
        lock (_lock)
        {
            _discarded[verdict] = _discarded.GetValueOrDefault(verdict) + 1;
            int discarded = _discarded.Values.Sum();

            // A run ends with its number of tests decided; so one with more discarded than that must have more than half.
            return discarded <= tests || discarded <= _decided
                ? null
                : $"GradientLaws.Hold: at least half of the inputs must be away from kinks and well-conditioned; got {_decided} decided and "
                    + string.Join(", ", _discarded.OrderBy(item => item.Key).Select(item => $"{item.Value} {item.Key}"))
                    + ". Generate other values (Values.Between, Values.Kinks), or smaller tensors, which have fewer places for a kink; the input above is the last of them.";
        }
    }
}
