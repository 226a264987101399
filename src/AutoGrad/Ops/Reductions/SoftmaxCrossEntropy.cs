using System.Globalization;
using CommunityToolkit.HighPerformance.Buffers;

namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>
    /// Computes for each row of scores the surprise at its class, in one pass: <c>y = ln Σₖ exp(xₖ) - x</c> of the class, which is
    /// minus the <see cref="LogSoftmax"/> there.
    /// </summary>
    /// <param name="labels">[...]: the class of each row, Int32 or Int64, in [0, k).</param>
    /// <returns>[...]: this shape without the last axis, the classes; in nats, at least 0. ∞ for a class with the score -∞.</returns>
    /// <exception cref="ShapeException">There is not one label a row, or the dtypes are others.</exception>
    /// <exception cref="ArgumentException">A label is not in [0, k).</exception>
    /// <remarks>Derivative: <c>x̄ = (softmax(x) - 1 at the class) ȳ</c>, in one pass too; of the way there nothing is kept but x.</remarks>
    public Tensor SoftmaxCrossEntropy(Tensor labels) => SoftmaxCrossEntropyOp.Instance.Apply(this, labels);
}

/// <summary>Along the last axis.</summary>
internal sealed record SoftmaxCrossEntropyOp : FusedOp
{
    public static readonly SoftmaxCrossEntropyOp Instance = new();

    public override string Name => "softmax_cross_entropy";

    public override void Infer(ReadOnlySpan<Spec> inputs, Span<Spec> outputs)
    {
        (Spec x, Spec labels) = (inputs[0], inputs[1]);
        ShapeException.ThrowUnlessFloating(Name, x);
        ShapeException.ThrowUnless(
            x.Shape.Rank >= 1 && labels.DType is DType.Int32 or DType.Int64 && labels.Shape == x.Shape[..^1],
            Name, "scores must be [..., k], and labels [...], Int32 or Int64", x, labels);
        outputs[0] = x with { Shape = labels.Shape };
    }

    public override void Run(ReadOnlySpan<DenseTensor> inputs, ReadOnlySpan<DenseTensor> outputs)
    {
        (DenseTensor x, DenseTensor y) = (inputs[0], outputs[0]);
        using SpanOwner<int> labels = Labels(inputs[1], x.Shape[-1]);
        if (x.DType == DType.Float32)
        {
            SoftmaxKernel.CrossEntropy<float>(x.Shape[-1], x.Span<float>(), labels.Span, y.Span<float>());
        }
        else
        {
            SoftmaxKernel.CrossEntropy<double>(x.Shape[-1], x.Span<double>(), labels.Span, y.Span<double>());
        }
    }

    public override Tensor[] Definition(Tensor[] inputs) => [-inputs[0].LogSoftmax().TakeAlongAxis(inputs[1].ExpandDims(-1), axis: -1).Squeeze(-1)];

    public override void Vjp(Recorded recorded, Span<Tensor?> inputBars)
    {
        if (recorded.Wants(0))
        {
            inputBars[0] = SoftmaxCrossEntropyBackwardOp.Instance.Apply(recorded.Input(0), recorded.Input(1), recorded.OutputBar()!);
        }
    }

    public override void Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size, Span<Tensor> outputs) =>
        Apply(Batching.ExpandAll(inputs, batched, size), outputs);

    /// <summary>The labels as whole numbers, each of them a class.</summary>
    public static SpanOwner<int> Labels(DenseTensor labels, int classes)
    {
        SpanOwner<int> owner = SpanOwner<int>.Allocate(labels.Size);
        Span<int> at = owner.Span;
        if (labels.DType == DType.Int32)
        {
            labels.Span<int>().CopyTo(at);
        }
        else
        {
            ReadOnlySpan<long> wide = labels.Span<long>();
            for (int i = 0; i < at.Length; i++)
            {
                at[i] = wide[i] == (int)wide[i] ? (int)wide[i] : -1;
            }
        }

        for (int i = 0; i < at.Length; i++)
        {
            if ((uint)at[i] >= (uint)classes)
            {
                owner.Dispose();
                throw NoClass(labels, i, classes);
            }
        }

        return owner;
    }

    private static ArgumentException NoClass(DenseTensor labels, int flat, int classes)
    {
        long label = labels.DType == DType.Int32 ? labels.Span<int>()[flat] : labels.Span<long>()[flat];
        int rest = flat;
        var at = new int[labels.Rank];
        for (int axis = at.Length - 1; axis >= 0; axis--)
        {
            (rest, at[axis]) = Math.DivRem(rest, labels.Shape[axis]);
        }

        string place = at.Length == 1 ? $"in row {flat}" : $"at [{string.Join(", ", at)}]";
        return new ArgumentException(string.Create(
            CultureInfo.InvariantCulture, $"softmax_cross_entropy: a label must be in [0, {classes}); got {label} {place}."));
    }
}
