using System.Numerics;

namespace AutoGrad;

/// <summary>A function of two integers, applied to each pair of elements, broadcasting. Results are constants to every derivative.</summary>
internal abstract record IntegerBinary : DiscreteOp
{
    /// <summary>What is done with one pair.</summary>
    protected interface IFunction
    {
        static abstract T Of<T>(T x, T y)
            where T : IBinaryInteger<T>;
    }

    /// <summary>Computes the elements, by <see cref="Each"/>.</summary>
    protected abstract void RunAs<T>(DenseTensor x, DenseTensor y, DenseTensor z)
        where T : unmanaged, IBinaryInteger<T>;

    public sealed override Spec Infer(ReadOnlySpan<Spec> inputs)
    {
        (Spec x, Spec y) = (inputs[0], inputs[1]);
        ShapeException.ThrowUnlessSameDType(Name, x, y);
        ShapeException.ThrowUnless(x.DType.IsInteger(), Name, "integers are needed (convert with x.To(DType.Int32))", x, y);
        return x with { Shape = Broadcasting.Join(Name, x, y) };
    }

    public sealed override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        switch (output.DType)
        {
            case DType.Int32: RunAs<int>(inputs[0], inputs[1], output); break;
            case DType.Int64: RunAs<long>(inputs[0], inputs[1], output); break;
            case DType.UInt8: RunAs<byte>(inputs[0], inputs[1], output); break;
            default: RunAs<uint>(inputs[0], inputs[1], output); break;
        }
    }

    protected sealed override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size)
    {
        (Tensor x, Tensor y) = Batching.AlignRanks(inputs[0], batched[0], inputs[1], batched[1]);
        return Apply(x, y);
    }

    protected static void Each<T, TFunction>(DenseTensor x, DenseTensor y, DenseTensor z)
        where T : unmanaged, IBinaryInteger<T>
        where TFunction : struct, IFunction =>
        BroadcastLoop.Run(
            default(Pairs<T, TFunction>), ElementwiseWork.Function,
            x.Span<T>(), x.Shape.AsSpan(), y.Span<T>(), y.Shape.AsSpan(), z.Span<T>(), z.Shape.AsSpan());

    /// <summary>The same for divisions: names a divisor of 0.</summary>
    /// <exception cref="DivideByZeroException">There is one, and something to divide by it.</exception>
    protected void EachDivided<T, TFunction>(DenseTensor x, DenseTensor y, DenseTensor z)
        where T : unmanaged, IBinaryInteger<T>
        where TFunction : struct, IFunction
    {
        int zero = y.Span<T>().IndexOf(T.Zero);
        if (zero >= 0 && z.Size > 0)
        {
            throw new DivideByZeroException($"{Name}: integers must be divided by others than 0; got 0 at {y.Shape.Position(zero)} of {y.Shape}.");
        }

        Each<T, TFunction>(x, y, z);
    }

    /// <summary>The same where the right numbers must not be negative: names one that is.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is one.</exception>
    protected void EachNotNegative<T, TFunction>(DenseTensor x, DenseTensor y, DenseTensor z, string what)
        where T : unmanaged, IBinaryInteger<T>
        where TFunction : struct, IFunction
    {
        ReadOnlySpan<T> ys = y.Span<T>();
        for (int i = 0; i < ys.Length; i++)
        {
            if (T.IsNegative(ys[i]))
            {
                throw new ArgumentOutOfRangeException(null, $"{Name}: {what} must be 0 or more; got {ys[i]} at {y.Shape.Position(i)} of {y.Shape}.");
            }
        }

        Each<T, TFunction>(x, y, z);
    }

    private readonly struct Pairs<T, TFunction> : IBinaryKernel<T, T>
        where T : unmanaged, IBinaryInteger<T>
        where TFunction : struct, IFunction
    {
        public void Run(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z)
        {
            for (int i = 0; i < z.Length; i++)
            {
                z[i] = TFunction.Of(x[i], y[i]);
            }
        }

        public void Run(ReadOnlySpan<T> x, T y, Span<T> z)
        {
            for (int i = 0; i < z.Length; i++)
            {
                z[i] = TFunction.Of(x[i], y);
            }
        }

        public void Run(T x, ReadOnlySpan<T> y, Span<T> z)
        {
            for (int i = 0; i < z.Length; i++)
            {
                z[i] = TFunction.Of(x, y[i]);
            }
        }
    }
}
