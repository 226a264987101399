namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Tells where both are true, broadcasting; of integers, the bits set in both.</summary>
    public static Tensor operator &(Tensor x, Tensor y) => BitwiseAnd(x, y);

    /// <summary>Tells where at least one is true, broadcasting; of integers, the bits set in at least one.</summary>
    public static Tensor operator |(Tensor x, Tensor y) => BitwiseOr(x, y);

    /// <summary>Tells where exactly one is true, broadcasting; of integers, the bits set in exactly one.</summary>
    public static Tensor operator ^(Tensor x, Tensor y) => BitwiseXor(x, y);

    /// <summary>Tells where a mask is false; Bool.</summary>
    public static Tensor operator !(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return LogicOp.Xor.Apply(x, Full(Shape.Scalar, 1, DType.Bool));
    }
}

/// <summary>Truth values combined. They are bytes 0 and 1, so the bitwise operators serve.</summary>
internal sealed record LogicOp : DiscreteOp
{
    public static readonly LogicOp And = new("and");
    public static readonly LogicOp Or = new("or");
    public static readonly LogicOp Xor = new("xor");

    private LogicOp(string name) => Name = name;

    public override string Name { get; }

    public override Spec Infer(ReadOnlySpan<Spec> inputs)
    {
        (Spec x, Spec y) = (inputs[0], inputs[1]);
        ShapeException.ThrowUnless(x.DType == DType.Bool && y.DType == DType.Bool, Name, "both tensors must be Bool (compare first: x > 0.0)", x, y);
        return new Spec(Broadcasting.Join(Name, x, y), DType.Bool);
    }

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        ReadOnlySpan<bool> x = inputs[0].Span<bool>();
        ReadOnlySpan<bool> y = inputs[1].Span<bool>();
        Span<bool> z = output.Span<bool>();
        foreach (BroadcastRun run in new BroadcastRuns(inputs[0].Shape, inputs[1].Shape, output.Shape))
        {
            int left = run.LeftRepeats ? 0 : 1;
            int right = run.RightRepeats ? 0 : 1;
            for (int i = 0; i < run.Length; i++)
            {
                bool a = x[run.Left + left * i];
                bool b = y[run.Right + right * i];
                z[run.Output + i] = Name switch { "and" => a & b, "or" => a | b, _ => a ^ b };
            }
        }
    }

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size)
    {
        (Tensor x, Tensor y) = Batching.AlignRanks(inputs[0], batched[0], inputs[1], batched[1]);
        return Apply(x, y);
    }
}
