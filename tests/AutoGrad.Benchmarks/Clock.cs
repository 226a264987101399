using System.Diagnostics;

namespace AutoGrad.Benchmarks;

/// <summary>What the runs of one contender took, in milliseconds each.</summary>
/// <param name="Median">The median of the samples.</param>
/// <param name="Low">The lowest of them.</param>
/// <param name="Samples">How many samples there were.</param>
internal sealed record Timing(double Median, double Low, int Samples);

/// <summary>Times actions by turns, so that whatever slows the machine down for a while slows down all of them.</summary>
/// <param name="seconds">How long to take samples for, all contenders together.</param>
internal sealed class Clock(double seconds)
{
    // A sample is so long that reading the clock, and what is left of the turn before, are nothing beside it.
    private const double SampleMilliseconds = 5;
    private const double LeadMilliseconds = 1;
    private const int FewestSamples = 7;
    private const int MostSamples = 201;
    private const int FewestWarmUps = 3;

    // The compiler's last tier comes after thirty calls and a pause of a tenth of a second without new ones.
    private const double WarmUpMilliseconds = 600;

    public Timing[] Measure(params Action[] contenders)
    {
        double[] estimates = [.. contenders.Select(WarmUp)];
        int[] runs = [.. estimates.Select(estimate => Math.Max(1, (int)Math.Ceiling(SampleMilliseconds / estimate)))];
        int[] leads = [.. estimates.Select(estimate => Math.Max(1, (int)Math.Ceiling(LeadMilliseconds / estimate)))];
        List<double>[] samples = [.. contenders.Select(_ => new List<double>())];

        var all = Stopwatch.StartNew();
        for (int round = 0; round < MostSamples && (round < FewestSamples || all.Elapsed.TotalSeconds < seconds); round++)
        {
            for (int i = 0; i < contenders.Length; i++)
            {
                // Untimed: caches are the other's, and its idle threads may still spin.
                Run(contenders[i], contenders.Length > 1 ? leads[i] : 0);
                samples[i].Add(Run(contenders[i], runs[i]) / runs[i]);
            }
        }

        return [.. samples.Select(some => new Timing(Median(some), some.Min(), some.Count))];
    }

    private static double WarmUp(Action contender)
    {
        var all = Stopwatch.StartNew();
        double last = double.MaxValue;
        for (int run = 0; run < FewestWarmUps || all.Elapsed.TotalMilliseconds < WarmUpMilliseconds; run++)
        {
            last = Math.Min(last, Run(contender, 1));
        }

        return last;
    }

    /// <summary>Milliseconds that so many runs took together.</summary>
    private static double Run(Action contender, int runs)
    {
        long start = Stopwatch.GetTimestamp();
        for (int run = 0; run < runs; run++)
        {
            contender();
        }

        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(List<double> samples)
    {
        double[] sorted = [.. samples.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
