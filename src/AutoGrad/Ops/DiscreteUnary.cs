using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoGrad;

/// <summary>A function of one number that jumps or stays: rounding and signs.</summary>
internal abstract record DiscreteUnary : DiscreteOp, IElementwise
{
    /// <summary>Whether integers are taken too, by <see cref="IntegerKernel"/>.</summary>
    protected virtual bool TakesIntegers => false;

    protected abstract void Kernel<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>;

    protected virtual void IntegerKernel<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryInteger<T> => throw Unreachable("integer");

    public sealed override Spec Infer(ReadOnlySpan<Spec> inputs)
    {
        Spec x = inputs[0];
        if (TakesIntegers)
        {
            ShapeException.ThrowUnless(x.DType != DType.Bool, Name, "numbers are needed (convert with x.To(DType.Int32))", x);
        }
        else
        {
            ShapeException.ThrowUnlessFloating(Name, x);
        }

        return x;
    }

    public sealed override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        DenseTensor x = inputs[0];
        switch (x.DType)
        {
            case DType.Float32: RunAs<float>(x, output); break;
            case DType.Float64: RunAs<double>(x, output); break;
            case DType.Int32: RunAsInteger<int>(x, output); break;
            case DType.Int64: RunAsInteger<long>(x, output); break;
            case DType.UInt8: RunAsInteger<byte>(x, output); break;
            default: RunAsInteger<uint>(x, output); break;
        }
    }

    void IElementwise.Run(in ElementwiseBlock block)
    {
        switch (block.InputDType)
        {
            case DType.Float32: Kernel(block.Input<float>(0), block.Output<float>()); break;
            case DType.Float64: Kernel(block.Input<double>(0), block.Output<double>()); break;
            case DType.Int32: IntegerKernel(block.Input<int>(0), block.Output<int>()); break;
            case DType.Int64: IntegerKernel(block.Input<long>(0), block.Output<long>()); break;
            case DType.UInt8: IntegerKernel(block.Input<byte>(0), block.Output<byte>()); break;
            default: IntegerKernel(block.Input<uint>(0), block.Output<uint>()); break;
        }
    }

    protected sealed override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size) => Apply(inputs);

    private void RunAs<T>(DenseTensor x, DenseTensor y)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        ElementwiseWork.Run(new Floating<T>(this), ElementwiseWork.Plain * Unsafe.SizeOf<T>() / sizeof(float), x.Span<T>(), y.Span<T>());

    private void RunAsInteger<T>(DenseTensor x, DenseTensor y)
        where T : unmanaged, IBinaryInteger<T> =>
        ElementwiseWork.Run(new Integer<T>(this), ElementwiseWork.Plain * Unsafe.SizeOf<T>() / sizeof(float), x.Span<T>(), y.Span<T>());

    private readonly struct Floating<T>(DiscreteUnary op) : IUnaryKernel<T, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(ReadOnlySpan<T> x, Span<T> y) => op.Kernel(x, y);
    }

    private readonly struct Integer<T>(DiscreteUnary op) : IUnaryKernel<T, T>
        where T : unmanaged, IBinaryInteger<T>
    {
        public void Run(ReadOnlySpan<T> x, Span<T> y) => op.IntegerKernel(x, y);
    }
}
