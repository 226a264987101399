namespace AutoGrad;

/// <summary>A function of two floating numbers, computed one pair at a time in Float64, which leaves Float32 one rounding.</summary>
internal abstract record FloatingBinary : ElementwiseBinary
{
    protected sealed override bool TakesIntegers => false;

    protected sealed override double Nanoseconds => ElementwiseWork.Long;

    /// <summary>The function of one pair.</summary>
    protected abstract double Value(double x, double y);

    protected sealed override void Kernel<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z)
    {
        for (int i = 0; i < z.Length; i++)
        {
            z[i] = T.CreateTruncating(Value(double.CreateTruncating(x[i]), double.CreateTruncating(y[i])));
        }
    }

    protected sealed override void Kernel<T>(ReadOnlySpan<T> x, T y, Span<T> z)
    {
        double right = double.CreateTruncating(y);
        for (int i = 0; i < z.Length; i++)
        {
            z[i] = T.CreateTruncating(Value(double.CreateTruncating(x[i]), right));
        }
    }

    protected sealed override void Kernel<T>(T x, ReadOnlySpan<T> y, Span<T> z)
    {
        double left = double.CreateTruncating(x);
        for (int i = 0; i < z.Length; i++)
        {
            z[i] = T.CreateTruncating(Value(left, double.CreateTruncating(y[i])));
        }
    }
}
