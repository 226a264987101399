using System.Runtime.InteropServices;

namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Takes each element from one of two tensors: <c>z = x</c> where the mask is true, <c>y</c> elsewhere.</summary>
    /// <param name="mask">[...]: Bool.</param>
    /// <param name="x">[...]: any dtype.</param>
    /// <param name="y">[...]: the same dtype.</param>
    /// <returns>[...]: the joint shape of all three.</returns>
    /// <exception cref="ShapeException">The mask is not Bool, the dtypes differ, or the shapes do not broadcast.</exception>
    /// <remarks>
    /// Derivative: the mask, and its opposite. Both tensors are computed wherever the mask points, so a derivative that
    /// is infinite off the mask still gives NaN; the form that takes functions shields each of them.
    /// </remarks>
    public static Tensor Where(Tensor mask, Tensor x, Tensor y)
    {
        ArgumentNullException.ThrowIfNull(mask);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        return WhereOp.Instance.Apply(mask, x, y);
    }

    /// <summary>Takes each element from a tensor, or else a number, which takes the tensor's dtype.</summary>
    /// <param name="mask">[...]: Bool.</param>
    /// <param name="x">[...]: where the mask is true.</param>
    /// <param name="y">Where it is false.</param>
    /// <returns>[...]: the joint shape.</returns>
    public static Tensor Where(Tensor mask, Tensor x, double y)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Where(mask, x, Weak(y, x.DType, WhereOp.Instance.Name));
    }

    /// <summary>Takes each element from a number, which takes the tensor's dtype, or else a tensor.</summary>
    /// <param name="mask">[...]: Bool.</param>
    /// <param name="x">Where the mask is true.</param>
    /// <param name="y">[...]: where it is false.</param>
    /// <returns>[...]: the joint shape.</returns>
    public static Tensor Where(Tensor mask, double x, Tensor y)
    {
        ArgumentNullException.ThrowIfNull(y);
        return Where(mask, Weak(x, y.DType, WhereOp.Instance.Name), y);
    }

    /// <summary>
    /// Applies one function where a mask is true and another elsewhere, and shows neither an element that it must not
    /// see: <c>zᵢ = f(xᵢ)</c> or <c>g(xᵢ)</c>.
    /// </summary>
    /// <param name="mask">[...]: Bool; it broadcasts to the shape of <paramref name="x"/>.</param>
    /// <param name="f">Elementwise; gets x where the mask is true, and the first such element in every other place.</param>
    /// <param name="g">Elementwise; gets x where the mask is false, and the first such element in every other place.</param>
    /// <param name="x">[...]: a floating dtype.</param>
    /// <param name="safe">What a function is evaluated at if no element at all is its own; any number it is finite at.</param>
    /// <returns>[...]: the shape of <paramref name="x"/>.</returns>
    /// <exception cref="ShapeException">A function is not elementwise: it gave another shape or dtype.</exception>
    /// <remarks>So a square root beside 0, or a logarithm, has a finite derivative wherever it is not asked.</remarks>
    /// <example><code>Where(x > 0.0, u => Sqrt(u), u => 0.0 * u, x)</code></example>
    public static Tensor Where(Tensor mask, Func<Tensor, Tensor> f, Func<Tensor, Tensor> g, Tensor x, double safe = 1)
    {
        ArgumentNullException.ThrowIfNull(mask);
        ArgumentNullException.ThrowIfNull(f);
        ArgumentNullException.ThrowIfNull(g);
        ArgumentNullException.ThrowIfNull(x);
        Tensor all = mask.BroadcastTo(x.Shape);
        return Where(all, Branch(all, f, x, safe), Branch(!all, g, x, safe));
    }

    private static Tensor Branch(Tensor accepts, Func<Tensor, Tensor> f, Tensor x, double safe)
    {
        Tensor stand = x;
        if (x.Size > 0)
        {
            Tensor flat = accepts.Reshape([-1]);
            Tensor first = flat.To(DType.Int32).ArgMax(axis: 0);
            Tensor element = Transform.StopGradient(x.Reshape([-1]).Gather(first, axis: 0));
            stand = Where(accepts, x, Where(flat.Gather(first, axis: 0), element, safe));
        }

        Tensor y = f(stand);
        ShapeException.ThrowUnless(y.Spec == x.Spec, WhereOp.Instance.Name, $"the functions must be elementwise, {x.Spec} to {x.Spec}", y.Spec);
        return y;
    }
}

