using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>
    /// Adds slices into zeros by number: <c>y[indices[i], …] += x[i, …]</c> for axis 0. The transpose of <see cref="Gather"/>.
    /// </summary>
    /// <param name="indices">[...]: Int32 or Int64, each in [-extent, extent); repeated ones add up.</param>
    /// <param name="extent">The extent that the result has there.</param>
    /// <param name="axis">Where this tensor has the indices' shape: the first of those axes, in [-rank, rank).</param>
    /// <returns>[..., extent, ...]: the indices' axes give way to one.</returns>
    /// <exception cref="ShapeException">The indices' shape is not there, or they are not integers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside the axis; the message names it.</exception>
    public Tensor ScatterAdd(Tensor indices, int extent, int axis = 0)
    {
        int at = axis < 0 ? axis + Rank : axis;
        ArgumentOutOfRangeException.ThrowIfNegative(extent);
        return (uint)at <= (uint)Rank
            ? new ScatterAddOp(at, extent).Apply(this, indices)
            : throw new ShapeException("scatter_add", $"axis must be in [-{Rank}, {Rank}]", $"{axis} for {Spec}");
    }
}

/// <summary>Linear in its first input; its transpose is <see cref="GatherOp"/>. Sums run in the order of the indices.</summary>
internal sealed record ScatterAddOp(int Axis, int Extent) : LinearOp
{
    // Wider rows are worth a call each.
    private const int LongestLoop = 8;

    public override string Name => "scatter_add";

    public override Spec Infer(ReadOnlySpan<Spec> inputs)
    {
        (Spec x, Spec indices) = (inputs[0], inputs[1]);
        Indices.RequireIntegers(Name, indices);
        int end = Axis + indices.Shape.Rank;
        ShapeException.ThrowUnless(
            x.DType != DType.Bool && end <= x.Shape.Rank && x.Shape[Axis..end] == indices.Shape,
            Name, $"numbers are needed that have the indices' shape at axis {Axis}", x, indices);
        return x with { Shape = [.. x.Shape[..Axis], Extent, .. x.Shape[end..]] };
    }

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        switch (output.DType)
        {
            case DType.Float32: Put<float>(inputs, output); break;
            case DType.Float64: Put<double>(inputs, output); break;
            case DType.Int32: Put<int>(inputs, output); break;
            case DType.Int64: Put<long>(inputs, output); break;
            case DType.UInt32: Put<uint>(inputs, output); break;
            default: Put<byte>(inputs, output); break;
        }
    }

    protected override Tensor Transpose(int input, Tensor yBar, Recorded recorded) => new GatherOp(Axis).Apply(yBar, recorded.Input(1));

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size)
    {
        Tensor x = Batching.Expand(inputs[0], batched[0], size);
        Tensor indices = inputs[1];
        if (!batched[1])
        {
            return new ScatterAddOp(Axis + 1, Extent).Apply(x, indices);
        }

        // The batch axis joins the indices' in front of the others; example b adds into its own stretch of one long axis.
        int rank = indices.Rank - 1;
        int[] order = [0, .. Enumerable.Range(Axis + 1, rank), .. Enumerable.Range(1, Axis), .. Enumerable.Range(Axis + 1 + rank, x.Rank - Axis - 1 - rank)];
        Tensor added = new ScatterAddOp(0, size * Extent).Apply(x.Transpose(order), Indices.Offset(Name, indices, Extent));
        return added.Reshape([size, Extent, .. added.Shape[1..]]).MoveAxis(1, Axis + 1);
    }

    private unsafe void Put<T>(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
        where T : unmanaged, INumber<T>
    {
        ReadOnlySpan<int> places = Indices.PlacesOf(Name, inputs[1], Extent);
        int outer = output.Shape[..Axis].Size;
        int inner = output.Shape[(Axis + 1)..].Size;
        output.Span<T>().Clear();
        fixed (T* xs = inputs[0].Span<T>(), ys = output.Span<T>())
        {
            T* from = xs;
            for (int o = 0; o < outer; o++)
            {
                AddRows(from, places, ys + (nint)o * Extent * inner, inner);
                from += (nint)places.Length * inner;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void AddRows<T>(T* x, ReadOnlySpan<int> places, T* y, int width)
        where T : unmanaged, INumber<T>
    {
        foreach (int place in places)
        {
            T* to = y + (nint)place * width;
            if (width > LongestLoop)
            {
                var target = new Span<T>(to, width);
                TensorPrimitives.Add(target, new ReadOnlySpan<T>(x, width), target);
                x += width;
                continue;
            }

            for (int i = 0; i < width; i++)
            {
                *to++ += *x++;
            }
        }
    }
}
