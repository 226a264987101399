using System.Runtime.InteropServices;

namespace AutoGrad;

/// <summary>
/// Makes one <see cref="ElementwiseProgram"/> of a graph of elementwise operations: what no result needs is left out, what is
/// computed twice is computed once, what is the same for all elements is parted from what is not, and values of a block take
/// the places of those that nothing reads any more.
/// </summary>
internal sealed class FuseElementwise
{
    private readonly Graph _graph;
    private readonly Shape _shape;
    private readonly List<ElementwiseProgram.Value> _values = [];
    private readonly List<ElementwiseProgram.Step> _scalarSteps = [];
    private readonly List<ElementwiseProgram.Step> _blockSteps = [];
    private readonly List<byte> _constants = [];
    private readonly Dictionary<long, int> _constantIds = [];
    private readonly int[] _ids;

    private FuseElementwise(Graph graph, Shape shape)
    {
        _graph = graph;
        _shape = shape;
        _ids = new int[graph.Specs.Length];
    }

    /// <summary>Makes the program.</summary>
    /// <param name="graph">The operations.</param>
    /// <param name="captured">The last inputs of the graph, which are constant.</param>
    /// <param name="shape">That of all values but scalars.</param>
    /// <returns>Null: an operation is not elementwise, or a value is neither of that shape nor one number.</returns>
    public static ElementwiseProgram? Run(Graph graph, Tensor[] captured, Shape shape) => new FuseElementwise(graph, shape).Run(captured);

    private ElementwiseProgram? Run(Tensor[] captured)
    {
        bool[] needed = Needed();
        int inputs = _graph.InputIds.Length - captured.Length;
        for (int i = 0; i < _graph.InputIds.Length; i++)
        {
            int id = _graph.InputIds[i];
            Spec spec = _graph.Specs[id];
            if (i < inputs)
            {
                _ids[id] = Add(new ElementwiseProgram.Value(ElementwiseProgram.Place.Input, i, spec.DType, spec.Shape.Rank == 0));
            }
            else if (needed[id])
            {
                if (Constant(captured[i - inputs]) is not { } constant)
                {
                    return null;
                }

                _ids[id] = constant;
            }
        }

        var known = new Dictionary<Known, int>();
        foreach (Graph.Step step in _graph.Steps)
        {
            if (!needed[step.FirstOutput])
            {
                continue;
            }

            Spec spec = _graph.Specs[step.FirstOutput];
            if (step.Op is ICopy && (spec.Shape == _shape || spec.Shape.Rank == 0))
            {
                _ids[step.FirstOutput] = _ids[step.Inputs[0]];
                continue;
            }

            if (step.Op is not IElementwise op || step.Outputs != 1 || (spec.Shape != _shape && spec.Shape.Size != 1))
            {
                return null;
            }

            int[] read = Array.ConvertAll(step.Inputs, id => _ids[id]);
            ref int value = ref CollectionsMarshal.GetValueRefOrAddDefault(known, new Known(step.Op, read), out bool isKnown);
            _ids[step.FirstOutput] = isKnown ? value : value = Append(op, read, spec.DType);
        }

        return Finish(inputs);
    }

    private bool[] Needed()
    {
        var needed = new bool[_graph.Specs.Length];
        foreach (int output in _graph.OutputIds)
        {
            needed[output] = true;
        }

        for (int s = _graph.Steps.Length - 1; s >= 0; s--)
        {
            Graph.Step step = _graph.Steps[s];
            bool isNeeded = needed.AsSpan(step.FirstOutput, step.Outputs).Contains(true);
            foreach (int id in isNeeded ? step.Inputs : [])
            {
                needed[id] = true;
            }

            needed[step.FirstOutput] |= isNeeded;
        }

        return needed;
    }

    private int Append(IElementwise op, int[] read, DType dtype)
    {
        // Of numbers that are the same for all elements, so is the result.
        bool repeats = Array.TrueForAll(read, v => _values[v].Repeats);
        int value = Add(new ElementwiseProgram.Value(
            repeats ? ElementwiseProgram.Place.Scalar : ElementwiseProgram.Place.Scratch, _values.Count, dtype, repeats));
        (repeats ? _scalarSteps : _blockSteps).Add(new ElementwiseProgram.Step(op, read, value, _values[read[^1]].DType, dtype));
        return value;
    }

