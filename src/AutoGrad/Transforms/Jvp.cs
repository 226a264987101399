namespace AutoGrad;

public static partial class Transform
{
    /// <summary>Evaluates a function and its directional derivative in one pass: <c>(f(x), ∂f(x) ẋ)</c>.</summary>
    /// <param name="f">From any tree to any tree.</param>
    /// <param name="x">Where to evaluate.</param>
    /// <param name="xDot">The direction: leaf by leaf of the shapes and dtypes of <paramref name="x"/>. Leaves that are not floating do not move.</param>
    /// <returns>The value and its tangent, of one structure. The tangent is zero where the value does not depend on x.</returns>
    /// <exception cref="TreeException"><paramref name="x"/> and <paramref name="xDot"/> differ; the message names the first leaf that does.</exception>
    public static ValueAndTangent<TOut> Jvp<T, TOut>(Func<T, TOut> f, T x, T xDot)
    {
        ArgumentNullException.ThrowIfNull(f);
        Tree.RequireSameSpecs("Jvp", x, xDot);
        Tensor[] leaves = Tree.Flatten(x);
        Tensor[] directions = Tree.Flatten(xDot);
        var trace = new ForwardTrace();
        try
        {
            var boxes = new Tensor[leaves.Length];
            for (int i = 0; i < boxes.Length; i++)
            {
                leaves[i].Trace?.RequireUsable("Jvp");
                directions[i].Trace?.RequireUsable("Jvp");
                boxes[i] = leaves[i].DType.IsFloating() ? new ForwardTensor(trace, leaves[i], directions[i]) : leaves[i];
            }

            TOut y = f((T)Tree.Unflatten(x, boxes)!);
            Tensor[] values = Tree.Flatten(y);
            var tangents = new Tensor[values.Length];
            for (int k = 0; k < values.Length; k++)
            {
                values[k].Trace?.RequireUsable("Jvp");
                (values[k], Tensor? tangent) = trace.Unbox(values[k]);
                tangents[k] = tangent ?? Tensor.ZerosLike(values[k]);
            }

            return new ValueAndTangent<TOut>((TOut)Tree.Unflatten(y, values)!, (TOut)Tree.Unflatten(y, tangents)!);
        }
        finally
        {
            trace.Close();
        }
    }
}

/// <summary>What a function gave, and how that moves.</summary>
/// <param name="Value">The result.</param>
/// <param name="Tangent">Its directional derivative, of the same structure.</param>
public readonly record struct ValueAndTangent<TOut>(TOut Value, TOut Tangent);
