using System.Numerics.Tensors;

namespace AutoGrad;

/// <summary>What decompositions into values and vectors share.</summary>
internal static class Spectrum
{
    /// <summary>The distance from 1 to the next number of the dtype.</summary>
    public static double Epsilon(DType dtype) => dtype == DType.Float32 ? 1.1920928955078125e-7 : 2.220446049250313e-16;

    /// <summary><c>1 / (wⱼ - wᵢ)</c>, and 0 for values that rounding does not tell apart.</summary>
    /// <param name="values">[..., n]</param>
    /// <returns>[..., n, n]</returns>
    public static Tensor InverseGaps(Tensor values)
    {
        int n = values.Shape[^1];
        if (n == 0)
        {
            return Tensor.Zeros([.. values.Shape, 0], values.DType);
        }

        Tensor gaps = values.ExpandDims(-2) - values.ExpandDims(-1);
        return InverseUnless(Tensor.Abs(gaps) <= Blur(values).ExpandDims(-1), gaps);
    }

    /// <summary>Whether two values of a matrix are such that rounding does not tell them apart.</summary>
    /// <param name="values">[..., n]: ascending.</param>
    /// <returns>[..., 1]: Bool.</returns>
    public static Tensor AreRepeated(Tensor values)
    {
        int n = values.Shape[^1];
        return n < 2
            ? Tensor.Zeros([.. values.Shape[..^1], 1], DType.Bool)
            : (values.SliceAxis(-1, 1, n - 1) - values.SliceAxis(-1, 0, n - 1) <= Blur(values)).Any(-1, keepDims: true);
    }

    // [..., 1]: how far apart rounding may put values that are one.
    private static Tensor Blur(Tensor values) => values.Shape[^1] * Epsilon(values.DType) * Tensor.Abs(values).Max(-1, keepDims: true);

    /// <summary><c>1 / x</c>, and 0 in every order of derivatives where x is 0.</summary>
    public static Tensor InverseOrZero(Tensor x) => InverseUnless(Tensor.Equal(x, 0), x);

    public static int[] Ascending(double[] values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length)];
        return [.. order.OrderBy(i => values[i])];
    }

    /// <summary>1, or -1 for a vector whose element of greatest magnitude is negative.</summary>
    public static double Sign(ReadOnlySpan<double> vector) =>
        vector.IsEmpty || vector[TensorPrimitives.IndexOfMaxMagnitude(vector)] >= 0 ? 1 : -1;

    private static Tensor InverseUnless(Tensor mask, Tensor x) => Tensor.Where(mask, 0.0, 1.0 / Tensor.Where(mask, 1.0, x));
}
