namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Makes a matrix with this vector on a diagonal and zeros elsewhere; of a stack, one for each.</summary>
    /// <param name="offset">How far above the main diagonal; negative for below.</param>
    /// <returns>[..., n + |offset|, n + |offset|]</returns>
    /// <exception cref="ShapeException">There is no axis.</exception>
    /// <remarks>The other way goes <see cref="Diagonal"/>.</remarks>
    public Tensor Diag(int offset = 0)
    {
        ShapeException.ThrowUnless(Rank > 0, "diag", "a vector or a stack of vectors is needed", Spec);
        int side = Shape[-1] + Math.Abs(offset);
        int[] starts = new int[Rank];
        int[] steps = [.. Enumerable.Repeat(1, Rank)];
        (starts[^1], steps[^1]) = (offset >= 0 ? offset : -offset * side, side + 1);
        return new PadOp([.. starts], Shape.With(Rank - 1, side * side), [.. steps]).Apply(this).Reshape([.. Shape[..^1], side, side]);
    }
}
