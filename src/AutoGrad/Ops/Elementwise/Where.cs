using System.Numerics;
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
        Shape shape = Broadcasting.TryJoin(x.Shape, y.Shape) is { } both && Broadcasting.TryJoin(mask.Shape, both) is { } all
            ? all
            : throw new ShapeException(WhereOp.Instance.Name, "mask and branches must broadcast to one shape", $"{mask.Spec}, {x.Spec} and {y.Spec}");
        return WhereOp.Instance.Apply(mask.BroadcastTo(shape), x.Rank == 0 ? x : x.BroadcastTo(shape), y.Rank == 0 ? y : y.BroadcastTo(shape));
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

/// <summary>Selection. The mask has the result's shape; a branch has it too, or is a scalar.</summary>
internal sealed record WhereOp : SingleOp
{
    public static readonly WhereOp Instance = new();

    public override string Name => "where";

    public override Saved Saved => Saved.Nothing;

    public override Spec Infer(ReadOnlySpan<Spec> inputs)
    {
        (Spec mask, Spec x, Spec y) = (inputs[0], inputs[1], inputs[2]);
        ShapeException.ThrowUnless(mask.DType == DType.Bool, Name, "the mask must be Bool (compare first: x > 0.0)", mask);
        ShapeException.ThrowUnlessSameDType(Name, x, y);
        return x with { Shape = mask.Shape };
    }

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        switch (output.DType)
        {
            case DType.Float32: Select<float, uint>(inputs, output); break;
            case DType.Float64: Select<double, ulong>(inputs, output); break;
            case DType.Int32: Select<int, uint>(inputs, output); break;
            case DType.Int64: Select<long, ulong>(inputs, output); break;
            case DType.UInt32: Select<uint, uint>(inputs, output); break;
            case DType.UInt8: Select<byte, byte>(inputs, output); break;
            default: Select<bool, byte>(inputs, output); break;
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
        return Tensor.Where(inputs[0], tangents[1] ?? zero, tangents[2] ?? zero);
    }

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size)
    {
        Tensor mask = Batching.Expand(inputs[0], batched[0], size);
        return Tensor.Where(mask, Branch(inputs[1], batched[1], mask.Rank - 1), Branch(inputs[2], batched[2], mask.Rank - 1));
    }

    private static Tensor Branch(Tensor x, bool batched, int rank) => Batching.AlignRank(x, batched, rank);

    // Without a branch: that of a mask without a pattern is guessed wrong every other time, which costs more than the rest.
    private static void Select<T, TBits>(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
        where T : unmanaged
        where TBits : unmanaged, IBinaryInteger<TBits>
    {
        ReadOnlySpan<byte> mask = MemoryMarshal.AsBytes(inputs[0].Span<bool>());
        ReadOnlySpan<TBits> x = MemoryMarshal.Cast<T, TBits>(inputs[1].Span<T>());
        ReadOnlySpan<TBits> y = MemoryMarshal.Cast<T, TBits>(inputs[2].Span<T>());
        Span<TBits> z = MemoryMarshal.Cast<T, TBits>(output.Span<T>());
        int xStep = inputs[1].Rank == 0 ? 0 : 1;
        int yStep = inputs[2].Rank == 0 ? 0 : 1;
        for (int i = 0; i < z.Length; i++)
        {
            TBits chosen = TBits.CreateTruncating(-mask[i] >> 31); // all bits of one that is not 0, whichever its byte
            TBits other = y[i * yStep];
            z[i] = other ^ ((x[i * xStep] ^ other) & chosen);
        }
    }
}
