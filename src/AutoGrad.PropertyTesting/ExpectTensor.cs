using System.Globalization;

namespace AutoGrad.PropertyTesting;

/// <summary>Asserts that tensors, or records and other trees of them, are what is expected, and says which element is not and by how much.</summary>
/// <remarks>Equal infinities are equal, and a NaN is what it should be where a NaN is expected. Tensors that are not floating must be equal.</remarks>
public static class ExpectTensor
{
    /// <summary>Each element lies near the expected one: <c>|actual - expected| ≤ absolute + relative · |expected|</c>.</summary>
    /// <param name="actual">What was computed.</param>
    /// <param name="expected">What it should be, of the same structure, shapes and dtypes.</param>
    /// <param name="relative">How far off, as a part of the expected element.</param>
    /// <param name="absolute">How far off besides: for elements that should be 0, or nearly.</param>
    /// <exception cref="ExpectTensorException">They are not near; the message names the worst element.</exception>
    /// <example><code>ExpectTensor.Close(Transform.Grad(Loss)(x), Tensor.From([2], [0.6, -0.8]), relative: 1e-12);</code></example>
    public static void Close<T>(T actual, T expected, double relative = 1e-9, double absolute = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(relative);
        ArgumentOutOfRangeException.ThrowIfNegative(absolute);
        string rule = string.Create(CultureInfo.InvariantCulture, $"within {relative:G6} of the expected one, relative to it{(absolute > 0 ? $", and {absolute:G6}" : "")}");
        Compare("ExpectTensor.Close", rule, actual, expected, (element, target, _) => Math.Abs(element - target) / (absolute + relative * Math.Abs(target)));
    }

    /// <summary>Each element is at most so many floating-point numbers away from the expected one.</summary>
    /// <param name="actual">What was computed.</param>
    /// <param name="expected">What it should be, of the same structure, shapes and dtypes.</param>
    /// <param name="ulp">Units in the last place; 0 asks for equal numbers.</param>
    /// <exception cref="ExpectTensorException">They are not near; the message names the worst element.</exception>
    public static void WithinUlp<T>(T actual, T expected, long ulp = 4)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ulp);
        Compare("ExpectTensor.WithinUlp", $"within {ulp} ulp of the expected one", actual, expected, (element, target, dtype) => Ulps(element, target, dtype) / Math.Max(ulp, 0.5));
    }

    /// <summary>How many floating-point numbers of a dtype lie between two, one of them included; zeros of both signs are one number.</summary>
    internal static double Ulps(double x, double y, DType dtype)
    {
        Int128 left = dtype == DType.Float32 ? Place(BitConverter.SingleToInt32Bits((float)x), int.MinValue) : Place(BitConverter.DoubleToInt64Bits(x), long.MinValue);
        Int128 right = dtype == DType.Float32 ? Place(BitConverter.SingleToInt32Bits((float)y), int.MinValue) : Place(BitConverter.DoubleToInt64Bits(y), long.MinValue);
        return (double)Int128.Abs(left - right);
    }

    // Bits of negative numbers count away from zero.
    private static Int128 Place(long bits, long zero) => bits < 0 ? (Int128)zero - bits : bits;

    // The excess of an element is its error divided by what is allowed.
    private static void Compare<T>(string op, string rule, T actual, T expected, Func<double, double, DType, double> excess)
    {
        TreeLeaf[] found = Tree.LeavesWithPath(actual);
        TreeLeaf[] wanted = Tree.LeavesWithPath(expected);
        string left = Specs(found);
        string right = Specs(wanted);
        if (left != right)
        {
            throw new ExpectTensorException($"{op}: both must have one structure, shape and dtype; got {left}, expected {right}.");
        }

        double most = 1;
        string worst = "";
        int beyond = 0;
        foreach ((TreeLeaf leaf, TreeLeaf target) in found.Zip(wanted))
        {
            foreach ((int place, double size) in Excesses(leaf.Value, target.Value, excess))
            {
                beyond++;
                if (size > most)
                {
                    (most, worst) = (size, Worst(leaf, target.Value, place));
                }
            }
        }

        if (beyond > 0)
        {
            throw new ExpectTensorException($"{op}: every element must lie {rule}; got {beyond} of {found.Sum(leaf => leaf.Value.Size)} beyond it, the worst {worst}.");
        }
    }

    // Places where an element is further off than allowed, and by what factor.
    private static IEnumerable<(int Place, double Size)> Excesses(Tensor x, Tensor target, Func<double, double, DType, double> excess)
    {
        if (!x.IsFloating())
        {
            return TensorCode.Texts(x).Zip(TensorCode.Texts(target)).Index().Where(pair => pair.Item.First != pair.Item.Second).Select(pair => (pair.Index, double.PositiveInfinity));
        }

        return Elements.Of(x).Zip(Elements.Of(target), (element, expected) =>
                element.Equals(expected) ? 0
                : !double.IsFinite(element) || !double.IsFinite(expected) ? double.PositiveInfinity
                : excess(element, expected, x.DType))
            .Index().Where(pair => pair.Item > 1);
    }

    private static string Worst(TreeLeaf leaf, Tensor target, int place)
    {
        string at = $"at {leaf.Path}{Position(target.Shape, place)}: {TensorCode.Texts(leaf.Value)[place]} instead of {TensorCode.Texts(target)[place]}";
        if (!target.IsFloating())
        {
            return at;
        }

        (double element, double expected) = (Elements.Of(leaf.Value)[place], Elements.Of(target)[place]);
        double error = Math.Abs(element - expected);
        return double.IsFinite(error)
            ? string.Create(CultureInfo.InvariantCulture, $"{at}, off by {error:G6}, {error / Math.Abs(expected):G3} relative, {Ulps(element, expected, target.DType):G17} ulp")
            : at;
    }

    private static string Position(Shape shape, int place)
    {
        var at = new int[shape.Rank];
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            (place, at[axis]) = Math.DivRem(place, shape[axis]);
        }

        return $"[{string.Join(", ", at)}]";
    }

    private static string Specs(TreeLeaf[] leaves) =>
        string.Join(", ", leaves.Select(leaf => leaf.Path.Length == 0 ? $"{leaf.Value.Spec}" : $"{leaf.Path} {leaf.Value.Spec}"));
}
