namespace AutoGrad;

/// <summary>Adds each number to all places of its window; the transpose of <see cref="WindowSum2dOp"/>.</summary>
internal sealed record WindowSpread2dOp(int WindowHeight, int WindowWidth, Window2d Window, int Height, int Width) : LinearOp
{
    public override string Name => "window_spread2d";

    public override Spec Infer(ReadOnlySpan<Spec> inputs)
    {
        Spec y = inputs[0];
        Spec x = y with { Shape = [y.Shape[0], y.Shape[1], Height, Width] };
        ShapeException.ThrowUnless(
            Pool.OutputShape(Name, x, WindowHeight, WindowWidth, Window) == y.Shape, Name, $"y must be what pooling {x} gives", y);
        return x;
    }

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        DenseTensor y = inputs[0];
        Pool2dGeometry geometry = Pool.Geometry(output.Shape, WindowHeight, WindowWidth, Window);
        if (y.DType == DType.Float32)
        {
            Pool2dKernel.WindowSumTranspose<float>(geometry, y.Span<float>(), output.Span<float>());
        }
        else
        {
            Pool2dKernel.WindowSumTranspose<double>(geometry, y.Span<double>(), output.Span<double>());
        }
    }

    protected override Tensor Transpose(int input, Tensor yBar, Recorded recorded) => new WindowSum2dOp(WindowHeight, WindowWidth, Window).Apply(yBar);

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size) =>
        ConvolutionBatching.SplitFirst(Apply(ConvolutionBatching.MergeFirst(inputs[0])), size);
}
