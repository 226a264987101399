namespace AutoGrad;

/// <summary>A value that is not computed yet: a spec and a place in the graph being written.</summary>
internal sealed class GraphTensor(GraphTrace trace, Spec spec, int id) : BoxedTensor(spec, trace, id)
{
    public override bool HasNumbers => false;

    internal override DenseTensor ToDense(string reader)
    {
        Trace!.RequireUsable(reader);
        throw new InvalidOperationException(
            $"{reader}: inside a function that is written down before it runs (of Checkpoint, Scan, FixedPoint, …) a tensor has a shape and a dtype but no number yet. " +
            "Branch with Tensor.Where, or return the tensor and read it outside.");
    }
}

/// <summary>Writing down: infers shapes, computes nothing, and leaves a <see cref="Graph"/>.</summary>
internal sealed class GraphTrace : Trace
{
    private readonly List<Graph.Step> _steps = [];
    private readonly List<Tensor> _captured = [];
    private readonly Dictionary<Tensor, int> _capturedIds = new(ReferenceEqualityComparer.Instance);
    private int _values;

    /// <summary>Writes down what a function does with tensors like these.</summary>
    /// <param name="f">The function.</param>
    /// <param name="inputs">Only their specs are read.</param>
    /// <param name="captured">Tensors that the function reads besides its inputs: the graph's further inputs.</param>
    public static Graph Write(Func<Tensor[], Tensor[]> f, ReadOnlySpan<Tensor> inputs, out Tensor[] captured)
    {
        var trace = new GraphTrace();
        try
        {
            var boxes = new Tensor[inputs.Length];
            for (int i = 0; i < boxes.Length; i++)
            {
                boxes[i] = new GraphTensor(trace, inputs[i].Spec, trace._values++);
            }

            Tensor[] outputs = f(boxes);
            int[] results = [.. outputs.Select(trace.IdOf)];
            Spec[] specs = [.. outputs.Select(y => y.Spec)];
            captured = [.. trace._captured];
            int[] arguments = [.. Enumerable.Range(0, boxes.Length), .. captured.Select(trace.IdOf)];
            return new Graph(arguments, [.. trace._steps], results, specs, trace._values);
        }
        finally
        {
            trace.Close();
        }
    }

    public override void Process(Op op, ReadOnlySpan<Tensor> inputs, Span<Tensor> outputs)
    {
        var ids = new int[inputs.Length];
        var specs = new Spec[inputs.Length];
        for (int i = 0; i < ids.Length; i++)
        {
            ids[i] = IdOf(inputs[i]);
            specs[i] = inputs[i].Spec;
        }

        var results = new Spec[outputs.Length];
        op.Infer(specs, results);
        _steps.Add(new Graph.Step(op, ids, _values, outputs.Length));
        for (int k = 0; k < outputs.Length; k++)
        {
            outputs[k] = new GraphTensor(this, results[k], _values++);
        }
    }

    private int IdOf(Tensor x)
    {
        if (x is GraphTensor box && box.Trace == this)
        {
            return box.Id;
        }

        if (!_capturedIds.TryGetValue(x, out int id))
        {
            id = _values++;
            _captured.Add(x);
            _capturedIds.Add(x, id);
        }

        return id;
    }
}
