namespace AutoGrad.Nn;

public static partial class Losses
{
    /// <summary>Measures how hard it is to find each vector's partner among all (normalised temperature-scaled cross-entropy): the mean over both directions of <c>-log softmax(cos / τ)</c> at the partner, a vector itself left out.</summary>
    /// <param name="x">[n, k]: one view of each example; a floating dtype.</param>
    /// <param name="y">[n, k]: the other view, in the same order; the same shape and dtype.</param>
    /// <param name="reduction">Of the terms, one a vector: first those of x, then those of y.</param>
    /// <param name="temperature">τ; above 0.</param>
    /// <param name="epsilon">What lengths below it count as; above 0.</param>
    /// <returns>[]: in nats; log(2n - 1) where nothing can be told apart. [2n] if nothing is reduced.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes differ, or are not [n, k].</exception>
    /// <exception cref="ArgumentException">The temperature or the epsilon is not above 0.</exception>
    /// <remarks>Source: Chen et al., A Simple Framework for Contrastive Learning of Visual Representations, 2020, equation 1.</remarks>
    public static Tensor NtXent(Tensor x, Tensor y, Reduction reduction = Reduction.Mean, double temperature = 0.5, double epsilon = 1e-8)
    {
        const string Name = "nt_xent";
        RequireAlike(Name, "x and y", x, y);
        if (x.Rank != 2)
        {
            throw new ShapeException(Name, "the vectors must be [n, k]", x.Spec.ToString());
        }

        RequireAbove(Name, "temperature", temperature, 0);
        RequireAbove(Name, "epsilon", epsilon, 0);
        int n = x.Shape[0];
        Tensor all = Directed(Tensor.Concatenate([x, y]), epsilon);
        Tensor likeness = Tensor.MatMul(all, all.T) / temperature;
        Tensor logits = Tensor.Where(Tensor.Eye(2 * n, DType.Bool), double.NegativeInfinity, likeness);
        Tensor partners = Tensor.Concatenate([Tensor.Arange(n, 2 * n, DType.Int32), Tensor.Arange(0, n, DType.Int32)]);
        return Reduce(-OfClass(logits.LogSoftmax(), partners), reduction);
    }
}
