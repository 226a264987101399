using MathNet.Numerics.LinearAlgebra;
using NumSharp;

namespace AutoGrad.Benchmarks.Peers;

/// <summary>The managed libraries, which have products of matrices and no gradients.</summary>
internal static class Managed
{
    // Larger ones take seconds of some of them.
    private const int LargestExtent = 1024;

    public static IEnumerable<PeerCase> Cases() =>
        from size in Sizes.Products
        where Math.Max(size.M, size.N) <= LargestExtent
        from one in new[] { NumSharp(size), MathNet(size) }
        select one;

    private static PeerCase NumSharp(ProductSize size) => new(size.Name, "numsharp", () =>
    {
        NDArray Copy(ulong seed, int rows, int columns)
        {
            Tensor x = Inputs.Normal(seed, [rows, columns], size.DType);
            return (size.DType == DType.Float32 ? np.array(x.ToArray<float>()) : np.array(x.ToArray<double>())).reshape(rows, columns);
        }

        NDArray[] factors = [Copy(1, size.M, size.K), Copy(2, size.K, size.N)];
        return () => np.matmul(factors[0], factors[1]).Dispose();
    });

    private static PeerCase MathNet(ProductSize size) => new(size.Name, "mathnet", () =>
    {
        return size.DType == DType.Float32 ? Product<float>() : Product<double>();

        Action Product<T>()
            where T : unmanaged, IEquatable<T>, IFormattable
        {
            Matrix<T> Copy(ulong seed, int rows, int columns) =>
                Matrix<T>.Build.DenseOfRowMajor(rows, columns, Inputs.Normal(seed, [rows, columns], size.DType).ToArray<T>());
            (Matrix<T> x, Matrix<T> y) = (Copy(1, size.M, size.K), Copy(2, size.K, size.N));
            return () => x.Multiply(y);
        }
    });
}
