namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Tells where a mask is false; the operator <c>!x</c>.</summary>
    /// <param name="x">[...]: Bool.</param>
    /// <returns>[...]: Bool.</returns>
    /// <exception cref="ShapeException">The tensor is not Bool.</exception>
    public static Tensor LogicalNot(Tensor x) => !x;
}
