namespace AutoGrad;

/// <summary>A program written down: operations in order, over numbered values. Closed: it reads its inputs and nothing else.</summary>
/// <param name="inputs">The ids of its inputs, in order.</param>
/// <param name="steps">The operations, in an order in which they can run.</param>
/// <param name="outputs">The ids of its results.</param>
/// <param name="specs">What each value is.</param>
internal sealed class Graph(int[] inputs, Graph.Step[] steps, int[] outputs, Spec[] specs)
{
    private readonly Spec[] _outputSpecs = Array.ConvertAll(outputs, id => specs[id]);
    private readonly int[][] _lastReads = LastReads(steps, outputs, specs.Length);

    public ReadOnlySpan<Spec> OutputSpecs => _outputSpecs;

    public int Outputs => outputs.Length;

    /// <summary>The values that it is given, in order.</summary>
    public ReadOnlySpan<int> InputIds => inputs;

    /// <summary>The values that it gives, in order.</summary>
    public ReadOnlySpan<int> OutputIds => outputs;

    public ReadOnlySpan<Step> Steps => steps;

    /// <summary>What each value is.</summary>
    public ReadOnlySpan<Spec> Specs => specs;

    /// <summary>Runs the program, on tensors of any kind: under a trace it is recorded there like any other.</summary>
    public Tensor[] Run(ReadOnlySpan<Tensor> arguments)
    {
        var live = new Tensor?[specs.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            live[inputs[i]] = arguments[i];
        }

        for (int s = 0; s < steps.Length; s++)
        {
            Step step = steps[s];
            var read = new Tensor[step.Inputs.Length];
            for (int i = 0; i < read.Length; i++)
            {
                read[i] = live[step.Inputs[i]]!;
            }

            step.Op.Apply(read, live.AsSpan(step.FirstOutput, step.Outputs)!);
            foreach (int dead in _lastReads[s])
            {
                live[dead] = null;
            }
        }

        var results = new Tensor[outputs.Length];
        for (int k = 0; k < results.Length; k++)
        {
            results[k] = live[outputs[k]]!;
        }

        return results;
    }

    // Which values no later step reads: a replay holds no more than it still needs.
    private static int[][] LastReads(Step[] steps, int[] outputs, int values)
    {
        var seen = new bool[values];
        foreach (int output in outputs)
        {
            seen[output] = true;
        }

        var last = new int[steps.Length][];
        for (int s = steps.Length - 1; s >= 0; s--)
        {
            int[] dead = [.. steps[s].Inputs.Where(id => !seen[id]).Distinct()];
            foreach (int id in dead)
            {
                seen[id] = true;
            }

            last[s] = dead;
        }

        return last;
    }

    /// <summary>One operation: the values it reads, and the first of those it makes.</summary>
    internal sealed record Step(Op Op, int[] Inputs, int FirstOutput, int Outputs);
}
