namespace AutoGrad.Nn;

/// <summary>A scale for each feature after dividing an example by its root mean square: <see cref="Normalize.Rms"/> with parameters.</summary>
/// <param name="Scale">[features]: one axis or more, which are normalised together.</param>
public sealed record RmsNorm(Tensor Scale)
{
    /// <summary>Starts with scale 1.</summary>
    /// <param name="features">The extents of the last axes, which are normalised together.</param>
    /// <param name="dtype">A floating dtype.</param>
    public static RmsNorm Init(Shape features, DType dtype = DType.Float32) => new(Tensor.Ones(features, dtype));

    /// <summary>Normalises examples.</summary>
    /// <param name="p">The parameters.</param>
    /// <param name="x">[..., features]: of the parameters' dtype.</param>
    /// <param name="epsilon">Added to the mean square; 0 or more.</param>
    /// <returns>[..., features]</returns>
    /// <exception cref="ShapeException">The examples have other features.</exception>
    public static Tensor Apply(RmsNorm p, Tensor x, double epsilon = 1e-6)
    {
        ArgumentNullException.ThrowIfNull(p);
        return Normalize.Rms(x, p.Scale, p.Scale.Rank, epsilon);
    }
}
