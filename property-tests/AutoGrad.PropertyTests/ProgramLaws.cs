using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Xunit.Abstractions;

namespace AutoGrad.PropertyTests;

/// <summary>Random programs over all operations, each held to the laws of derivatives and transforms.</summary>
/// <remarks>README.md beside this file says how to run millions of them, and how to run a failed one again.</remarks>
public sealed class ProgramLaws(ITestOutputHelper output)
{
    private const int Programs = 10_000;
    private const int Seed = 20_261;

    [Fact]
    public void Random_programs_obey_every_law()
    {
        int count = Setting("AUTOGRAD_PROGRAMS") ?? Programs;
        int seed = Setting("AUTOGRAD_PROGRAMS_SEED") ?? (count == Programs ? Seed : Environment.TickCount & int.MaxValue);
        int? only = Setting("AUTOGRAD_PROGRAM");
        var failures = new ConcurrentDictionary<int, string>();
        var tallies = new ConcurrentDictionary<string, Tally>();
        var decided = new ConcurrentDictionary<int, bool>();
        long start = Stopwatch.GetTimestamp();

        Parallel.For(only ?? 0, only + 1 ?? count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, (i, state) =>
        {
            if (Find(seed, i, tallies, decided) is { } failure)
            {
                failures[i] = failure;
                state.Stop();
            }
        });

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} programs of seed {seed} in {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s, with {Environment.CpuUsage.TotalTime.TotalSeconds:F0} s of processors since the start of all tests"));
        foreach ((string law, Tally tally) in tallies.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{tally.Held,8} held, {tally.Discarded,6} discarded, {tally.Seconds,6:F1} s: {law}"));
        }

        // An operation whose programs say nothing would not be checked at all.
        string[] undecided = [.. TableCalls.All.Where((row, i) => !row.Cases[0].IsDiscrete && !decided.ContainsKey(i)).Select(row => row.Name)];
        Assert.True(count < Programs || only is not null || !failures.IsEmpty || undecided.Length == 0, $"No program ends with these and has a slope: {string.Join(", ", undecided)}");
        Assert.True(failures.IsEmpty, failures.OrderBy(failure => failure.Key).Select(failure => failure.Value).FirstOrDefault() ?? "");
    }

    /// <summary>The program of a number, and the seed of the directions it is checked in.</summary>
    internal static (RandomProgram Program, int Directions) Made(int seed, int index)
    {
        (_, Call[] cases) = TableCalls.All[index % TableCalls.All.Count];
        var random = new Random(HashOf(seed, index));
        return (ProgramGenerator.Make(cases[random.Next(cases.Length)], random), random.Next());
    }

    private static string? Find(int seed, int index, ConcurrentDictionary<string, Tally> tallies, ConcurrentDictionary<int, bool> decided)
    {
        RandomProgram program;
        int directions;
        try
        {
            (program, directions) = Made(seed, index);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or NotSupportedException or ArithmeticException or IndexOutOfRangeException)
        {
            return $"There is no program that ends with {TableCalls.All[index % TableCalls.All.Count].Name}; {Again(seed, index)}{Environment.NewLine}{e}";
        }

        for (int l = 0; l < ProgramChecks.All.Length; l++)
        {
            Law law = ProgramChecks.All[l];
            if ((index / TableCalls.All.Count + index + l) % law.OneIn != 0 || (program.IsDiscrete && !law.IsForDiscrete))
            {
                continue;
            }

            long start = Stopwatch.GetTimestamp();
            Outcome outcome = law.Try(program, directions);
            Tally tally = tallies.GetOrAdd(law.Name, _ => new Tally());
            tally.Add(outcome.IsDiscarded, Stopwatch.GetElapsedTime(start).TotalSeconds);
            if (law.IsByDifferences && outcome == Outcome.Held)
            {
                decided[index % TableCalls.All.Count] = true;
            }

            if (outcome.Failure is not null)
            {
                RandomProgram smallest = Shrinker.Smallest(program, smaller => law.Try(smaller, directions).Failure is not null);
                return Report(law, seed, index, smallest, law.Try(smallest, directions).Failure!);
            }
        }

        return null;
    }

    private static string Report(Law law, int seed, int index, RandomProgram program, string failure) => new StringBuilder()
        .AppendLine(CultureInfo.InvariantCulture, $"\"{law.Name}\" does not hold of this program; {Again(seed, index)}")
        .AppendLine()
        .AppendLine(program.ToCode())
        .AppendLine()
        .Append(failure)
        .ToString();

    private static string Again(int seed, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"AUTOGRAD_PROGRAMS_SEED={seed} AUTOGRAD_PROGRAM={index} finds it again:");

    private static int? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    // Neighbouring numbers must not give neighbouring programs: the finalizer of SplitMix64.
    private static int HashOf(int seed, int index)
    {
        ulong z = ((ulong)(uint)seed << 32 | (uint)index) + 0x9E3779B97F4A7C15;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return (int)(z ^ z >> 31);
    }

    private sealed class Tally
    {
        private int _held;
        private int _discarded;
        private double _seconds;

        public int Held => _held;

        public int Discarded => _discarded;

        public double Seconds => _seconds;

        public void Add(bool isDiscarded, double seconds)
        {
            lock (this)
            {
                _held += isDiscarded ? 0 : 1;
                _discarded += isDiscarded ? 1 : 0;
                _seconds += seconds;
            }
        }
    }
}
