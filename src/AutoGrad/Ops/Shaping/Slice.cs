namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Takes a run of places along an axis.</summary>
    /// <param name="axis">In [-rank, rank).</param>
    /// <param name="start">The first place.</param>
    /// <param name="length">How many places.</param>
    /// <param name="step">The distance from one place to the next; negative to go towards the start, but not 0.</param>
    /// <returns>[..., length, ...]</returns>
    /// <exception cref="ShapeException">There is no such axis, or it does not reach so far.</exception>
    public Tensor SliceAxis(int axis, int start, int length, int step = 1)
    {
        int at = Shape.Axis(axis, "slice");
        if (step < 0 && length > 0)
        {
            long last = start + (long)(length - 1) * step;
            return last >= 0 && start < Shape[at]
                ? SliceAxis(at, (int)last, length, -step).Flip(at)
                : throw new ShapeException("slice", $"places along axis {at} must be in [0, {Shape[at]})", $"{length} from {start} by {step} of {Spec}");
        }

        if (start == 0 && length == Shape[at] && (step == 1 || length <= 1))
        {
            return this;
        }

        int[] starts = new int[Rank];
        int[] lengths = [.. Shape];
        int[] steps = [.. Enumerable.Repeat(1, Rank)];
        (starts[at], lengths[at], steps[at]) = (start, length, length == 0 && step < 0 ? 1 : step);
        return new SliceOp([.. starts], [.. lengths], [.. steps]).Apply(this);
    }
}

/// <summary>From each axis the places <c>start, start + step, …</c>; its transpose is <see cref="PadOp"/>.</summary>
internal sealed record SliceOp(Axes Starts, Axes Lengths, Axes Steps) : LinearOp
{
    // Below this many elements a slice is copied: a view of one number would keep its whole tensor in memory.
    private const int SmallestView = 1024;

    public override string Name => "slice";

    public override Spec Infer(ReadOnlySpan<Spec> inputs)
    {
        Shape x = inputs[0].Shape;
        for (int i = 0; i < x.Rank; i++)
        {
            (int start, int length, int step) = (Starts[i], Lengths[i], Steps[i]);
            if (start < 0 || length < 0 || step < 1 || (length > 0 && start + (long)(length - 1) * step >= x[i]))
            {
                throw new ShapeException(Name, $"places along axis {i} must be in [0, {x[i]}), with a step that is not 0", $"{length} from {start} by {step} of {inputs[0]}");
            }
        }

        return inputs[0] with { Shape = Shape.Create(Lengths.AsSpan()) };
    }

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        switch (output.DType)
        {
            case DType.Float32: Copy<float>(inputs[0], output); break;
            case DType.Float64: Copy<double>(inputs[0], output); break;
            case DType.Int32: Copy<int>(inputs[0], output); break;
            case DType.Int64: Copy<long>(inputs[0], output); break;
            case DType.UInt32: Copy<uint>(inputs[0], output); break;
            case DType.UInt8: Copy<byte>(inputs[0], output); break;
            default: Copy<bool>(inputs[0], output); break;
        }
    }

    // A run of the first axis that is not cut to one place lies in one piece: a view.
    protected override void Evaluate(ReadOnlySpan<DenseTensor> inputs, Span<Tensor> outputs)
    {
        Shape x = inputs[0].Shape;
        Spec y = Infer([inputs[0].Spec]);
        int lead = 0;
        while (lead < x.Rank && Lengths[lead] == 1)
        {
            lead++;
        }

        bool whole = lead == x.Rank || Steps[lead] == 1;
        for (int i = lead + 1; i < x.Rank; i++)
        {
            whole &= Lengths[i] == x[i];
        }

        if (!whole || y.Shape.Size < SmallestView)
        {
            base.Evaluate(inputs, outputs);
            return;
        }

        int[] strides = x.Strides();
        int offset = 0;
        for (int i = 0; i < x.Rank; i++)
        {
            offset += Starts[i] * strides[i];
        }

        outputs[0] = inputs[0].View(y.Shape, offset);
    }

    public override AxisRun? Takes(Shape input)
    {
        AxisRun? run = null;
        for (int i = 0; i < input.Rank; i++)
        {
            if (Lengths[i] != input[i])
            {
                if (run is not null || Steps[i] != 1)
                {
                    return null;
                }

                run = new AxisRun(i, Starts[i], Lengths[i]);
            }
        }

        return run;
    }

    protected override Tensor Transpose(int input, Tensor yBar, Recorded recorded)
    {
        Shape x = recorded.InputSpec(0).Shape;
        return new PadOp(Starts, Shape.Create(x.AsSpan()), Steps).Apply(yBar);
    }

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size) =>
        new SliceOp(Starts.Prepend(0), Lengths.Prepend(size), Steps.Prepend(1)).Apply(inputs);

    private void Copy<T>(DenseTensor x, DenseTensor y)
        where T : unmanaged =>
        StridedCopy.Take<T>(x.Span<T>(), x.Shape.AsSpan(), Starts.AsSpan(), Steps.AsSpan(), y.Span<T>(), y.Shape.AsSpan());
}
