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
            throw new ShapeException(op, $"the axis must be in [{-x.Rank}, {x.Rank})", $"axis {axis} for {x.Spec}");
        }

        return axis < 0 ? axis + x.Rank : axis;
    }
}
