using System.Numerics;

namespace AutoGrad;

/// <summary>What determinants share: one number a matrix, from the pivots of its LU factors.</summary>
internal static class Pivots
{
    public static Spec Infer(string op, Spec x) => x with { Shape = LinearAlgebra.RequireSquare(op, x).Shape[..^2] };

    /// <summary>Folds each matrix's pivots in order, then the parity of its exchanges.</summary>
    public static void Fold<T>(DenseTensor x, DenseTensor y, T start, Func<T, T, T> add, Func<T, bool, T> finish)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int n = x.Shape[-1];
        var lu = new T[n * n];
        var order = new int[n];
        Span<T> results = y.Span<T>();
        for (int matrix = 0; matrix < results.Length; matrix++)
        {
            x.Span<T>().Slice(matrix * n * n, n * n).CopyTo(lu);
            LuFactors.Run<T>(lu, order, out bool odd);
            T folded = start;
            for (int i = 0; i < n; i++)
            {
                folded = add(folded, lu[i * n + i]);
            }

            results[matrix] = finish(folded, odd);
        }
    }
}
