using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoGrad;

/// <summary>A function of two numbers, applied to each pair of elements, broadcasting. From its kernels and differentials come all rules.</summary>
internal abstract record ElementwiseBinary : SingleOp, IElementwise
{
    public override Saved Saved => Saved.Inputs;

    /// <summary>Whether integers are taken too.</summary>
    protected virtual bool TakesIntegers => true;

    /// <summary>What an element costs: what the kernels take on one thread for four bytes of result.</summary>
    protected virtual double Nanoseconds => ElementwiseWork.Plain;

    /// <summary>Whether a differential is one operation, which nothing can be fused with.</summary>
    protected virtual bool HasPlainDifferentials => false;

    /// <summary>Computes the values of equally long runs.</summary>
    protected abstract void Kernel<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z)
        where T : unmanaged, INumber<T>;

    /// <summary>The same with one number on the right.</summary>
    protected abstract void Kernel<T>(ReadOnlySpan<T> x, T y, Span<T> z)
        where T : unmanaged, INumber<T>;

    /// <summary>The same with one number on the left.</summary>
    protected abstract void Kernel<T>(T x, ReadOnlySpan<T> y, Span<T> z)
        where T : unmanaged, INumber<T>;

    /// <summary><c>∂z/∂x v</c> at each element; z is read only if <see cref="Op.Saved"/> names the output.</summary>
    protected abstract Tensor DifferentialLeft(Tensor v, Tensor x, Tensor y, Tensor z);

    /// <summary><c>∂z/∂y v</c> at each element; z is read only if <see cref="Op.Saved"/> names the output.</summary>
    protected abstract Tensor DifferentialRight(Tensor v, Tensor x, Tensor y, Tensor z);

    public sealed override Spec Infer(ReadOnlySpan<Spec> inputs)
    {
        (Spec x, Spec y) = (inputs[0], inputs[1]);
        ShapeException.ThrowUnlessSameDType(Name, x, y);
        if (TakesIntegers)
        {
            ShapeException.ThrowUnless(x.DType != DType.Bool, Name, "numbers are needed (convert with x.To(DType.Int32))", x, y);
        }
        else
        {
            ShapeException.ThrowUnlessFloating(Name, x);
        }

        return x with { Shape = Broadcasting.Join(Name, x, y) };
    }

    public sealed override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        switch (output.DType)
        {
            case DType.Float32: RunAs<float>(inputs, output); break;
            case DType.Float64: RunAs<double>(inputs, output); break;
            case DType.Int32: RunAs<int>(inputs, output); break;
            case DType.Int64: RunAs<long>(inputs, output); break;
            case DType.UInt8: RunAs<byte>(inputs, output); break;
            default: RunAs<uint>(inputs, output); break;
        }
    }

    double IElementwise.Nanoseconds => Nanoseconds;

    void IElementwise.Run(in ElementwiseBlock block)
    {
        switch (block.InputDType)
        {
            case DType.Float32: RunAs<float>(block); break;
            case DType.Float64: RunAs<double>(block); break;
            case DType.Int32: RunAs<int>(block); break;
            case DType.Int64: RunAs<long>(block); break;
            case DType.UInt8: RunAs<byte>(block); break;
            default: RunAs<uint>(block); break;
        }
    }

    protected sealed override Tensor? Vjp(int input, Tensor yBar, Recorded recorded)
    {
        bool hasInputs = Saved.Names(Saved.Inputs);
        Tensor x = hasInputs ? recorded.Input(0) : null!;
        Tensor y = hasInputs ? recorded.Input(1) : null!;
        Tensor z = Saved.Names(Saved.Output) ? recorded.Output() : null!;
        Tensor bar = (HasPlainDifferentials || yBar.Size == 1 ? null : InOnePass(input, yBar, x, y, z)) ?? Differential(input, yBar, x, y, z);
        return Broadcasting.SumTo(bar, recorded.InputSpec(input).Shape);
    }

    protected sealed override Tensor? Jvp(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor?> tangents, Tensor output)
    {
        Tensor? left = tangents[0] is { } xDot ? DifferentialLeft(xDot, inputs[0], inputs[1], output) : null;
        Tensor? right = tangents[1] is { } yDot ? DifferentialRight(yDot, inputs[0], inputs[1], output) : null;
        return Broadcasting.SumTangents(left, right, output.Shape);
    }

    protected sealed override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size)
    {
        (Tensor x, Tensor y) = Batching.AlignRanks(inputs[0], batched[0], inputs[1], batched[1]);
        return Apply(x, y);
    }

    private Tensor Differential(int input, Tensor v, Tensor x, Tensor y, Tensor z) =>
        input == 0 ? DifferentialLeft(v, x, y, z) : DifferentialRight(v, x, y, z);

    private Tensor? InOnePass(int input, Tensor zBar, Tensor? x, Tensor? y, Tensor? z) => (x, z) switch
    {
        (null, null) => null,
        (null, _) => ElementwisePullbacks.Run(
            this, input, [zBar, z], static (op, input, all) => ((ElementwiseBinary)op).Differential(input, all[0], null!, null!, all[1])),
        (_, null) => ElementwisePullbacks.Run(
            this, input, [zBar, x, y!], static (op, input, all) => ((ElementwiseBinary)op).Differential(input, all[0], all[1], all[2], null!)),
        _ => ElementwisePullbacks.Run(
            this, input, [zBar, x, y!, z], static (op, input, all) => ((ElementwiseBinary)op).Differential(input, all[0], all[1], all[2], all[3])),
    };

    private void RunAs<T>(in ElementwiseBlock block)
        where T : unmanaged, INumber<T>
    {
        ReadOnlySpan<T> x = block.Input<T>(0);
        ReadOnlySpan<T> y = block.Input<T>(1);
        Span<T> z = block.Output<T>();
        if (block.Repeats(1))
        {
            Kernel(x, y[0], z);
        }
        else if (block.Repeats(0))
        {
            Kernel(x[0], y, z);
        }
        else
        {
            Kernel(x, y, z);
        }
    }

    private void RunAs<T>(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
        where T : unmanaged, INumber<T>
    {
        BroadcastLoop.Run(
            new Pairs<T>(this), Nanoseconds * Unsafe.SizeOf<T>() / sizeof(float),
            inputs[0].Span<T>(), inputs[0].Shape.AsSpan(), inputs[1].Span<T>(), inputs[1].Shape.AsSpan(), output.Span<T>(), output.Shape.AsSpan());
    }

    private readonly struct Pairs<T>(ElementwiseBinary op) : IBinaryKernel<T, T>
        where T : unmanaged, INumber<T>
    {
        public void Run(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z) => op.Kernel(x, y, z);

        public void Run(ReadOnlySpan<T> x, T y, Span<T> z) => op.Kernel(x, y, z);

        public void Run(T x, ReadOnlySpan<T> y, Span<T> z) => op.Kernel(x, y, z);
    }
}
