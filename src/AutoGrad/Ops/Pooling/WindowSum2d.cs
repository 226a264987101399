namespace AutoGrad;

/// <summary>The sum of each window of a plane; its transpose is <see cref="WindowSpread2dOp"/>.</summary>
internal sealed record WindowSum2dOp(int WindowHeight, int WindowWidth, Window2d Window) : LinearOp
{
    public override string Name => "average_pool2d";

    public override Spec Infer(ReadOnlySpan<Spec> inputs)
    {
        ShapeException.ThrowUnlessFloating(Name, inputs[0]);
        return inputs[0] with { Shape = Pool.OutputShape(Name, inputs[0], WindowHeight, WindowWidth, Window) };
    }

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        DenseTensor x = inputs[0];
        Pool2dGeometry geometry = Pool.Geometry(x.Shape, WindowHeight, WindowWidth, Window);
        if (x.DType == DType.Float32)
        {
            Pool2dKernel.WindowSum<float>(geometry, x.Span<float>(), output.Span<float>());
        }
        else
        {
            Pool2dKernel.WindowSum<double>(geometry, x.Span<double>(), output.Span<double>());
        }
    }

    protected override Tensor Transpose(int input, Tensor yBar, Recorded recorded)
    {
        Shape x = recorded.InputSpec(0).Shape;
        return new WindowSpread2dOp(WindowHeight, WindowWidth, Window, x[2], x[3]).Apply(yBar);
    }

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size) =>
        ConvolutionBatching.SplitFirst(Apply(ConvolutionBatching.MergeFirst(inputs[0])), size);
}
