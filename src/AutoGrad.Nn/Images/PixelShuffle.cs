namespace AutoGrad.Nn;

public static partial class Images
{
    /// <summary>Spreads channels over blocks of places: <c>y[c, h·r + i, w·r + j] = x[c·r² + i·r + j, h, w]</c>.</summary>
    /// <param name="x">[..., c r², h, w]: any dtype.</param>
    /// <param name="factor">r: the side of a block; 1 or more.</param>
    /// <returns>[..., c, h r, w r]</returns>
    /// <exception cref="ShapeException">There are fewer than three axes, or r² does not divide the channels.</exception>
    /// <remarks>Source: Shi et al., arXiv:1609.05158, section 3.2. ONNX calls it DepthToSpace in mode CRD.</remarks>
    public static Tensor PixelShuffle(Tensor x, int factor) => ToSpace("pixel_shuffle", x, factor, isBlockFirst: false);

    /// <summary>Gathers blocks of places into channels: the inverse of <see cref="PixelShuffle"/>.</summary>
    /// <param name="x">[..., c, h r, w r]: any dtype.</param>
    /// <param name="factor">r: the side of a block; 1 or more.</param>
    /// <returns>[..., c r², h, w]</returns>
    /// <exception cref="ShapeException">There are fewer than three axes, or r does not divide the height and the width.</exception>
    public static Tensor PixelUnshuffle(Tensor x, int factor) => ToDepth("pixel_unshuffle", x, factor, isBlockFirst: false);

    /// <summary>Spreads channels over blocks of places, those of one place of the block together: <c>y[c, h·r + i, w·r + j] = x[(i·r + j)·C + c, h, w]</c>, of C channels then.</summary>
    /// <param name="x">[..., c r², h, w]: any dtype.</param>
    /// <param name="factor">r: the side of a block; 1 or more.</param>
    /// <returns>[..., c, h r, w r]</returns>
    /// <exception cref="ShapeException">There are fewer than three axes, or r² does not divide the channels.</exception>
    /// <remarks>The order of TensorFlow's depth_to_space, and of ONNX's in mode DCR; PyTorch's is <see cref="PixelShuffle"/>.</remarks>
    public static Tensor DepthToSpace(Tensor x, int factor) => ToSpace("depth_to_space", x, factor, isBlockFirst: true);

    /// <summary>Gathers blocks of places into channels, those of one place of the block together: the inverse of <see cref="DepthToSpace"/>.</summary>
    /// <param name="x">[..., c, h r, w r]: any dtype.</param>
    /// <param name="factor">r: the side of a block; 1 or more.</param>
    /// <returns>[..., c r², h, w]</returns>
    /// <exception cref="ShapeException">There are fewer than three axes, or r does not divide the height and the width.</exception>
    public static Tensor SpaceToDepth(Tensor x, int factor) => ToDepth("space_to_depth", x, factor, isBlockFirst: true);

    /// <summary>Takes one channel of each group in turn, so that the next grouped convolution mixes them: <c>y[i·groups + g] = x[g·(c/groups) + i]</c>.</summary>
    /// <param name="x">[n, c, ...]: any dtype.</param>
    /// <param name="groups">How many; they must divide the channels.</param>
    /// <returns>[n, c, ...]</returns>
    /// <exception cref="ShapeException">There are fewer than two axes, or the groups do not divide the channels.</exception>
    /// <remarks>Source: Zhang et al., ShuffleNet, arXiv:1707.01083, section 3.1.</remarks>
    public static Tensor ChannelShuffle(Tensor x, int groups)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Rank < 2 || groups < 1 || x.Shape[1] % groups != 0)
        {
            throw new ShapeException("channel_shuffle", "x must be [n, c, ...], with a number of groups that divides c", $"{groups} for {x.Spec}");
        }

        return x.Reshape([x.Shape[0], groups, x.Shape[1] / groups, .. x.Shape[2..]]).SwapAxes(1, 2).Reshape(x.Shape.AsSpan());
    }

    private static Tensor ToSpace(string op, Tensor x, int r, bool isBlockFirst)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Rank < 3 || r < 1 || x.Shape[^3] % ((long)r * r) != 0)
        {
            throw new ShapeException(op, "x must be [..., c, h, w], with a factor whose square divides c", $"{r} for {x.Spec}");
        }

        (int n, int c, int h, int w) = (x.Shape[..^3].Size, x.Shape[^3] / (r * r), x.Shape[^2], x.Shape[^1]);
        Tensor apart = isBlockFirst
            ? x.Reshape(n, r, r, c, h, w).Transpose(0, 3, 4, 1, 5, 2)
            : x.Reshape(n, c, r, r, h, w).Transpose(0, 1, 4, 2, 5, 3);
        return apart.Reshape([.. x.Shape[..^3], c, h * r, w * r]);
    }

    private static Tensor ToDepth(string op, Tensor x, int r, bool isBlockFirst)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Rank < 3 || r < 1 || x.Shape[^2] % r != 0 || x.Shape[^1] % r != 0)
        {
            throw new ShapeException(op, "x must be [..., c, h, w], with a factor that divides h and w", $"{r} for {x.Spec}");
        }

        (int n, int c, int h, int w) = (x.Shape[..^3].Size, x.Shape[^3], x.Shape[^2] / r, x.Shape[^1] / r);
        Tensor apart = x.Reshape(n, c, h, r, w, r);
        return (isBlockFirst ? apart.Transpose(0, 3, 5, 1, 2, 4) : apart.Transpose(0, 1, 3, 5, 2, 4)).Reshape([.. x.Shape[..^3], c * r * r, h, w]);
    }
}