/// <summary>Selection, broadcasting.</summary>
internal sealed record WhereOp : SingleOp, IElementwise
{
    public static readonly WhereOp Instance = new();

    public override string Name => "where";

    public override Saved Saved => Saved.Nothing;

    public override Spec Infer(ReadOnlySpan<Spec> inputs)
    {
        (Spec mask, Spec x, Spec y) = (inputs[0], inputs[1], inputs[2]);
        Shape shape = Broadcasting.TryJoin(x.Shape, y.Shape) is { } both && Broadcasting.TryJoin(mask.Shape, both) is { } all
            ? all
            : throw new ShapeException(Name, "mask and branches must broadcast to one shape", $"{mask}, {x} and {y}");
        ShapeException.ThrowUnless(mask.DType == DType.Bool, Name, "the mask must be Bool (compare first: x > 0.0)", mask);
        ShapeException.ThrowUnlessSameDType(Name, x, y);
        return x with { Shape = shape };
    }

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        switch (output.DType)
        {
            case DType.Float32: Select<float>(inputs, output); break;
            case DType.Float64: Select<double>(inputs, output); break;
            case DType.Int32: Select<int>(inputs, output); break;
            case DType.Int64: Select<long>(inputs, output); break;
            case DType.UInt32: Select<uint>(inputs, output); break;
            case DType.UInt8: Select<byte>(inputs, output); break;
            default: Select<bool>(inputs, output); break;
        }
    }

    void IElementwise.Run(in ElementwiseBlock block)
    {
        switch (block.OutputDType.Bytes())
        {
            case 1: Select<byte>(block); break;
            case 4: Select<uint>(block); break;
            default: Select<ulong>(block); break;
        }
    }

    protected override Tensor? Vjp(int input, Tensor yBar, Recorded recorded)
    {
        Tensor mask = recorded.Input(0);
        Tensor bar = input == 1 ? Tensor.Where(mask, yBar, 0.0) : Tensor.Where(mask, 0.0, yBar);
        return Broadcasting.SumTo(bar, recorded.InputSpec(input).Shape);
    }

    protected override Tensor? Jvp(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor?> tangents, Tensor output)
    {
        Tensor zero = Tensor.Weak(0, output.DType, Name);
        return Tensor.Where(inputs[0], tangents[1] ?? zero, tangents[2] ?? zero).BroadcastTo(output.Shape);
    }

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size)
    {
        int rank = 0;
        for (int i = 0; i < inputs.Length; i++)
        {
            rank = Math.Max(rank, inputs[i].Rank - (batched[i] ? 1 : 0));
        }

        return Apply(
            Batching.AlignRank(inputs[0], batched[0], rank), Batching.AlignRank(inputs[1], batched[1], rank), Batching.AlignRank(inputs[2], batched[2], rank));
    }

    private static void Select<T>(in ElementwiseBlock block)
        where T : unmanaged
    {
        ReadOnlySpan<int> whole = [block.Length];
        SelectKernel.Run(
            block.Input<byte>(0), block.Repeats(0) ? [] : whole, block.Input<T>(1), block.Repeats(1) ? [] : whole,
            block.Input<T>(2), block.Repeats(2) ? [] : whole, block.Output<T>(), whole);
    }

    private static void Select<T>(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
        where T : unmanaged =>
        SelectKernel.Run<T>(
            MemoryMarshal.AsBytes(inputs[0].Span<bool>()), inputs[0].Shape.AsSpan(),
            inputs[1].Span<T>(), inputs[1].Shape.AsSpan(), inputs[2].Span<T>(), inputs[2].Shape.AsSpan(), output.Span<T>(), output.Shape.AsSpan());
}
