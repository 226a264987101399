using System.Runtime.InteropServices;

namespace AutoGrad.Tests;

[Collection("Threads")]
public sealed class ElementwiseThreadsTests
{
    // Beyond the break-even of the cheapest function, and no whole number of blocks.
    private const int Length = 100_003;

    private static readonly Dictionary<string, Func<Tensor, Tensor, Tensor>> s_functions = new()
    {
        ["relu"] = (x, y) => Tensor.Relu(x),
        ["abs"] = (x, y) => Tensor.Abs(x),
        ["tanh"] = (x, y) => Tensor.Tanh(x),
        ["sigmoid"] = (x, y) => Tensor.Sigmoid(x),
        ["exp"] = (x, y) => Tensor.Exp(x),
        ["log"] = (x, y) => Tensor.Log(x),
        ["sin"] = (x, y) => Tensor.Sin(x),
        ["erf"] = (x, y) => Tensor.Erf(x),
        ["log_gamma"] = (x, y) => Tensor.LogGamma(x),
        ["floor"] = (x, y) => Tensor.Floor(x),
        ["add"] = (x, y) => x + y,
        ["add a number"] = (x, y) => x + 0.3,
        ["a number divided"] = (x, y) => 0.3 / x,
        ["multiply"] = (x, y) => x * y,
        ["maximum"] = Tensor.Maximum,
        ["pow"] = (x, y) => Tensor.Pow(Tensor.Abs(x), y),
        ["atan2"] = Tensor.Atan2,
        ["equal"] = (x, y) => Tensor.Equal(Tensor.Floor(x), Tensor.Floor(y)),
        ["greater"] = (x, y) => x > y,
        ["less than a number"] = (x, y) => x < 0.1,
        ["a mask"] = (x, y) => !(x > y) & (x > 0.0) | (y > 0.5),
        ["where"] = (x, y) => Tensor.Where(x > y, x, y),
        ["where, or a number"] = (x, y) => Tensor.Where(x > y, 1.0, y),
        ["to Int32"] = (x, y) => (100 * x).To(DType.Int32),
        ["to Bool"] = (x, y) => Tensor.Floor(x).To(DType.Bool),
        ["of a mask"] = (x, y) => (x > y).To(x.DType),
        ["integers"] = (x, y) => (100 * x).To(DType.Int32) * (100 * y).To(DType.Int32),
    };

    public static TheoryData<string> Names => [.. s_functions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_value_has_the_same_bits_on_any_number_of_threads_and_in_any_part(string function)
    {
        Func<Tensor, Tensor, Tensor> f = s_functions[function];
        foreach (DType dtype in new[] { DType.Float32, DType.Float64 })
        {
            (Tensor x, Tensor y) = (Numbers(1, dtype), Numbers(2, dtype));

            byte[] alone = ThreadLimit.Run(1, () => Bytes(f(x, y)));
            byte[] two = ThreadLimit.Run(2, () => Bytes(f(x, y)));
            byte[] seven = ThreadLimit.Run(7, () => Bytes(f(x, y)));
            byte[] parts = [.. Enumerable.Range(0, 101).SelectMany(i =>
            {
                (int start, int count) = (i * 997, Math.Min(997, Length - i * 997));
                return Bytes(f(x.SliceAxis(0, start, count), y.SliceAxis(0, start, count)));
            })];

            Assert.True(alone.AsSpan().SequenceEqual(two), "two threads");
            Assert.True(alone.AsSpan().SequenceEqual(seven), "seven threads");
            Assert.True(alone.AsSpan().SequenceEqual(parts), "parts");
        }
    }

    private static Tensor Numbers(ulong seed, DType dtype) => Draw.Normal(RandomKey.FromSeed(seed), [Length], dtype: dtype);

    private static byte[] Bytes(Tensor x) => x.DType switch
    {
        DType.Float32 => MemoryMarshal.AsBytes(x.ToArray<float>().AsSpan()).ToArray(),
        DType.Float64 => MemoryMarshal.AsBytes(x.ToArray<double>().AsSpan()).ToArray(),
        DType.Int32 => MemoryMarshal.AsBytes(x.ToArray<int>().AsSpan()).ToArray(),
        _ => MemoryMarshal.AsBytes(x.ToArray<bool>().AsSpan()).ToArray(),
    };
}
