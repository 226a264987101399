using CommunityToolkit.HighPerformance.Buffers;

namespace AutoGrad;

/// <summary>
/// The way back through <see cref="SoftmaxCrossEntropyOp"/>: <c>x̄ = (softmax(x) - 1 at the class) ȳ</c>, from x, the labels and ȳ.
/// </summary>
internal sealed record SoftmaxCrossEntropyBackwardOp : FusedOp
{
    public static readonly SoftmaxCrossEntropyBackwardOp Instance = new();

    public override string Name => "softmax_cross_entropy_backward";

    public override void Infer(ReadOnlySpan<Spec> inputs, Span<Spec> outputs) => outputs[0] = inputs[0];

    public override void Run(ReadOnlySpan<DenseTensor> inputs, ReadOnlySpan<DenseTensor> outputs)
    {
        (DenseTensor x, DenseTensor yBar, DenseTensor xBar) = (inputs[0], inputs[2], outputs[0]);
        using SpanOwner<int> labels = SoftmaxCrossEntropyOp.Labels(inputs[1], x.Shape[-1]);
        if (x.DType == DType.Float32)
        {
            SoftmaxKernel.CrossEntropyBackward<float>(x.Shape[-1], x.Span<float>(), labels.Span, yBar.Span<float>(), xBar.Span<float>());
        }
        else
        {
            SoftmaxKernel.CrossEntropyBackward<double>(x.Shape[-1], x.Span<double>(), labels.Span, yBar.Span<double>(), xBar.Span<double>());
        }
    }

    public override Tensor[] Definition(Tensor[] inputs)
    {
        Tensor isClass = Tensor.OneHot(inputs[1], inputs[0].Shape[-1], inputs[0].DType);
        return [(inputs[0].Softmax() - isClass) * inputs[2].ExpandDims(-1)];
    }

    public override void Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size, Span<Tensor> outputs) =>
        Apply(Batching.ExpandAll(inputs, batched, size), outputs);
}
