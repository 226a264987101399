namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Tells where both are true; the operator <c>x &amp; y</c>.</summary>
    /// <param name="x">[...]: Bool.</param>
    /// <param name="y">[...]: Bool; its shape broadcasts with that of <paramref name="x"/>.</param>
    /// <returns>[...]: Bool, the joint shape.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast, or a tensor is not Bool.</exception>
    public static Tensor LogicalAnd(Tensor x, Tensor y) => LogicOp.And.Apply(x, y);
}
