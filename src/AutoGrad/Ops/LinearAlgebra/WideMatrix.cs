using System.Numerics.Tensors;

namespace AutoGrad;

/// <summary>Single matrices of a stack, in Float64 whatever the stack's dtype.</summary>
internal static class WideMatrix
{
    /// <summary>Copies one matrix out.</summary>
    public static double[] Read(DenseTensor x, int matrix, int size)
    {
        if (x.DType == DType.Float64)
        {
            return x.Span<double>().Slice(matrix * size, size).ToArray();
        }

        var wide = new double[size];
        TensorPrimitives.ConvertTruncating(x.Span<float>().Slice(matrix * size, size), wide);
        return wide;
    }

    /// <summary>Writes one matrix, times a power of two or NaN.</summary>
    public static void Write(double[] values, double unit, DenseTensor y, int matrix)
    {
        TensorPrimitives.Multiply(values, unit, values);
        if (y.DType == DType.Float64)
        {
            values.CopyTo(y.Span<double>()[(matrix * values.Length)..]);
        }
        else
        {
            TensorPrimitives.ConvertTruncating<double, float>(values, y.Span<float>().Slice(matrix * values.Length, values.Length));
        }
    }

    /// <summary>Divides by a power of two, so that no element is above 1.</summary>
    /// <returns>That power; NaN, and nothing divided, if an element is not finite.</returns>
    public static double Normalize(Span<double> x)
    {
        double greatest = x.IsEmpty ? 0 : Math.Abs(TensorPrimitives.MaxMagnitude<double>(x));
        if (!double.IsFinite(greatest))
        {
            return double.NaN;
        }

        if (greatest == 0)
        {
            return 1;
        }

        // The reciprocal of the least powers is not finite, and twice a greatest power neither.
        double unit = Math.ScaleB(1, Math.Clamp(Math.ILogB(greatest) + 1, -1022, 1023));
        TensorPrimitives.Divide(x, unit, x);
        return unit;
    }

    /// <summary>Turns rows into columns: [m, n] to [n, m].</summary>
    public static double[] Transposed(double[] x, int m, int n)
    {
        var y = new double[x.Length];
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                y[j * m + i] = x[i * n + j];
            }
        }

        return y;
    }
}
