namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Puts a border around the tensor.</summary>
    /// <param name="before">How many places before the first, one number an axis; each 0 or more.</param>
    /// <param name="after">How many places after the last, one number an axis; each 0 or more.</param>
    /// <param name="value">What the border holds.</param>
    /// <returns>[before + extent + after, …]</returns>
    /// <exception cref="ShapeException">There is not one number an axis, or one is negative.</exception>
    public Tensor Pad(ReadOnlySpan<int> before, ReadOnlySpan<int> after, double value = 0)
    {
        if (before.Length != Rank || after.Length != Rank || before.ContainsAnyInRange(int.MinValue, -1) || after.ContainsAnyInRange(int.MinValue, -1))
        {
            throw new ShapeException(
                "pad", $"before and after must hold one number of 0 or more for each of {Rank} axes",
                $"[{string.Join(", ", before.ToArray())}] and [{string.Join(", ", after.ToArray())}] for {Spec}");
        }

        var whole = new int[Rank];
        for (int i = 0; i < Rank; i++)
        {
            whole[i] = before[i] + Shape[i] + after[i];
        }

        var op = new PadOp([.. before], Shape.Create(whole), [.. Enumerable.Repeat(1, Rank)]);
        Tensor padded = op.Apply(this);
        return value == 0 ? padded : Where(op.Apply(Full(Shape, 1, DType.Bool)), padded, value);
    }
}

/// <summary>Zeros, with the tensor's elements at <c>start, start + step, …</c> along each axis; its transpose is <see cref="SliceOp"/>.</summary>
internal sealed record PadOp(Axes Starts, Shape Whole, Axes Steps) : LinearOp
{
    public override string Name => "pad";

    public override Spec Infer(ReadOnlySpan<Spec> inputs) => inputs[0] with { Shape = Whole };

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        switch (output.DType)
        {
            case DType.Float32: Spread<float>(inputs[0], output); break;
            case DType.Float64: Spread<double>(inputs[0], output); break;
            case DType.Int32: Spread<int>(inputs[0], output); break;
            case DType.Int64: Spread<long>(inputs[0], output); break;
            case DType.UInt32: Spread<uint>(inputs[0], output); break;
            case DType.UInt8: Spread<byte>(inputs[0], output); break;
            default: Spread<bool>(inputs[0], output); break;
        }
    }

    protected override Tensor Transpose(int input, Tensor yBar, Recorded recorded) =>
        new SliceOp(Starts, [.. recorded.InputSpec(0).Shape], Steps).Apply(yBar);

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size) =>
        new PadOp(Starts.Prepend(0), Whole.Insert(0, size), Steps.Prepend(1)).Apply(inputs);

    private void Spread<T>(DenseTensor x, DenseTensor y)
        where T : unmanaged
    {
        Span<T> ys = y.Span<T>();
        ys.Clear();
        StridedCopy.Put(x.Span<T>(), x.Shape.AsSpan(), ys, Whole.AsSpan(), Starts.AsSpan(), Steps.AsSpan());
    }
}
