using System.Globalization;

namespace AutoGrad.Testing;

/// <summary>Compares numbers within a tolerance.</summary>
internal static class Close
{
    /// <summary>|actual - expected| ≤ absolute + relative |expected|, element by element; NaN equals NaN.</summary>
    public static void Equal(IReadOnlyList<double> expected, Tensor actual, double relative, double absolute = 0)
    {
        double[] numbers = actual.To(DType.Float64).ToArray<double>();
        Assert.Equal(expected.Count, numbers.Length);
        for (int i = 0; i < numbers.Length; i++)
        {
            bool holds = expected[i].Equals(numbers[i]) || Math.Abs(numbers[i] - expected[i]) <= absolute + relative * Math.Abs(expected[i]);
            Assert.True(holds, string.Create(CultureInfo.InvariantCulture, $"[{i}]: {expected[i]:R} expected, got {numbers[i]:R}"));
        }
    }
}
