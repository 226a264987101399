namespace AutoGrad;

/// <summary>A dual number: a value and its tangent.</summary>
internal sealed class ForwardTensor(ForwardTrace trace, Tensor primal, Tensor tangent) : BoxedTensor(primal.Spec, trace)
{
    public Tensor Primal { get; } = primal;

    public Tensor Tangent { get; } = tangent;

    public override bool HasNumbers => Primal.HasNumbers;

    internal override DenseTensor ToDense(string reader)
    {
        Trace!.RequireUsable(reader);
        return Primal.ToDense(reader);
    }
}

/// <summary>Forward mode: carries a tangent beside each value.</summary>
internal sealed class ForwardTrace : Trace
{
    public override void Process(Op op, ReadOnlySpan<Tensor> inputs, Span<Tensor> outputs)
    {
        TensorBuffer primalBuffer = default;
        TensorBuffer tangentBuffer = default;
        TensorBuffer resultBuffer = default;
        Span<Tensor> primals = primalBuffer.Take(inputs.Length);
        Span<Tensor?> tangents = tangentBuffer.TakeEmpty(inputs.Length);
        for (int i = 0; i < inputs.Length; i++)
        {
            (primals[i], tangents[i]) = inputs[i] is ForwardTensor dual && dual.Trace == this ? (dual.Primal, dual.Tangent) : (inputs[i], null);
        }

        op.Apply(primals, outputs);
        if (!op.IsDifferentiable || !AnyFloating(outputs))
        {
            return;
        }

        Span<Tensor?> outputTangents = resultBuffer.TakeEmpty(outputs.Length);
        op.Jvp(primals, tangents, outputs, outputTangents);
        for (int k = 0; k < outputs.Length; k++)
        {
            if (outputTangents[k] is { } tangent && outputs[k].DType.IsFloating())
            {
                outputs[k] = new ForwardTensor(this, outputs[k], tangent);
            }
        }
    }

    /// <summary>Opens a box of this trace.</summary>
    /// <returns>The value, and its tangent: null for a constant.</returns>
    public (Tensor Primal, Tensor? Tangent) Unbox(Tensor y) => y is ForwardTensor dual && dual.Trace == this ? (dual.Primal, dual.Tangent) : (y, null);
}
