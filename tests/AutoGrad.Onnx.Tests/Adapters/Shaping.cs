namespace AutoGrad.Onnx.Tests;

/// <summary>Operators that give shapes, or move elements without computing.</summary>
internal static partial class Adapters
{
    private static Tensor Concat(Node node) => Tensor.Concatenate(node.Inputs, node.Int("axis", node.Opset < 4 ? 1 : 0));

    private static Tensor Expand(Node node)
    {
        Tensor x = node[0];
        int[] given = node.Integers(1);
        int rank = Math.Max(x.Rank, given.Length);
        int[] wanted = [.. Enumerable.Repeat(1, rank - given.Length), .. given];
        int[] mine = [.. Enumerable.Repeat(1, rank - x.Rank), .. x.Shape];
        return x.BroadcastTo(new Shape([.. mine.Zip(wanted, (own, other) => own == 1 ? other : own)]));
    }

    private static Tensor Flatten(Node node)
    {
        Tensor x = node[0];
        int axis = node.Int("axis", 1);
        axis = axis < 0 ? axis + x.Rank : axis;
        return x.Reshape(x.Shape[..axis].Size, x.Shape[axis..].Size);
    }

    // 0 keeps an extent, unless zeros are allowed.
    private static Tensor Reshape(Node node)
    {
        Tensor x = node[0];
        int[] extents = node.Ints("shape", 1) ?? throw node.Refused("a shape that is not there");
        bool areZeros = node.Flag("allowzero");
        extents = [.. extents.Select((extent, i) => extent == 0 && !areZeros ? x.Shape[i] : extent)];
        int missing = Array.IndexOf(extents, -1);
        if (missing >= 0)
        {
            int known = extents.Where(extent => extent != -1).Aggregate(1, (product, extent) => product * extent);
            extents[missing] = known == 0 ? 0 : x.Size / known;
        }

        return x.Reshape(extents);
    }

    private static Tensor ShapeOf(Node node)
    {
        Tensor x = node[0];
        int start = Within(node.Int("start", 0)), end = Within(node.Int("end", x.Rank));
        return Tensor.From((long[])[.. x.Shape[start..Math.Max(start, end)].AsSpan().ToArray()]);

        int Within(int axis) => Math.Clamp(axis < 0 ? axis + x.Rank : axis, 0, x.Rank);
    }

    private static Tensor SizeOf(Node node) => Tensor.From(Shape.Scalar, (long[])[node[0].Size]);

    private static Tensor Slice(Node node)
    {
        Tensor x = node[0];
        int[] starts = node.Ints("starts", 1)!, ends = node.Ints("ends", 2)!;
        int[] axes = node.Ints("axes", 3) ?? [.. Enumerable.Range(0, starts.Length)];
        int[] steps = node.Optional(4) is null ? [.. Enumerable.Repeat(1, starts.Length)] : node.Integers(4);
        foreach ((int i, int axis) in axes.Index())
        {
            (int extent, int step) = (x.Shape[axis], steps[i]);
            int last = step > 0 ? extent : extent - 1;
            long start = Math.Clamp(starts[i] < 0 ? (long)starts[i] + extent : starts[i], 0, Math.Max(last, 0));
            long end = Math.Clamp(ends[i] < 0 ? (long)ends[i] + extent : ends[i], step > 0 ? 0 : -1, last);
            long length = extent == 0 ? 0 : Math.Max(0, (end - start + step - Math.Sign(step)) / step);
            x = length == 0 ? x.SliceAxis(axis, 0, 0) : x.SliceAxis(axis, (int)start, (int)length, step);
        }

        return x;
    }

    private static Tensor?[] Split(Node node)
    {
        Tensor x = node[0];
        int axis = node.Int("axis", 0);
        int parts = node.Int("num_outputs", node.Outputs);
        if (node.Ints("split", 1) is { Length: > 0 } lengths)
        {
            return x.Split(lengths, axis);
        }

        int extent = x.Shape[axis], each = (extent + parts - 1) / parts;
        return x.Split([.. Enumerable.Range(0, parts).Select(part => Math.Clamp(extent - part * each, 0, each))], axis);
    }

    private static Tensor Squeeze(Node node)
    {
        Tensor x = node[0];
        int[] axes = node.Ints("axes", 1) ?? [.. Enumerable.Range(0, x.Rank).Where(axis => x.Shape[axis] == 1)];
        return axes.Select(axis => axis < 0 ? axis + x.Rank : axis).OrderDescending().Aggregate(x, (y, axis) => y.Squeeze(axis));
    }

    private static Tensor Unsqueeze(Node node)
    {
        Tensor x = node[0];
        int[] axes = node.Ints("axes", 1)!;
        int rank = x.Rank + axes.Length;
        return axes.Select(axis => axis < 0 ? axis + rank : axis).Order().Aggregate(x, (y, axis) => y.ExpandDims(axis));
    }

    private static Tensor Tile(Node node) => node[0].Tile(node.Integers(1));

    private static Tensor Transpose(Node node) =>
        node[0].Transpose(node.Ints("perm") ?? [.. Enumerable.Range(0, node[0].Rank).Reverse()]);

    // Negative pads cut off.
    private static Tensor Pad(Node node)
    {
        Tensor x = node[0];
        int[] pads = node.Ints(node.Opset < 2 ? "paddings" : "pads", 1)!;
        int[] axes = node.Optional(3) is null ? [.. Enumerable.Range(0, x.Rank)] : [.. node.Integers(3).Select(axis => axis < 0 ? axis + x.Rank : axis)];
        double value = node.Optional(2) is { } constant ? constant.ToScalar() : node.Double("value", 0);
        int[] before = new int[x.Rank], after = new int[x.Rank];
        foreach ((int i, int axis) in axes.Index())
        {
            (before[axis], after[axis]) = (pads[i], pads[i + axes.Length]);
        }

        for (int axis = 0; axis < x.Rank; axis++)
        {
            (int cutBefore, int cutAfter) = (Math.Max(0, -before[axis]), Math.Max(0, -after[axis]));
            x = x.SliceAxis(axis, cutBefore, x.Shape[axis] - cutBefore - cutAfter);
            (before[axis], after[axis]) = (Math.Max(0, before[axis]), Math.Max(0, after[axis]));
        }

        return node.Text("mode", "constant") switch
        {
            "constant" => x.Pad(before, after, value),
            "edge" => x.Pad(before, after, PadMode.Edge),
            "reflect" => x.Pad(before, after, PadMode.Reflect),
            "wrap" => x.Pad(before, after, PadMode.Wrap),
            string mode => throw node.Refused($"mode {mode}"),
        };
    }

    private static Tensor Trilu(Node node)
    {
        int diagonal = node.Optional(1) is null ? 0 : node.Integers(1)[0];
        return node.Flag("upper", true) ? node[0].Triu(diagonal) : node[0].Tril(diagonal);
    }

    private static Tensor CenterCropPad(Node node)
    {
        Tensor x = node[0];
        int[] wanted = node.Integers(1);
        int[] axes = node.Ints("axes") ?? [.. Enumerable.Range(0, x.Rank)];
        foreach ((int i, int given) in axes.Index())
        {
            int axis = given < 0 ? given + x.Rank : given;
            int spare = wanted[i] - x.Shape[axis];
            if (spare < 0)
            {
                x = x.SliceAxis(axis, -spare / 2, wanted[i]);
            }
            else
            {
                int[] before = new int[x.Rank], after = new int[x.Rank];
                (before[axis], after[axis]) = (spare / 2, spare - spare / 2);
                x = x.Pad(before, after);
            }
        }

        return x;
    }
}
