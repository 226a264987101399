namespace AutoGrad.Onnx.Tests;

/// <summary>Convolutions and their transposes.</summary>
internal static partial class Adapters
{
    private static Tensor Conv(Node node)
    {
        Tensor x = node[0], weights = node[1];
        var windows = Windows.Of(node, node.Ints("kernel_shape") ?? [.. weights.Shape[2..]], [.. x.Shape[2..]]);
        int groups = node.Int("group", 1);
        Tensor y = windows.Axes switch
        {
            1 => Tensor.Convolve1d(x, weights, windows.As1d(), groups),
            2 => Tensor.Convolve2d(x, weights, windows.As2d(), groups),
            3 => Tensor.Convolve3d(x, weights, windows.As3d(), groups),
            _ => throw node.Refused($"{windows.Axes} axes"),
        };
        return WithBias(y, node.Optional(2));
    }

    private static Tensor ConvTranspose(Node node)
    {
        Tensor x = node[0], weights = node[1];
        int[] image = [.. x.Shape[2..]], kernel = node.Ints("kernel_shape") ?? [.. weights.Shape[2..]];
        string automatic = node.Text("auto_pad", "NOTSET");
        int[] more = node.Ints("output_padding") ?? new int[image.Length];
        int[]? extents = node.Ints("output_shape");
        var windows = Windows.Of(node, kernel, image);
        if (automatic.StartsWith("SAME", StringComparison.Ordinal))
        {
            extents ??= [.. image.Zip(windows.Strides, (extent, stride) => extent * stride)];
        }

        int[] before = [.. windows.Before], after = [.. windows.After];
        for (int i = 0; extents is not null && i < image.Length; i++)
        {
            // Extents that are asked for say what is cut off, or, if that is negative, what is put at the end.
            int cut = windows.Strides[i] * (image[i] - 1) + more[i] + windows.Dilations[i] * (kernel[i] - 1) + 1 - extents[^(image.Length - i)];
            int less = Math.Max(0, cut) / 2, rest = Math.Max(0, cut) - less;
            (before[i], after[i]) = automatic == "SAME_UPPER" ? (less, rest) : (rest, less);
            more[i] += Math.Max(0, -cut);
        }

        return WithBias(Transposed(node, x, weights, windows with { Before = before, After = after }, more), node.Optional(2));
    }

    private static Tensor Transposed(Node node, Tensor x, Tensor weights, Windows windows, int[] more)
    {
        int groups = node.Int("group", 1);

        // The library takes no more at the end than a stride can leave open.
        bool isWithinStride = more.Zip(windows.Strides, (places, stride) => places < stride).All(holds => holds);
        if (!isWithinStride)
        {
            Tensor whole = Transposed(node, x, weights, windows.WithoutPadding(), new int[windows.Axes]);
            for (int i = 0; i < windows.Axes; i++)
            {
                int extent = whole.Shape[2 + i] - windows.Before[i] - windows.After[i] + more[i];
                int kept = Math.Min(extent, whole.Shape[2 + i] - windows.Before[i]);
                int[] border = new int[whole.Rank];
                border[2 + i] = extent - kept;
                whole = whole.SliceAxis(2 + i, windows.Before[i], kept).Pad(new int[whole.Rank], border);
            }

            return whole;
        }

        return windows.Axes switch
        {
            1 => Tensor.ConvolveTranspose1d(x, weights, windows.As1d(), more[0], groups),
            2 => Tensor.ConvolveTranspose2d(x, weights, windows.As2d(), (more[0], more[1]), groups),
            3 => Tensor.ConvolveTranspose3d(x, weights, windows.As3d(), (more[0], more[1], more[2]), groups),
            _ => throw node.Refused($"{windows.Axes} axes"),
        };
    }

    private static Tensor WithBias(Tensor y, Tensor? bias) =>
        bias is null ? y : y + bias.Reshape([-1, .. Enumerable.Repeat(1, y.Rank - 2)]);

    // Blocks are columns; each is added where it came from. The library folds images, of which rows are those of height 1.
    private static Tensor Col2Im(Node node)
    {
        Tensor x = node[0];
        int[] image = node.Integers(1), block = node.Integers(2);
        var windows = Windows.Of(node, block, image);
        return windows.Axes switch
        {
            1 => Tensor.Fold2d(x, (1, image[0]), (1, block[0]), windows.WithHeight().As2d()).Squeeze(2),
            2 => Tensor.Fold2d(x, (image[0], image[1]), (block[0], block[1]), windows.As2d()),
            _ => Spread(x, image, windows),
        };
    }

    // Folding is the transpose of taking blocks, and so is a transposed convolution whose filters take one place of the block each.
    private static Tensor Spread(Tensor x, int[] image, Windows windows)
    {
        int places = new Shape(windows.Kernel).Size, channels = x.Shape[1] / places;
        int[] counts = [.. Enumerable.Range(0, windows.Axes).Select(i =>
            (image[i] + windows.Before[i] + windows.After[i] - windows.Dilations[i] * (windows.Kernel[i] - 1) - 1) / windows.Strides[i] + 1)];
        Tensor filters = Tensor.Eye(places, x.DType).Reshape([places, 1, .. windows.Kernel]);
        Tensor whole = Tensor.ConvolveTranspose3d(
            x.Reshape([x.Shape[0] * channels, places, .. counts]), filters, windows.WithoutPadding().As3d());
        for (int i = 0; i < windows.Axes; i++)
        {
            int[] after = new int[whole.Rank];
            after[2 + i] = Math.Max(0, windows.Before[i] + image[i] - whole.Shape[2 + i]);
            whole = whole.Pad(new int[whole.Rank], after).SliceAxis(2 + i, windows.Before[i], image[i]);
        }

        return whole.Reshape([x.Shape[0], channels, .. image]);
    }
}
