namespace AutoGrad.Nn;

/// <summary>A scale and a shift for each feature after normalising an example: <see cref="Normalize.Layer"/> with parameters.</summary>
/// <param name="Scale">[features]: one axis or more, which are normalised together.</param>
/// <param name="Shift">[features]</param>
public sealed record LayerNorm(Tensor Scale, Tensor Shift)
{
    /// <summary>Starts with scale 1 and shift 0.</summary>
    /// <param name="features">The extents of the last axes, which are normalised together.</param>
    /// <param name="dtype">A floating dtype.</param>
    public static LayerNorm Init(Shape features, DType dtype = DType.Float32) => new(Tensor.Ones(features, dtype), Tensor.Zeros(features, dtype));

    /// <summary>Normalises examples.</summary>
    /// <param name="p">The parameters.</param>
    /// <param name="x">[..., features]: of the parameters' dtype.</param>
    /// <param name="epsilon">Added to the variance; 0 or more.</param>
    /// <returns>[..., features]</returns>
    /// <exception cref="ShapeException">The examples have other features.</exception>
    public static Tensor Apply(LayerNorm p, Tensor x, double epsilon = 1e-5)
    {
        ArgumentNullException.ThrowIfNull(p);
        return Normalize.Layer(x, p.Scale, p.Shift, p.Scale.Rank, epsilon);
    }
}
