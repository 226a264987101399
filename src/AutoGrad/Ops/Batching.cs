namespace AutoGrad;

/// <summary>What batching rules share. The batch axis is always 0.</summary>
internal static class Batching
{
    /// <summary>Gives an operand without the batch axis one, by repeating it.</summary>
    public static Tensor Expand(Tensor x, bool batched, int size) => batched ? x : x.BroadcastTo(x.Shape.Insert(0, size));

    /// <summary>The same for all operands of an operation.</summary>
    public static Tensor[] ExpandAll(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size)
    {
        var expanded = new Tensor[inputs.Length];
        for (int i = 0; i < expanded.Length; i++)
        {
            expanded[i] = Expand(inputs[i], batched[i], size);
        }

        return expanded;
    }

    /// <summary>
    /// Puts unit axes after the batch axis where the examples' ranks differ, so that the batch axis meets no other:
    /// <c>[B, 3]</c> beside <c>[2, 3]</c> becomes <c>[B, 1, 3]</c>.
    /// </summary>
    public static (Tensor X, Tensor Y) AlignRanks(Tensor x, bool xBatched, Tensor y, bool yBatched)
    {
        int rank = Math.Max(x.Rank - (xBatched ? 1 : 0), y.Rank - (yBatched ? 1 : 0));
        return (AlignRank(x, xBatched, rank), AlignRank(y, yBatched, rank));
    }

    /// <summary>The same for one operand, towards the examples' greatest rank.</summary>
    public static Tensor AlignRank(Tensor x, bool batched, int rank)
    {
        int missing = rank + 1 - x.Rank;
        return batched && missing > 0
            ? x.Reshape([x.Shape[0], .. Enumerable.Repeat(1, missing), .. x.Shape[1..]])
            : x;
    }
}
