using System.Numerics;
using System.Runtime.InteropServices;

namespace AutoGrad;

/// <summary>Rotations of two vectors into each other.</summary>
internal static class Rotation
{
    /// <summary>In place: <c>x ← c x + s y</c>, <c>y ← c y - s x</c>.</summary>
    public static void Apply(Span<double> x, Span<double> y, double c, double s)
    {
        Span<Vector<double>> xs = MemoryMarshal.Cast<double, Vector<double>>(x);
        Span<Vector<double>> ys = MemoryMarshal.Cast<double, Vector<double>>(y);
        for (int i = 0; i < xs.Length; i++)
        {
            (xs[i], ys[i]) = (c * xs[i] + s * ys[i], c * ys[i] - s * xs[i]);
        }

        for (int i = xs.Length * Vector<double>.Count; i < x.Length; i++)
        {
            (x[i], y[i]) = (c * x[i] + s * y[i], c * y[i] - s * x[i]);
        }
    }
}
