namespace AutoGrad;

/// <summary>The greatest number of each window of a plane: those at the places that <see cref="MaxPool2dIndicesOp"/> finds.</summary>
internal sealed record MaxPool2dOp(int WindowHeight, int WindowWidth, Window2d Window) : FusedOp
{
    public override string Name => "max_pool2d";

    public override void Infer(ReadOnlySpan<Spec> inputs, Span<Spec> outputs)
    {
        ShapeException.ThrowUnlessFloating(Name, inputs[0]);
        outputs[0] = inputs[0] with { Shape = Pool.OutputShape(Name, inputs[0], WindowHeight, WindowWidth, Window) };
    }

    public override void Run(ReadOnlySpan<DenseTensor> inputs, ReadOnlySpan<DenseTensor> outputs)
    {
        Pool2dGeometry geometry = Pool.Geometry(inputs[0].Shape, WindowHeight, WindowWidth, Window);
        if (outputs[0].DType == DType.Float32)
        {
            Pool2dKernel.Max<float>(geometry, inputs[0].Span<float>(), outputs[0].Span<float>());
        }
        else
        {
            Pool2dKernel.Max<double>(geometry, inputs[0].Span<double>(), outputs[0].Span<double>());
        }
    }

    public override Tensor[] Definition(Tensor[] inputs) =>
        [Pool.Taken(inputs[0], new MaxPool2dIndicesOp(WindowHeight, WindowWidth, Window).Apply(inputs[0]))];

    public override void Vjp(Recorded recorded, Span<Tensor?> inputBars) =>
        inputBars[0] = new MaxPool2dBackwardOp(this).Apply(recorded.OutputBar()!, recorded.Input(0));

    public override void Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size, Span<Tensor> outputs) =>
        outputs[0] = ConvolutionBatching.SplitFirst(Apply(ConvolutionBatching.MergeFirst(inputs[0])), size);
}
