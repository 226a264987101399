using System.Globalization;

namespace AutoGrad.Samples;

internal enum Job
{
    Digits,
    FashionMnist,
}

internal enum Model
{
    Mlp,
    Cnn,
}

/// <summary>What the command line says.</summary>
internal sealed record Options
{
    public const string Help = """
        Trains networks with AutoGrad.

          dotnet run -c Release --project src/AutoGrad.Samples [-- [digits] OPTIONS]
              A convolutional network on 1,797 handwritten digits, which come with the library: once with softmax
              cross-entropy, once with a loss that the program defines itself.

          dotnet run -c Release --project src/AutoGrad.Samples -- fashion-mnist OPTIONS
              A network on 60,000 images of clothing.

        Options:
          --model mlp|cnn  fashion-mnist: three affine layers (the default), or two convolutions and two affine layers
          --data FOLDER    fashion-mnist: holds the four files of the data set, plain or .gz. Without it they are looked for
                           in /usr/share/datasets/fashion-mnist (Debian: apt install dataset-fashion-mnist), or else fetched
          --epochs N       how often to go through the data: digits 12, mlp 5, cnn 2 if left out
          --seed N         another seed draws other parameters and batches; the same one gives the same bits. 1 if left out
          --out FILE       where the parameters go, in safetensors format; a file in the folder for temporary files if left out.
                           A report of the run goes beside it: curves, gradients, pictures, on one page (.html)
          --help           this text

        Ctrl-C stops after the step in hand and writes the parameters and report that it left. The number of threads is that of the
        machine, or AUTOGRAD_THREADS if that is less; it does not change the results.

        """;

    public Job Job { get; init; } = Job.Digits;

    public Model Model { get; init; } = Model.Mlp;

    public string? Data { get; init; }

    public int? Epochs { get; init; }

    // One of a few tried: of the splits that seeds 0 to 3 draw, 0 is the hardest, just above 0.97, and rounding differs between machines.
    public ulong Seed { get; init; } = 1;

    public string? Out { get; init; }

    public bool ShowHelp { get; init; }

    /// <summary>Where the parameters go. Not into the current folder unasked: that may be somebody's source tree.</summary>
    public string OutPath => Path.GetFullPath(Out ?? Path.Combine(
        Path.GetTempPath(), $"autograd-{Environment.UserName}-{(Job == Job.Digits ? "digits" : $"fashion-mnist-{Model}".ToLowerInvariant())}.safetensors"));

    /// <exception cref="UsageException">An argument is none that there is.</exception>
    public static Options Parse(IReadOnlyList<string> args)
    {
        Options options = new();
        string? onlyFashion = null;
        for (int i = 0; i < args.Count; i++)
        {
            string arg = args[i];
            string Value() => ++i < args.Count ? args[i] : throw new UsageException($"{arg} needs a value");
            switch (arg)
            {
                case "digits":
                    options = options with { Job = Job.Digits };
                    break;
                case "fashion-mnist":
                    options = options with { Job = Job.FashionMnist };
                    break;
                case "--model":
                    onlyFashion = arg;
                    options = options with { Model = ParseModel(Value()) };
                    break;
                case "--data":
                    onlyFashion = arg;
                    options = options with { Data = Value() };
                    break;
                case "--epochs":
                    options = options with { Epochs = (int)ParseNumber(arg, Value(), 1, 10_000) };
                    break;
                case "--seed":
                    options = options with { Seed = ParseNumber(arg, Value(), 0, ulong.MaxValue) };
                    break;
                case "--out":
                    options = options with { Out = Value() is { Length: > 0 } path ? path : throw new UsageException("--out needs the name of a file") };
                    break;
                case "--help" or "-h":
                    options = options with { ShowHelp = true };
                    break;
                default:
                    throw new UsageException($"there is no argument '{arg}'");
            }
        }

        if (options.ShowHelp)
        {
            return options;
        }

        if (onlyFashion is not null && options.Job != Job.FashionMnist)
        {
            throw new UsageException($"{onlyFashion} goes with fashion-mnist only");
        }

        // Better now than at the end of an hour.
        return Path.GetDirectoryName(options.OutPath) is { } folder && MayBeWritten(folder) && !Directory.Exists(options.OutPath)
            ? options
            : throw new UsageException($"--out must be a file in a folder that may be written to; got {options.OutPath}");
    }

    private static bool MayBeWritten(string folder)
    {
        try
        {
            using FileStream probe = new(
                Path.Combine(folder, Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static Model ParseModel(string text) => text switch
    {
        "mlp" => Model.Mlp,
        "cnn" => Model.Cnn,
        _ => throw new UsageException($"--model must be mlp or cnn; got {text}"),
    };

    private static ulong ParseNumber(string option, string text, ulong least, ulong most) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number) && number >= least && number <= most
            ? number
            : throw new UsageException($"{option} must be a whole number from {least} to {most}; got {text}");
}

/// <summary>Thrown when the command line asks for what there is not.</summary>
internal sealed class UsageException(string message) : Exception(message);
