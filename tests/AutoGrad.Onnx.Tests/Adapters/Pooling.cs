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
            1 => Pool.Max1dWithIndices(x, windows.Kernel[0], windows.As1d(), ceiling),
            2 => Pool.Max2dWithIndices(x, (windows.Kernel[0], windows.Kernel[1]), windows.As2d(), ceiling),
            3 => Pool.Max3dWithIndices(x, (windows.Kernel[0], windows.Kernel[1], windows.Kernel[2]), windows.As3d(), ceiling),
            _ => throw node.Refused($"{windows.Axes} axes"),
        };
        return [values, node.Flag("storage_order") ? InWholeTensor(ByColumns(indices, x), x) : InWholeTensor(indices, x)];
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
            1 => Pool.Average1d(x, windows.Kernel[0], windows.As1d(), countPadding, ceiling),
            2 => Pool.Average2d(x, (windows.Kernel[0], windows.Kernel[1]), windows.As2d(), countPadding, ceiling),
            3 => Pool.Average3d(x, (windows.Kernel[0], windows.Kernel[1], windows.Kernel[2]), windows.As3d(), countPadding, ceiling),
            _ => throw node.Refused($"{windows.Axes} axes"),
        };
    }

    private static Tensor LpPool(Node node)
    {
        Tensor x = node[0];
        var windows = Windows.Of(node, node.Ints("kernel_shape")!, [.. x.Shape[2..]]);
        bool ceiling = node.Flag("ceil_mode");
        double p = node.Double("p", 2);
        return windows.Axes switch
        {
            1 => Pool.Lp1d(x, p, windows.Kernel[0], windows.As1d(), ceiling),
            2 => Pool.Lp2d(x, p, (windows.Kernel[0], windows.Kernel[1]), windows.As2d(), ceiling),
            3 => Pool.Lp3d(x, p, (windows.Kernel[0], windows.Kernel[1], windows.Kernel[2]), windows.As3d(), ceiling),
            _ => throw node.Refused($"{windows.Axes} axes"),
        };
    }

    private static Tensor MaxUnpool(Node node)
    {
        Tensor x = node[0];
        int[] image = [.. x.Shape[2..]];
        var windows = Windows.Of(node, node.Ints("kernel_shape")!, image);
        int[] places =
        [
            .. image.Select((extent, i) => (extent - 1) * windows.Strides[i] + windows.Kernel[i] - windows.Before[i] - windows.After[i]),
        ];
        Tensor offsets = InWholeTensor(Tensor.Zeros(x.Shape, DType.Int32), Tensor.Zeros([.. x.Shape[..2], .. places]));
        Tensor y = Pool.MaxUnpool(x, node[1] - offsets, Shape.Create(places));

        // An output shape that is asked for leaves more room at the ends.
        return node.Optional(2) is { } asked
            ? y.Pad(new int[y.Rank], [.. asked.ToArray<long>().Select((extent, i) => (int)extent - y.Shape[i])])
            : y;
    }

    private static Tensor GlobalLpPool(Node node) => Pool.GlobalLp(node[0], node.Double("p", 2));
}
