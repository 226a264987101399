namespace AutoGrad;

public static partial class Pool
{
    private static Tensor Max(string op, Tensor x, Sliding how, bool ceiling)
    {
        PoolAxis[] axes = CheckedForMax(op, x, how, ceiling);
        if (axes.Length == 1)
        {
            return MaxOfPlanes(x.ExpandDims(2), s_still, axes[0]).Squeeze(2);
        }

        if (axes.Length == 2)
        {
            return MaxOfPlanes(x, axes[0], axes[1]);
        }

        Shape s = x.Shape;
        Tensor planes = MaxOfPlanes(x.Reshape([s[0], s[1] * s[2], s[3], s[4]]), axes[1], axes[2]);
        (int height, int width) = (planes.Shape[2], planes.Shape[3]);
        Tensor depth = MaxOfPlanes(planes.Reshape([s[0], s[1], s[2], height * width]), axes[0], s_still);
        return depth.Reshape([s[0], s[1], depth.Shape[2], height, width]);
    }

    private static Tensor MaxOfPlanes(Tensor x, PoolAxis rows, PoolAxis columns) =>
        new MaxPool2dOp(rows.Size, columns.Size, Window2d.Of(rows.Moves, columns.Moves)).Apply(x);

    private static ValuesAndIndices MaxWithIndices(string op, Tensor x, Sliding how, bool ceiling) => Greatest(x, CheckedForMax(op, x, how, ceiling));

    private static PoolAxis[] CheckedForMax(string op, Tensor x, Sliding how, bool ceiling)
    {
        PoolAxis[] axes = Checked(op, x, how, ceiling);
        RequirePlacesUnder(op, x, how, axes);
        return axes;
    }

    private static ValuesAndIndices Greatest(Tensor x, PoolAxis[] axes)
    {
        if (axes.Length == 1)
        {
            ValuesAndIndices rows = GreatestOfPlanes(x.ExpandDims(2), s_still, axes[0]);
            return new ValuesAndIndices(rows.Values.Squeeze(2), rows.Indices.Squeeze(2));
        }

        if (axes.Length == 2)
        {
            return GreatestOfPlanes(x, axes[0], axes[1]);
        }

        // Each plane's places, counted through the volume; the depth chooses among them.
        ((_, Tensor places), (Tensor values, Tensor choices)) = GreatestOfVolumes(x, axes);
        (int depth, int plane) = (x.Shape[2], x.Shape[3] * x.Shape[4]);
        Shape windows = places.Shape;
        Tensor through = places.Reshape([x.Shape[0], x.Shape[1], depth, windows[2] * windows[3]])
            + (Tensor.Arange(0, depth, DType.Int32) * plane).ExpandDims(1);
        return new ValuesAndIndices(values, Taken(through, choices).Reshape(values.Shape));
    }

    // First within each plane, then along the depth: of equal numbers this chooses the first in scan order too.
    private static (ValuesAndIndices Planes, ValuesAndIndices Depth) GreatestOfVolumes(Tensor x, PoolAxis[] axes)
    {
        Shape s = x.Shape;
        ValuesAndIndices planes = GreatestOfPlanes(x.Reshape([s[0], s[1] * s[2], s[3], s[4]]), axes[1], axes[2]);
        (int height, int width) = (planes.Values.Shape[2], planes.Values.Shape[3]);
        ValuesAndIndices depth = GreatestOfPlanes(planes.Values.Reshape([s[0], s[1], s[2], height * width]), axes[0], s_still);
        return (planes, depth with { Values = depth.Values.Reshape([s[0], s[1], depth.Values.Shape[2], height, width]) });
    }

    // Where the greatest are is discrete; taking them is linear, and brings its derivatives along.
    private static ValuesAndIndices GreatestOfPlanes(Tensor x, PoolAxis rows, PoolAxis columns)
    {
        Tensor indices = new MaxPool2dIndicesOp(rows.Size, columns.Size, Window2d.Of(rows.Moves, columns.Moves)).Apply(x);
        return new ValuesAndIndices(Taken(x, indices), indices);
    }

    // Elements of planes [n, c, h, w] by indices [n, c, oh, ow].
    internal static Tensor Taken(Tensor x, Tensor indices)
    {
        Shape planes = x.Shape[..2];
        return x.Reshape([.. planes, x.Shape[2] * x.Shape[3]])
            .TakeAlongAxis(indices.Reshape([.. planes, indices.Shape[2] * indices.Shape[3]]), axis: -1)
            .Reshape(indices.Shape);
    }
}

/// <summary>Chosen elements, and where each was.</summary>
/// <param name="Values">[...]: the elements.</param>
/// <param name="Indices">[...]: Int32, their places.</param>
public readonly record struct ValuesAndIndices(Tensor Values, Tensor Indices);

/// <summary>For each window of a plane, the place of its greatest number.</summary>
internal sealed record MaxPool2dIndicesOp(int WindowHeight, int WindowWidth, Window2d Window) : DiscreteOp
{
    public override string Name => "max_pool2d_indices";

    public override Spec Infer(ReadOnlySpan<Spec> inputs)
    {
        ShapeException.ThrowUnlessFloating(Name, inputs[0]);
        return new Spec(Pool.OutputShape(Name, inputs[0], WindowHeight, WindowWidth, Window), DType.Int32);
    }

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        DenseTensor x = inputs[0];
        Pool2dGeometry geometry = Pool.Geometry(x.Shape, WindowHeight, WindowWidth, Window);
        if (x.DType == DType.Float32)
        {
            using var values = CommunityToolkit.HighPerformance.Buffers.SpanOwner<float>.Allocate(output.Size);
            Pool2dKernel.Max<float>(geometry, x.Span<float>(), values.Span, output.Span<int>());
        }
        else
        {
            using var values = CommunityToolkit.HighPerformance.Buffers.SpanOwner<double>.Allocate(output.Size);
            Pool2dKernel.Max<double>(geometry, x.Span<double>(), values.Span, output.Span<int>());
        }
    }

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size) =>
        ConvolutionBatching.SplitFirst(Apply(ConvolutionBatching.MergeFirst(inputs[0])), size);
}
