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
/// <param name="opensBodies">Whether of an operation that runs a function that function's own operations are written, its rules left out.</param>
internal sealed class GraphTrace(bool opensBodies = false) : Trace
{
    private readonly List<Graph.Step> _steps = [];
    private readonly List<Tensor> _captured = [];
    private readonly Dictionary<Tensor, int> _capturedIds = new(ReferenceEqualityComparer.Instance);
    private readonly List<Spec> _specs = [];

    // The rules of what is opened are for whoever reads the program: that it holds no rules is no loss here.
    public override bool NeedsRules => !opensBodies;

    /// <summary>Writes down what a function does with tensors like these.</summary>
    /// <param name="f">The function.</param>
    /// <param name="inputs">Only their specs are read.</param>
    /// <param name="captured">Tensors that the function reads besides its inputs: the graph's further inputs.</param>
    /// <param name="opensBodies">Whether of an operation that runs a function that function's own operations are written.</param>
    public static Graph Write(Func<Tensor[], Tensor[]> f, ReadOnlySpan<Tensor> inputs, out Tensor[] captured, bool opensBodies = false)
    {
        var specs = new Spec[inputs.Length];
        for (int i = 0; i < specs.Length; i++)
        {
            specs[i] = inputs[i].Spec;
        }

        return Write(f, specs, out captured, opensBodies);
    }

    /// <inheritdoc cref="Write(Func{Tensor[], Tensor[]}, ReadOnlySpan{Tensor}, out Tensor[], bool)"/>
    public static Graph Write(Func<Tensor[], Tensor[]> f, Spec[] inputs, out Tensor[] captured, bool opensBodies)
    {
        var trace = new GraphTrace(opensBodies);
        try
        {
            var boxes = new Tensor[inputs.Length];
            for (int i = 0; i < boxes.Length; i++)
            {
                boxes[i] = trace.Add(inputs[i]);
            }

            Tensor[] outputs = f(boxes);
            int[] results = [.. outputs.Select(trace.IdOf)];
            captured = [.. trace._captured];
            int[] arguments = [.. Enumerable.Range(0, boxes.Length), .. captured.Select(trace.IdOf)];
            return new Graph(arguments, [.. trace._steps], results, [.. trace._specs]);
        }
        finally
        {
            trace.Close();
        }
    }

    public override void Process(Op op, ReadOnlySpan<Tensor> inputs, Span<Tensor> outputs)
    {
        if (opensBodies && op.Body() is { } body)
        {
            body(inputs.ToArray()).CopyTo(outputs);
            return;
        }

        var ids = new int[inputs.Length];
        var specs = new Spec[inputs.Length];
        for (int i = 0; i < ids.Length; i++)
        {
            ids[i] = IdOf(inputs[i]);
            specs[i] = inputs[i].Spec;
        }

        var results = new Spec[outputs.Length];
        op.Infer(specs, results);
        _steps.Add(new Graph.Step(op, ids, _specs.Count, outputs.Length));
        for (int k = 0; k < outputs.Length; k++)
        {
            outputs[k] = Add(results[k]);
        }
    }

    private GraphTensor Add(Spec spec)
    {
        var box = new GraphTensor(this, spec, _specs.Count);
        _specs.Add(spec);
        return box;
    }

    private int IdOf(Tensor x)
    {
        if (x is GraphTensor box && box.Trace == this)
        {
            return box.Id;
        }

        if (!_capturedIds.TryGetValue(x, out int id))
        {
            id = _specs.Count;
            _specs.Add(x.Spec);
            _captured.Add(x);
            _capturedIds.Add(x, id);
        }

        return id;
    }
}
