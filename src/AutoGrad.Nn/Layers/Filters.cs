namespace AutoGrad.Nn;

/// <summary>What convolutional layers of all ranks share.</summary>
internal static class Filters
{
    /// <summary>Draws filters, and no bias: weights [outputs, inputs / groups, window …], transposed [inputs, outputs / groups, window …].</summary>
    /// <param name="layer">For messages.</param>
    /// <param name="axes">How many axes a window has.</param>
    /// <param name="isTransposed">Whether the weights belong to a transposed convolution.</param>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="inputs">Channels in.</param>
    /// <param name="outputs">Channels out.</param>
    /// <param name="window">The extent of a filter along each axis.</param>
    /// <param name="groups">Into how many groups the channels fall.</param>
    /// <param name="initializer">How the filters are drawn.</param>
    /// <param name="dtype">A floating dtype.</param>
    /// <exception cref="ShapeException">A number is not positive, or the channels do not fall into the groups.</exception>
    public static (Tensor Weight, Tensor Bias) Draw(
        string layer, int axes, bool isTransposed, RandomKey key, int inputs, int outputs, int window, int groups, Initializer? initializer, DType dtype)
    {
        if (Math.Min(Math.Min(inputs, outputs), Math.Min(window, groups)) < 1 || inputs % groups != 0 || outputs % groups != 0)
        {
            throw new ShapeException(
                layer, "inputs, outputs, window and groups must be 1 or more, and the channels multiples of the groups",
                $"{inputs}, {outputs}, {window} and {groups}");
        }

        // Groups cut both what a filter sees and who sees a channel.
        int[] windows = [.. Enumerable.Repeat(window, axes)];
        int places = windows.Aggregate(1, (product, extent) => product * extent);
        Shape shape = isTransposed ? [inputs, outputs / groups, .. windows] : [outputs, inputs / groups, .. windows];
        Tensor weight = (initializer ?? Initial.GlorotUniform)(key, shape, inputs / groups * places, outputs / groups * places, dtype);
        return (weight, Tensor.Zeros([outputs], dtype));
    }

    /// <summary>Adds a bias [c] to each place of [n, c, ...].</summary>
    public static Tensor WithBias(Tensor y, Tensor bias) => y + bias.Reshape([bias.Size, .. Enumerable.Repeat(1, y.Rank - 2)]);
}
