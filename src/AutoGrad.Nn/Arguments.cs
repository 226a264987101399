using System.Globalization;

namespace AutoGrad.Nn;

/// <summary>What functions on tensors ask of their arguments.</summary>
internal static class Arguments
{
    /// <exception cref="ShapeException">The dtype is not floating.</exception>
    public static void RequireFloating(string op, Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.DType is not (DType.Float32 or DType.Float64))
        {
            throw new ShapeException(op, "a floating dtype is needed (convert with x.To(DType.Float32))", x.Spec.ToString());
        }
    }

    /// <summary>Counts a negative axis from the last.</summary>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    public static int AxisOf(string op, Tensor x, int axis)
    {
        if (axis < -x.Rank || axis >= x.Rank)
        {
            throw new ShapeException(
                op, x.Rank == 0 ? "a scalar has no axes" : $"axis must be in [-{x.Rank}, {x.Rank})", $"axis {axis} for shape {x.Shape}");
        }

        return axis < 0 ? axis + x.Rank : axis;
    }

    /// <summary>Asks for one length an example, of no more places than there are, or for none at all.</summary>
    /// <param name="op">The function, for messages.</param>
    /// <param name="name">The parameter, for messages.</param>
    /// <param name="lengths">[...]: Int32 or Int64; missing if everything counts.</param>
    /// <param name="examples">The shape of the examples.</param>
    /// <param name="places">How many each example has.</param>
    /// <param name="of">[...]: what has these lengths, for messages.</param>
    /// <exception cref="ShapeException">The lengths have another shape or dtype.</exception>
    /// <exception cref="ArgumentException">A length is not in [0, places]; not known under Vmap, nor asked there.</exception>
    public static void RequireLengths(string op, string name, Tensor? lengths, Shape examples, int places, Tensor of)
    {
        if (lengths is null)
        {
            return;
        }

        if (lengths.DType is not (DType.Int32 or DType.Int64) || lengths.Shape != examples)
        {
            throw new ShapeException(op, $"{name} must be Int32 or Int64 {examples}, one for each example", $"{lengths.Spec} for {of.Spec}");
        }

        if (FirstTrue((lengths < 0.0) | (lengths > (double)places)) is { } flat)
        {
            throw new ArgumentException($"{op}: {name} must be in [0, {places}]; got {NumberAt(lengths, flat)}.");
        }
    }

    /// <summary>The first place where a mask is true; null if there is none, or if it has no numbers yet (Vmap, Checkpoint).</summary>
    public static int? FirstTrue(Tensor mask)
    {
        int at = mask.HasNumbers ? Array.IndexOf(mask.ToArray<bool>(), true) : -1;
        return at < 0 ? null : at;
    }

    /// <summary>A number and where it is, for messages.</summary>
    public static string NumberAt(Tensor x, int flat) => string.Create(
        CultureInfo.InvariantCulture, $"{x.To(DType.Float64).ToArray<double>()[flat]} at {Position(x.Shape, flat)}");

    /// <summary>A place by its coordinates.</summary>
    public static string Position(Shape shape, int flat)
    {
        var at = new int[shape.Rank];
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            (flat, at[axis]) = Math.DivRem(flat, shape[axis]);
        }

        return $"[{string.Join(", ", at)}]";
    }
}
