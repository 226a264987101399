using System.Diagnostics;
using System.Text.RegularExpressions;

namespace AutoGrad.Training.Tests;

/// <summary>
/// A lesson as a single-file program, the source of its notebook. <c>// %%</c> begins a cell of code, <c>// %% [markdown]</c>
/// one of comments. A line <c>// notebook: …</c> takes the place of the line before it in the notebook.
/// </summary>
internal static partial class Twin
{
    private const string CodeMark = "// %%";
    private const string TextMark = "// %% [markdown]";
    private const string Replacement = "// notebook: ";

#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    /// <summary>The cells that the notebook must have.</summary>
    public static IReadOnlyList<Cell> Cells(string program) => [.. Split(program).Select(cell => cell.IsCode ? ForNotebook(cell) : Uncomment(cell))];

    /// <summary>The same program, writing a mark after each cell of code.</summary>
    public static string WithMarks(string program, string mark) => string.Join(
        '\n', Split(program).Select(cell => cell.IsCode ? $"{cell.Text}\nConsole.WriteLine(\"{mark}\");" : cell.Text));

    /// <summary>The same program, writing each picture that its notebook displays as SVG before it says what the picture shows.</summary>
    public static string WithPictures(string program) => DisplayedPicture().Replace(
        program.ReplaceLineEndings("\n"), "Console.WriteLine($1.ToSvg());\nConsole.WriteLine($1);");

    /// <summary>What a program prints.</summary>
    public static async Task<string> Run(string path)
    {
        ProcessStartInfo start = new("dotnet", ["run", "-c", Configuration, path])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };

        // A build server would outlive the run and keep its pipe open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["UseSharedCompilation"] = "false";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        using CancellationTokenSource patience = new(TimeSpan.FromMinutes(5));
        await process.WaitForExitAsync(patience.Token);
        return process.ExitCode == 0
            ? (await output).ReplaceLineEndings("\n")
            : throw new InvalidOperationException($"dotnet run {path} ended with {process.ExitCode}:\n{await output}\n{await errors}");
    }

    [GeneratedRegex(@"Console\.WriteLine\((\w+)\);\n// notebook: \1\.Display\(\);")]
    private static partial Regex DisplayedPicture();

    private static List<Cell> Split(string program)
    {
        List<Cell> cells = [];
        List<string> lines = [];
        bool isCode = false;
        foreach (string line in program.ReplaceLineEndings("\n").Split('\n').Append(CodeMark))
        {
            if (line is not (CodeMark or TextMark))
            {
                lines.Add(line);
                continue;
            }

            string text = string.Join('\n', lines).Trim('\n');
            if (text.Length > 0)
            {
                cells.Add(new Cell(isCode, text));
            }

            lines.Clear();
            isCode = line == CodeMark;
        }

        return cells;
    }

    private static Cell Uncomment(Cell cell) => cell with
    {
        Text = string.Join('\n', cell.Text.Split('\n').Select(line => line.StartsWith("//", StringComparison.Ordinal)
            ? line[(line.StartsWith("// ", StringComparison.Ordinal) ? 3 : 2)..]
            : throw new FormatException($"a line of a Markdown cell begins with //; got {line}"))),
    };

    private static Cell ForNotebook(Cell cell)
    {
        List<string> lines = [];
        foreach (string line in cell.Text.Split('\n'))
        {
            if (line.StartsWith(Replacement, StringComparison.Ordinal))
            {
                lines[^1] = line[Replacement.Length..];
            }
            else
            {
                lines.Add(line);
            }
        }

        return cell with { Text = string.Join('\n', lines) };
    }
}