    private int Add(ElementwiseProgram.Value value)
    {
        _values.Add(value);
        return _values.Count - 1;
    }

    // One number, or as many as there are elements, but all the same.
    private int? Constant(Tensor x)
    {
        if (x is not DenseTensor dense || (x.Size != 1 && x.Shape != _shape))
        {
            return null;
        }

        int bytes = x.DType.Bytes();
        ReadOnlySpan<byte> elements = dense.Bytes();
        for (int i = bytes; i < elements.Length; i += bytes)
        {
            if (!elements.Slice(i, bytes).SequenceEqual(elements[..bytes]))
            {
                return null;
            }
        }

        Span<byte> number = stackalloc byte[ElementwiseProgram.ScalarBytes];
        elements[..bytes].CopyTo(number);
        int index = _constants.Count / ElementwiseProgram.ScalarBytes;
        _constants.AddRange(number);
        return Add(new ElementwiseProgram.Value(ElementwiseProgram.Place.Constant, index, x.DType, true));
    }

    private ElementwiseProgram? Finish(int inputs)
    {
        var outputs = new int[_graph.Outputs];
        for (int k = 0; k < outputs.Length; k++)
        {
            Spec spec = _graph.OutputSpecs[k];
            bool isScalar = spec.Shape.Rank == 0;
            int value = _ids[_graph.OutputIds[k]];
            if (!isScalar && spec.Shape != _shape)
            {
                return null;
            }

            // What is not a value of its own already, each output is a copy of.
            if (_values[value].Place != ElementwiseProgram.Place.Scratch || isScalar)
            {
                int copy = Add(new ElementwiseProgram.Value(ElementwiseProgram.Place.Output, k, spec.DType, isScalar));
                (isScalar ? _scalarSteps : _blockSteps).Add(new ElementwiseProgram.Step(CopyBlock.Instance, [value], copy, spec.DType, spec.DType));
                value = copy;
            }

            _values[value] = _values[value] with { Place = ElementwiseProgram.Place.Output, Index = k };
            outputs[k] = value;
        }

        int slots = AssignScratch();
        return new ElementwiseProgram([.. _values], [.. _scalarSteps], [.. _blockSteps], inputs, outputs, [.. _constants], slots);
    }

    // A step never writes where it reads: not every kernel could.
    private int AssignScratch()
    {
        var lastRead = new int[_values.Count];
        for (int s = 0; s < _blockSteps.Count; s++)
        {
            foreach (int v in _blockSteps[s].Inputs)
            {
                lastRead[v] = s;
            }
        }

        var free = new Stack<int>();
        int slots = 0;
        for (int s = 0; s < _blockSteps.Count; s++)
        {
            int made = _blockSteps[s].Output;
            if (_values[made].Place == ElementwiseProgram.Place.Scratch)
            {
                _values[made] = _values[made] with { Index = free.TryPop(out int slot) ? slot : slots++ };
            }

            foreach (int v in _blockSteps[s].Inputs.Distinct())
            {
                if (_values[v].Place == ElementwiseProgram.Place.Scratch && lastRead[v] == s)
                {
                    free.Push(_values[v].Index);
                }
            }
        }

        return slots;
    }

    /// <summary>An operation on certain values.</summary>
    private readonly struct Known(Op op, int[] inputs) : IEquatable<Known>
    {
        private readonly Op _op = op;
        private readonly int[] _inputs = inputs;

        public bool Equals(Known other) => _op.Equals(other._op) && _inputs.AsSpan().SequenceEqual(other._inputs);

        public override bool Equals(object? obj) => obj is Known other && Equals(other);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            hash.Add(_op);
            foreach (int input in _inputs)
            {
                hash.Add(input);
            }

            return hash.ToHashCode();
        }
    }
}
