using System.Numerics.Tensors;
using System.Runtime.InteropServices;

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
internal sealed record LogicOp : DiscreteOp, IElementwise
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
        switch (Name)
        {
            case "and": RunAs<Both>(inputs, output); break;
            case "or": RunAs<AtLeastOne>(inputs, output); break;
            default: RunAs<ExactlyOne>(inputs, output); break;
        }
    }

    void IElementwise.Run(in ElementwiseBlock block)
    {
        switch (Name)
        {
            case "and": block.Run<byte, byte, Both>(0, 1); break;
            case "or": block.Run<byte, byte, AtLeastOne>(0, 1); break;
            default: block.Run<byte, byte, ExactlyOne>(0, 1); break;
        }
    }

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size)
    {
        (Tensor x, Tensor y) = Batching.AlignRanks(inputs[0], batched[0], inputs[1], batched[1]);
        return Apply(x, y);
    }

    private static void RunAs<TKernel>(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
        where TKernel : struct, IBinaryKernel<byte, byte> =>
        BroadcastLoop.Run(
            default(TKernel), ElementwiseWork.Plain / sizeof(float),
            Bytes(inputs[0]), inputs[0].Shape.AsSpan(), Bytes(inputs[1]), inputs[1].Shape.AsSpan(), Bytes(output), output.Shape.AsSpan());

    private static Span<byte> Bytes(DenseTensor x) => MemoryMarshal.AsBytes(x.Span<bool>());

    private readonly struct Both : IBinaryKernel<byte, byte>
    {
        public void Run(ReadOnlySpan<byte> x, ReadOnlySpan<byte> y, Span<byte> z) => TensorPrimitives.BitwiseAnd(x, y, z);

        public void Run(ReadOnlySpan<byte> x, byte y, Span<byte> z) => TensorPrimitives.BitwiseAnd(x, y, z);

        public void Run(byte x, ReadOnlySpan<byte> y, Span<byte> z) => TensorPrimitives.BitwiseAnd(y, x, z);
    }

    private readonly struct AtLeastOne : IBinaryKernel<byte, byte>
    {
        public void Run(ReadOnlySpan<byte> x, ReadOnlySpan<byte> y, Span<byte> z) => TensorPrimitives.BitwiseOr(x, y, z);

        public void Run(ReadOnlySpan<byte> x, byte y, Span<byte> z) => TensorPrimitives.BitwiseOr(x, y, z);

        public void Run(byte x, ReadOnlySpan<byte> y, Span<byte> z) => TensorPrimitives.BitwiseOr(y, x, z);
    }

    private readonly struct ExactlyOne : IBinaryKernel<byte, byte>
    {
        public void Run(ReadOnlySpan<byte> x, ReadOnlySpan<byte> y, Span<byte> z) => TensorPrimitives.Xor(x, y, z);

        public void Run(ReadOnlySpan<byte> x, byte y, Span<byte> z) => TensorPrimitives.Xor(x, y, z);

        public void Run(byte x, ReadOnlySpan<byte> y, Span<byte> z) => TensorPrimitives.Xor(y, x, z);
    }
}
