using System.Runtime.InteropServices;

namespace AutoGrad;

/// <summary>
/// What reverse mode remembers: the operations in the order they ran, whose results each read, and the values their
/// derivatives need. The order is already topological, so the backward pass is one loop: no sort, no recursion.
/// </summary>
internal sealed class Tape
{
    private Node[] _nodes = new Node[16];
    private Source[] _sources = new Source[32];
    private Tensor?[] _outputs = new Tensor?[16];
    private int _nodeCount;
    private int _sourceCount;
    private int _valueCount;

    /// <summary>How many operations are recorded.</summary>
    public int Count => _nodeCount;

    /// <summary>Makes a place for a value that no operation on this tape computes.</summary>
    public int AddInput()
    {
        Grow(ref _outputs, _valueCount + 1);
        return _valueCount++;
    }

    /// <summary>Writes an operation down and keeps what its <see cref="Op.Saved"/> asks for.</summary>
    /// <returns>The id of its first output; the others follow.</returns>
    public int Record(Op op, ReverseTrace trace, ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> primals, ReadOnlySpan<Tensor> outputs, (int First, int End) leases)
    {
        Grow(ref _nodes, _nodeCount + 1);
        Grow(ref _sources, _sourceCount + inputs.Length);
        Grow(ref _outputs, _valueCount + outputs.Length);
        _nodes[_nodeCount++] = new Node(op, _sourceCount, inputs.Length, _valueCount, outputs.Length, leases.First, leases.End);
        bool keepsInputs = op.Saved.HasFlag(Saved.Inputs);
        for (int i = 0; i < inputs.Length; i++)
        {
            Tensor primal = primals[i];
            _sources[_sourceCount++] = new Source(
                inputs[i] is ReverseTensor box && box.Trace == trace ? box.Id : -1,
                keepsInputs || !primal.DType.IsFloating() ? primal : null,
                primal.Spec);
        }

        int first = _valueCount;
        if (op.Saved.HasFlag(Saved.Output))
        {
            outputs.CopyTo(_outputs.AsSpan(first)!);
        }

        _valueCount += outputs.Length;
        return first;
    }

    /// <summary>Carries cotangents from results back to the inputs: one vector-Jacobian product.</summary>
    /// <param name="seeds">Results' ids with their cotangents; an id below 0 is a constant.</param>
    /// <param name="inputs">How many inputs; they hold the first ids.</param>
    /// <param name="arena">Whose buffers the tape holds, each returned once nothing reads it any more; the tape is of no use then. Null if it stays.</param>
    /// <returns>An input's cotangent, or null where no result depends on it.</returns>
    public Tensor?[] Pull(ReadOnlySpan<(int Id, Tensor Cotangent)> seeds, int inputs, Arena? arena)
    {
        using Arena.Scope scope = Arena.Use(arena);
        var bars = new Tensor?[_valueCount];
        foreach ((int id, Tensor cotangent) in seeds)
        {
            if (id >= 0)
            {
                Accumulate(ref bars[id], cotangent);
            }
        }

        var parts = new Dictionary<int, CotangentParts>();
        for (int n = _nodeCount - 1; n >= 0; n--)
        {
            ref readonly Node node = ref _nodes[n];
            int lent = arena?.Count ?? 0;
            Join(parts, bars, node.FirstOutput, node.Outputs);
            Span<Tensor?> outputBars = bars.AsSpan(node.FirstOutput, node.Outputs);
            if (outputBars.ContainsAnyExcept((Tensor?)null))
            {
                Pull(node, outputBars, bars, parts);
                foreach (Tensor? bar in outputBars)
                {
                    Arena.Release(bar);
                }

                outputBars.Clear();
            }

            arena?.Sweep(lent);
            arena?.ReleaseStep(node.FirstLease, node.EndLease);
        }

        Join(parts, bars, 0, inputs);
        Tensor?[] results = bars[..inputs];
        Arena.Keep(results);
        return results;
    }

