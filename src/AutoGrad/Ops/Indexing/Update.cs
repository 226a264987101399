namespace AutoGrad;

/// <summary>How a new value meets the one that is there.</summary>
public enum Update
{
    /// <summary>It takes its place; of several for one place, the last does.</summary>
    Set,

    /// <summary>It is added.</summary>
    Add,

    /// <summary>It is multiplied in.</summary>
    Multiply,

    /// <summary>The lesser of the two stays.</summary>
    Min,

    /// <summary>The greater of the two stays.</summary>
    Max,
}

/// <summary>Updates of slices by number, in the one form that all public ones come down to.</summary>
internal static class Updates
{
    /// <summary>Updates x [n, ...] at places [m] with values [m, ...].</summary>
    public static Tensor Apply(string op, Tensor x, Tensor places, Tensor values, Update update)
    {
        ShapeException.ThrowUnlessSameDType(op, x.Spec, values.Spec);
        if (update != Update.Set)
        {
            ShapeException.ThrowUnless(x.DType != DType.Bool, op, "numbers are needed to update by arithmetic (use Update.Set)", x.Spec);
        }

        return update switch
        {
            Update.Set => SetPlacesOp.Instance.Apply(x, places, values),
            Update.Add => x + values.ScatterAdd(places, x.Shape[0]),
            Update.Multiply => x * Products(x, places, values),
            Update.Min => new ExtremePlacesOp(Greatest: false).Apply(x, places, values),
            Update.Max => new ExtremePlacesOp(Greatest: true).Apply(x, places, values),
            _ => throw new ArgumentOutOfRangeException(nameof(update), $"{op}: update must be Set, Add, Multiply, Min or Max; got {update}."),
        };
    }

    // Values for one place are multiplied while sorted side by side, each with all before it of the same place; the last of
    // each then holds their product. No division, so zeros are right in every order.
    private static Tensor Products(Tensor x, Tensor places, Tensor values)
    {
        Tensor order = places.ArgSort();
        Tensor sorted = places.Gather(order);
        Tensor y = values.Gather(order);
        int count = places.Size;
        int[] column = [-1, .. Enumerable.Repeat(1, values.Rank - 1)];
        for (int distance = 1; distance < count; distance *= 2)
        {
            Tensor same = Tensor.Equal(sorted.SliceAxis(0, distance, count - distance), sorted.SliceAxis(0, 0, count - distance));
            Tensor earlier = Tensor.Where(same.Reshape(column), y.SliceAxis(0, 0, count - distance), 1.0);
            y = Tensor.Concatenate([y.SliceAxis(0, 0, distance), y.SliceAxis(0, distance, count - distance) * earlier]);
        }

        return SetPlacesOp.Instance.Apply(Tensor.Ones(x.Shape, x.DType), sorted, y);
    }
}
