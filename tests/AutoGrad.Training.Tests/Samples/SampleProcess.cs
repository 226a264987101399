using System.Diagnostics;
using System.Runtime.InteropServices;

namespace AutoGrad.Training.Tests;

/// <summary>What a run of the samples left.</summary>
/// <param name="ExitCode">0, 2 for a mistake, 130 for Ctrl-C.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Error">What it printed on the error stream.</param>
internal sealed record SampleRun(int ExitCode, string[] Output, string[] Error);

/// <summary>The samples, run as a process of their own, as users run them.</summary>
internal static partial class SampleProcess
{
    private const int Sigint = 2;
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    public static SampleRun Run(params string[] args) => Run(threads: null, interruptAfter: null, args);

    /// <summary>Runs the samples to their end.</summary>
    /// <param name="threads">AUTOGRAD_THREADS; that of the machine if null.</param>
    /// <param name="interruptAfter">When a line starts like this, Ctrl-C is pressed.</param>
    /// <param name="args">The command line.</param>
    public static SampleRun Run(int? threads, string? interruptAfter, params string[] args)
    {
        ProcessStartInfo start = new(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "AutoGrad.Samples.dll"));
        foreach (string arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        if (threads is { } count)
        {
            start.Environment["AUTOGRAD_THREADS"] = $"{count}";
        }

        using Process process = Process.Start(start)!;
        List<string> output = [], error = [];
        bool pressed = false;
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { } text)
            {
                output.Add(text);
                if (!pressed && interruptAfter is not null && text.StartsWith(interruptAfter, StringComparison.Ordinal))
                {
                    pressed = true;
                    Assert.Equal(0, Kill(process.Id, Sigint));
                }
            }
        };
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { } text)
            {
                error.Add(text);
            }
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(s_patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"The samples did not end. They printed: {string.Join(Environment.NewLine, output)}");
        }

        // Without a limit, this waits for the last lines too.
        process.WaitForExit();
        return new SampleRun(process.ExitCode, [.. output], [.. error]);
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}
