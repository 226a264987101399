namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Finds the greatest element.</summary>
    /// <returns>[]: NaN if there is one.</returns>
    /// <exception cref="ShapeException">There are no elements.</exception>
    /// <remarks>Derivative: 1 for the greatest element, shared evenly among equals.</remarks>
    public Tensor Max() => Max([]);

    /// <summary>Finds the greatest elements along an axis.</summary>
    /// <param name="axis">In [-rank, rank).</param>
    /// <param name="keepDims">Whether the axis stays, with extent 1.</param>
    /// <returns>[...]: without the axis.</returns>
    /// <exception cref="ShapeException">There is no such axis, or it has no elements.</exception>
    public Tensor Max(int axis, bool keepDims = false) => Max([axis], keepDims);

    /// <summary>Finds the greatest elements along several axes.</summary>
    /// <param name="axes">Each in [-rank, rank); none means all.</param>
    /// <param name="keepDims">Whether the axes stay, with extent 1.</param>
    /// <returns>[...]: without the axes.</returns>
    /// <exception cref="ShapeException">There is no such axis, one stands twice, or one has no elements.</exception>
    public Tensor Max(ReadOnlySpan<int> axes, bool keepDims = false) => ExtremumOp.Apply(this, axes, keepDims, greatest: true);

    /// <summary>Finds the least element.</summary>
    /// <returns>[]: NaN if there is one.</returns>
    /// <exception cref="ShapeException">There are no elements.</exception>
    /// <remarks>Derivative: 1 for the least element, shared evenly among equals.</remarks>
    public Tensor Min() => Min([]);

    /// <summary>Finds the least elements along an axis.</summary>
    /// <param name="axis">In [-rank, rank).</param>
    /// <param name="keepDims">Whether the axis stays, with extent 1.</param>
    /// <returns>[...]: without the axis.</returns>
    /// <exception cref="ShapeException">There is no such axis, or it has no elements.</exception>
    public Tensor Min(int axis, bool keepDims = false) => Min([axis], keepDims);

    /// <summary>Finds the least elements along several axes.</summary>
    /// <param name="axes">Each in [-rank, rank); none means all.</param>
    /// <param name="keepDims">Whether the axes stay, with extent 1.</param>
    /// <returns>[...]: without the axes.</returns>
    /// <exception cref="ShapeException">There is no such axis, one stands twice, or one has no elements.</exception>
    public Tensor Min(ReadOnlySpan<int> axes, bool keepDims = false) => ExtremumOp.Apply(this, axes, keepDims, greatest: false);
}

/// <summary>The greatest or the least element along some axes.</summary>
internal sealed record ExtremumOp(Axes Axes, bool Greatest) : SingleOp
{
    public override string Name => Greatest ? "max" : "min";

    public override Saved Saved => Saved.Inputs | Saved.Output;

    public static Tensor Apply(Tensor x, ReadOnlySpan<int> axes, bool keepDims, bool greatest)
    {
        var op = new ExtremumOp(Axes.Of(x.Shape, axes, greatest ? "max" : "min"), greatest);
        Tensor y = op.Axes.Count == 0 ? x : op.Apply(x);
        return keepDims ? y.Reshape(op.Axes.Reduce(x.Shape, keepDims: true)) : y;
    }

    public override Spec Infer(ReadOnlySpan<Spec> inputs)
    {
        Spec x = inputs[0];
        ShapeException.ThrowUnless(x.DType != DType.Bool, Name, "numbers are needed (convert with x.To(DType.Int32))", x);
        Reduction.RequireElements(Name, x, Axes);
        return x with { Shape = Axes.Reduce(x.Shape, keepDims: false) };
    }

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        DenseTensor x = inputs[0];
        if (output.Size == 0)
        {
            return;
        }

        switch (x.DType)
        {
            case DType.Float32: Reduction.Run<float>(x, Axes, output, Greatest ? ReductionKernel.Max : ReductionKernel.Min); break;
            case DType.Float64: Reduction.Run<double>(x, Axes, output, Greatest ? ReductionKernel.Max : ReductionKernel.Min); break;
            case DType.Int32: Reduction.Run<int>(x, Axes, output, Greatest ? Reduction.MaxIntegers : Reduction.MinIntegers); break;
            case DType.Int64: Reduction.Run<long>(x, Axes, output, Greatest ? Reduction.MaxIntegers : Reduction.MinIntegers); break;
            case DType.UInt8: Reduction.Run<byte>(x, Axes, output, Greatest ? Reduction.MaxIntegers : Reduction.MinIntegers); break;
            default: Reduction.Run<uint>(x, Axes, output, Greatest ? Reduction.MaxIntegers : Reduction.MinIntegers); break;
        }
    }

    protected override Tensor? Vjp(int input, Tensor yBar, Recorded recorded)
    {
        Tensor x = recorded.Input(0);
        Tensor shares = Shares(x, recorded.Output());
        return yBar.Reshape(Axes.Reduce(x.Shape, keepDims: true)) * shares;
    }

    protected override Tensor? Jvp(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor?> tangents, Tensor output) =>
        (Shares(inputs[0], output) * tangents[0]!).Sum(Axes.AsSpan());

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size) => (this with { Axes = Axes.AfterBatch() }).Apply(inputs);

    // Equals share evenly: the subgradient of least norm (PyTorch's rule for amax).
    private Tensor Shares(Tensor x, Tensor y)
    {
        Tensor isBest = Tensor.Equal(x, y.Reshape(Axes.Reduce(x.Shape, keepDims: true))).To(x.DType);
        return isBest / isBest.Sum(Axes.AsSpan(), keepDims: true);
    }
}
