namespace AutoGrad.Onnx.Tests;

/// <summary>Pools, and what undoes them.</summary>
internal static partial class Adapters
{
    // Integers are pooled as the numbers they are.
    private static Tensor?[] MaxPool(Node node)
    {
        Tensor x = IsFloating(node[0]) ? node[0] : node[0].To(DType.Float64);
        var windows = Windows.Of(node, node.Ints("kernel_shape")!, [.. x.Shape[2..]]);
        int[] kernel = windows.Kernel;
        bool ceiling = node.Flag("ceil_mode");
        (Tensor values, Tensor indices) = windows.Axes switch
        {
            1 => Pool.Max1dWithIndices(x, kernel[0], windows.As1d(), ceiling),
            2 => Pool.Max2dWithIndices(x, (kernel[0], kernel[1]), windows.As2d(), ceiling),
            3 => Pool.Max3dWithIndices(x, (kernel[0], kernel[1], kernel[2]), windows.As3d(), ceiling),
            _ => throw node.Refused($"{windows.Axes} axes"),
        };
        return [values.To(node[0].DType), InWholeTensor(node.Flag("storage_order") ? ByColumns(indices, x) : indices, x)];
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
        int[] places = [.. x.Shape[2..]], backwards = [.. Enumerable.Range(0, places.Length).Reverse()];
        int size = x.Shape[2..].Size;
        Tensor order = Tensor.Arange(0, size, DType.Int64).Reshape([.. places.Reverse()]).Transpose(backwards);
        return order.Reshape([size]).Gather(indices);
    }

    private static Tensor AveragePool(Node node)
    {
        Tensor x = node[0];
        var windows = Windows.Of(node, node.Ints("kernel_shape")!, [.. x.Shape[2..]]);
        int[] kernel = windows.Kernel;
        bool ceiling = node.Flag("ceil_mode"), countPadding = node.Flag("count_include_pad");
        return windows.Axes switch
        {
            1 => Pool.Average1d(x, kernel[0], windows.As1d(), countPadding, ceiling),
            2 => Pool.Average2d(x, (kernel[0], kernel[1]), windows.As2d(), countPadding, ceiling),
            3 => Pool.Average3d(x, (kernel[0], kernel[1], kernel[2]), windows.As3d(), countPadding, ceiling),
            _ => throw node.Refused($"{windows.Axes} axes"),
        };
    }

    private static Tensor LpPool(Node node)
    {
        Tensor x = node[0];
        var windows = Windows.Of(node, node.Ints("kernel_shape")!, [.. x.Shape[2..]]);
        int[] kernel = windows.Kernel;
        double p = node.Double("p", 2);
        bool ceiling = node.Flag("ceil_mode");
        return windows.Axes switch
        {
            1 => Pool.Lp1d(x, p, kernel[0], windows.As1d(), ceiling),
            2 => Pool.Lp2d(x, p, (kernel[0], kernel[1]), windows.As2d(), ceiling),
            3 => Pool.Lp3d(x, p, (kernel[0], kernel[1], kernel[2]), windows.As3d(), ceiling),
            _ => throw node.Refused($"{windows.Axes} axes"),
        };
    }

    // The indices count through what the windows came from; a greater shape that is asked for gets zeros at the end.
    private static Tensor MaxUnpool(Node node)
    {
        Tensor x = node[0];
        var windows = Windows.Of(node, node.Ints("kernel_shape")!, [.. x.Shape[2..]]);
        int[] places = [.. Enumerable.Range(0, windows.Axes).Select(
            i => (x.Shape[2 + i] - 1) * windows.Strides[i] + windows.Kernel[i] - windows.Before[i] - windows.After[i])];
        Tensor plane = Tensor.Scalar(new Shape(places).Size, DType.Int64);
        Tensor y = Pool.MaxUnpool(x, Tensor.Remainder(node[1], plane), new Shape(places));
        return node.Optional(2) is null ? y : y.Pad(new int[x.Rank], [.. node.Integers(2).Select((extent, axis) => extent - y.Shape[axis])]);
    }

    private static Tensor GlobalLpPool(Node node) => Pool.GlobalLp(node[0], node.Double("p", 2));
}
