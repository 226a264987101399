using System.Numerics;
using System.Runtime.InteropServices;

namespace AutoGrad;

/// <summary>
/// Numbers drawn from keys and a parameter each: [..., 2] and [..., shape] to [..., shape]. Each element draws from words of its
/// own, so that what it takes, which is not known beforehand, changes no other.
/// </summary>
internal abstract record ElementDrawOp : SingleOp
{
    /// <summary>Of what a draw from parameters of some dtype is.</summary>
    protected abstract DType Drawn(DType parameters);

    protected abstract double Sample(ref RandomWords words, double parameter);

    public sealed override Spec Infer(ReadOnlySpan<Spec> inputs)
    {
        (Spec keys, Spec parameters) = (inputs[0], inputs[1]);
        int leading = keys.Shape.Rank - 1;
        ShapeException.ThrowUnlessFloating(Name, parameters);
        ShapeException.ThrowUnless(
            keys.DType == DType.UInt32 && leading >= 0 && keys.Shape[-1] == 2 && parameters.Shape.Rank >= leading && parameters.Shape[..leading] == keys.Shape[..leading],
            Name, "keys must be u32[..., 2] and parameters begin with their axes", keys, parameters);
        return new Spec(parameters.Shape, Drawn(parameters.DType));
    }

    public sealed override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        switch ((inputs[1].DType, output.DType))
        {
            case (DType.Float32, DType.Float32): Fill<float, float>(inputs, output); break;
            case (DType.Float64, DType.Float64): Fill<double, double>(inputs, output); break;
            case (DType.Float32, _): Fill<float, int>(inputs, output); break;
            default: Fill<double, int>(inputs, output); break;
        }
    }

    protected sealed override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size) =>
        Apply(Batching.Expand(inputs[0], batched[0], size), Batching.Expand(inputs[1], batched[1], size));

    /// <summary>Scalar functions of the library's own kernels, the same bits on any machine.</summary>
    protected static double Log(double x)
    {
        LogKernel.Run<double>(new ReadOnlySpan<double>(in x), MemoryMarshal.CreateSpan(ref x, 1));
        return x;
    }

    protected static double Exp(double x)
    {
        ExpKernel.Run<double>(new ReadOnlySpan<double>(in x), MemoryMarshal.CreateSpan(ref x, 1));
        return x;
    }

    protected static double Normal(ref RandomWords words)
    {
        double x = words.NextCentred();
        ErfinvKernel.Run<double>(new ReadOnlySpan<double>(in x), MemoryMarshal.CreateSpan(ref x, 1));
        return Math.Sqrt(2) * x;
    }

    /// <summary>A number in (0, 1].</summary>
    protected static double Unit(ref RandomWords words) => 1 - words.NextUnit();

    private void Fill<TParameter, T>(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
        where TParameter : unmanaged, INumber<TParameter>
        where T : unmanaged, INumber<T>
    {
        ReadOnlySpan<uint> keys = inputs[0].Span<uint>();
        ReadOnlySpan<TParameter> parameters = inputs[1].Span<TParameter>();
        Span<T> y = output.Span<T>();
        int size = keys.Length == 0 ? 0 : y.Length / (keys.Length / 2);
        for (int i = 0; i < y.Length; i++)
        {
            (int k, int element) = Math.DivRem(i, size);
            (uint first, uint second) = Threefry.Block(keys[2 * k], keys[2 * k + 1], (uint)element, (uint)Threefry.Purpose.Element);
            var words = new RandomWords(first, second);
            y[i] = T.CreateSaturating(Sample(ref words, double.CreateTruncating(parameters[i])));
        }
    }
}
