using AutoGrad.Nn;

namespace AutoGrad.Onnx.Tests;

/// <summary>Operators on regions of images.</summary>
internal static partial class Adapters
{
    // Taps lie between pixels: all are sampled at once, then weighted. Places outside count 0.
    private static Tensor DeformConv(Node node)
    {
        Tensor x = node[0], weights = node[1];
        (int n, int channels, int height, int width) = (x.Shape[0], x.Shape[1], x.Shape[2], x.Shape[3]);
        int[] kernel = node.Ints("kernel_shape") ?? [.. weights.Shape[2..]];
        var windows = Windows.Of(node, kernel, [height, width]);
        (int groups, int offsetGroups, int taps) = (node.Int("group", 1), node.Int("offset_group", 1), kernel[0] * kernel[1]);
        (int rows, int columns) = (node[2].Shape[2], node[2].Shape[3]);

        Tensor offset = node[2].Reshape([n * offsetGroups, taps, 2, rows, columns]);
        Tensor y = Places(0, kernel[0], rows).Reshape([kernel[0], 1, rows, 1]).BroadcastTo([kernel[0], kernel[1], rows, 1]).Reshape([taps, rows, 1]);
        Tensor xs = Places(1, kernel[1], columns).Reshape([1, kernel[1], 1, columns]).BroadcastTo([kernel[0], kernel[1], 1, columns]).Reshape([taps, 1, columns]);
        Tensor grid = Tensor.Stack([Normal(offset.SliceAxis(2, 1, 1).Squeeze(2) + xs, width), Normal(offset.SliceAxis(2, 0, 1).Squeeze(2) + y, height)], -1);
        Tensor sampled = Images.GridSample(
            x.Reshape([n * offsetGroups, channels / offsetGroups, height, width]), grid.Reshape([n * offsetGroups, taps * rows, columns, 2]));
        sampled = sampled.Reshape([n * offsetGroups, channels / offsetGroups, taps, rows, columns]);
        if (node.Optional(4) is { } mask)
        {
            sampled *= mask.Reshape([n * offsetGroups, 1, taps, rows, columns]);
        }

        int filters = weights.Shape[0];
        Tensor z = Tensor.Einsum(
            "ngckhw,gfck->ngfhw",
            sampled.Reshape([n, groups, channels / groups, taps, rows, columns]), weights.Reshape([groups, filters / groups, channels / groups, taps]));
        return WithBias(z.Reshape([n, filters, rows, columns]), node.Optional(3));

        Tensor Places(int axis, int count, int outputs) =>
            windows.Dilations[axis] * Tensor.Arange(0, count, x.DType).Reshape(count, 1)
            + (windows.Strides[axis] * Tensor.Arange(0, outputs, x.DType) - windows.Before[axis]);

        // Corners of the image are at -1 and 1, half a pixel beyond the outer pixels' centres.
        static Tensor Normal(Tensor pixels, int extent) => (2 * pixels + 1) / extent - 1;
    }

