using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Tells where two tensors are equal. (<c>==</c> compares references, as for any class.)</summary>
    /// <param name="x">[...]: any dtype.</param>
    /// <param name="y">[...]: the same dtype; its shape broadcasts with that of <paramref name="x"/>.</param>
    /// <returns>[...]: Bool, the joint shape; false beside NaN.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast, or the dtypes differ.</exception>
    public static Tensor Equal(Tensor x, Tensor y) => CompareOp.Equal.Apply(x, y);

    /// <summary>Tells where a tensor equals a number, which takes the tensor's dtype.</summary>
    /// <param name="x">[...]: any dtype.</param>
    /// <param name="y">The number.</param>
    /// <returns>[...]: Bool, the shape of <paramref name="x"/>.</returns>
    public static Tensor Equal(Tensor x, double y) => CompareOp.Equal.ApplyWeak(x, y);

    /// <summary>Tells where two tensors differ.</summary>
    /// <param name="x">[...]: any dtype.</param>
    /// <param name="y">[...]: the same dtype; its shape broadcasts with that of <paramref name="x"/>.</param>
    /// <returns>[...]: Bool, the joint shape; true beside NaN.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast, or the dtypes differ.</exception>
    public static Tensor NotEqual(Tensor x, Tensor y) => !Equal(x, y);

    /// <summary>Tells where a tensor differs from a number, which takes the tensor's dtype.</summary>
    /// <param name="x">[...]: any dtype.</param>
    /// <param name="y">The number.</param>
    /// <returns>[...]: Bool, the shape of <paramref name="x"/>.</returns>
    public static Tensor NotEqual(Tensor x, double y) => !Equal(x, y);

    /// <summary>Tells where x is above y: Bool, broadcasting.</summary>
    public static Tensor operator >(Tensor x, Tensor y) => CompareOp.Greater.Apply(x, y);

    /// <summary>Tells where x is above y: Bool.</summary>
    public static Tensor operator >(Tensor x, double y) => CompareOp.Greater.ApplyWeak(x, y);

    /// <summary>Tells where x is above y: Bool.</summary>
    public static Tensor operator >(double x, Tensor y) => CompareOp.Less.ApplyWeak(y, x);

    /// <summary>Tells where x is below y: Bool, broadcasting.</summary>
    public static Tensor operator <(Tensor x, Tensor y) => CompareOp.Less.Apply(x, y);

    /// <summary>Tells where x is below y: Bool.</summary>
    public static Tensor operator <(Tensor x, double y) => CompareOp.Less.ApplyWeak(x, y);

    /// <summary>Tells where x is below y: Bool.</summary>
    public static Tensor operator <(double x, Tensor y) => CompareOp.Greater.ApplyWeak(y, x);

    /// <summary>Tells where x is y or above: Bool, broadcasting.</summary>
    public static Tensor operator >=(Tensor x, Tensor y) => CompareOp.GreaterOrEqual.Apply(x, y);

    /// <summary>Tells where x is y or above: Bool.</summary>
    public static Tensor operator >=(Tensor x, double y) => CompareOp.GreaterOrEqual.ApplyWeak(x, y);

    /// <summary>Tells where x is y or above: Bool.</summary>
    public static Tensor operator >=(double x, Tensor y) => CompareOp.LessOrEqual.ApplyWeak(y, x);

    /// <summary>Tells where x is y or below: Bool, broadcasting.</summary>
    public static Tensor operator <=(Tensor x, Tensor y) => CompareOp.LessOrEqual.Apply(x, y);

    /// <summary>Tells where x is y or below: Bool.</summary>
    public static Tensor operator <=(Tensor x, double y) => CompareOp.LessOrEqual.ApplyWeak(x, y);

    /// <summary>Tells where x is y or below: Bool.</summary>
    public static Tensor operator <=(double x, Tensor y) => CompareOp.GreaterOrEqual.ApplyWeak(y, x);
}

