namespace AutoGrad;

public static partial class LinearAlgebra
{
    /// <summary>Diagonalises symmetric matrices: <c>x = V diag(w) Vᵀ</c>.</summary>
    /// <param name="x">[..., n, n]: of a floating dtype; its symmetric part, <c>(x + xᵀ) / 2</c>, is diagonalised.</param>
    /// <returns>
    /// Values [..., n]: ascending. Vectors [..., n, n]: orthonormal columns, one for each value; the element of greatest magnitude of
    /// each is positive.
    /// </returns>
    /// <exception cref="ShapeException">The matrices are not square, or the dtype is not floating.</exception>
    /// <remarks>
    /// <para>By reflections to a tridiagonal matrix and implicit QR steps; values and vectors are off by a few roundings of the greatest
    /// value, times n at most. A matrix with an element that is not finite has values and vectors of NaN.</para>
    /// <para>Derivatives, with <c>E = Vᵀ ẋ V</c>: <c>ẇ = diag E</c> and <c>V̇ = V (F ∘ E)</c>, <c>Fᵢⱼ = 1 / (wⱼ - wᵢ)</c>. Of equal
    /// values the vectors are any basis, and have no derivative; F is 0 there, where others divide by 0. Values closer than n
    /// roundings of the greatest count as equal, as no algorithm can tell them apart. So what depends on the values alone, or on the
    /// space that equal values span, has its derivative where values repeat, too; what tells the vectors of equal values apart has
    /// none. A function of the matrix, <c>V diag(f(w)) Vᵀ</c>, has one within that space, but not by way of the vectors: for it there is
    /// <see cref="SymmetricFunction"/>. Source: Giles, Collected matrix derivative results, 2008, section 3.1.</para>
    /// </remarks>
    public static (Tensor Values, Tensor Vectors) SymmetricEigen(Tensor x)
    {
        var factors = new Tensor[2];
        RequireSquare("symmetric_eigen", x);
        SymmetricEigenOp.Instance.Apply([0.5 * (x + x.T)], factors);
        return (factors[0], factors[1]);
    }

    /// <summary>Finds the eigenvalues of symmetric matrices.</summary>
    /// <param name="x">[..., n, n]: of a floating dtype; its symmetric part, <c>(x + xᵀ) / 2</c>, is meant.</param>
    /// <returns>[..., n]: ascending.</returns>
    /// <exception cref="ShapeException">The matrices are not square, or the dtype is not floating.</exception>
    /// <remarks>The first derivative is finite for all matrices; where values repeat it is that of one basis, and of a function that treats them alike the right one.</remarks>
    public static Tensor SymmetricEigenvalues(Tensor x) => SymmetricEigen(x).Values;
}

/// <summary>Of symmetric matrices.</summary>
internal sealed record SymmetricEigenOp : DecompositionOp
{
    public static readonly SymmetricEigenOp Instance = new();

    public override string Name => "symmetric_eigen";

    public override void Infer(ReadOnlySpan<Spec> inputs, Span<Spec> outputs)
    {
        Spec x = LinearAlgebra.RequireSquare(Name, inputs[0]);
        outputs[0] = x with { Shape = x.Shape[..^1] };
        outputs[1] = x;
    }

    // x̄ = V (diag(w̄) + F ∘ (Vᵀ V̄)) Vᵀ.
    public override void Vjp(Recorded recorded, Span<Tensor?> inputBars)
    {
        Tensor vectors = recorded.Output(1);
        Tensor? inside = recorded.OutputBar(0)?.Diag();
        if (recorded.OutputBar(1) is { } bars)
        {
            inside = Sum(inside, Spectrum.InverseGaps(recorded.Output(0)) * Tensor.MatMul(vectors.T, bars));
        }

        inputBars[0] = Tensor.MatMul(Tensor.MatMul(vectors, inside!), vectors.T);
    }

    public override void Jvp(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor?> tangents, ReadOnlySpan<Tensor> outputs, Span<Tensor?> outputTangents)
    {
        Tensor vectors = outputs[1];
        Tensor moved = Tensor.MatMul(Tensor.MatMul(vectors.T, tangents[0]!), vectors);
        outputTangents[0] = moved.Diagonal();
        outputTangents[1] = Tensor.MatMul(vectors, Spectrum.InverseGaps(outputs[0]) * moved);
    }

    protected override bool HasUnits(int output) => output == 0;

    protected override void Factor(int m, int n, double[] x, double[][] results)
    {
        var rows = new double[n * n];
        double[] values = TridiagonalQr.Run(x, n, rows);
        int[] order = Spectrum.Ascending(values);
        for (int k = 0; k < n; k++)
        {
            results[0][k] = values[order[k]];
            Span<double> vector = rows.AsSpan(order[k] * n, n);
            double sign = Spectrum.Sign(vector);
            for (int i = 0; i < n; i++)
            {
                results[1][i * n + k] = sign * vector[i];
            }
        }
    }
}
