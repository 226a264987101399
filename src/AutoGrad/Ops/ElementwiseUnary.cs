using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoGrad;

/// <summary>A function of one number, applied to each element. From its kernel and derivative come all rules.</summary>
internal abstract record ElementwiseUnary : SingleOp, IElementwise
{
    /// <summary>Whether integers are taken too, by <see cref="IntegerKernel"/>.</summary>
    protected virtual bool TakesIntegers => false;

    /// <summary>Computes the values; x and y may not overlap.</summary>
    protected abstract void Kernel<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>;

    protected virtual void IntegerKernel<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryInteger<T> => throw Unreachable("integer");

    /// <summary>What an element costs: what the kernel takes on one thread for four bytes of result.</summary>
    protected virtual double Nanoseconds => ElementwiseWork.Function;

    /// <summary>
    /// The derivative at each element; it may read of x and y what <see cref="Op.Saved"/> names. Not asked where
    /// <see cref="Differential"/> is overridden.
    /// </summary>
    protected virtual Tensor Derivative(Tensor x, Tensor y) => throw Unreachable("derivative");

    /// <summary>The differential <c>f'(x) v</c>: a diagonal map, and so its own transpose, serving both modes.</summary>
    protected virtual Tensor Differential(Tensor v, Tensor x, Tensor y) => v * Derivative(x, y);

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

    double IElementwise.Nanoseconds => Nanoseconds;

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

    protected sealed override Tensor? Vjp(int input, Tensor yBar, Recorded recorded)
    {
        Tensor? x = Saved.Names(Saved.Inputs) ? recorded.Input(0) : null;
        Tensor? y = Saved.Names(Saved.Output) ? recorded.Output() : null;
        return (yBar.Size == 1 ? null : InOnePass(yBar, x, y)) ?? Differential(yBar, x!, y!);
    }

    protected sealed override Tensor? Jvp(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor?> tangents, Tensor output) =>
        Differential(tangents[0]!, inputs[0], output);

    protected sealed override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size) => Apply(inputs);

    private Tensor? InOnePass(Tensor yBar, Tensor? x, Tensor? y) => (x, y) switch
    {
        (null, null) => null,
        (null, _) => ElementwisePullbacks.Run(this, 0, [yBar, y], static (op, _, all) => ((ElementwiseUnary)op).Differential(all[0], null!, all[1])),
        (_, null) => ElementwisePullbacks.Run(this, 0, [yBar, x], static (op, _, all) => ((ElementwiseUnary)op).Differential(all[0], all[1], null!)),
        _ => ElementwisePullbacks.Run(this, 0, [yBar, x, y], static (op, _, all) => ((ElementwiseUnary)op).Differential(all[0], all[1], all[2])),
    };

    private void RunAs<T>(DenseTensor x, DenseTensor y)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        ElementwiseWork.Run(new Floating<T>(this), Nanoseconds * Unsafe.SizeOf<T>() / sizeof(float), x.Span<T>(), y.Span<T>());

    private void RunAsInteger<T>(DenseTensor x, DenseTensor y)
        where T : unmanaged, IBinaryInteger<T> =>
        ElementwiseWork.Run(new Integer<T>(this), Nanoseconds * Unsafe.SizeOf<T>() / sizeof(float), x.Span<T>(), y.Span<T>());

    private readonly struct Floating<T>(ElementwiseUnary op) : IUnaryKernel<T, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(ReadOnlySpan<T> x, Span<T> y) => op.Kernel(x, y);
    }

    private readonly struct Integer<T>(ElementwiseUnary op) : IUnaryKernel<T, T>
        where T : unmanaged, IBinaryInteger<T>
    {
        public void Run(ReadOnlySpan<T> x, Span<T> y) => op.IntegerKernel(x, y);
    }
}
