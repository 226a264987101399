namespace AutoGrad;

public static partial class Pool
{
    private static Tensor Average(string op, Tensor x, Sliding how, bool countPadding, bool ceiling)
    {
        PoolAxis[] axes = Checked(op, x, how, ceiling);
        Tensor y = Sum(x, axes);
        int size = axes.Aggregate(1, (product, axis) => product * axis.Size);
        int[] extents = [.. x.Shape[2..]];
        if (!countPadding)
        {
            RequirePlacesUnder(op, x, how, axes);
            bool isInside = axes.All(axis => axis.Moves is { Before: 0, After: 0 });
            return isInside ? y / size : y / Counts(extents, axes);
        }

        if (axes.SequenceEqual(how.Axes))
        {
            return y / size;
        }

        // Padding that only a reaching window needs is not the caller's: it counts nowhere.
        int[] padded = [.. how.Axes.Select((axis, i) => extents[i] + axis.Moves.Before + axis.Moves.After)];
        return y / Counts(padded, [.. axes.Zip(how.Axes, (axis, own) => axis with
        {
            Moves = axis.Moves with { Before = 0, After = axis.Moves.After - own.Moves.After },
        })]);

        Tensor Counts(int[] places, PoolAxis[] windows) => Sum(Tensor.Ones([1, 1, .. places], x.DType), windows);
    }
}
