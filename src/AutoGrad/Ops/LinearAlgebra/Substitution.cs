using System.Numerics;
using System.Numerics.Tensors;

namespace AutoGrad;

/// <summary>Systems with one triangular matrix.</summary>
internal static class Substitution
{
    /// <summary>Solves in place. Each column's result depends on that column alone, to the bit.</summary>
    /// <param name="a">[n, n]</param>
    /// <param name="n">Equations.</param>
    /// <param name="lower">Which triangle holds the matrix.</param>
    /// <param name="transpose">Whether that is read transposed.</param>
    /// <param name="unit">Whether the diagonal is ones, and not read.</param>
    /// <param name="y">[n, m]: the right sides, and then the solutions.</param>
    /// <param name="m">Right sides.</param>
    public static void Run<T>(ReadOnlySpan<T> a, int n, bool lower, bool transpose, bool unit, Span<T> y, int m)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        bool forward = lower != transpose;
        (int row, int column) = transpose ? (1, n) : (n, 1);
        for (int step = 0; step < n; step++)
        {
            int i = forward ? step : n - 1 - step;
            Span<T> target = y.Slice(i * m, m);
            for (int before = 0; before < step; before++)
            {
                int j = forward ? before : n - 1 - before;
                TensorPrimitives.MultiplyAdd(y.Slice(j * m, m), -a[i * row + j * column], target, target);
            }

            if (!unit)
            {
                TensorPrimitives.Divide(target, a[i * n + i], target);
            }
        }
    }
}
