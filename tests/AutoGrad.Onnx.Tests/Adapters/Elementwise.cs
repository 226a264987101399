namespace AutoGrad.Onnx.Tests;

/// <summary>Operators on elements, with broadcasting.</summary>
internal static partial class Adapters
{
    // Dtypes by ONNX's numbers.
    private static DType ElementType(Node node, int number) => number switch
    {
        1 => DType.Float32,
        2 => DType.UInt8,
        6 => DType.Int32,
        7 => DType.Int64,
        9 => DType.Bool,
        11 => DType.Float64,
        12 => DType.UInt32,
        _ => throw node.Refused($"element type {number}"),
    };

    private static DType ElementType(Node node, string name) => name switch
    {
        "FLOAT" => DType.Float32,
        "UINT8" => DType.UInt8,
        "INT32" => DType.Int32,
        "INT64" => DType.Int64,
        "BOOL" => DType.Bool,
        "DOUBLE" => DType.Float64,
        "UINT32" => DType.UInt32,
        _ => throw node.Refused($"element type {name}"),
    };

    private static Adapter Unary(Func<Tensor, Tensor> f) => One(node => f(node[0]));

    private static Adapter Binary(Func<Tensor, Tensor, Tensor> f) => One(node => f(node[0], BroadcastRight(node)));

    private static Adapter Several(Func<Tensor, Tensor, Tensor> f) => One(node => node.Inputs.Aggregate(f));

    // Below opset 7 the right operand is aligned with the left one from "axis" on, and with its end unless said.
    private static Tensor BroadcastRight(Node node)
    {
        (Tensor x, Tensor y) = (node[0], node[1]);
        bool isBroadcast = node.Flag("broadcast");
        int axis = node.Int("axis", x.Rank - y.Rank);
        return isBroadcast && node.Opset < 7 ? y.Reshape([.. y.Shape, .. Enumerable.Repeat(1, Math.Max(0, x.Rank - axis - y.Rank))]) : y;
    }

    private static Tensor Cast(Node node)
    {
        node.Ignore("saturate", "round_mode");
        return node[0].To(node.Opset < 6 ? ElementType(node, node.Text("to", "")) : ElementType(node, node.Int("to", 0)));
    }

    private static Tensor CastLike(Node node)
    {
        node.Ignore("saturate", "round_mode");
        return node[0].To(node[1].DType);
    }

    // The upper bound holds where the two cross.
    private static Tensor Clip(Node node)
    {
        Tensor x = node[0];
        Tensor? low = node.Optional(1) ?? (node.Double("min") is { } least ? Tensor.Full([], least, x.DType) : null);
        Tensor? high = node.Optional(2) ?? (node.Double("max") is { } greatest ? Tensor.Full([], greatest, x.DType) : null);
        return (low, high) switch
        {
            (null, null) => x,
            (null, { } bound) => Tensor.Minimum(x, bound),
            ({ } bound, null) => Tensor.Maximum(x, bound),
            _ => Tensor.Clamp(x, low, high),
        };
    }

    private static Tensor IsInf(Node node)
    {
        Tensor x = node[0];
        Tensor isPositive = Tensor.Equal(x, double.PositiveInfinity), isNegative = Tensor.Equal(x, double.NegativeInfinity);
        return (node.Flag("detect_positive", true), node.Flag("detect_negative", true)) switch
        {
            (true, true) => Tensor.IsInfinity(x),
            (true, false) => isPositive,
            (false, true) => isNegative,
            _ => Tensor.Zeros(x.Shape, DType.Bool),
        };
    }

    private static Tensor Mean(Node node) => node.Inputs.Aggregate(Tensor.Add) / node.Inputs.Length;

    private static Tensor Mod(Node node) => node.Flag("fmod") ? Tensor.Fmod(node[0], node[1]) : Tensor.Remainder(node[0], node[1]);

    // The exponent may be of another dtype; the base's is the result's.
    private static Tensor Pow(Node node)
    {
        Tensor x = node[0], y = BroadcastRight(node);
        return x.DType == y.DType || (y.DType is DType.Int32 or DType.Int64 && !IsFloating(x))
            ? Tensor.Pow(x, y.To(x.DType))
            : Tensor.Pow(x.To(DType.Float64), y.To(DType.Float64)).To(x.DType);
    }

    // Integers are divided towards 0.
    private static Tensor Div(Node node)
    {
        Tensor x = node[0], y = BroadcastRight(node);
        return IsFloating(x) ? x / y : Tensor.FloorDivide(x - Tensor.Fmod(x, y), y);
    }

    private static Tensor BitShift(Node node) => node.Text("direction", "") switch
    {
        "LEFT" => node[0] << node[1],
        "RIGHT" => node[0] >> node[1],
        string direction => throw node.Refused($"direction {direction}"),
    };

    private static bool IsFloating(Tensor x) => x.DType is DType.Float32 or DType.Float64;

    private static Tensor Where(Node node) => Tensor.Where(node[0], node[1], node[2]);
}
