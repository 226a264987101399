namespace AutoGrad.Onnx.Tests;

/// <summary>Operators that make tensors from shapes and numbers.</summary>
internal static partial class Adapters
{
    private static Tensor EyeLike(Node node)
    {
        Tensor x = node[0];
        DType dtype = node.Has("dtype") ? ElementType(node, node.Int("dtype", 0)) : x.DType;
        return Tensor.Eye(x.Shape[0], dtype, x.Shape[1], node.Int("k", 0));
    }

    private static Tensor Range(Node node)
    {
        (double start, double limit, double step) = (node[0].ToScalar(), node[1].ToScalar(), node[2].ToScalar());
        return Tensor.Arange(start, limit, node[0].DType, step);
    }

    private static Tensor Constant(Node node) =>
        node.Value("value")
        ?? (node.Double("value_float") is { } number ? Tensor.Scalar(number) : null)
        ?? (node.Doubles("value_floats") is { } numbers ? Tensor.From(numbers).To(DType.Float32) : null)
        ?? (node.Double("value_int") is { } whole ? Tensor.Scalar(whole, DType.Int64) : null)
        ?? (node.Doubles("value_ints") is { } wholes ? Tensor.From(wholes).To(DType.Int64) : null)
        ?? throw node.Refused("a constant of this kind");

    private static Tensor ConstantOfShape(Node node)
    {
        Tensor value = node.Value("value") ?? Tensor.Zeros([1]);
        return value.Reshape([]).BroadcastTo(new Shape(node.Integers(0)));
    }
}
