using FsCheck;

namespace AutoGrad.PropertyTesting;

/// <summary>
/// The generators of <see cref="Arbitraries"/> with their defaults, by type: for FsCheck's own attributes and configurations, so that a
/// property takes a <see cref="Tensor"/> as it takes an int.
/// </summary>
/// <example><code>[Property(Arbitrary = [typeof(TensorArbitraries)])] public bool Squares_are_not_negative(Tensor x) => (x * x >= 0.0).All();</code></example>
public static class TensorArbitraries
{
    /// <summary><see cref="Arbitraries.Tensors"/>.</summary>
    public static Arbitrary<Tensor> Tensors() => Arbitraries.Tensors();

    /// <summary><see cref="Arbitraries.Shapes"/>.</summary>
    public static Arbitrary<Shape> Shapes() => Arbitraries.Shapes();

    /// <summary><see cref="Arbitraries.Keys"/>.</summary>
    public static Arbitrary<RandomKey> Keys() => Arbitraries.Keys();

    /// <summary><see cref="Arbitraries.BroadcastPairs"/>.</summary>
    public static Arbitrary<BroadcastPair> BroadcastPairs() => Arbitraries.BroadcastPairs();

    /// <summary><see cref="Arbitraries.BroadcastTriples"/>.</summary>
    public static Arbitrary<BroadcastTriple> BroadcastTriples() => Arbitraries.BroadcastTriples();

    /// <summary><see cref="Arbitraries.MatrixPairs"/>.</summary>
    public static Arbitrary<MatrixPair> MatrixPairs() => Arbitraries.MatrixPairs();

    /// <summary><see cref="Arbitraries.Convolutions"/>, of images.</summary>
    public static Arbitrary<ConvolutionInputs> Convolutions() => Arbitraries.Convolutions();

    /// <summary><see cref="Arbitraries.LabelledLogits"/>.</summary>
    public static Arbitrary<LabelledLogits> LabelledLogits() => Arbitraries.LabelledLogits();
}
