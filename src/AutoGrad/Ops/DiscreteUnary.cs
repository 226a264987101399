using System.Numerics;

namespace AutoGrad;

/// <summary>A function of one number that jumps or stays: rounding and signs.</summary>
internal abstract record DiscreteUnary : DiscreteOp
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
            case DType.Float32: Kernel<float>(x.Span<float>(), output.Span<float>()); break;
            case DType.Float64: Kernel<double>(x.Span<double>(), output.Span<double>()); break;
            case DType.Int32: IntegerKernel<int>(x.Span<int>(), output.Span<int>()); break;
            case DType.Int64: IntegerKernel<long>(x.Span<long>(), output.Span<long>()); break;
            case DType.UInt8: IntegerKernel<byte>(x.Span<byte>(), output.Span<byte>()); break;
            default: IntegerKernel<uint>(x.Span<uint>(), output.Span<uint>()); break;
        }
    }

    protected sealed override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size) => Apply(inputs);
}
