namespace AutoGrad;

/// <summary>A value that says it is of one floating dtype, and is computed in Float64.</summary>
internal sealed class LiftedTensor(LiftTrace trace, DType dtype, Tensor wide) : BoxedTensor(new Spec(wide.Shape, dtype), trace)
{
    public Tensor Wide { get; } = wide;

    public override bool HasNumbers => Wide.HasNumbers;

    internal override DenseTensor ToDense(string reader)
    {
        Trace!.RequireUsable(reader);
        return Wide.To(DType).ToDense(reader);
    }
}

/// <summary>
/// Lifting: whatever depends on its inputs is computed in Float64, while shapes and dtypes stay those of the function as it
/// is. Other tensors are lifted when an operation brings them together with a lifted one.
/// </summary>
internal sealed class LiftTrace : Trace
{
    public override bool NeedsRules => false;

    public LiftedTensor Lift(Tensor x, DType dtype) => new(this, dtype, x);

    /// <summary>The numbers behind a tensor, in Float64 if it is floating.</summary>
    public Tensor Unbox(Tensor x) =>
        x is LiftedTensor box && box.Trace == this ? box.Wide : x.DType.IsFloating() ? x.To(DType.Float64) : x;

    public override void Process(Op op, ReadOnlySpan<Tensor> inputs, Span<Tensor> outputs)
    {
        // What a function makes inside, it makes of the dtypes it sees.
        if (op.Body() is { } body)
        {
            body(inputs.ToArray()).CopyTo(outputs);
            return;
        }

        var specs = new Spec[inputs.Length];
        var wide = new Tensor[inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            specs[i] = inputs[i].Spec;
            wide[i] = Unbox(inputs[i]);
        }

        var results = new Spec[outputs.Length];
        op.Infer(specs, results);
        op.Lift().Apply(wide, outputs);
        for (int k = 0; k < results.Length; k++)
        {
            if (results[k].DType.IsFloating())
            {
                outputs[k] = Lift(Unbox(outputs[k]), results[k].DType);
            }
        }
    }
}
