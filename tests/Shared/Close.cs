using System.Globalization;

namespace AutoGrad.Testing;

/// <summary>Comparisons of numbers that say where they fail.</summary>
internal static partial class Close
{
    /// <summary>Elements agree up to a tolerance, relative to the greater of 1 and the largest expected element.</summary>
    public static void Equal(IEnumerable<double> expected, Tensor actual, double tolerance) =>
        Equal([.. expected], actual.To(DType.Float64).ToArray<double>(), tolerance);

    /// <summary>|actual - expected| ≤ absolute + relative |expected|, element by element; NaN equals NaN.</summary>
    public static void Within(IReadOnlyList<double> expected, Tensor actual, double relative, double absolute = 0)
    {
        double[] numbers = actual.To(DType.Float64).ToArray<double>();
        Assert.Equal(expected.Count, numbers.Length);
        for (int i = 0; i < numbers.Length; i++)
        {
            bool holds = expected[i].Equals(numbers[i]) || Math.Abs(numbers[i] - expected[i]) <= absolute + relative * Math.Abs(expected[i]);
            Assert.True(holds, string.Create(CultureInfo.InvariantCulture, $"[{i}]: {expected[i]:R} expected, got {numbers[i]:R}"));
        }
    }

    /// <summary>Shapes and dtypes agree, and elements up to a tolerance.</summary>
    public static void Equal(Tensor expected, Tensor actual, double tolerance)
    {
        Assert.Equal(expected.Spec, actual.Spec);
        Equal(expected.To(DType.Float64).ToArray<double>(), actual, tolerance);
    }

    /// <summary>Shapes and dtypes agree, and elements to the last bit, but for the sign of zero and NaN's payload.</summary>
    public static void Same(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.Spec, actual.Spec);
        Assert.Equal(expected.To(DType.Float64).ToArray<double>(), actual.To(DType.Float64).ToArray<double>());
    }

    public static void Equal(double expected, double actual, double tolerance) => Equal([expected], [actual], tolerance);

    public static void Equal(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = 1;
        foreach (double value in expected)
        {
            scale = double.IsFinite(value) ? Math.Max(scale, Math.Abs(value)) : scale;
        }

        for (int i = 0; i < expected.Length; i++)
        {
            bool agrees = expected[i].Equals(actual[i]) || expected[i] == actual[i] || Math.Abs(expected[i] - actual[i]) <= tolerance * scale;
            if (!agrees)
            {
                Assert.Fail(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Element {i} of {expected.Length}: expected {expected[i]:R}, got {actual[i]:R}, which is off by {Math.Abs(expected[i] - actual[i]) / scale:G3} of {scale:G3}; allowed {tolerance:G3}."));
            }
        }
    }
}
