using System.Runtime.InteropServices;

namespace AutoGrad;

/// <summary>
/// What reverse mode remembers: the operations in the order they ran, whose results each read, and the values their
/// derivatives need. The order is already topological, so the backward pass is one loop: no sort, no recursion.
/// </summary>
internal sealed class Tape
{
    /// <summary>A tape with room for more operations than this is not kept for the next run.</summary>
    private const int MostKept = 1 << 14;

    // Room that was grown once serves every later run on its thread.
    [ThreadStatic]
    private static Tape? t_spare;

    private Node[] _nodes = new Node[16];
    private Source[] _sources = new Source[32];
    private Tensor?[] _outputs = new Tensor?[16];
    private Tensor?[] _bars = [];
    private int _nodeCount;
    private int _sourceCount;
    private int _valueCount;

    /// <summary>How many operations are recorded.</summary>
    public int Count => _nodeCount;

    /// <summary>An empty tape, perhaps one used before.</summary>
    public static Tape Take()
    {
        Tape tape = t_spare ?? new Tape();
        t_spare = null;
        return tape;
    }

    /// <summary>Gives the tape's room to the next run on this thread; whoever calls this does not look at it again.</summary>
    public void Recycle()
    {
        if (_nodes.Length <= MostKept && _sources.Length <= 2 * MostKept && _outputs.Length <= MostKept)
        {
            Array.Clear(_nodes, 0, _nodeCount);
            Array.Clear(_sources, 0, _sourceCount);
            Array.Clear(_outputs, 0, _valueCount);
            (_nodeCount, _sourceCount, _valueCount) = (0, 0, 0);
            t_spare = this;
        }
    }

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
        int first = _valueCount;
        _nodes[_nodeCount++] = new Node(op, _sourceCount, inputs.Length, first, outputs.Length, leases.First, leases.End);
        Saved saved = op.Saved;
        Span<Source> sources = _sources.AsSpan(_sourceCount, inputs.Length);
        for (int i = 0; i < sources.Length; i++)
        {
            Tensor primal = primals[i];
            DType dtype = primal.DType;
            sources[i] = new Source(
                saved.Names(Saved.Inputs) || !dtype.IsFloating() ? primal : null,
                primal.Shape,
                dtype,
                inputs[i] is ReverseTensor box && box.Owner == trace ? box.Id : -1);
        }

        if (saved.Names(Saved.Output))
        {
            outputs.CopyTo(_outputs.AsSpan(first)!);
        }

        _sourceCount += inputs.Length;
        _valueCount += outputs.Length;
        return first;
    }

    /// <summary>Carries cotangents from results back to the inputs: one vector-Jacobian product.</summary>
    /// <param name="seedIds">Results' ids; one below 0 is a constant.</param>
    /// <param name="seeds">Their cotangents, in the same order.</param>
    /// <param name="results">To be filled: the inputs' cotangents, null where no result depends on them. The inputs hold the first ids.</param>
    /// <param name="arena">Whose buffers the tape holds, each returned once nothing reads it any more. Null if there is none.</param>
    /// <param name="isLast">Whether the tape is of no use afterwards. If not, several threads may be here at once.</param>
    public void Pull(ReadOnlySpan<int> seedIds, ReadOnlySpan<Tensor> seeds, Span<Tensor?> results, Arena? arena, bool isLast)
    {
        using Arena.Scope scope = Arena.Use(arena);
        Tensor?[] bars = Room(isLast);
        for (int k = 0; k < seeds.Length; k++)
        {
            if (seedIds[k] >= 0)
            {
                Accumulate(ref bars[seedIds[k]], seeds[k]);
            }
        }

        Dictionary<int, CotangentParts>? parts = null;
        for (int n = _nodeCount - 1; n >= 0; n--)
        {
            ref readonly Node node = ref _nodes[n];
            int lent = arena?.Count ?? 0;
            Join(parts, bars, node.FirstOutput, node.Outputs);
            Span<Tensor?> outputBars = bars.AsSpan(node.FirstOutput, node.Outputs);
            if (HasAny(outputBars))
            {
                Pull(node, outputBars, bars, ref parts);
                foreach (ref Tensor? bar in outputBars)
                {
                    Arena.Release(bar);
                    bar = null;
                }
            }

            arena?.Sweep(lent);
            arena?.ReleaseStep(node.FirstLease, node.EndLease);
        }

        Join(parts, bars, 0, results.Length);
        Span<Tensor?> inputBars = bars.AsSpan(0, results.Length);
        inputBars.CopyTo(results);
        inputBars.Clear();
        Arena.Keep(results);
    }

    // Empty, and left empty, as every cotangent is used up.
    private Tensor?[] Room(bool isLast)
    {
        if (!isLast)
        {
            return new Tensor?[_valueCount];
        }

        if (_bars.Length < _valueCount)
        {
            _bars = new Tensor?[_outputs.Length];
        }

        return _bars;
    }

    private static bool HasAny(ReadOnlySpan<Tensor?> bars)
    {
        foreach (Tensor? bar in bars)
        {
            if (bar is not null)
            {
                return true;
            }
        }

        return false;
    }

    // From one operation's outputs to its inputs.
    private void Pull(in Node node, Span<Tensor?> outputBars, Tensor?[] bars, ref Dictionary<int, CotangentParts>? parts)
    {
        ReadOnlySpan<Source> sources = _sources.AsSpan(node.FirstSource, node.Inputs);
        if (node.Op.Takes(sources[0].Shape) is { } run)
        {
            Keep(parts ??= [], sources[0], run, outputBars[0]!);
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
            kept ??= new CotangentParts(new Spec(source.Shape, source.DType));
            kept.Add(run, bar);
        }
    }

    // The parts of these values are all there: no operation before reads them.
    private static void Join(Dictionary<int, CotangentParts>? parts, Tensor?[] bars, int first, int count)
    {
        for (int id = first; parts is { Count: > 0 } && id < first + count; id++)
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
    internal readonly struct Source(Tensor? saved, Shape shape, DType dtype, int id)
    {
        public readonly Tensor? Saved = saved;
        public readonly Shape Shape = shape;
        public readonly DType DType = dtype;
        public readonly int Id = id;
    }

    private readonly struct Node(Op op, int firstSource, int inputs, int firstOutput, int outputs, int firstLease, int endLease)
    {
        public readonly Op Op = op;
        public readonly int FirstSource = firstSource;
        public readonly int Inputs = inputs;
        public readonly int FirstOutput = firstOutput;
        public readonly int Outputs = outputs;
        public readonly int FirstLease = firstLease;
        public readonly int EndLease = endLease;
    }
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

    public Spec InputSpec(int i) => new(_sources[i].Shape, _sources[i].DType);

    public Tensor Input(int i) => _sources[i].Saved ?? throw Unsaved($"input {i}");

    public Tensor Output(int k = 0) => _outputs[k] ?? throw Unsaved($"output {k}");

    /// <summary>The output's cotangent; null where nothing depends on that output.</summary>
    public Tensor? OutputBar(int k = 0) => _outputBars[k];

    private InvalidOperationException Unsaved(string what) =>
        new($"The reverse rule of {op.Name} reads its {what}, which its Saved does not name.");
}
