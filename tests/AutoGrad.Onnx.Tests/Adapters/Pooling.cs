namespace AutoGrad.Onnx.Tests;

/// <summary>Pools.</summary>
internal static partial class Adapters
{
    private static Tensor?[] MaxPool(Node node)
    {
        Tensor x = node[0];
        var windows = Windows.Of(node, node.Ints("kernel_shape")!, [.. x.Shape[2..]]);
        bool ceiling = node.Flag("ceil_mode");
        (Tensor values, Tensor indices) = windows.Axes switch
        {
            1 when windows.IsSymmetric =>
                Pool.Max1dWithIndices(x, windows.Kernel[0], windows.Strides[0], windows.Before[0], windows.Dilations[0], ceiling),
            1 => AsRow(Pool.Max2dWithIndices(x.ExpandDims(2), (1, windows.Kernel[0]), windows.WithHeight().As2d(), ceiling)),
            2 => Pool.Max2dWithIndices(x, (windows.Kernel[0], windows.Kernel[1]), windows.As2d(), ceiling),
            _ => throw node.Refused($"{windows.Axes} axes"),
        };
        return [values, node.Flag("storage_order") ? InWholeTensor(ByColumns(indices, x), x) : InWholeTensor(indices, x)];

        static ValuesAndIndices AsRow(ValuesAndIndices pooled) => new(pooled.Values.Squeeze(2), pooled.Indices.Squeeze(2));
    }

    // The library counts through a plane, ONNX through the whole tensor.
    private static Tensor InWholeTensor(Tensor indices, Tensor x)
    {
        int planes = x.Shape[0] * x.Shape[1], plane = x.Shape[2..].Size;
        Tensor offsets = plane * Tensor.Arange(0, planes, DType.Int64);
        return indices.To(DType.Int64) + offsets.Reshape([x.Shape[0], x.Shape[1], .. Enumerable.Repeat(1, x.Rank - 2)]);
    }

    // Places counted with the first spatial axis running fastest.
    private static Tensor ByColumns(Tensor indices, Tensor x)
    {
        int[] extents = [.. x.Shape[2..]];
        var order = Tensor.From((long[])[.. Enumerable.Range(0, x.Shape[2..].Size).Select(i => (long)i)]);
        int rank = extents.Length;
        Tensor transposed = order.Reshape([.. extents.Reverse()]).Transpose([.. Enumerable.Range(0, rank).Reverse()]);
        return transposed.Reshape([order.Size]).Gather(indices);
    }

    private static Tensor AveragePool(Node node)
    {
        Tensor x = node[0];
        var windows = Windows.Of(node, node.Ints("kernel_shape")!, [.. x.Shape[2..]]);
        bool ceiling = node.Flag("ceil_mode"), countPadding = node.Flag("count_include_pad");
        return windows.Axes switch
        {
            1 when windows.IsSymmetric && windows.Dilations[0] == 1 =>
                Pool.Average1d(x, windows.Kernel[0], windows.Strides[0], windows.Before[0], countPadding, ceiling),
            1 => Pool.Average2d(x.ExpandDims(2), (1, windows.Kernel[0]), windows.WithHeight().As2d(), countPadding, ceiling).Squeeze(2),
            2 => Pool.Average2d(x, (windows.Kernel[0], windows.Kernel[1]), windows.As2d(), countPadding, ceiling),
            _ => throw node.Refused($"{windows.Axes} axes"),
        };
    }

    private static Tensor GlobalLpPool(Node node)
    {
        Tensor x = node[0];
        return x.Norm([.. Enumerable.Range(2, x.Rank - 2)], keepDims: true, p: node.Double("p", 2));
    }
}
