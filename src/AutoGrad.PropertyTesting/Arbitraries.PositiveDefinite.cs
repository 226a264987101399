using FsCheck;
using FsCheck.Fluent;

namespace AutoGrad.PropertyTesting;

public static partial class Arbitraries
{
    // Far enough from singular for differences to be good.
    private const double LeastPivot = 0.05;

    /// <summary>Symmetric positive-definite matrices, [n, n], well-conditioned. They shrink to fewer rows, then to the identity, diagonal and rounder matrices.</summary>
    /// <param name="maxExtent">The most rows.</param>
    /// <param name="dtype">Float64 or Float32.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no row, or the dtype is not floating.</exception>
    public static Arbitrary<Tensor> PositiveDefinite(int maxExtent = 4, DType dtype = DType.Float64)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxExtent, 1);
        Checked(null, dtype);
        Gen<Tensor> draws = Gen.Sized(size =>
            from extent in Gen.Choose(1, Grown(size, 1, maxExtent))
            from diagonal in Gen.Choose(500, 2000).ArrayOf(extent)
            from below in Gen.Choose(-1000, 1000).ArrayOf(extent * extent)
            select Elements.Tensor([extent, extent], Squared(diagonal, below), dtype));
        return Arb.From(draws, PositiveDefiniteShrinks);
    }

    // L Lᵀ of a lower triangle in thousandths.
    private static double[] Squared(int[] diagonal, int[] below)
    {
        int n = diagonal.Length;
        double At(int i, int k) => i == k ? diagonal[i] / 1000.0 : i > k ? below[i * n + k] / 1000.0 : 0;
        return [.. from i in Enumerable.Range(0, n) from j in Enumerable.Range(0, n) select Enumerable.Range(0, n).Sum(k => At(i, k) * At(j, k))];
    }

    private static IEnumerable<Tensor> PositiveDefiniteShrinks(Tensor x)
    {
        foreach (TensorShrinks.Part part in TensorShrinks.Parts(x.Shape[0]))
        {
            yield return part.Of(part.Of(x, 0), 1);
        }

        int n = x.Shape[0];
        double[] elements = Elements.Of(x);
        bool IsDiagonal(int i) => i / n == i % n;
        Func<double, int, double>[] all = [(_, i) => IsDiagonal(i) ? 1 : 0, (element, i) => IsDiagonal(i) ? element : 0, (element, _) => Math.Round(element), (element, _) => Math.Round(element, 1)];
        IEnumerable<double[]> bold = all.Select(simple => elements.Select((element, i) =>
        {
            double simpler = Elements.Round(simple(element, i), x.DType);
            return ElementShrinks.IsSimpler(simpler, element, x.DType) ? simpler : element;
        }).ToArray());
        IEnumerable<double[]> single = from i in Enumerable.Range(0, elements.Length)
                                       where i / n <= i % n
                                       from simpler in ElementShrinks.Of(elements[i], Values.Ordinary, x.DType)
                                       select elements.Select((element, j) => j == i || j == i % n * n + i / n ? simpler : element).ToArray();
        foreach (double[] simpler in bold.Where(each => !each.AsSpan().SequenceEqual(elements)).Concat(single))
        {
            if (IsPositiveDefinite(simpler, n))
            {
                yield return Elements.Tensor(x.Shape, simpler, x.DType);
            }
        }
    }

    // By the pivots of elimination without exchanges.
    private static bool IsPositiveDefinite(double[] elements, int n)
    {
        double[] a = [.. elements];
        for (int k = 0; k < n; k++)
        {
            if (a[k * n + k] < LeastPivot)
            {
                return false;
            }

            for (int i = k + 1; i < n; i++)
            {
                double factor = a[i * n + k] / a[k * n + k];
                for (int j = k; j < n; j++)
                {
                    a[i * n + j] -= factor * a[k * n + j];
                }
            }
        }

        return true;
    }
}
