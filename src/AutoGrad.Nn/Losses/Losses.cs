namespace AutoGrad.Nn;

/// <summary>
/// Measures of how badly a model does: plain functions of tensors, smaller is better. Any function of tensors to a scalar
/// is as good a loss.
/// </summary>
public static partial class Losses
{
    private static Tensor Reduce(Tensor terms, Reduction reduction) => reduction switch
    {
        Reduction.Mean => terms.Mean(),
        Reduction.Sum => terms.Sum(),
        Reduction.None => terms,
        _ => throw new ArgumentException($"reduction: it must be Mean, Sum or None; got {reduction}."),
    };

    /// <summary>Refuses what would broadcast by accident, and mixed dtypes.</summary>
    private static void RequireAlike(string op, string names, Tensor x, Tensor y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        RequireFloating(op, x);
        if (x.Spec != y.Spec)
        {
            throw new ShapeException(op, $"{names} must have one shape and dtype (reshape or convert one of them)", $"{x.Spec} and {y.Spec}");
        }
    }

    private static void RequireFloating(string op, Tensor x)
    {
        if (x.DType is not (DType.Float32 or DType.Float64))
        {
            throw new ShapeException(op, "a floating dtype is needed (convert with x.To(DType.Float32))", x.Spec.ToString());
        }
    }

    /// <summary>The first place where a mask is true; null if there is none, or if it has no numbers yet (Vmap, Checkpoint).</summary>
    private static int? FirstTrue(Tensor mask)
    {
        int at = mask.HasNumbers ? Array.IndexOf(mask.ToArray<bool>(), true) : -1;
        return at < 0 ? null : at;
    }
}
