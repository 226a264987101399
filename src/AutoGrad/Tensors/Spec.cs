namespace AutoGrad;

/// <summary>What is known of a tensor without its numbers: prints as <c>f32[2, 3]</c>.</summary>
/// <param name="Shape">The extents.</param>
/// <param name="DType">The type of the elements.</param>
public readonly record struct Spec(Shape Shape, DType DType)
{
    /// <summary>Prints the short name of the dtype and the extents.</summary>
    public override string ToString() => DType.ShortName() + Shape;
}
