namespace AutoGrad;

public static partial class Draw
{
    /// <summary>Draws a class from each row of scores, with the probabilities <c>softmax(z)</c>.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="logits">[..., k, ...]: scores, such as logarithms of probabilities; -∞ for a class that never comes. A floating dtype.</param>
    /// <param name="axis">Which axis the classes are.</param>
    /// <returns>[...]: Int32, in [0, k): the shape without the axis.</returns>
    /// <exception cref="ShapeException">The dtype is not floating, or there is no such axis.</exception>
    /// <remarks>
    /// The greatest of the scores, with noise of <see cref="Gumbel"/> added. For several draws from one row, broadcast it. Source:
    /// Maddison, Tarlow and Minka, A* Sampling, 2014, section 2.
    /// </remarks>
    public static Tensor Categorical(RandomKey key, Tensor logits, int axis = -1)
    {
        ArgumentNullException.ThrowIfNull(logits);
        DrawOp.Require("categorical", key, logits.Shape, logits.DType);
        int along = logits.Shape.Axis(axis, "categorical");
        return (logits.To(DType.Float64) + Gumbel(key, logits.Shape, dtype: DType.Float64)).ArgMax(along);
    }

    /// <summary>Draws some of <paramref name="count"/> things.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="draws">How many to draw.</param>
    /// <param name="replace">Whether a thing may come again.</param>
    /// <param name="probabilities">[count]: how likely each is, 0 or more; they need not sum to 1. A floating dtype; all are alike if missing.</param>
    /// <returns>[draws]: Int32, in [0, count); <c>x.Gather(…)</c> takes the things themselves.</returns>
    /// <exception cref="ArgumentException">There are too few things to draw from.</exception>
    /// <exception cref="ShapeException">The probabilities do not fit.</exception>
    /// <remarks>
    /// Without replacement, each draw is from what is left, by its probabilities; things of probability 0 come last. Source: Efraimidis
    /// and Spirakis, Weighted random sampling with a reservoir, 2006.
    /// </remarks>
    public static Tensor Choice(RandomKey key, int count, int draws, bool replace = true, Tensor? probabilities = null)
    {
        const string Name = "choice";
        ArgumentNullException.ThrowIfNull(key);
        ArgumentOutOfRangeException.ThrowIfNegative(draws);
        key.RequireSingle(Name);
        if (draws > (replace ? count > 0 ? int.MaxValue : 0 : count))
        {
            throw new ArgumentException($"{Name}: there must be something to draw{(replace ? "" : " each time, without replacement")}; got {draws} draws of {count} things.");
        }

        if (probabilities is null)
        {
            return replace ? Integers(key, [draws], 0, Math.Max(count, 1)) : Permutation(key, count)[..draws];
        }

        ShapeException.ThrowUnlessFloating(Name, probabilities.Spec);
        ShapeException.ThrowUnless(probabilities.Shape == new Shape([count]), Name, $"probabilities must be [{count}], one a thing", probabilities.Spec);
        Tensor wide = probabilities.To(DType.Float64);
        if (!replace)
        {
            return (Tensor.Log(wide) + Gumbel(key, [count], dtype: DType.Float64)).ArgSort(descending: true)[..draws];
        }

        // The first place whose sum is above the mark; rounding could leave a mark that only the end reaches.
        Tensor sums = wide.CumSum(axis: 0);
        Tensor marks = Uniform(key, [draws], dtype: DType.Float64) * sums[^1];
        return Tensor.Minimum(sums.SearchSorted(marks, right: true), (double)(count - 1));
    }
}