    // Each bin of each region is the mean, or greatest corner, of points between pixels; points beyond the outer ones' neighbours count 0.
    private static Tensor RoiAlign(Node node)
    {
        Tensor x = node[0];
        (int height, int width) = (x.Shape[2], x.Shape[3]);
        (int rows, int columns) = (node.Int("output_height", 1), node.Int("output_width", 1));
        (int ratio, double scale) = (node.Int("sampling_ratio", 0), node.Double("spatial_scale", 1));
        string mode = node.Text("mode", "avg");
        double shift = node.Text("coordinate_transformation_mode", node.Opset < 16 ? "output_half_pixel" : "half_pixel") switch
        {
            "half_pixel" => 0.5,
            "output_half_pixel" => 0,
            string coordinates => throw node.Refused($"coordinate_transformation_mode {coordinates}"),
        };
        double[] regions = node.Numbers(1);
        return Tensor.Stack([.. node.Integers(2).Select((image, i) => Region(x[image], [.. regions[(4 * i)..(4 * i + 4)].Select(edge => edge * scale - shift)]))]);

        Tensor Region(Tensor image, double[] edges)
        {
            (double wide, double high) = (edges[2] - edges[0], edges[3] - edges[1]);
            (wide, high) = shift == 0 ? (Math.Max(wide, 1), Math.Max(high, 1)) : (wide, high);
            Axis across = Points(edges[0], wide, columns, width), down = Points(edges[1], high, rows, height);
            Tensor pixels = image.Reshape([image.Shape[0], height * width]);
            Tensor[] corners = [Corner(pixels, down, across, 0, 0), Corner(pixels, down, across, 0, 1), Corner(pixels, down, across, 1, 0), Corner(pixels, down, across, 1, 1)];
            int[] bins = [image.Shape[0], rows, down.Samples, columns, across.Samples];
            return mode switch
            {
                "avg" => corners.Aggregate(Tensor.Add).Reshape(bins).Mean([2, 4]),
                "max" => corners.Aggregate(Tensor.Maximum).Reshape(bins).Max([2, 4]),
                _ => throw node.Refused($"mode {mode}"),
            };
        }

        Axis Points(double start, double extent, int bins, int pixels)
        {
            int samples = ratio > 0 ? ratio : (int)Math.Ceiling(extent / bins);
            double[] at = [.. Enumerable.Range(0, bins * samples).Select(i => start + extent / bins * (i / samples + (i % samples + 0.5) / samples))];
            double[] inside = [.. at.Select(place => Math.Clamp(place, 0, pixels - 1))];
            int[] low = [.. inside.Select(place => (int)place)], high = [.. low.Select(place => Math.Min(place + 1, pixels - 1))];
            double[] counts = [.. at.Select(place => place < -1 || place > pixels ? 0.0 : 1.0)];
            double[] far = [.. inside.Zip(low, (place, before) => place - before)];
            return new Axis(samples, [low, high], [[.. far.Zip(counts, (part, count) => (1 - part) * count)], [.. far.Zip(counts, (part, count) => part * count)]]);
        }

        Tensor Corner(Tensor pixels, Axis down, Axis across, int row, int column)
        {
            Tensor places = width * Tensor.From(down.Places[row]).Reshape(-1, 1) + Tensor.From(across.Places[column]);
            Tensor weight = Tensor.From(down.Weights[row]).Reshape(-1, 1) * Tensor.From(across.Weights[column]);
            return pixels.Gather(places, axis: 1) * weight.To(x.DType);
        }
    }

    // Of boxes that overlap, the one with the greatest score: image, class and box of each that stays.
    private static Tensor NonMaxSuppression(Node node)
    {
        (Tensor boxes, Tensor scores) = (node[0].To(DType.Float64), node[1].To(DType.Float64));
        int most = node.Optional(2) is null ? 0 : node.Integers(2)[0];
        double overlap = node.Optional(3) is null ? 0 : node.Numbers(3)[0];
        double least = node.Optional(4) is null ? double.NegativeInfinity : node.Numbers(4)[0];
        bool areCentres = node.Flag("center_point_box");
        var kept = new List<long>();
        for (int image = 0; image < boxes.Shape[0]; image++)
        {
            double[][] edges = [.. boxes[image].ToArray<double>().Chunk(4).Select(Edges)];
            for (int kind = 0; kind < scores.Shape[1]; kind++)
            {
                double[] score = scores[image, kind].ToArray<double>();
                var chosen = new List<int>();
                foreach (int box in Enumerable.Range(0, score.Length).Where(i => score[i] > least).OrderByDescending(i => score[i]))
                {
                    if (chosen.Count < most && chosen.TrueForAll(other => Shared(edges[box], edges[other]) <= overlap))
                    {
                        chosen.Add(box);
                        kept.AddRange([image, kind, box]);
                    }
                }
            }
        }

        return Tensor.From([kept.Count / 3, 3], [.. kept]);

        double[] Edges(double[] box) => areCentres
            ? [box[0] - box[2] / 2, box[1] - box[3] / 2, box[0] + box[2] / 2, box[1] + box[3] / 2]
            : [Math.Min(box[0], box[2]), Math.Min(box[1], box[3]), Math.Max(box[0], box[2]), Math.Max(box[1], box[3])];

        static double Shared(double[] x, double[] y)
        {
            double common = Math.Max(0, Math.Min(x[2], y[2]) - Math.Max(x[0], y[0])) * Math.Max(0, Math.Min(x[3], y[3]) - Math.Max(x[1], y[1]));
            return common == 0 ? 0 : common / ((x[2] - x[0]) * (x[3] - x[1]) + (y[2] - y[0]) * (y[3] - y[1]) - common);
        }
    }

    /// <summary>Points along an axis: the pixels on either side of each, and their weights.</summary>
    private sealed record Axis(int Samples, int[][] Places, double[][] Weights);
}
