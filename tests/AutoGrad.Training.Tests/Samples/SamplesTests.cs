using System.Globalization;
using System.Text.RegularExpressions;

namespace AutoGrad.Training.Tests;

public sealed partial class SamplesTests
{
    [Theory]
    [InlineData("there is no argument 'mnist'. --help says what there is.", "mnist")]
    [InlineData("there is no argument '--model=cnn'. --help says what there is.", "fashion-mnist", "--model=cnn")]
    [InlineData("--model must be mlp or cnn; got rnn. --help says what there is.", "fashion-mnist", "--model", "rnn")]
    [InlineData("--model goes with fashion-mnist only. --help says what there is.", "--model", "cnn")]
    [InlineData("--epochs needs a value. --help says what there is.", "--epochs")]
    [InlineData("--epochs must be a whole number from 1 to 10000; got 0. --help says what there is.", "--epochs", "0")]
    [InlineData("--seed must be a whole number from 0 to 18446744073709551615; got -1. --help says what there is.", "--seed", "-1")]
    [InlineData("--out must be a file in a folder that may be written to; got /absent/folder/x. --help says what there is.", "--out", "/absent/folder/x")]
    [InlineData("--out must be a file in a folder that may be written to; got /proc/x. --help says what there is.", "--out", "/proc/x")] // root may not either
    [InlineData("--out must be a file in a folder that may be written to; got /. --help says what there is.", "--out", "/")]
    [InlineData("--out needs the name of a file. --help says what there is.", "--out", "")]
    [InlineData("there is no argument 'two lines'. --help says what there is.", "two\nlines")]
    [InlineData(
        "Datasets.FashionMnist: the folder must exist; got no /absent/folder. Install Debian's package dataset-fashion-mnist, or name a folder that holds the four files.",
        "fashion-mnist", "--data", "/absent/folder")]
    public void A_mistake_is_one_line_and_exit_code_2(string message, params string[] args)
    {
        SampleRun run = SampleProcess.Run(args);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal([message], run.Error);
        Assert.Empty(run.Output);
    }

    [Fact]
    public void A_file_that_is_cut_off_is_one_line_and_exit_code_2()
    {
        using TemporaryFolder folder = new();
        WriteFashion(folder, images: 300);
        string path = folder.File("t10k-images-idx3-ubyte");
        using (FileStream file = new(path, FileMode.Open))
        {
            file.SetLength(16 + 1000);
        }

        SampleRun run = SampleProcess.Run("fashion-mnist", "--data", folder.Path, "--out", folder.File("out"));

        Assert.Equal(2, run.ExitCode);
        Assert.Equal(
            [$"IdxFile.Read: a file of shape [100, 28, 28] has 78400 elements; got 1000 of them in {path}. The file is cut off: fetch it again."],
            run.Error);
        Assert.False(File.Exists(folder.File("out")));
    }

    [Fact]
    public void Help_names_every_option()
    {
        SampleRun run = SampleProcess.Run("--help");

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        string help = string.Join('\n', run.Output);
        Assert.All(
            new[] { "digits", "fashion-mnist", "--model mlp|cnn", "--data FOLDER", "--epochs N", "--seed N", "--out FILE", "--help", "Ctrl-C", "AUTOGRAD_THREADS" },
            option => Assert.Contains(option, help, StringComparison.Ordinal));
    }

    [Fact]
    public void The_main_job_learns_the_digits_with_both_losses_and_checks_its_own()
    {
        using TemporaryFolder folder = new();

        SampleRun run = SampleProcess.Run("--out", folder.File("digits"));

        Assert.Empty(run.Error);
        Assert.Equal(0, run.ExitCode);
        Match[] epochs = [.. run.Output.Select(line => Epoch().Match(line)).Where(match => match.Success)];
        int each = epochs.Length / 2;
        Assert.Equal(Enumerable.Range(1, each).Concat(Enumerable.Range(1, each)), epochs.Select(match => Number<int>(match, 1)));
        Assert.All([epochs[each - 1], epochs[^1]], match => Assert.True(Number<double>(match, 3) >= 0.97, match.Value));
        Assert.Contains(run.Output, line => line.StartsWith("gradient against differences  Pass", StringComparison.Ordinal));
        Assert.Equal($"parameters in {folder.File("digits")}", run.Output[^1]);
        Assert.Contains("Convolutions[0].Weight", Safetensors.Load(folder.File("digits")).Keys);
        Assert.Equal($"report in {folder.File("digits.html")}", run.Output[^2]);
        Assert.Contains("What was taken for what", File.ReadAllText(folder.File("digits.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void Ctrl_C_ends_the_run_after_the_step_in_hand_and_keeps_its_parameters()
    {
        using TemporaryFolder folder = new();

        SampleRun run = SampleProcess.Run(threads: null, interruptAfter: "epoch 1 ", "--epochs", "10000", "--out", folder.File("digits"));

        Assert.Equal(130, run.ExitCode);
        Assert.Empty(run.Error);
        Assert.Matches($"^stopped after step [0-9]+; parameters in {Regex.Escape(folder.File("digits"))}$", run.Output[^1]);
        Assert.Contains("Layers[0].Bias", Safetensors.Load(folder.File("digits")).Keys);
        Assert.Equal([folder.File("digits"), folder.File("digits.html")], Directory.GetFiles(folder.Path).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("mlp")]
    [InlineData("cnn")]
    public void The_same_seed_gives_the_same_bits_on_one_thread_and_on_two(string model)
    {
        using TemporaryFolder folder = new();
        WriteFashion(folder, images: 300);
        byte[] Train(int? threads, string seed, string file)
        {
            SampleRun run = SampleProcess.Run(
                threads, null, "fashion-mnist", "--data", folder.Path, "--model", model, "--epochs", "1", "--seed", seed, "--out", folder.File(file));
            Assert.Empty(run.Error);
            return File.ReadAllBytes(folder.File(file));
        }

        byte[] one = Train(1, "5", "one");

        Assert.True(one.AsSpan().SequenceEqual(Train(2, "5", "two")), "two threads gave other parameters than one");
        Assert.True(one.AsSpan().SequenceEqual(Train(null, "5", "again")), "the same seed gave other parameters");
        Assert.False(one.AsSpan().SequenceEqual(Train(1, "6", "other")), "another seed gave the same parameters");
    }

    // Images of noise with a bright row that tells their class: enough to be read and trained on.
    private static void WriteFashion(TemporaryFolder folder, int images)
    {
        foreach ((string part, int count) in new[] { ("train", images), ("t10k", 100) })
        {
            byte[] labels = [.. Enumerable.Range(0, count).Select(i => (byte)(i % 10))];
            byte[] pixels = [.. Enumerable.Range(0, count * 784).Select(i => (byte)(i / 28 % 28 == i / 784 % 10 ? 255 : i * 7919 % 100))];
            folder.Write($"{part}-images-idx3-ubyte", [0, 0, 8, 3, .. Extent(count), .. Extent(28), .. Extent(28), .. pixels]);
            folder.Write($"{part}-labels-idx1-ubyte", [0, 0, 8, 1, .. Extent(count), .. labels]);
        }
    }

    private static byte[] Extent(int n) => [0, 0, (byte)(n >> 8), (byte)n];

    private static T Number<T>(Match match, int group)
        where T : IParsable<T> => T.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^epoch (\d+)  loss (\d+\.\d{4})  held-out accuracy ([01]\.\d{4})  (\d+\.\d) s$")]
    private static partial Regex Epoch();
}
