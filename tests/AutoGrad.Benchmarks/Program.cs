// Times the library's own cases. README.md beside this file says how to run it and how to read what it prints.
using System.Globalization;
using AutoGrad.Benchmarks;

double seconds = 1;
List<string> patterns = [];
for (int i = 0; i < args.Length; i++)
{
    if (args[i] == "--list")
    {
        foreach (BenchmarkCase one in Cases.All)
        {
            Console.WriteLine(one.Name);
        }

        return 0;
    }

    if (args[i] == "--seconds" && i + 1 < args.Length && double.TryParse(args[i + 1], CultureInfo.InvariantCulture, out seconds))
    {
        i++;
    }
    else if (args[i].StartsWith('-'))
    {
        Console.Error.WriteLine($"{args[i]} is not understood: [--list] [--seconds NUMBER] [CASE ...], where * in the name of a case is any text.");
        return 2;
    }
    else
    {
        patterns.Add(args[i]);
    }
}

IReadOnlyList<BenchmarkCase> cases;
try
{
    cases = Cases.Select(patterns);
}
catch (ArgumentException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}

int threads = MachineLimits.Threads;
var limits = Limits.Measure(threads);
foreach (LimitLine line in limits.Lines(threads))
{
    Console.WriteLine(Lines.Write(line));
}

var clock = new Clock(seconds);
foreach (BenchmarkCase one in cases)
{
    Console.WriteLine(Lines.Write(limits.Line(one, threads, clock.Measure(one.Prepare())[0])));
}

return 0;
