using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

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

internal sealed record ConvertOp(DType DType) : LinearOp, IElementwise
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

    void IElementwise.Run(in ElementwiseBlock block)
    {
        switch (block.InputDType)
        {
            case DType.Float32: From<float>(block); break;
            case DType.Float64: From<double>(block); break;
            case DType.Int32: From<int>(block); break;
            case DType.Int64: From<long>(block); break;
            case DType.UInt32: From<uint>(block); break;
            default: From<byte>(block); break;
        }
    }

    private static void From<T>(in ElementwiseBlock block)
        where T : unmanaged, INumber<T>
    {
        ReadOnlySpan<T> x = block.Input<T>(0);
        switch (block.OutputDType)
        {
            case DType.Float32: default(Cut<T, float>).Run(x, block.Output<float>()); break;
            case DType.Float64: default(Cut<T, double>).Run(x, block.Output<double>()); break;
            case DType.Int32: default(Bounded<T, int>).Run(x, block.Output<int>()); break;
            case DType.Int64: default(Bounded<T, long>).Run(x, block.Output<long>()); break;
            case DType.UInt8: default(Bounded<T, byte>).Run(x, block.Output<byte>()); break;
            case DType.UInt32: default(Bounded<T, uint>).Run(x, block.Output<uint>()); break;
            default: default(Truth<T>).Run(x, block.Output<bool>()); break;
        }
    }

    private static void From<T>(ReadOnlySpan<T> x, DenseTensor output)
        where T : unmanaged, INumber<T>
    {
        switch (output.DType)
        {
            case DType.Float32: Run<T, float, Cut<T, float>>(x, output); break;
            case DType.Float64: Run<T, double, Cut<T, double>>(x, output); break;
            case DType.Int32: Run<T, int, Bounded<T, int>>(x, output); break;
            case DType.Int64: Run<T, long, Bounded<T, long>>(x, output); break;
            case DType.UInt8: Run<T, byte, Bounded<T, byte>>(x, output); break;
            case DType.UInt32: Run<T, uint, Bounded<T, uint>>(x, output); break;
            default: Run<T, bool, Truth<T>>(x, output); break;
        }
    }

    private static void Run<T, TResult, TKernel>(ReadOnlySpan<T> x, DenseTensor output)
        where T : unmanaged
        where TResult : unmanaged
        where TKernel : struct, IUnaryKernel<T, TResult> =>
        ElementwiseWork.Run(default(TKernel), ElementwiseWork.Plain * (Unsafe.SizeOf<T>() + Unsafe.SizeOf<TResult>()) / (2 * sizeof(float)), x, output.Span<TResult>());

    private readonly struct Cut<T, TResult> : IUnaryKernel<T, TResult>
        where T : INumber<T>
        where TResult : INumber<TResult>
    {
        public void Run(ReadOnlySpan<T> x, Span<TResult> y) => TensorPrimitives.ConvertTruncating(x, y);
    }

    private readonly struct Bounded<T, TResult> : IUnaryKernel<T, TResult>
        where T : INumber<T>
        where TResult : INumber<TResult>
    {
        public void Run(ReadOnlySpan<T> x, Span<TResult> y) => TensorPrimitives.ConvertSaturating(x, y);
    }

    private readonly struct Truth<T> : IUnaryKernel<T, bool>
        where T : unmanaged, INumber<T>
    {
        public void Run(ReadOnlySpan<T> x, Span<bool> y) => default(CompareKernel<T, IsUnequal>).Run(x, T.Zero, y);
    }
}
