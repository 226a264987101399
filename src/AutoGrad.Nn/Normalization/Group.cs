namespace AutoGrad.Nn;

public static partial class Normalize
{
    /// <summary>
    /// Normalises groups of channels, example by example: <c>y = (x - μ) / √(σ² + ε) · scale + shift</c>, with the mean μ and the
    /// variance σ² over a group's channels and all places.
    /// </summary>
    /// <param name="x">[n, c, ...]: channels second; a floating dtype.</param>
    /// <param name="groups">Into how many equal groups the channels fall; 1 or more.</param>
    /// <param name="scale">[c]: 1 unless given.</param>
    /// <param name="shift">[c]: 0 unless given.</param>
    /// <param name="epsilon">Added to the variance, in its units; 0 or more.</param>
    /// <returns>[n, c, ...]</returns>
    /// <exception cref="ShapeException">The channels do not fall into the groups, or scale or shift are not one number a channel.</exception>
    /// <exception cref="ArgumentException">Epsilon is negative.</exception>
    /// <remarks>Source: Wu and He, Group Normalization, arXiv:1803.08494, equation 7.</remarks>
    public static Tensor Group(Tensor x, int groups, Tensor? scale = null, Tensor? shift = null, double epsilon = 1e-5)
    {
        RequireExampleChannels("group_norm", x, scale, shift, epsilon);
        int channels = x.Shape[1];
        if (groups < 1 || channels % groups != 0)
        {
            throw new ShapeException("group_norm", "the channels of x, [n, c, ...], must fall into the groups", $"{groups} groups for {x.Spec}");
        }

        Shape split = [x.Shape[0], groups, channels / groups, .. x.Shape[2..]];
        Tensor y = Standard(x.Reshape(split), From(2, split.Rank), epsilon).Reshape(x.Shape);
        return Affinely(y, Channels(scale, x.Rank), Channels(shift, x.Rank));
    }

    /// <summary>
    /// Normalises each channel of each example: <c>y = (x - μ) / √(σ² + ε) · scale + shift</c>, with the mean μ and the variance σ² over
    /// the channel's places.
    /// </summary>
    /// <param name="x">[n, c, ...]: channels second; a floating dtype.</param>
    /// <param name="scale">[c]: 1 unless given.</param>
    /// <param name="shift">[c]: 0 unless given.</param>
    /// <param name="epsilon">Added to the variance, in its units; 0 or more.</param>
    /// <returns>[n, c, ...]: the shift, where a channel has one place only.</returns>
    /// <exception cref="ShapeException">There are no channels, or scale or shift are not one number a channel.</exception>
    /// <exception cref="ArgumentException">Epsilon is negative.</exception>
    /// <remarks>Source: Ulyanov, Vedaldi and Lempitsky, Instance Normalization, arXiv:1607.08022, equation 4.</remarks>
    public static Tensor Instance(Tensor x, Tensor? scale = null, Tensor? shift = null, double epsilon = 1e-5)
    {
        RequireExampleChannels("instance_norm", x, scale, shift, epsilon);
        return Affinely(Standard(x, From(2, x.Rank), epsilon), Channels(scale, x.Rank), Channels(shift, x.Rank));
    }

    private static void RequireExampleChannels(string op, Tensor x, Tensor? scale, Tensor? shift, double epsilon)
    {
        ArgumentNullException.ThrowIfNull(x);
        Require(op, x.Rank >= 2, ChannelsRule, x);
        RequireShaped(op, "scale", [x.Shape[1]], x, scale);
        RequireShaped(op, "shift", [x.Shape[1]], x, shift);
        RequireEpsilon(op, epsilon);
    }
}
