namespace AutoGrad;

public static partial class Transform
{
    /// <summary>The matrix of all derivatives, by reverse mode: one backward pass an output, all at once. For few outputs of many inputs.</summary>
    /// <param name="f">From [in...] to [out...].</param>
    /// <returns>A function to [out..., in...].</returns>
    public static Func<Tensor, Tensor> Jacobian(Func<Tensor, Tensor> f) => Jacobian<Tensor>(f);

    /// <summary>All derivatives of a function of any tree, by reverse mode.</summary>
    /// <param name="f">From any tree to [out...].</param>
    /// <returns>A function to a tree of the same structure, each leaf [out..., leaf...]; zeros for leaves that are not floating.</returns>
    public static Func<T, T> Jacobian<T>(Func<T, Tensor> f)
    {
        ArgumentNullException.ThrowIfNull(f);
        return x =>
        {
            (Tensor y, Func<Tensor, T> pullback) = Vjp(f, x);
            T rows = Vmap(pullback)(Basis(y));
            return Tree.Map((leaf, row) => row.Reshape([.. y.Shape, .. leaf.Shape]), x, rows);
        };
    }

    /// <summary>The matrix of all derivatives, by forward mode: one tangent an input, all at once. For few inputs of many outputs.</summary>
    /// <param name="f">From [in...] to [out...].</param>
    /// <returns>A function to [out..., in...].</returns>
    public static Func<Tensor, Tensor> JacobianForward(Func<Tensor, Tensor> f)
    {
        ArgumentNullException.ThrowIfNull(f);
        return x =>
        {
            ShapeException.ThrowUnlessFloating("jacobian", x.Spec);
            Tensor columns = Vmap(direction => Jvp(f, x, direction).Tangent)(Basis(x));
            return columns.MoveAxis(0, -1).Reshape([.. columns.Shape[1..], .. x.Shape]);
        };
    }

    /// <summary>The matrix of second derivatives of a scalar function: forward mode over reverse.</summary>
    /// <param name="f">From [in...] to [].</param>
    /// <returns>A function to [in..., in...].</returns>
    public static Func<Tensor, Tensor> Hessian(Func<Tensor, Tensor> f) => JacobianForward(Grad(f));

    /// <summary>The Hessian of a scalar function times a vector, without the matrix: <c>∂²f(x) v</c>, the forward derivative of the gradient.</summary>
    /// <param name="f">From any tree to [].</param>
    /// <param name="x">Where to evaluate.</param>
    /// <param name="v">The vector: leaf by leaf of the shapes and dtypes of <paramref name="x"/>.</param>
    /// <returns>Of the structure of <paramref name="x"/>.</returns>
    /// <exception cref="TreeException"><paramref name="x"/> and <paramref name="v"/> differ.</exception>
    public static T HessianVectorProduct<T>(Func<T, Tensor> f, T x, T v) => Jvp(Grad(f), x, v).Tangent;

    /// <summary>The unit vectors in the space of a tensor, one after another: [size, ...].</summary>
    private static Tensor Basis(Tensor y) => Tensor.Eye(y.Size, y.DType).Reshape([y.Size, .. y.Shape]);
}
