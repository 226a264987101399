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

    // Each example's update starts at a place of its own, and may go round the end.
    private static Tensor TensorScatter(Node node)
    {
        Tensor cache = node[0], update = node[1];
        int axis = node.Int("axis", -2) is var given && given < 0 ? given + cache.Rank : given;
        (int extent, int length) = (cache.Shape[axis], update.Shape[axis]);
        Tensor starts = node.Optional(2) ?? Tensor.Zeros([cache.Shape[0]], DType.Int64);
        Tensor places = starts.To(DType.Int64).Reshape(-1, 1) + Tensor.Arange(0, length, DType.Int64);
        places = node.Text("mode", "linear") switch
        {
            "linear" => places,
            "circular" => Tensor.Remainder(places, Tensor.Scalar(extent, DType.Int64)),
            string mode => throw node.Refused($"mode {mode}"),
        };
        int[] extents = [.. Enumerable.Repeat(1, cache.Rank)];
        (extents[0], extents[axis]) = (cache.Shape[0], length);
        return cache.PutAlongAxis(places.Reshape(extents).BroadcastTo(update.Shape), update, axis);
    }

    // Slices along an axis, or all elements, that differ: by value, or in the order of their first.
    private static Tensor?[] Unique(Node node)
    {
        bool hasAxis = node.Has("axis"), isSorted = node.Flag("sorted", true);
        Tensor x = hasAxis ? node[0] : node[0].Reshape([node[0].Size]);
        int axis = node.Int("axis", 0);
        double[][] slices = [.. x.MoveAxis(axis, 0).To(DType.Float64).Reshape([x.Shape[axis], -1]).ToArray<double>().Chunk(Math.Max(1, x.Size / x.Shape[axis]))];
        int[] order = [.. Enumerable.Range(0, slices.Length).Order(Comparer<int>.Create((i, j) => Compare(slices[i], slices[j])))];
        var places = new List<List<int>>();
        foreach (int i in order)
        {
            if (places.Count > 0 && Compare(slices[places[^1][0]], slices[i]) == 0)
            {
                places[^1].Add(i);
            }
            else
            {
                places.Add([i]);
            }
        }

        List<int>[] kept = isSorted ? [.. places] : [.. places.OrderBy(same => same.Min())];
        long[] first = [.. kept.Select(same => (long)same.Min())], counts = [.. kept.Select(same => (long)same.Count)];
        var inverse = new long[slices.Length];
        foreach ((int number, List<int> same) in kept.Index())
        {
            same.ForEach(i => inverse[i] = number);
        }

        return [x.Gather(Tensor.From(first), axis), Tensor.From(first), Tensor.From(inverse), Tensor.From(counts)];

        static int Compare(double[] x, double[] y) =>
            x.Zip(y, (a, b) => a.CompareTo(b)).FirstOrDefault(sign => sign != 0);
    }

    // ai.onnx.ml: columns by number; of a vector, one row of them.
    private static Tensor ArrayFeatureExtractor(Node node)
    {
        Tensor x = node[0].Rank == 1 ? node[0].ExpandDims(0) : node[0];
        return x.Gather(node[1].Reshape([node[1].Size]), axis: -1);
    }

    private static Tensor Binarizer(Node node) => (node[0] > node.Double("threshold", 0)).To(node[0].DType);
}
