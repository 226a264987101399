using System.Numerics;
using System.Numerics.Tensors;

namespace AutoGrad;

/// <summary>Gaussian elimination with partial pivoting: <c>P a = L U</c>.</summary>
/// <remarks>Source: Golub and Van Loan, Matrix Computations, 4th edition, algorithm 3.4.1.</remarks>
internal static class LuFactors
{
    /// <summary>Factors in place: U above and on the diagonal, L without its ones below.</summary>
    /// <param name="a">[n, n]: the matrix, and then its factors.</param>
    /// <param name="order">[n]: which row of the matrix came to each place.</param>
    /// <param name="odd">Whether the order is an odd permutation.</param>
    /// <returns>The first place where no row has a pivot but 0; -1 if all have one. The factors hold there too.</returns>
    public static int Run<T>(Span<T> a, Span<int> order, out bool odd)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int n = order.Length;
        int singular = -1;
        odd = false;
        for (int i = 0; i < n; i++)
        {
            order[i] = i;
        }

        for (int k = 0; k < n; k++)
        {
            int best = k;
            for (int i = k + 1; i < n; i++)
            {
                best = T.Abs(a[i * n + k]) > T.Abs(a[best * n + k]) ? i : best;
            }

            if (best != k)
            {
                (order[k], order[best]) = (order[best], order[k]);
                odd = !odd;
                for (int j = 0; j < n; j++)
                {
                    (a[k * n + j], a[best * n + j]) = (a[best * n + j], a[k * n + j]);
                }
            }

            T pivot = a[k * n + k];
            if (T.IsZero(pivot))
            {
                singular = singular < 0 ? k : singular;
                continue;
            }

            ReadOnlySpan<T> from = a.Slice(k * n + k + 1, n - k - 1);
            for (int i = k + 1; i < n; i++)
            {
                T factor = a[i * n + k] / pivot;
                a[i * n + k] = factor;
                Span<T> target = a.Slice(i * n + k + 1, n - k - 1);
                TensorPrimitives.MultiplyAdd(from, -factor, target, target);
            }
        }

        return singular;
    }
}