internal sealed record CompareOp : DiscreteOp, IElementwise
{
    public static readonly CompareOp Equal = new("equal");
    public static readonly CompareOp Greater = new("greater");
    public static readonly CompareOp GreaterOrEqual = new("greater_or_equal");
    public static readonly CompareOp Less = new("less");
    public static readonly CompareOp LessOrEqual = new("less_or_equal");

    private CompareOp(string name) => Name = name;

    public override string Name { get; }

    public Tensor ApplyWeak(Tensor x, double y)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Apply(x, Tensor.Weak(y, x.DType, Name));
    }

    public override Spec Infer(ReadOnlySpan<Spec> inputs)
    {
        (Spec x, Spec y) = (inputs[0], inputs[1]);
        ShapeException.ThrowUnlessSameDType(Name, x, y);
        ShapeException.ThrowUnless(x.DType != DType.Bool || this == Equal, Name, "truth values have no order (convert with x.To(DType.Int32))", x, y);
        return new Spec(Broadcasting.Join(Name, x, y), DType.Bool);
    }

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        switch (inputs[0].DType)
        {
            case DType.Float32: RunAs<float>(inputs, output); break;
            case DType.Float64: RunAs<double>(inputs, output); break;
            case DType.Int32: RunAs<int>(inputs, output); break;
            case DType.Int64: RunAs<long>(inputs, output); break;
            case DType.UInt32: RunAs<uint>(inputs, output); break;
            default: RunAs<byte>(inputs, output); break;
        }
    }

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size)
    {
        (Tensor x, Tensor y) = Batching.AlignRanks(inputs[0], batched[0], inputs[1], batched[1]);
        return Apply(x, y);
    }

    void IElementwise.Run(in ElementwiseBlock block)
    {
        switch (block.InputDType)
        {
            case DType.Float32: RunAs<float>(block); break;
            case DType.Float64: RunAs<double>(block); break;
            case DType.Int32: RunAs<int>(block); break;
            case DType.Int64: RunAs<long>(block); break;
            case DType.UInt32: RunAs<uint>(block); break;
            default: RunAs<byte>(block); break;
        }
    }

    private void RunAs<T>(in ElementwiseBlock block)
        where T : unmanaged, INumber<T>
    {
        switch (Name)
        {
            case "equal": block.Run<T, bool, CompareKernel<T, IsEqual>>(0, 1); break;
            case "greater": block.Run<T, bool, CompareKernel<T, IsGreater>>(0, 1); break;
            case "greater_or_equal": block.Run<T, bool, CompareKernel<T, IsGreaterOrEqual>>(0, 1); break;
            case "less": block.Run<T, bool, CompareKernel<T, IsGreater>>(1, 0); break;
            default: block.Run<T, bool, CompareKernel<T, IsGreaterOrEqual>>(1, 0); break;
        }
    }

    private void RunAs<T>(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
        where T : unmanaged, INumber<T>
    {
        switch (Name)
        {
            case "equal": Loop<T, IsEqual>(inputs[0], inputs[1], output); break;
            case "greater": Loop<T, IsGreater>(inputs[0], inputs[1], output); break;
            case "greater_or_equal": Loop<T, IsGreaterOrEqual>(inputs[0], inputs[1], output); break;
            case "less": Loop<T, IsGreater>(inputs[1], inputs[0], output); break;
            default: Loop<T, IsGreaterOrEqual>(inputs[1], inputs[0], output); break;
        }
    }

    private static void Loop<T, TRelation>(DenseTensor x, DenseTensor y, DenseTensor z)
        where T : unmanaged, INumber<T>
        where TRelation : struct, IRelation =>
        BroadcastLoop.Run(
            default(CompareKernel<T, TRelation>), ElementwiseWork.Plain * Unsafe.SizeOf<T>() / sizeof(float),
            Numbers<T>(x), x.Shape.AsSpan(), Numbers<T>(y), y.Shape.AsSpan(), z.Span<bool>(), z.Shape.AsSpan());

    // Truth values are compared as the bytes they are.
    private static ReadOnlySpan<T> Numbers<T>(DenseTensor x)
        where T : unmanaged =>
        x.DType == DType.Bool ? MemoryMarshal.Cast<bool, T>(x.Span<bool>()) : x.Span<T>();
}
