namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Adds all elements: <c>y = Σ xᵢ</c>.</summary>
    /// <returns>[]: 0 for no elements. A mask is counted, in Int32.</returns>
    /// <remarks>Summed in blocks by a fixed tree: the error grows with the logarithm of the count. Derivative: 1 for each element.</remarks>
    public Tensor Sum() => Sum([]);

    /// <summary>Adds along an axis.</summary>
    /// <param name="axis">In [-rank, rank).</param>
    /// <param name="keepDims">Whether the axis stays, with extent 1.</param>
    /// <returns>[...]: without the axis.</returns>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    public Tensor Sum(int axis, bool keepDims = false) => Sum([axis], keepDims);

    /// <summary>Adds along several axes.</summary>
    /// <param name="axes">Each in [-rank, rank); none means all.</param>
    /// <param name="keepDims">Whether the axes stay, with extent 1.</param>
    /// <returns>[...]: without the axes.</returns>
    /// <exception cref="ShapeException">There is no such axis, or one stands twice.</exception>
    public Tensor Sum(ReadOnlySpan<int> axes, bool keepDims = false)
    {
        Tensor x = DType == DType.Bool ? To(DType.Int32) : this;
        Axes reduced = Axes.Of(Shape, axes, "sum");
        Tensor y = reduced.Count == 0 ? x : new SumOp(reduced).Apply(x);
        return keepDims ? y.Reshape(reduced.Reduce(Shape, keepDims: true)) : y;
    }
}

internal sealed record SumOp(Axes Axes) : LinearOp
{
    public override string Name => "sum";

    public override Spec Infer(ReadOnlySpan<Spec> inputs)
    {
        ShapeException.ThrowUnless(inputs[0].DType != DType.Bool, Name, "numbers are needed", inputs[0]);
        return inputs[0] with { Shape = Axes.Reduce(inputs[0].Shape, keepDims: false) };
    }

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        DenseTensor x = inputs[0];
        switch (x.DType)
        {
            case DType.Float32: Reduction.Run<float>(x, Axes, output, ReductionKernel.Sum); break;
            case DType.Float64: Reduction.Run<double>(x, Axes, output, ReductionKernel.Sum); break;
            case DType.Int32: Reduction.Run<int>(x, Axes, output, Reduction.SumIntegers); break;
            case DType.Int64: Reduction.Run<long>(x, Axes, output, Reduction.SumIntegers); break;
            case DType.UInt8: Reduction.Run<byte>(x, Axes, output, Reduction.SumIntegers); break;
            default: Reduction.Run<uint>(x, Axes, output, Reduction.SumIntegers); break;
        }
    }

    protected override Tensor Transpose(int input, Tensor yBar, Recorded recorded)
    {
        Shape shape = recorded.InputSpec(0).Shape;
        return yBar.Reshape(Axes.Reduce(shape, keepDims: true)).BroadcastTo(shape);
    }

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size) => new SumOp(Axes.AfterBatch()).Apply(inputs);
}
