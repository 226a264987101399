namespace AutoGrad.Testing;

/// <summary>A plain array of doubles with a shape: what the references compute on. It shares no code with the library.</summary>
public sealed record Nd(int[] Shape, double[] Data)
{
    public int Rank => Shape.Length;

    public double this[params int[] at] => Data[Flat(at)];

    public static Nd Of(Tensor x) => new([.. x.Shape], x.To(DType.Float64).ToArray<double>());

    /// <summary>Fills an array by asking for each place.</summary>
    public static Nd Make(int[] shape, Func<int[], double> element)
    {
        int size = shape.Aggregate(1, (product, extent) => product * extent);
        var data = new double[size];
        var at = new int[shape.Length];
        for (int i = 0; i < size; i++)
        {
            data[i] = element(at);
            for (int axis = shape.Length - 1; axis >= 0 && ++at[axis] == shape[axis]; axis--)
            {
                at[axis] = 0;
            }
        }

        return new Nd(shape, data);
    }

    /// <summary>Applies a function of numbers to operands that broadcast.</summary>
    public static Nd Zip(Func<double[], double> f, params Nd[] operands)
    {
        int rank = operands.Max(x => x.Rank);
        var shape = new int[rank];
        for (int axis = 0; axis < rank; axis++)
        {
            int[] extents = [.. operands.Where(x => axis >= rank - x.Rank).Select(x => x.Shape[axis - rank + x.Rank])];
            shape[axis] = extents.Contains(0) ? 0 : extents.Max();
        }

        return Make(shape, at => f([.. operands.Select(x => x.Stretched(at))]));
    }

    public Nd Map(Func<double, double> f) => new(Shape, [.. Data.Select(f)]);

    /// <summary>Folds all elements that differ only along some axes.</summary>
    public Nd Reduce(int[] axes, bool keepDims, Func<double[], double> fold)
    {
        int[] reduced = axes.Length == 0 ? [.. Enumerable.Range(0, Rank)] : [.. axes.Select(axis => axis < 0 ? axis + Rank : axis)];
        int[] inner = [.. Enumerable.Range(0, Rank).Select(axis => reduced.Contains(axis) ? Shape[axis] : 1)];
        int[] outer = [.. Enumerable.Range(0, Rank).Select(axis => reduced.Contains(axis) ? 1 : Shape[axis])];
        Nd kept = Make(outer, at =>
        {
            int[] start = [.. at];
            var items = new List<double>();
            Make(inner, offset =>
            {
                items.Add(this[[.. start.Zip(offset, (a, b) => a + b)]]);
                return 0;
            });
            return fold([.. items]);
        });
        return keepDims ? kept : new Nd([.. Enumerable.Range(0, Rank).Where(axis => !reduced.Contains(axis)).Select(axis => Shape[axis])], kept.Data);
    }

    /// <summary>Changes each slice along an axis as a whole.</summary>
    public Nd Slices(int axis, Func<double[], double[]> f)
    {
        int along = axis < 0 ? axis + Rank : axis;
        return Make(Shape, at =>
        {
            int[] place = [.. at];
            double[] slice = [.. Enumerable.Range(0, Shape[along]).Select(i =>
            {
                place[along] = i;
                return this[place];
            })];
            return f(slice)[at[along]];
        });
    }

    public Tensor ToTensor(DType dtype = DType.Float64) => Tensor.From(AutoGrad.Shape.Create(Shape), Data).To(dtype);

    private double Stretched(int[] at)
    {
        int[] own = new int[Rank];
        for (int axis = 0; axis < Rank; axis++)
        {
            own[axis] = Shape[axis] == 1 ? 0 : at[at.Length - Rank + axis];
        }

        return this[own];
    }

    private int Flat(ReadOnlySpan<int> at)
    {
        int flat = 0;
        for (int axis = 0; axis < Rank; axis++)
        {
            if ((uint)at[axis] >= (uint)Shape[axis])
            {
                throw new ArgumentOutOfRangeException(nameof(at), $"{at[axis]} on axis {axis} of [{string.Join(", ", Shape)}]");
            }

            flat = flat * Shape[axis] + at[axis];
        }

        return flat;
    }
}
