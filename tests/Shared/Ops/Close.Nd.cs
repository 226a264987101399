namespace AutoGrad.Testing;

internal static partial class Close
{
    /// <summary>Shapes agree, and elements up to a tolerance.</summary>
    public static void Equal(Nd expected, Tensor actual, double tolerance)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        Equal(expected.Data, actual, tolerance);
    }
}
