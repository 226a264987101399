namespace AutoGrad.Nn;

/// <summary>A scale and a shift for each channel after normalising groups of them: <see cref="Normalize.Group"/> with parameters.</summary>
/// <param name="Scale">[c]</param>
/// <param name="Shift">[c]</param>
/// <param name="Groups">Into how many equal groups the channels fall.</param>
public sealed record GroupNorm(Tensor Scale, Tensor Shift, int Groups)
{
    /// <summary>Starts with scale 1 and shift 0.</summary>
    /// <param name="channels">How many channels; a multiple of the groups.</param>
    /// <param name="groups">Into how many equal groups they fall; 1 or more.</param>
    /// <param name="dtype">A floating dtype.</param>
    /// <exception cref="ShapeException">The channels do not fall into the groups.</exception>
    public static GroupNorm Init(int channels, int groups, DType dtype = DType.Float32) => groups >= 1 && channels >= 0 && channels % groups == 0
        ? new(Tensor.Ones([channels], dtype), Tensor.Zeros([channels], dtype), groups)
        : throw new ShapeException("group_norm", "the channels must fall into the groups, 1 or more", $"{channels} and {groups}");

    /// <summary>Normalises a batch of examples.</summary>
    /// <param name="p">The parameters.</param>
    /// <param name="x">[n, c, ...]: channels second, of the parameters' dtype.</param>
    /// <param name="epsilon">Added to the variance; 0 or more.</param>
    /// <returns>[n, c, ...]</returns>
    /// <exception cref="ShapeException">The examples have other channels.</exception>
    public static Tensor Apply(GroupNorm p, Tensor x, double epsilon = 1e-5)
    {
        ArgumentNullException.ThrowIfNull(p);
        return Normalize.Group(x, p.Groups, p.Scale, p.Shift, epsilon);
    }
}
