namespace AutoGrad.Nn;

public static partial class Activations
{
    /// <summary>Marks the greatest score of each slice along an axis: 1 there, the first of equals, and 0 elsewhere.</summary>
    /// <param name="x">[...]: scores; a floating dtype.</param>
    /// <param name="axis">In [-rank, rank).</param>
    /// <returns>[...]: of the shape and dtype of <paramref name="x"/>.</returns>
    /// <exception cref="ShapeException">There is no such axis, it has no elements, or the dtype is not floating.</exception>
    /// <remarks>It has no slope anywhere: a constant to every derivative. <see cref="Softmax"/> and <see cref="Sparsemax"/> have one.</remarks>
    public static Tensor Hardmax(Tensor x, int axis = -1)
    {
        Arguments.RequireFloating("hardmax", x);
        int at = Arguments.AxisOf("hardmax", x, axis);
        return Tensor.OneHot(x.ArgMax(at), x.Shape[at], x.DType).MoveAxis(-1, at);
    }
}
