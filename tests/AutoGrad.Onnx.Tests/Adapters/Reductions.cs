namespace AutoGrad.Onnx.Tests;

/// <summary>Reductions and cumulations.</summary>
internal static partial class Adapters
{
    private delegate Tensor Reduction(Tensor x, int[] axes, bool keepDims);

    /// <summary>A reduction over the axes that an attribute or, in newer versions, an input says; over all unless said.</summary>
    /// <param name="reduce">What is done over at least one axis.</param>
    /// <param name="before">What the operator does to each element in any case.</param>
    /// <param name="after">What it does to each result.</param>
    private static Adapter Reduce(Reduction reduce, Func<Tensor, Tensor>? before = null, Func<Tensor, Tensor>? after = null) => One(node =>
    {
        Tensor x = before is null ? node[0] : before(node[0]);
        bool keepDims = node.Flag("keepdims", true), isNothing = node.Flag("noop_with_empty_axes");
        int[] axes = node.Ints("axes", 1) ?? [];
        Tensor y = axes.Length > 0 ? reduce(x, axes, keepDims)
            : isNothing ? x
            : reduce(x, [.. Enumerable.Range(0, x.Rank)], keepDims);
        return after is null ? y : after(y);
    });

    private static Tensor Sum(Tensor x, int[] axes, bool keepDims) => x.Sum(axes, keepDims);

    private static Tensor Prod(Tensor x, int[] axes, bool keepDims) => x.Prod(axes, keepDims);

    private static Tensor Mean(Tensor x, int[] axes, bool keepDims) => InFloating(x, values => values.Mean(axes, keepDims));

    private static Tensor Length(Tensor x, int[] axes, bool keepDims) => InFloating(x, values => values.Norm(axes, keepDims));

    private static Tensor LogSumExp(Tensor x, int[] axes, bool keepDims) => InFloating(x, values => values.LogSumExp(axes, keepDims));

    // ONNX gives integers for integers, rounded towards 0.
    private static Tensor InFloating(Tensor x, Func<Tensor, Tensor> f) => IsFloating(x) ? f(x) : f(x.To(DType.Float64)).To(x.DType);

    // Of nothing the greatest is the least number there is, and the other way round.
    private static Tensor Greatest(Tensor x, int[] axes, bool keepDims) => Extreme(x, axes, keepDims, double.NegativeInfinity, isGreatest: true);

    private static Tensor Least(Tensor x, int[] axes, bool keepDims) => Extreme(x, axes, keepDims, double.PositiveInfinity, isGreatest: false);

    private static Tensor Extreme(Tensor x, int[] axes, bool keepDims, double ofNothing, bool isGreatest)
    {
        if (x.DType == DType.Bool)
        {
            return isGreatest ? x.Any(axes, keepDims) : x.All(axes, keepDims);
        }

        if (axes.Any(axis => x.Shape[axis] == 0))
        {
            return x.Sum(axes, keepDims) + ofNothing;
        }

        return isGreatest ? x.Max(axes, keepDims) : x.Min(axes, keepDims);
    }

    private static Adapter Arg(bool isGreatest) => One(node =>
    {
        Tensor x = node[0];
        int axis = node.Int("axis", 0);
        bool isLast = node.Flag("select_last_index");
        Tensor from = isLast ? x.Flip(axis) : x;
        Tensor place = (isGreatest ? from.ArgMax(axis) : from.ArgMin(axis)).To(DType.Int64);
        place = isLast ? x.Shape[axis] - 1 - place : place;
        return node.Flag("keepdims", true) ? place.ExpandDims(axis < 0 ? axis + x.Rank : axis) : place;
    });

    private static Tensor CumSum(Node node) => node[0].CumSum(node.Integers(1)[0], node.Flag("exclusive"), node.Flag("reverse"));

    private static Tensor CumProd(Node node) => node[0].CumProd(node.Integers(1)[0], node.Flag("exclusive"), node.Flag("reverse"));

    private static Tensor?[] TopK(Node node)
    {
        node.Ignore("sorted");
        int k = node.Opset < 10 ? node.Int("k", 0) : node.Integers(1)[0];
        (Tensor values, Tensor indices) = node[0].TopK(k, node.Int("axis", -1), node.Flag("largest", true));
        return [values, indices.To(DType.Int64)];
    }
}