    // From one operation's outputs to its inputs.
    private void Pull(in Node node, Span<Tensor?> outputBars, Tensor?[] bars, Dictionary<int, CotangentParts> parts)
    {
        ReadOnlySpan<Source> sources = _sources.AsSpan(node.FirstSource, node.Inputs);
        if (node.Op.Takes(sources[0].Spec.Shape) is { } run)
        {
            Keep(parts, sources[0], run, outputBars[0]!);
            return;
        }

        TensorBuffer buffer = default;
        Span<Tensor?> inputBars = buffer.TakeEmpty(node.Inputs);
        inputBars.Clear();
        Span<Tensor?> outputs = _outputs.AsSpan(node.FirstOutput, node.Outputs);
        if (node.Op.RunsUserCode)
        {
            // Who may store what it gets; the inputs and outputs have been kept since the way there.
            Arena.Keep(outputBars);
            using (Arena.Use(null))
            {
                node.Op.Vjp(new Recorded(node.Op, sources, outputs, outputBars), inputBars);
            }
        }
        else
        {
            node.Op.Vjp(new Recorded(node.Op, sources, outputs, outputBars), inputBars);
        }

        for (int i = 0; i < sources.Length; i++)
        {
            if (sources[i].Id >= 0 && inputBars[i] is { } bar)
            {
                Accumulate(ref bars[sources[i].Id], bar);
            }
        }
    }

    private static void Keep(Dictionary<int, CotangentParts> parts, Source source, AxisRun run, Tensor bar)
    {
        if (source.Id >= 0)
        {
            ref CotangentParts? kept = ref CollectionsMarshal.GetValueRefOrAddDefault(parts, source.Id, out _);
            kept ??= new CotangentParts(source.Spec);
            kept.Add(run, bar);
        }
    }

    // The parts of these values are all there: no operation before reads them.
    private static void Join(Dictionary<int, CotangentParts> parts, Tensor?[] bars, int first, int count)
    {
        for (int id = first; parts.Count > 0 && id < first + count; id++)
        {
            if (parts.Remove(id, out CotangentParts? kept))
            {
                Accumulate(ref bars[id], kept.Sum());
                kept.Release();
            }
        }
    }

    private static void Accumulate(ref Tensor? sum, Tensor term)
    {
        Tensor? before = sum;
        sum = before is null ? term : before + term;
        Arena.Hold(sum);
        Arena.Release(before);
    }

    private static void Grow<T>(ref T[] items, int needed)
    {
        if (needed > items.Length)
        {
            Array.Resize(ref items, Math.Max(needed, 2 * items.Length));
        }
    }

    /// <summary>Where an operation's input came from: a value's id, −1 for a constant; the value itself if it is kept.</summary>
    internal readonly record struct Source(int Id, Tensor? Saved, Spec Spec);

    private readonly record struct Node(Op Op, int FirstSource, int Inputs, int FirstOutput, int Outputs, int FirstLease, int EndLease);
}

/// <summary>What a reverse rule may read of its operation: the values that <see cref="Op.Saved"/> named, the specs, and the cotangents.</summary>
internal readonly ref struct Recorded(Op op, ReadOnlySpan<Tape.Source> sources, ReadOnlySpan<Tensor?> outputs, ReadOnlySpan<Tensor?> outputBars)
{
    private readonly ReadOnlySpan<Tape.Source> _sources = sources;
    private readonly ReadOnlySpan<Tensor?> _outputs = outputs;
    private readonly ReadOnlySpan<Tensor?> _outputBars = outputBars;

    public int Inputs => _sources.Length;

    public int Outputs => _outputs.Length;

    /// <summary>Whether the input's cotangent is wanted.</summary>
    public bool Wants(int input) => _sources[input].Id >= 0;

    public Spec InputSpec(int i) => _sources[i].Spec;

    public Tensor Input(int i) => _sources[i].Saved ?? throw Unsaved($"input {i}");

    public Tensor Output(int k = 0) => _outputs[k] ?? throw Unsaved($"output {k}");

    /// <summary>The output's cotangent; null where nothing depends on that output.</summary>
    public Tensor? OutputBar(int k = 0) => _outputBars[k];

    private InvalidOperationException Unsaved(string what) =>
        new($"The reverse rule of {op.Name} reads its {what}, which its Saved does not name.");
}
