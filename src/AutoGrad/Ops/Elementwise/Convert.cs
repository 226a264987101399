using System.Numerics;
using System.Numerics.Tensors;

namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Converts the elements to another dtype.</summary>
    /// <param name="dtype">The dtype wanted; this tensor itself comes back if it has it.</param>
    /// <returns>[...]: this tensor's shape.</returns>
    /// <remarks>
    /// Fractions are cut towards 0 on the way to integers, what lies outside an integer's range goes to its nearest end,
    /// NaN to 0; to Bool everything but 0 is true. Between floating dtypes the derivative is 1.
    /// </remarks>
    public Tensor To(DType dtype) => dtype == DType ? this : new ConvertOp(dtype).Apply(this);
}

internal sealed record ConvertOp(DType DType) : LinearOp
{
    public override string Name => "to";

    public override Op Lift() => DType.IsFloating() ? new ConvertOp(DType.Float64) : this;

    public override Spec Infer(ReadOnlySpan<Spec> inputs) => inputs[0] with { DType = DType };

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        DenseTensor x = inputs[0];
        switch (x.DType)
        {
            case DType.Float32: From<float>(x.Span<float>(), output); break;
            case DType.Float64: From<double>(x.Span<double>(), output); break;
            case DType.Int32: From<int>(x.Span<int>(), output); break;
            case DType.Int64: From<long>(x.Span<long>(), output); break;
            case DType.UInt8: From<byte>(x.Span<byte>(), output); break;
            case DType.UInt32: From<uint>(x.Span<uint>(), output); break;
            default: From(System.Runtime.InteropServices.MemoryMarshal.Cast<bool, byte>(x.Span<bool>()), output); break;
        }
    }

    protected override Tensor Transpose(int input, Tensor yBar, Recorded recorded) => yBar.To(recorded.InputSpec(0).DType);

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size) => Apply(inputs);

    private static void From<T>(ReadOnlySpan<T> x, DenseTensor output)
        where T : unmanaged, INumber<T>
    {
        switch (output.DType)
        {
            case DType.Float32: TensorPrimitives.ConvertTruncating(x, output.Span<float>()); break;
            case DType.Float64: TensorPrimitives.ConvertTruncating(x, output.Span<double>()); break;
            case DType.Int32: TensorPrimitives.ConvertSaturating(x, output.Span<int>()); break;
            case DType.Int64: TensorPrimitives.ConvertSaturating(x, output.Span<long>()); break;
            case DType.UInt8: TensorPrimitives.ConvertSaturating(x, output.Span<byte>()); break;
            case DType.UInt32: TensorPrimitives.ConvertSaturating(x, output.Span<uint>()); break;
            default: Truth(x, output.Span<bool>()); break;
        }
    }

    private static void Truth<T>(ReadOnlySpan<T> x, Span<bool> y)
        where T : INumber<T>
    {
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = x[i] != T.Zero;
        }
    }
}
