namespace AutoGrad.Nn;

/// <summary>A scale and a shift for each channel after normalising it, example by example: <see cref="Normalize.Instance"/> with parameters.</summary>
/// <param name="Scale">[c]</param>
/// <param name="Shift">[c]</param>
public sealed record InstanceNorm(Tensor Scale, Tensor Shift)
{
    /// <summary>Starts with scale 1 and shift 0.</summary>
    /// <param name="channels">How many channels; 0 or more.</param>
    /// <param name="dtype">A floating dtype.</param>
    public static InstanceNorm Init(int channels, DType dtype = DType.Float32) => new(Tensor.Ones([channels], dtype), Tensor.Zeros([channels], dtype));

    /// <summary>Normalises a batch of examples.</summary>
    /// <param name="p">The parameters.</param>
    /// <param name="x">[n, c, ...]: channels second, of the parameters' dtype.</param>
    /// <param name="epsilon">Added to the variance; 0 or more.</param>
    /// <returns>[n, c, ...]</returns>
    /// <exception cref="ShapeException">The examples have other channels.</exception>
    public static Tensor Apply(InstanceNorm p, Tensor x, double epsilon = 1e-5)
    {
        ArgumentNullException.ThrowIfNull(p);
        return Normalize.Instance(x, p.Scale, p.Shift, epsilon);
    }
}
