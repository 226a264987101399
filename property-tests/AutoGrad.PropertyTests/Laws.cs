namespace AutoGrad.PropertyTests;

internal static class Laws
{
    /// <summary>One spec, and elements equal up to a tolerance relative to the greater of 1 and the largest element.</summary>
    public static bool IsClose(Tensor x, Tensor y, double relative)
    {
        (double[] a, double[] b) = (x.ToArray<double>(), y.ToArray<double>());
        double scale = a.Append(1).Max(Math.Abs);
        return x.Spec == y.Spec && a.Zip(b).All(pair => pair.First.Equals(pair.Second) || Math.Abs(pair.First - pair.Second) <= relative * scale);
    }
}
