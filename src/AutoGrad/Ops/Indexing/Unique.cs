namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Finds the different elements, in rising order, as a vector of a size known beforehand.</summary>
    /// <param name="size">How many places the result has; greater elements beyond them are left out.</param>
    /// <param name="fill">What the places hold that no element is left for.</param>
    /// <returns>[size]: each NaN counts as different.</returns>
    /// <exception cref="ShapeException">The dtype is Bool.</exception>
    /// <remarks>Derivative: cotangents go to the first of equal elements.</remarks>
    public Tensor Unique(int size, double fill = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        Tensor sorted = Reshape([Size]).Sort();
        Tensor isFirst = Size == 0
            ? Zeros([0], DType.Bool)
            : Concatenate([Ones([1], DType.Bool), NotEqual(sorted.SliceAxis(0, 1, Size - 1), sorted.SliceAxis(0, 0, Size - 1))]);
        return sorted.MaskedSelect(isFirst, size, fill);
    }
}
