namespace AutoGrad.Nn;

/// <summary>A vector for each of a number of things, looked up by number: words, items, categories.</summary>
/// <param name="Table">[entries, features]</param>
/// <param name="Padding">The entry that fills places up, in [-entries, entries): its gradient is 0, and bags leave it out. Null for none.</param>
public sealed record Embedding(Tensor Table, int? Padding = null)
{
    private const string Name = "embedding";

    /// <summary>Draws starting vectors; that of the padding is 0.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="entries">How many things; 1 or more.</param>
    /// <param name="features">How long a vector; 1 or more.</param>
    /// <param name="padding">The entry that fills places up, in [-entries, entries).</param>
    /// <param name="initializer">How they are drawn, for a layer of <paramref name="entries"/> inputs and <paramref name="features"/> outputs; normally, with variance 1, unless said.</param>
    /// <param name="dtype">A floating dtype.</param>
    /// <exception cref="ShapeException">There are no entries or features, or the padding is none of them.</exception>
    public static Embedding Init(
        RandomKey key, int entries, int features, int? padding = null, Initializer? initializer = null, DType dtype = DType.Float32)
    {
        if (entries < 1 || features < 1 || padding < -entries || padding >= entries)
        {
            throw new ShapeException(
                Name, "entries and features must be 1 or more, and the padding in [-entries, entries)",
                $"{entries}, {features} and {padding?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "no padding"}");
        }

        Tensor table = initializer is null
            ? Draw.Normal(key, [entries, features], dtype: dtype)
            : initializer(key, [entries, features], entries, features, dtype);
        if (padding is { } row)
        {
            Tensor places = Tensor.Arange(0, entries, DType.Int32).ExpandDims(1);
            table = Tensor.Where(Tensor.Equal(places, row < 0 ? row + entries : row), 0.0, table);
        }

        return new Embedding(table, padding);
    }

    /// <summary>Looks vectors up.</summary>
    /// <param name="p">The parameters.</param>
    /// <param name="indices">[...]: entries, Int32 or Int64, each in [-entries, entries); negative ones count from the last.</param>
    /// <returns>[..., features]</returns>
    /// <exception cref="ShapeException">The indices are not integers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such entry; the message names its place.</exception>
    /// <remarks>Derivative: each entry's cotangents are added up; 0 for the padding.</remarks>
    public static Tensor Apply(Embedding p, Tensor indices)
    {
        Require(p, indices);
        Tensor found = p.Table.Gather(indices);
        return IsPadding(p, indices) is { } isPadding
            ? Tensor.Where(isPadding.ExpandDims(-1), Transform.StopGradient(found), found)
            : found;
    }

    /// <summary>Looks vectors up and makes one of each bag of them, without keeping them apart: a sentence as the mean of its words.</summary>
    /// <param name="p">The parameters.</param>
    /// <param name="indices">[..., k]: bags of k entries, Int32 or Int64. The padding is in no bag.</param>
    /// <param name="reduction">How a bag becomes one vector.</param>
    /// <param name="weights">[..., k]: what each vector is multiplied by, for sums; of the table's dtype. Null for 1.</param>
    /// <returns>[..., features]: 0 for a bag with nothing in it.</returns>
    /// <exception cref="ShapeException">The indices are not integers, or the weights are not shaped like them.</exception>
    /// <exception cref="ArgumentException">There are weights, and the reduction is no sum.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such entry; the message names its place.</exception>
    /// <remarks>Derivative of the maximum: 1 for the greatest, shared evenly among equals.</remarks>
    public static Tensor Bag(Embedding p, Tensor indices, BagReduction reduction = BagReduction.Mean, Tensor? weights = null)
    {
        Require(p, indices);
        if (indices.Rank == 0)
        {
            throw new ShapeException(Name, "bags must be [..., k]", indices.Spec.ToString());
        }

        Tensor found = Weighed(p, indices, weights, reduction);
        Tensor isIn = IsIn(p, indices);
        Tensor count = isIn.To(found.DType).Sum(axis: -2);
        return reduction == BagReduction.Max && indices.Shape[^1] > 0
            ? Filled(Tensor.Where(isIn, found, double.NegativeInfinity).Max(axis: -2), count)
            : Divided(Tensor.Where(isIn, found, 0.0).Sum(axis: -2), count, reduction);
    }

