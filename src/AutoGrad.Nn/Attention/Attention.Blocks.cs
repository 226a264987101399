using Operands = (
    AutoGrad.Tensor Query, AutoGrad.Tensor Key, AutoGrad.Tensor Value, AutoGrad.Tensor? Mask,
    AutoGrad.Tensor? QueryPlaces, AutoGrad.Tensor? KeyPlaces, AutoGrad.RandomKey? DropoutKey);

namespace AutoGrad.Nn;

public static partial class Attention
{
    // Up to here scores are kept for the backward pass: computing them again would cost more than they take (256 KiB in Float32).
    private const int FewScores = 1 << 16;

    // How many a block should have: 4 MiB in Float32, about what the caches share.
    private const int BlockScores = 1 << 20;

    // Fewer rows would leave the matrix products too little to work on.
    private const int FewestRows = 32;

    // A block of queries at a time, each of which a tape forgets until it comes back to it.
    private static Tensor InBlocks(Operands all, Rules rules, long perQuery)
    {
        int queries = all.Query.Shape[^2];
        int rows = Math.Max(FewestRows, (int)(BlockScores / perQuery));
        var blocks = new Tensor[(queries + rows - 1) / rows];
        for (int i = 0; i < blocks.Length; i++)
        {
            int start = i * rows;
            int count = Math.Min(rows, queries - start);
            Operands block = all with
            {
                Query = all.Query.SliceAxis(-2, start, count),
                QueryPlaces = all.QueryPlaces?.SliceAxis(-2, start, count),
                DropoutKey = all.DropoutKey?.Fold(i),
            };

            // A mask of numbers may be a parameter: cut here, its gradient is one scattering a block. One of truths is cut
            // inside, where the cut is not kept.
            bool cuts = all.Mask is { Rank: >= 2 } mask && mask.Shape[-2] > 1;
            bool cutsInside = cuts && all.Mask!.DType == DType.Bool;
            block = cuts && !cutsInside ? CutMask(block, start, count) : block;
            blocks[i] = Transform.Checkpoint<Operands, Tensor>(x => Attend(cutsInside ? CutMask(x, start, count) : x, rules))(block);
        }

        return Tensor.Concatenate(blocks, axis: -2);
    }

    private static Operands CutMask(Operands x, int start, int count) => x with { Mask = x.Mask!.SliceAxis(-2, start, count) };

    private static Tensor Attend(Operands x, Rules rules)
    {
        Tensor weights = Weigh(x, rules);
        if (x.DropoutKey is { } key)
        {
            double kept = 1 - rules.Dropout;
            Tensor isKept = Draw.Uniform(key, weights.Shape, dtype: weights.DType) < kept;
            weights = Tensor.Where(isKept, weights * (kept > 0 ? 1 / kept : 0), 0.0);
        }

        if (!AreGrouped(x.Query.Shape[..^2], x.Value.Shape[..^2]))
        {
            return Tensor.MatMul(weights, x.Value);
        }

        Tensor found = Tensor.MatMul(Grouped(weights, x.Value.Shape[^3]), x.Value);
        return found.Reshape([.. found.Shape[..^3], .. weights.Shape[^3..^1], found.Shape[^1]]);
    }

    private static Tensor Weigh(Operands x, Rules rules)
    {
        Tensor scores = Score(x.Query * rules.Scale, x.Key);
        if (rules.Softcap > 0)
        {
            scores = rules.Softcap * Tensor.Tanh(scores / rules.Softcap);
        }

        if (x.QueryPlaces is { } queryPlaces)
        {
            scores = Tensor.Where(x.KeyPlaces! <= queryPlaces, scores, double.NegativeInfinity);
        }

        if (x.Mask is { } mask)
        {
            scores = mask.DType == DType.Bool ? Tensor.Where(mask, scores, double.NegativeInfinity) : scores + mask;
        }

        if (!rules.MaySeeNone)
        {
            return scores.Softmax();
        }

        // A softmax of nothing is NaN; it gets zeros instead, and its result is not used.
        Tensor seesNone = Tensor.Equal(scores, double.NegativeInfinity).All(axis: -1, keepDims: true);
        return Tensor.Where(seesNone, 0.0, Tensor.Where(seesNone, 0.0, scores).Softmax());
    }

    // The queries that share a key are further rows of one product.
    private static Tensor Score(Tensor query, Tensor key)
    {
        if (!AreGrouped(query.Shape[..^2], key.Shape[..^2]))
        {
            return Tensor.MatMul(query, key.T);
        }

        Tensor scores = Tensor.MatMul(Grouped(query, key.Shape[^3]), key.T);
        return scores.Reshape([.. scores.Shape[..^3], .. query.Shape[^3..^1], scores.Shape[^1]]);
    }

    // [..., h, l, m] to [..., groups, h / groups l, m]
    private static Tensor Grouped(Tensor x, int groups) => x.Reshape([.. x.Shape[..^3], groups, x.Shape[^3] / groups * x.Shape[^2], x.Shape[^1]]);

    // Places stand by themselves, so that their comparison is made in the block that reads it. A tuple, as records are trees
    // by reflection only.
    private static Operands OperandsOf(Tensor query, Tensor key, Tensor value, Tensor? mask, bool causal, int offset, RandomKey? dropoutKey) => (
        query,
        key,
        value,
        mask,
        causal ? Tensor.Arange(offset, offset + query.Shape[^2], DType.Int32).ExpandDims(1) : null,
        causal ? Tensor.Arange(0, key.Shape[^2], DType.Int32) : null,
        dropoutKey);

    private sealed record Rules(double Scale, double Softcap, double Dropout, bool MaySeeNone);
}
