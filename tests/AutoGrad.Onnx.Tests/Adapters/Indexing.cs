namespace AutoGrad.Onnx.Tests;

/// <summary>Operators that read or write elements by number.</summary>
internal static partial class Adapters
{
    private static Tensor Gather(Node node) => node[0].Gather(node[1], node.Int("axis", 0));

    private static Tensor GatherElements(Node node) => node[0].TakeAlongAxis(node[1], node.Int("axis", 0));

    // The leading batch axes are common to both, and the rest is gathered example by example.
    private static Tensor GatherNd(Node node)
    {
        Tensor x = node[0], indices = node[1];
        int batch = node.Int("batch_dims", 0);
        Func<Tensor, Tensor, Tensor> gather = (data, places) => data.GatherNd(places);
        for (int i = 0; i < batch; i++)
        {
            Func<Tensor, Tensor, Tensor> inner = gather;
            gather = (data, places) => Transform.Vmap(inner)(data, places);
        }

        return gather(x, indices);
    }

    private static Tensor ScatterElements(Node node) =>
        node[0].PutAlongAxis(node[1], node[2], node.Int("axis", 0), UpdateOf(node));

    private static Tensor ScatterNd(Node node) => node[0].ScatterNd(node[1], node[2], UpdateOf(node));

    private static Update UpdateOf(Node node) => node.Text("reduction", "none") switch
    {
        "none" => Update.Set,
        "add" => Update.Add,
        "mul" => Update.Multiply,
        "min" => Update.Min,
        "max" => Update.Max,
        string reduction => throw node.Refused($"reduction {reduction}"),
    };

    // A condition shorter than the axis leaves the rest out.
    private static Tensor Compress(Node node)
    {
        Tensor x = node[0];
        int[] places = [.. node[1].ToArray<bool>().Index().Where(item => item.Item).Select(item => item.Index)];
        return node.Has("axis")
            ? x.Gather(Tensor.From(places), node.Int("axis", 0))
            : x.Reshape([x.Size]).Gather(Tensor.From(places), 0);
    }

    // Negative labels count from the end; others outside get no mark.
    private static Tensor OneHot(Node node)
    {
        Tensor labels = node[0].To(DType.Int64), values = node[2];
        int depth = node.Integers(1)[0], axis = node.Int("axis", -1);
        Tensor isMarked = Tensor.OneHot(Tensor.Where(labels < 0, labels + depth, labels), depth, DType.Bool);
        return Tensor.Where(isMarked, values[1], values[0]).MoveAxis(-1, axis);
    }

    private static Tensor NonZero(Node node)
    {
        Tensor x = node[0];
        int[] places = [.. Tensor.NotEqual(x.To(DType.Float64), 0).ToArray<bool>().Index().Where(item => item.Item).Select(item => item.Index)];
        var y = new long[x.Rank * places.Length];
        foreach ((int i, int place) in places.Index())
        {
            int rest = place;
            for (int axis = x.Rank - 1; axis >= 0; axis--)
            {
                y[axis * places.Length + i] = rest % x.Shape[axis];
                rest /= x.Shape[axis];
            }
        }

        return Tensor.From(new Shape(x.Rank, places.Length), y);
    }

    // Each example's first elements along the time axis, as many as its length, backwards.
    private static Tensor ReverseSequence(Node node)
    {
        Tensor x = node[0];
        int batchAxis = node.Int("batch_axis", 1), timeAxis = node.Int("time_axis", 0);
        Tensor lengths = node[1].To(DType.Int64).Reshape([-1, 1]), times = Tensor.Arange(0, x.Shape[timeAxis], DType.Int64);
        Tensor places = Tensor.Where(times < lengths, lengths - 1 - times, times);
        int[] extents = [.. Enumerable.Repeat(1, x.Rank)];
        (extents[batchAxis], extents[timeAxis]) = (x.Shape[batchAxis], x.Shape[timeAxis]);
        Tensor along = (batchAxis < timeAxis ? places : places.T).Reshape(extents).BroadcastTo(x.Shape);
        return x.TakeAlongAxis(along, timeAxis);
    }
}
