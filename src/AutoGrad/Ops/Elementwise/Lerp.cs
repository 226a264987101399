namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Goes part of the way from one tensor to another: <c>z = x + t (y - x)</c>, exactly x at t = 0 and y at t = 1.</summary>
    /// <param name="x">[...]: where the way starts; a floating dtype.</param>
    /// <param name="y">[...]: where it ends; the same dtype.</param>
    /// <param name="t">[...]: the part of the way, beyond [0, 1] too; the same dtype.</param>
    /// <returns>[...]: the joint shape of all three.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast, or the dtypes differ or are not floating.</exception>
    /// <remarks>Derivatives: <c>1 - t</c>, <c>t</c> and <c>y - x</c>.</remarks>
    public static Tensor Lerp(Tensor x, Tensor y, Tensor t)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        ArgumentNullException.ThrowIfNull(t);
        const string Name = "lerp";
        ShapeException.ThrowUnlessSameDType(Name, x.Spec, y.Spec);
        ShapeException.ThrowUnlessSameDType(Name, x.Spec, t.Spec);
        ShapeException.ThrowUnlessFloating(Name, x.Spec);
        _ = Broadcasting.Join(Name, new Spec(Broadcasting.Join(Name, x.Spec, y.Spec), x.DType), t.Spec);

        // From the nearer end, so that rounding in the difference does not miss the end.
        Tensor way = y - x;
        return Where(t < 0.5, x + t * way, y - (1.0 - t) * way);
    }

    /// <summary>Goes one part of the way from one tensor to another: <c>z = x + t (y - x)</c>, exactly x at t = 0 and y at t = 1.</summary>
    /// <param name="x">[...]: where the way starts; a floating dtype.</param>
    /// <param name="y">[...]: where it ends; the same dtype.</param>
    /// <param name="t">The part of the way, beyond [0, 1] too.</param>
    /// <returns>[...]: the joint shape.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast, or the dtypes differ or are not floating.</exception>
    /// <remarks>Derivatives: <c>1 - t</c> and <c>t</c>.</remarks>
    public static Tensor Lerp(Tensor x, Tensor y, double t)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        ShapeException.ThrowUnlessSameDType("lerp", x.Spec, y.Spec);
        ShapeException.ThrowUnlessFloating("lerp", x.Spec);
        _ = Broadcasting.Join("lerp", x.Spec, y.Spec);
        Tensor way = y - x;
        return t < 0.5 ? x + t * way : y - (1 - t) * way;
    }
}
