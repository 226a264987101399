using System.Globalization;
using System.Numerics;

namespace AutoGrad;

/// <summary>Numbers drawn from keys: [..., 2] to [..., shape]. Each key's numbers depend on it and the shape's size alone.</summary>
internal abstract record DrawOp(Shape Shape, DType DType) : DiscreteOp
{
    public sealed override Spec Infer(ReadOnlySpan<Spec> inputs)
    {
        Spec keys = inputs[0];
        ShapeException.ThrowUnless(keys.DType == DType.UInt32 && keys.Shape.Rank >= 1 && keys.Shape[-1] == 2, Name, "keys must be u32[..., 2]", keys);
        return new Spec([.. keys.Shape[..^1], .. Shape], DType);
    }

    public sealed override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        ReadOnlySpan<uint> keys = inputs[0].Span<uint>();
        int size = Shape.Size;
        for (int k = 0; k < keys.Length / 2; k++)
        {
            var words = new RandomWords(keys[2 * k], keys[2 * k + 1]);
            switch (DType)
            {
                case DType.Float32: Fill(ref words, output.Span<float>().Slice(k * size, size)); break;
                case DType.Float64: Fill(ref words, output.Span<double>().Slice(k * size, size)); break;
                case DType.UInt32: Fill(ref words, output.Span<uint>().Slice(k * size, size)); break;
                default: Fill(ref words, output.Span<int>().Slice(k * size, size)); break;
            }
        }
    }

    /// <summary>Draws one key's numbers.</summary>
    protected abstract void Fill<T>(ref RandomWords words, Span<T> y)
        where T : unmanaged, INumber<T>;

    /// <summary>The dtype-, key- and shape-errors of a public draw.</summary>
    public static void Require(string op, RandomKey key, Shape shape, DType dtype)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(shape);
        ShapeException.ThrowUnlessFloating(op, new Spec(shape, dtype));
        key.RequireSingle(op);
    }

    public static void RequireScale(string op, double location, double scale)
    {
        if (!(double.IsFinite(location) && scale > 0 && double.IsFinite(scale)))
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"{op}: location and scale must be finite, the scale above 0; got {location} and {scale}."));
        }
    }

    protected sealed override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size) => Apply(inputs);
}
