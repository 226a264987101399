namespace AutoGrad;

public static partial class Transform
{
    /// <summary>
    /// A function of elementwise operations that computes the same in one pass: memory is read and written once, not once
    /// for each operation.
    /// </summary>
    /// <param name="f">From [...] to [...], the same shape: arithmetic, comparisons, <see cref="Tensor.Where(Tensor, Tensor, Tensor)"/> and functions such as <see cref="Tensor.Exp"/>.</param>
    /// <returns>A function with the same values, to the last bit, and the same derivatives, each of which takes one pass too.</returns>
    /// <remarks>
    /// Keep the function that comes back, in a static field say: f is written down at the first call for each dtype. It must be pure,
    /// and what it captures must not change. Tapes keep its arguments alone, and the backward pass computes the rest again.
    /// Where one pass cannot serve (arguments that broadcast, a sum, a captured tensor that is being differentiated) f
    /// runs as it is.
    /// </remarks>
    /// <example><code>static readonly Func&lt;Tensor, Tensor&gt; s_bump = Transform.Fuse(x => Tensor.Exp(-Tensor.Square(x)) * (1.0 - x));</code></example>
    public static Func<Tensor, Tensor> Fuse(Func<Tensor, Tensor> f)
    {
        ArgumentNullException.ThrowIfNull(f);
        var function = new ElementwiseFunction("fused", all => [f(all[0])]);
        return x => function.Apply(x)[0];
    }

    /// <summary>The same for a function of two tensors.</summary>
    /// <param name="f">From two tensors, [...] each or one of them [], to [...].</param>
    /// <returns>A function with the same values and derivatives.</returns>
    public static Func<Tensor, Tensor, Tensor> Fuse(Func<Tensor, Tensor, Tensor> f)
    {
        ArgumentNullException.ThrowIfNull(f);
        var function = new ElementwiseFunction("fused", all => [f(all[0], all[1])]);
        return (x, y) => function.Apply(x, y)[0];
    }

    /// <summary>The same for a function of three tensors.</summary>
    /// <param name="f">From three tensors, [...] each or some of them [], to [...].</param>
    /// <returns>A function with the same values and derivatives.</returns>
    public static Func<Tensor, Tensor, Tensor, Tensor> Fuse(Func<Tensor, Tensor, Tensor, Tensor> f)
    {
        ArgumentNullException.ThrowIfNull(f);
        var function = new ElementwiseFunction("fused", all => [f(all[0], all[1], all[2])]);
        return (x, y, z) => function.Apply(x, y, z)[0];
    }

    /// <summary>The same for a function of any number of tensors to any number: one pass for all results.</summary>
    /// <param name="f">From tensors of one shape, or [] for what all elements share, to tensors of that shape, or [].</param>
    /// <returns>A function with the same values and derivatives. More than 16 arguments are not fused.</returns>
    public static Func<Tensor[], Tensor[]> FuseAll(Func<Tensor[], Tensor[]> f)
    {
        ArgumentNullException.ThrowIfNull(f);
        return new ElementwiseFunction("fused", f).Apply;
    }
}
