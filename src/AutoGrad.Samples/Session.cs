using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using AutoGrad.Data;
using AutoGrad.Reports;
using AutoGrad.Training;
using Spectre.Console;

namespace AutoGrad.Samples;

/// <summary>Reads a training run step by step: shows how it goes, stops it on Ctrl-C, and keeps what it has learnt.</summary>
internal sealed class Session : IDisposable
{
    private const int JudgedAtOnce = 128;

    // Measuring every gradient would take longer than a small network's step.
    private const int NotedEvery = 10;

    private readonly string _outPath;
    private readonly ulong _seed;
    private readonly bool _plain = Console.IsOutputRedirected;
    private readonly PosixSignalRegistration _interrupt;
    private volatile bool _stop;

    public Session(string outPath, ulong seed)
    {
        _outPath = outPath;
        _seed = seed;
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
        {
            // The first one is ours. The second ends the program, as it would any other.
            context.Cancel = !_stop;
            _stop = true;
        });
    }

    /// <summary>Prints one line. It is printed as it is wherever it goes, so that other programs can read it.</summary>
    public void Say(FormattableString line) => Say(line.ToString(CultureInfo.InvariantCulture));

    /// <inheritdoc cref="Say(FormattableString)"/>
    public void Say(string line)
    {
        if (_plain)
        {
            Console.Out.WriteLine(line);
        }
        else
        {
            AnsiConsole.WriteLine(line);
        }
    }

    /// <summary>Enumerates a run, prints a line an epoch, and writes the last parameters, with a report beside them.</summary>
    /// <param name="start">What to keep if the run is stopped before its first step.</param>
    /// <param name="steps">The run.</param>
    /// <param name="epochs">How many it has.</param>
    /// <param name="stepsAnEpoch">How long each is.</param>
    /// <param name="scores">From parameters and inputs [n, ...] to scores [n, classes].</param>
    /// <param name="heldOut">What to judge by.</param>
    /// <exception cref="StoppedException">Ctrl-C was pressed; the parameters have been written.</exception>
    public void Follow<TParams>(
        TParams start,
        IEnumerable<TrainingStep<TParams>> steps,
        int epochs,
        int stepsAnEpoch,
        Func<TParams, Tensor, Tensor> scores,
        Examples heldOut)
    {
        TParams last = start;
        TrainingHistory run = TrainingHistory.Empty;
        int done = 0;
        if (_plain)
        {
            Read(bar: null);
        }
        else
        {
            AnsiConsole.Progress().AutoClear(true).Start(context => Read(context.AddTask("training", maxValue: epochs * stepsAnEpoch)));
        }

        string report = Path.ChangeExtension(_outPath, ".html");
        Tensor predictions = Predictions(x => scores(last, x), heldOut);
        run.ToReport(report, "A training run of AutoGrad's samples", _seed, Pictures(heldOut, predictions));
        Say($"report in {report}");
        Safetensors.Save(_outPath, last);
        Say(_stop ? $"stopped after step {done}; parameters in {_outPath}" : $"parameters in {_outPath}");
        if (_stop)
        {
            throw new StoppedException();
        }

        void Read(ProgressTask? bar)
        {
            double sum = 0;
            var clock = Stopwatch.StartNew();
            foreach (TrainingStep<TParams> step in steps)
            {
                (last, done) = (step.Parameters, step.Number);
                sum += step.Loss.ToScalar();
                run = done % NotedEvery == 1 ? run.Add(step) : run;
                bar?.Increment(1);
                if (done % stepsAnEpoch == 0)
                {
                    double seconds = clock.Elapsed.TotalSeconds;
                    double accuracy = Metrics.Accuracy(Predictions(x => scores(last, x), heldOut), heldOut.Labels);
                    run = run.Measure("held-out accuracy", accuracy);
                    Say($"epoch {step.Epoch + 1}  loss {sum / stepsAnEpoch:F4}  held-out accuracy {accuracy:F4}  {seconds:F1} s");
                    sum = 0;
                    clock.Restart();
                }

                if (_stop)
                {
                    break;
                }
            }
        }
    }

    public void Dispose() => _interrupt.Dispose();

    // Some at a time: the scores of ten thousand images at once would need gigabytes. As many as a training step has, so that its
    // buffers serve again.
    private static Tensor Predictions(Func<Tensor, Tensor> scores, Examples examples) => Tensor.Concatenate(
        [.. Batches.InOrder(examples.Inputs, examples.Labels, JudgedAtOnce).Select(batch => scores(batch.Inputs).ArgMax(axis: -1))], axis: 0);

    // What was taken for what, and the first images that were mistaken.
    private static IEnumerable<Picture> Pictures(Examples examples, Tensor predictions)
    {
        const int Most = 30;
        int[] labels = examples.Labels.To(DType.Int32).ToArray<int>(), guesses = predictions.To(DType.Int32).ToArray<int>();
        yield return Chart.Confusion(Metrics.ConfusionMatrix(predictions, examples.Labels, labels.Max() + 1), title: "What was taken for what");

        int[] wrong = [.. Enumerable.Range(0, labels.Length).Where(i => labels[i] != guesses[i]).Take(Most)];
        if (wrong.Length > 0)
        {
            Tensor images = examples.Inputs.Gather(Tensor.From([wrong.Length], wrong));
            yield return Chart.Images(images, [.. wrong.Select(i => $"{labels[i]}, not {guesses[i]}")], title: "The first that were mistaken");
        }
    }
}

/// <summary>Thrown when Ctrl-C has ended a run.</summary>
internal sealed class StoppedException : Exception;
