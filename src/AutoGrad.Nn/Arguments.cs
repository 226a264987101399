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

    /// <summary>Asks for one length an example, or none at all.</summary>
    /// <param name="op">The function, for messages.</param>
    /// <param name="name">The parameter, for messages.</param>
    /// <param name="lengths">[...]: Int32 or Int64; missing if everything counts.</param>
    /// <param name="examples">The shape of the examples.</param>
    /// <param name="of">[...]: what has these lengths, for messages.</param>
    /// <exception cref="ShapeException">The lengths have another shape or dtype.</exception>
    public static void RequireLengths(string op, string name, Tensor? lengths, Shape examples, Tensor of)
    {
        if (lengths is not null && (lengths.Shape != examples || lengths.DType is not (DType.Int32 or DType.Int64)))
        {
            throw new ShapeException(op, $"{name} must be Int32 or Int64 {examples}, one for each example", $"{lengths.Spec} for {of.Spec}");
        }
    }
}
