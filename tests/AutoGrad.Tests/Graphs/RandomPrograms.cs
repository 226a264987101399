namespace AutoGrad.Tests;

/// <summary>Elementwise functions without a plan: operations on whatever there is by then, scalars and masks among it.</summary>
internal static class RandomPrograms
{
    /// <summary>A function of three tensors of one shape and two scalars to three results; a seed gives always the same.</summary>
    public static Func<Tensor[], Tensor[]> Make(int seed) => inputs =>
    {
        var next = new Numbers(seed);
        var values = new List<Tensor>(inputs);
        Tensor Any() => values[next.Below(values.Count)];
        for (int step = 0; step < 14; step++)
        {
            Tensor x = Any(), y = Any();
            values.Add(next.Below(12) switch
            {
                0 => x + y,
                1 => x - 0.25 * y,
                2 => x * y,
                3 => Tensor.Tanh(x),
                4 => Tensor.Sigmoid(x) - y,
                5 => y / (1.5 + Tensor.Square(x)),
                6 => Tensor.Where(inputs[0] > 0.125, Tensor.Sin(inputs[1]), x.Rank == 0 ? inputs[2] : x),
                7 => Tensor.Maximum(x, y),
                8 => Tensor.Clamp(x, -0.75, 0.5),
                9 => -Tensor.Expm1(0.5 * x),
                10 => Tensor.Sqrt(1.0 + Tensor.Abs(x)),
                _ => Tensor.Relu(x) + Transform.StopGradient(y),
            });
        }

        // One of the last, one that has the shape for certain, and an argument as it is.
        return [values[^1], inputs[0] * values[^2], inputs[next.Below(3)]];
    };

    public static Tensor[] Arguments(int seed, int length, DType dtype) =>
    [
        .. Enumerable.Range(0, 5).Select(i => Draw.Uniform(RandomKey.FromSeed((ulong)seed).Fold(i), i < 3 ? [length] : Shape.Scalar, -1.5, 1.5, dtype)),
    ];

    // A linear congruence of Knuth's: what it gives must never change.
    private sealed class Numbers(int seed)
    {
        private ulong _state = (ulong)seed * 0x9E3779B97F4A7C15 + 1;

        public int Below(int bound)
        {
            _state = _state * 6364136223846793005 + 1442695040888963407;
            return (int)((_state >> 33) % (ulong)bound);
        }
    }
}
