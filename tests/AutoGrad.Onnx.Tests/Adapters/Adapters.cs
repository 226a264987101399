using AutoGrad.Nn;

namespace AutoGrad.Onnx.Tests;

/// <summary>ONNX's operators by the library's operations: one row each.</summary>
internal static partial class Adapters
{
    /// <summary>Operators whose Float32 results carry the roundings of many terms.</summary>
    public static readonly HashSet<string> Accumulating = ["Conv", "ConvTranspose", "Gemm", "MatMul", "RNN", "GRU", "LSTM"];

    /// <summary>Operators that the library knows on rows and images, and not in space.</summary>
    public static readonly HashSet<string> Flat = ["AveragePool", "MaxPool"];

    /// <summary>Operators that the library has nothing to compute with.</summary>
    public static readonly HashSet<string> Absent =
    [
        "Dropout", "GridSample", "GRU", "LpPool", "LSTM", "MaxUnpool", "NegativeLogLikelihoodLoss", "Resize", "RNN", "SoftmaxCrossEntropyLoss",
    ];

    private static readonly Dictionary<string, Adapter> s_table = new(StringComparer.Ordinal)
    {
        ["Abs"] = Unary(Tensor.Abs),
        ["Acos"] = Unary(Tensor.Acos),
        ["Acosh"] = Unary(Tensor.Acosh),
        ["Adagrad"] = Adagrad,
        ["Adam"] = Adam,
        ["Add"] = Binary(Tensor.Add),
        ["And"] = Binary(Tensor.LogicalAnd),
        ["ArgMax"] = Arg(isGreatest: true),
        ["ArgMin"] = Arg(isGreatest: false),
        ["Asin"] = Unary(Tensor.Asin),
        ["Asinh"] = Unary(Tensor.Asinh),
        ["Atan"] = Unary(Tensor.Atan),
        ["Atanh"] = Unary(Tensor.Atanh),
        ["Attention"] = Attend,
        ["AveragePool"] = One(AveragePool),
        ["BatchNormalization"] = BatchNormalization,
        ["BitShift"] = One(BitShift),
        ["BitwiseAnd"] = Binary(Tensor.BitwiseAnd),
        ["BitwiseNot"] = Unary(Tensor.BitwiseNot),
        ["BitwiseOr"] = Binary(Tensor.BitwiseOr),
        ["BitwiseXor"] = Binary(Tensor.BitwiseXor),
        ["Cast"] = One(Cast),
        ["CastLike"] = One(CastLike),
        ["Ceil"] = Unary(Tensor.Ceiling),
        ["Celu"] = One(Celu),
        ["CenterCropPad"] = One(CenterCropPad),
        ["Clip"] = One(Clip),
        ["Compress"] = One(Compress),
        ["Concat"] = One(Concat),
        ["Constant"] = One(Constant),
        ["ConstantOfShape"] = One(ConstantOfShape),
        ["Conv"] = One(Conv),
        ["ConvTranspose"] = One(ConvTranspose),
        ["Cos"] = Unary(Tensor.Cos),
        ["Cosh"] = Unary(Tensor.Cosh),
        ["CumProd"] = One(CumProd),
        ["CumSum"] = One(CumSum),
        ["DepthToSpace"] = One(DepthToSpace),
        ["Det"] = Unary(LinearAlgebra.Determinant),
        ["Div"] = One(Div),
        ["Einsum"] = One(Einsum),
        ["Elu"] = One(Elu),
        ["Equal"] = Binary(Tensor.Equal),
        ["Erf"] = Unary(Tensor.Erf),
        ["Exp"] = Unary(Tensor.Exp),
        ["Expand"] = One(Expand),
        ["EyeLike"] = One(EyeLike),
        ["Flatten"] = One(Flatten),
        ["Floor"] = Unary(Tensor.Floor),
        ["Gather"] = One(Gather),
        ["GatherElements"] = One(GatherElements),
        ["GatherND"] = One(GatherNd),
        ["Gelu"] = One(Gelu),
        ["Gemm"] = One(Gemm),
        ["GlobalAveragePool"] = Unary(Pool.GlobalAverage),
        ["GlobalLpPool"] = One(GlobalLpPool),
        ["GlobalMaxPool"] = Unary(Pool.GlobalMax),
        ["Greater"] = Binary((x, y) => x > y),
        ["GreaterOrEqual"] = Binary((x, y) => x >= y),
        ["GroupNormalization"] = One(GroupNormalization),
        ["Hardmax"] = One(Hardmax),
        ["HardSigmoid"] = One(HardSigmoid),
        ["HardSwish"] = Unary(Activations.HardSwish),
        ["Identity"] = Unary(Activations.Identity),
        ["InstanceNormalization"] = One(InstanceNormalization),
        ["IsInf"] = One(IsInf),
        ["IsNaN"] = Unary(Tensor.IsNaN),
        ["LayerNormalization"] = LayerNormalization,
        ["LeakyRelu"] = One(LeakyRelu),
        ["Less"] = Binary((x, y) => x < y),
        ["LessOrEqual"] = Binary((x, y) => x <= y),
        ["Log"] = Unary(Tensor.Log),
        ["LogSoftmax"] = One(LogSoftmax),
        ["LpNormalization"] = One(LpNormalization),
        ["LRN"] = One(LocalResponse),
        ["MatMul"] = Binary(Tensor.MatMul),
        ["Max"] = Several(Tensor.Maximum),
        ["MaxPool"] = MaxPool,
        ["Mean"] = One(Mean),
        ["MeanVarianceNormalization"] = One(MeanVarianceNormalization),
        ["Min"] = Several(Tensor.Minimum),
        ["Mish"] = Unary(Activations.Mish),
        ["Mod"] = One(Mod),
        ["Momentum"] = Momentum,
        ["Mul"] = Binary(Tensor.Multiply),
        ["Neg"] = Unary(Tensor.Negate),
        ["NonZero"] = One(NonZero),
        ["Not"] = Unary(Tensor.LogicalNot),
        ["OneHot"] = One(OneHot),
        ["Or"] = Binary(Tensor.LogicalOr),
        ["Pad"] = One(Pad),
        ["Pow"] = One(Pow),
        ["PRelu"] = One(PRelu),
        ["Range"] = One(Range),
        ["Reciprocal"] = Unary(Tensor.Reciprocal),
        ["ReduceL1"] = Reduce(Sum, before: Tensor.Abs),
        ["ReduceL2"] = Reduce((x, axes, keepDims) => x.Norm(axes, keepDims)),
        ["ReduceLogSum"] = Reduce(Sum, after: Tensor.Log),
        ["ReduceLogSumExp"] = Reduce(LogSumExp),
        ["ReduceMax"] = Reduce(Greatest),
        ["ReduceMean"] = Reduce(Mean),
        ["ReduceMin"] = Reduce(Least),
        ["ReduceProd"] = Reduce(Prod),
        ["ReduceSum"] = Reduce(Sum),
        ["ReduceSumSquare"] = Reduce(Sum, before: Tensor.Square),
        ["Relu"] = Unary(Activations.Relu),
        ["Reshape"] = One(Reshape),
        ["ReverseSequence"] = One(ReverseSequence),
        ["RMSNormalization"] = One(RmsNormalization),
        ["RotaryEmbedding"] = One(Rotate),
        ["Round"] = Unary(Tensor.Round),
        ["Scatter"] = One(ScatterElements),
        ["ScatterElements"] = One(ScatterElements),
        ["ScatterND"] = One(ScatterNd),
        ["Selu"] = One(Selu),
        ["Shape"] = One(ShapeOf),
        ["Shrink"] = One(Shrink),
        ["Sigmoid"] = Unary(Activations.Sigmoid),
        ["Sign"] = Unary(Tensor.Sign),
        ["Sin"] = Unary(Tensor.Sin),
        ["Sinh"] = Unary(Tensor.Sinh),
        ["Size"] = One(SizeOf),
        ["Slice"] = One(Slice),
        ["Softmax"] = One(Softmax),
        ["Softplus"] = Unary(x => Activations.Softplus(x)),
        ["Softsign"] = Unary(Activations.Softsign),
        ["SpaceToDepth"] = One(SpaceToDepth),
        ["Split"] = Split,
        ["Sqrt"] = Unary(Tensor.Sqrt),
        ["Squeeze"] = One(Squeeze),
        ["Sub"] = Binary(Tensor.Subtract),
        ["Sum"] = Several(Tensor.Add),
        ["SwiGLU"] = One(SwiGlu),
        ["Swish"] = One(Swish),
        ["Tan"] = Unary(Tensor.Tan),
        ["Tanh"] = Unary(Activations.Tanh),
        ["ThresholdedRelu"] = One(ThresholdedRelu),
        ["Tile"] = One(Tile),
        ["TopK"] = TopK,
        ["Transpose"] = One(Transpose),
        ["Trilu"] = One(Trilu),
        ["Unsqueeze"] = One(Unsqueeze),
        ["Where"] = One(Where),
        ["Xor"] = Binary(Tensor.LogicalXor),
    };

    /// <exception cref="InvalidDataException">The operator has no adapter, or its adapter does not know one of its attributes.</exception>
    public static Tensor?[] Run(Node node)
    {
        if (!s_table.TryGetValue(node.Op, out Adapter? adapter))
        {
            throw new InvalidDataException($"{node.Op}: there is no adapter for this operator");
        }

        Tensor?[] outputs = adapter(node);
        return node.Unread.Any() ? throw node.Refused($"the attributes {string.Join(", ", node.Unread)}") : outputs;
    }

    private static Adapter One(Func<Node, Tensor> f) => node => [f(node)];
}
