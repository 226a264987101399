using System.IO.Enumeration;

namespace AutoGrad.Benchmarks;

/// <summary>Everything that is measured.</summary>
internal static partial class Cases
{
    public static IReadOnlyList<BenchmarkCase> All { get; } =
        [.. Products(), .. Convolutions(), .. Pools(), .. Rows(), .. Elementwise(), .. Overheads(), .. Training(), .. AdBench()];

    /// <summary>The cases whose names match one of the patterns, in which * is any text; all if there is none.</summary>
    /// <exception cref="ArgumentException">A pattern matches nothing.</exception>
    public static IReadOnlyList<BenchmarkCase> Select(IReadOnlyList<string> patterns)
    {
        foreach (string pattern in patterns)
        {
            if (!All.Any(one => Matches(pattern, one.Name)))
            {
                throw new ArgumentException($"No case is called {pattern}; --list names them.");
            }
        }

        return patterns.Count == 0 ? All : [.. All.Where(one => patterns.Any(pattern => Matches(pattern, one.Name)))];
    }

    private static bool Matches(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);
}
