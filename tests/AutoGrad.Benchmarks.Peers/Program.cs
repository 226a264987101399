// Times our cases and those of other libraries by turns. README.md of AutoGrad.Benchmarks says how to run it.
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using AutoGrad.Benchmarks;
using AutoGrad.Benchmarks.Peers;

// A process has one allocator: each is a run of this program of its own, which prints to the one that started it.
const string Inside = "--inside";
const string Tunables = "GLIBC_TUNABLES";
const string Tuned = "glibc.malloc.mmap_max=0:glibc.malloc.trim_threshold=17179869184:glibc.malloc.top_pad=67108864";

List<string> patterns = [];
string[] allocators = ["default", "tuned"];
double seconds = 2;
string? inside = null;
for (int i = 0; i < args.Length; i++)
{
    string? next = i + 1 < args.Length ? args[i + 1] : null;
    if (args[i] == "--allocator" && next is "default" or "tuned")
    {
        (allocators, i) = ([args[i + 1]], i + 1);
    }
    else if (args[i] == "--seconds" && double.TryParse(next, CultureInfo.InvariantCulture, out seconds))
    {
        i++;
    }
    else if (args[i] == Inside && next is not null)
    {
        (inside, i) = (next, i + 1);
    }
    else if (args[i].StartsWith('-'))
    {
        Console.Error.WriteLine($"{args[i]} is not understood: [--allocator default|tuned] [--seconds NUMBER] [CASE ...], where * in the name of a case is any text.");
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

if (inside is not null)
{
    Measure(inside);
    return 0;
}

List<PeerLine> lines = [];
foreach (string allocator in allocators)
{
    if (!await Collect(allocator))
    {
        Console.Error.WriteLine($"The run with the {allocator} allocator failed.");
        return 1;
    }
}

Console.WriteLine();
Console.WriteLine("| case | peer | allocator | threads | ours, ms | theirs, ms | theirs / ours | of the lowest |");
Console.WriteLine("|---|---|---|---|---|---|---|---|");
foreach (PeerLine line in lines.OrderBy(line => line.Peer == Torch.Name ? 0 : 1).ThenBy(line => line.Peer).ThenBy(line => line.Ratio))
{
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {line.Case} | {line.Peer} | {line.Allocator} | {line.Threads} | {line.OursMs} | {line.PeerMs} | {line.Ratio:0.00} | {line.PeerLowMs / line.OursLowMs:0.00} |"));
}

return 0;

void Measure(string allocator)
{
    int threads = MachineLimits.Threads;
    TorchSharp.torch.set_num_threads(threads);
    ILookup<string, PeerCase> peers = Torch.Cases().Concat(Managed.Cases()).ToLookup(one => one.Case);
    var clock = new Clock(seconds);
    foreach (BenchmarkCase one in cases)
    {
        foreach (PeerCase peer in peers[one.Name])
        {
            Timing[] timings = clock.Measure(one.Prepare(), peer.Prepare());
            (double ours, double theirs) = (timings[0].Median / one.Operations, timings[1].Median / one.Operations);
            Console.WriteLine(Lines.Write(new PeerLine(
                one.Name,
                peer.Peer,
                allocator,
                threads,
                Lines.Rounded(ours),
                Lines.Rounded(theirs),
                Lines.Rounded(theirs / ours),
                Lines.Rounded(timings[0].Low / one.Operations),
                Lines.Rounded(timings[1].Low / one.Operations),
                timings[0].Samples)));
        }
    }
}

async Task<bool> Collect(string allocator)
{
    var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
    if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
    {
        start.ArgumentList.Add(Assembly.GetExecutingAssembly().Location);
    }

    foreach (string argument in (string[])[Inside, allocator, "--seconds", seconds.ToString(CultureInfo.InvariantCulture), .. patterns])
    {
        start.ArgumentList.Add(argument);
    }

    start.Environment.Remove(Tunables);
    if (allocator == "tuned")
    {
        start.Environment[Tunables] = Tuned;
    }

    using Process child = Process.Start(start) ?? throw new InvalidOperationException("The program could not be started again.");
    while (await child.StandardOutput.ReadLineAsync() is { } line)
    {
        Console.WriteLine(line);
        if (line.StartsWith('{'))
        {
            lines.Add(Lines.Read<PeerLine>(line));
        }
    }

    await child.WaitForExitAsync();
    return child.ExitCode == 0;
}