    /// <summary>The same for bags of unlike sizes, laid end to end.</summary>
    /// <param name="p">The parameters.</param>
    /// <param name="indices">[m]: the entries of all bags, Int32 or Int64. The padding is in no bag.</param>
    /// <param name="offsets">[n]: where each bag starts, rising, of the indices' dtype; the last one goes to the end. Entries before the first are in no bag. That they rise is not checked.</param>
    /// <param name="reduction">How a bag becomes one vector.</param>
    /// <param name="weights">[m]: what each vector is multiplied by, for sums; of the table's dtype. Null for 1.</param>
    /// <returns>[n, features]: 0 for a bag with nothing in it.</returns>
    /// <exception cref="ShapeException">The indices or offsets are not vectors of one integer dtype, or the weights are not shaped like the indices.</exception>
    /// <exception cref="ArgumentException">There are weights, and the reduction is no sum.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such entry; the message names its place.</exception>
    /// <remarks>Derivative of the maximum: 1 for the greatest, shared evenly among equals.</remarks>
    public static Tensor RaggedBag(Embedding p, Tensor indices, Tensor offsets, BagReduction reduction = BagReduction.Mean, Tensor? weights = null)
    {
        Require(p, indices);
        ArgumentNullException.ThrowIfNull(offsets);
        if (indices.Rank != 1 || offsets.Rank != 1 || offsets.DType != indices.DType)
        {
            throw new ShapeException(Name, "the entries of all bags and their offsets must be vectors of one integer dtype", $"{indices.Spec} and {offsets.Spec}");
        }

        // How many bags start at or before each entry; those that none does are dropped at the end.
        Tensor bags = offsets.SearchSorted(Tensor.Arange(0, indices.Size, indices.DType), right: true);
        int segments = offsets.Size + 1;
        Tensor found = Weighed(p, indices, weights, reduction);
        Tensor isIn = IsIn(p, indices);
        Tensor count = isIn.To(found.DType).SegmentSum(bags, segments)[1..];
        return reduction == BagReduction.Max
            ? Filled(Tensor.Where(isIn, found, double.NegativeInfinity).SegmentMax(bags, segments)[1..], count)
            : Divided(Tensor.Where(isIn, found, 0.0).SegmentSum(bags, segments)[1..], count, reduction);
    }

    private static void Require(Embedding p, Tensor indices)
    {
        ArgumentNullException.ThrowIfNull(p);
        ArgumentNullException.ThrowIfNull(indices);
        if (p.Table.Rank != 2 || indices.DType is not (DType.Int32 or DType.Int64))
        {
            throw new ShapeException(
                Name, "the table must be [entries, features] and the indices Int32 or Int64 (convert with x.To(DType.Int32))", $"{p.Table.Spec} and {indices.Spec}");
        }
    }

    private static Tensor? IsPadding(Embedding p, Tensor indices)
    {
        int entries = p.Table.Shape[0];
        return p.Padding is { } padding
            ? Tensor.Equal(indices, padding) | Tensor.Equal(indices, padding < 0 ? padding + entries : padding - entries)
            : null;
    }

    private static Tensor IsIn(Embedding p, Tensor indices) =>
        (IsPadding(p, indices) is { } isPadding ? !isPadding : Tensor.Ones(indices.Shape, DType.Bool)).ExpandDims(-1);

    private static Tensor Weighed(Embedding p, Tensor indices, Tensor? weights, BagReduction reduction)
    {
        if (!Enum.IsDefined(reduction) || (weights is not null && reduction != BagReduction.Sum))
        {
            throw new ArgumentException($"{Name}: the reduction must be Sum, Mean or Max, and Sum if there are weights; got {reduction}.");
        }

        Tensor found = p.Table.Gather(indices);
        if (weights is null)
        {
            return found;
        }

        return weights.Shape == indices.Shape && weights.DType == found.DType
            ? found * weights.ExpandDims(-1)
            : throw new ShapeException(Name, "there must be a weight for each entry, of the table's dtype", $"{weights.Spec} for {indices.Spec} and {p.Table.Spec}");
    }

    private static Tensor Divided(Tensor sum, Tensor count, BagReduction reduction) =>
        reduction == BagReduction.Mean ? sum / Tensor.Maximum(count, 1.0) : sum;

    private static Tensor Filled(Tensor greatest, Tensor count) => Tensor.Where(Tensor.Equal(count, 0.0), 0.0, greatest);
}

/// <summary>How the vectors of a bag become one.</summary>
public enum BagReduction
{
    /// <summary>They are added up.</summary>
    Sum,

    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>The greatest of each feature.</summary>
    Max,
}
