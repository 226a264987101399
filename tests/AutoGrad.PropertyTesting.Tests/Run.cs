using System.Globalization;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace AutoGrad.PropertyTesting.Tests;

/// <summary>Runs properties from seeds that are written down.</summary>
internal static partial class Run
{
    /// <summary>The message of the failure of a property, which is to fail.</summary>
    public static string Failing(Property property, ulong seed = 1, int tests = 100)
    {
        Exception? failure = Record.Exception(() => Check.One(Seeded(seed, tests), property));

        Assert.NotNull(failure);
        return failure.Message;
    }

    public static void Passing(Property property, ulong seed = 1, int tests = 100) => Check.One(Seeded(seed, tests), property);

    /// <summary>Values as FsCheck would draw them for its tests, of all sizes.</summary>
    public static T[] Drawn<T>(Arbitrary<T> arbitrary, int count = 300, ulong seed = 1) =>
        [.. Enumerable.Range(0, count).SelectMany(i => arbitrary.Generator.Sample(1, new Rnd(seed + (ulong)i, 1234567), 1 + i % 100))];

    /// <summary>The smallest that shrinking comes to while a condition holds, and how many values were tried; as FsCheck goes about it.</summary>
    public static (T Smallest, int Tried) Shrunk<T>(Arbitrary<T> arbitrary, T start, Func<T, bool> fails)
    {
        T smallest = start;
        int tried = 0;
        bool found = true;
        while (found)
        {
            found = false;
            foreach (T candidate in arbitrary.Shrinker(smallest))
            {
                tried++;
                if (fails(candidate))
                {
                    (smallest, found) = (candidate, true);
                    break;
                }
            }
        }

        return (smallest, tried);
    }

    /// <summary>The code that a failure's message shows for the shrunken counterexample.</summary>
    public static string Counterexample(string message)
    {
        string[] lines = message.ReplaceLineEndings("\n").Split('\n');
        return lines[Array.IndexOf(lines, "with exception:") - 1];
    }

    public static int Shrinks(string message) => int.Parse(ShrinkCount().Match(message).Groups[1].ValueSpan, CultureInfo.InvariantCulture);

    private static Config Seeded(ulong seed, int tests) =>
        Config.QuickThrowOnFailure.WithMaxTest(tests).WithQuietOnSuccess(true).WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(seed), FSharpOption<int>.None)));

    [GeneratedRegex(@"\((\d+) shrinks?\)")]
    private static partial Regex ShrinkCount();
}
