namespace AutoGrad.PropertyTesting;

/// <summary>Tensors to try in a tensor's place: of fewer elements, of fewer axes, of simpler elements.</summary>
internal static class TensorShrinks
{
    // An axis longer than this is halved only: to drop each of its places in turn would take too many tries.
    private const int MostDrops = 16;

    /// <summary>Everything, boldest first.</summary>
    public static IEnumerable<Tensor> Of(Tensor x, Values values, int minRank) => Fewer(x).Concat(Flatter(x, minRank)).Concat(Simpler(x, values));

    /// <summary>Parts of a tensor: a half of each axis, or all but one place of it; equally long axes together too, so that a square stays one.</summary>
    public static IEnumerable<Tensor> Fewer(Tensor x)
    {
        IEnumerable<int[]> alike = Enumerable.Range(0, x.Rank).GroupBy(axis => x.Shape[axis]).Where(group => group.Skip(1).Any()).Select(group => group.ToArray());
        IEnumerable<int[]> single = Enumerable.Range(0, x.Rank).Select(axis => (int[])[axis]);
        return alike.Concat(single).SelectMany(axes => Parts(x.Shape[axes[0]]).Select(part => axes.Aggregate(x, part.Of)));
    }

    /// <summary>The same elements along fewer axes.</summary>
    public static IEnumerable<Tensor> Flatter(Tensor x, int minRank)
    {
        if (x.Rank <= minRank)
        {
            yield break;
        }

        for (int axis = 0; axis < x.Rank; axis++)
        {
            if (x.Shape[axis] == 1)
            {
                yield return x.Reshape([.. x.Shape[..axis], .. x.Shape[(axis + 1)..]]);
            }
        }

        if (x.Rank > 1 && minRank <= 1)
        {
            yield return x.Reshape([x.Size]);
        }
    }

    /// <summary>Simpler elements in the same places; none for tensors that are not floating.</summary>
    public static IEnumerable<Tensor> Simpler(Tensor x, Values values) =>
        x.IsFloating() ? Simpler(Elements.Of(x), values, x.DType).Select(elements => Elements.Tensor(x.Shape, elements, x.DType)) : [];

    /// <summary>Simpler elements: all of them, blocks, equal ones together, one.</summary>
    public static IEnumerable<double[]> Simpler(double[] elements, Values values, DType dtype)
    {
        double Simplest(double element, double target)
        {
            double rounded = Elements.Round(target, dtype);
            return values.Allows(rounded) && ElementShrinks.IsSimpler(rounded, element, dtype) ? rounded : element;
        }

        Func<double, double>[] all = [_ => values.Anchor, _ => 1, Math.Truncate, element => Math.Round(element, 1)];
        foreach (Func<double, double> bold in all)
        {
            if (Changed(elements, [.. elements.Select(element => Simplest(element, bold(element)))]) is { } simpler)
            {
                yield return simpler;
            }
        }

        for (int block = elements.Length / 2; block > 1; block /= 2)
        {
            for (int start = 0; start < elements.Length; start += block)
            {
                if (Changed(elements, [.. elements.Select((element, i) => i >= start && i < start + block ? Simplest(element, values.Anchor) : element)]) is { } simpler)
                {
                    yield return simpler;
                }
            }
        }

        // What fails because elements are equal must stay equal.
        foreach (double tied in elements.GroupBy(element => element).Where(group => group.Skip(1).Any()).Select(group => group.Key))
        {
            foreach (double simpler in ElementShrinks.Of(tied, values, dtype))
            {
                yield return [.. elements.Select(element => element.Equals(tied) ? simpler : element)];
            }
        }

        for (int i = 0; i < elements.Length; i++)
        {
            foreach (double simpler in ElementShrinks.Of(elements[i], values, dtype))
            {
                yield return [.. elements[..i], simpler, .. elements[(i + 1)..]];
            }
        }
    }

    /// <summary>What may be left of an axis, boldest first; never nothing.</summary>
    public static IEnumerable<Part> Parts(int extent)
    {
        if (extent > 1)
        {
            int half = extent / 2;
            yield return new Part(0, half, 0);
            yield return new Part(half, extent - half, 0);
        }

        if (extent is > 2 and <= MostDrops)
        {
            for (int dropped = 0; dropped < extent; dropped++)
            {
                yield return new Part(0, dropped, extent - dropped - 1);
            }
        }
    }

    private static double[]? Changed(double[] elements, double[] simpler) =>
        elements.AsSpan().SequenceEqual(simpler) ? null : simpler;

    /// <summary>Places of an axis that stay: a run from a start, and as many at the end.</summary>
    internal readonly record struct Part(int Start, int Length, int Tail)
    {
        public Tensor Of(Tensor x, int axis)
        {
            if (Tail == 0)
            {
                return x.SliceAxis(axis, Start, Length);
            }

            Tensor tail = x.SliceAxis(axis, x.Shape[axis] - Tail, Tail);
            return Length == 0 ? tail : Tensor.Concatenate([x.SliceAxis(axis, Start, Length), tail], axis);
        }
    }
}
