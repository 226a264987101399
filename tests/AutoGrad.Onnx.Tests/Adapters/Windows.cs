namespace AutoGrad.Onnx.Tests;

/// <summary>How windows move over rows, images and volumes: what convolutions and pools have in common, one number an axis.</summary>
internal sealed record Windows(int[] Kernel, int[] Strides, int[] Dilations, int[] Before, int[] After)
{
    public int Axes => Kernel.Length;

    /// <summary>Reads the attributes of a convolution or pool.</summary>
    /// <param name="node">The call.</param>
    /// <param name="kernel">The window's extents.</param>
    /// <param name="image">The image's, for automatic padding.</param>
    public static Windows Of(Node node, int[] kernel, int[] image)
    {
        int[] ones = [.. Enumerable.Repeat(1, kernel.Length)], zeros = new int[2 * kernel.Length];
        int[] strides = node.Ints("strides") ?? ones, dilations = node.Ints("dilations") ?? ones, pads = node.Ints("pads") ?? zeros;
        string automatic = node.Text("auto_pad", "NOTSET");
        if (automatic is "SAME_UPPER" or "SAME_LOWER")
        {
            for (int i = 0; i < kernel.Length; i++)
            {
                int count = (image[i] + strides[i] - 1) / strides[i];
                int missing = Math.Max(0, (count - 1) * strides[i] + dilations[i] * (kernel[i] - 1) + 1 - image[i]);
                int less = missing / 2, more = missing - less;
                (pads[i], pads[i + kernel.Length]) = automatic == "SAME_UPPER" ? (less, more) : (more, less);
            }
        }
        else if (automatic is not ("NOTSET" or "VALID"))
        {
            throw node.Refused($"auto_pad {automatic}");
        }

        return new Windows(kernel, strides, dilations, pads[..kernel.Length], pads[kernel.Length..]);
    }

    /// <summary>Rows become images of one row.</summary>
    public Windows WithHeight() => new([1, .. Kernel], [1, .. Strides], [1, .. Dilations], [0, .. Before], [0, .. After]);

    public Windows WithoutPadding() => this with { Before = new int[Axes], After = new int[Axes] };

    public Window1d As1d() => new(Strides[0], Before[0], After[0], Dilations[0]);

    public Window2d As2d() => new(Strides[0], Strides[1], Before[0], After[0], Before[1], After[1], Dilations[0], Dilations[1]);

    public Window3d As3d() => new(
        Strides[0], Strides[1], Strides[2], Before[0], After[0], Before[1], After[1], Before[2], After[2], Dilations[0], Dilations[1], Dilations[2]);
}
