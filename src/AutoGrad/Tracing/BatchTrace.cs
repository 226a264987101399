namespace AutoGrad;

/// <summary>One example's view of a batch: the spec is the example's, the values are the whole batch's along axis 0.</summary>
internal sealed class BatchTensor(BatchTrace trace, Tensor values)
    : BoxedTensor(new Spec(values.Shape[1..], values.DType), trace)
{
    public Tensor Values { get; } = values;

    public override bool HasNumbers => false;

    internal override DenseTensor ToDense(string reader)
    {
        Trace!.RequireUsable(reader);
        throw new InvalidOperationException(
            $"{reader}: inside Vmap a tensor stands for all examples at once and has no single value. " +
            "Branch with Tensor.Where, or return the tensor and read it outside.");
    }
}

/// <summary>Vectorising: runs an operation once for all examples, by its batching rule.</summary>
internal sealed class BatchTrace(int size) : Trace
{
    public override void Process(Op op, ReadOnlySpan<Tensor> inputs, Span<Tensor> outputs)
    {
        if (size == 0)
        {
            NoExamples(op, inputs, outputs);
            return;
        }

        if (!op.RunsUserCode)
        {
            RequireExamplesFit(op, inputs, outputs.Length);
        }

        TensorBuffer buffer = default;
        Span<Tensor> values = buffer.Take(inputs.Length);
        Span<bool> batched = inputs.Length <= 64 ? stackalloc bool[inputs.Length] : new bool[inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            batched[i] = inputs[i] is BatchTensor box && box.Trace == this;
            values[i] = batched[i] ? ((BatchTensor)inputs[i]).Values : inputs[i];
        }

        op.Batch(values, batched, size, outputs);
        foreach (ref Tensor output in outputs)
        {
            output = new BatchTensor(this, output);
        }
    }

    /// <summary>Opens a box of this trace; a tensor that does not depend on the example is repeated.</summary>
    public Tensor Unbox(Tensor y) => y is BatchTensor box && box.Trace == this ? box.Values : y.BroadcastTo(y.Shape.Insert(0, size));

    // Of no examples only the specs are known; a batching rule could not read an extent back out of 0 elements.
    private void NoExamples(Op op, ReadOnlySpan<Tensor> inputs, Span<Tensor> outputs)
    {
        Span<Spec> results = new Spec[outputs.Length];
        op.Infer(Specs(inputs), results);
        for (int k = 0; k < results.Length; k++)
        {
            outputs[k] = new BatchTensor(this, Tensor.Zeros(results[k].Shape.Insert(0, 0), results[k].DType));
        }
    }

    // The examples' shapes must fit by themselves: a batch axis could make wrong ones fit, and would stand in the message.
    private static void RequireExamplesFit(Op op, ReadOnlySpan<Tensor> inputs, int outputs) => op.Infer(Specs(inputs), new Spec[outputs]);

    private static Spec[] Specs(ReadOnlySpan<Tensor> inputs)
    {
        var specs = new Spec[inputs.Length];
        for (int i = 0; i < specs.Length; i++)
        {
            specs[i] = inputs[i].Spec;
        }

        return specs;
    }
}
