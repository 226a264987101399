using FsCheck;
using FsCheck.Fluent;
using static AutoGrad.Tensor;
using static AutoGrad.Transform;

namespace AutoGrad.PropertyTesting.Tests;

/// <summary>Operands fit each other, before and after each step of shrinking.</summary>
public sealed class OperandTests
{
    [Fact]
    public void Pairs_and_triples_broadcast_and_come_in_all_ways()
    {
        BroadcastPair[] pairs = Run.Drawn(Arbitraries.BroadcastPairs());
        BroadcastTriple[] triples = Run.Drawn(Arbitraries.BroadcastTriples(empty: true));

        Assert.All(pairs, pair => Assert.InRange((pair.X + pair.Y).Size, 1, 24));
        Assert.All(triples, triple => Assert.InRange((triple.X + triple.Y * triple.Z).Rank, 0, 3));
        Assert.Contains(pairs, pair => pair.X.Rank < pair.Y.Rank && pair.X.Size > 1);
        Assert.Contains(pairs, pair => pair.X.Rank > pair.Y.Rank);
        Assert.Contains(pairs, pair => pair.X.Size > 1 && pair.X.Shape == pair.Y.Shape);
        Assert.Contains(pairs, pair => pair.X.Rank == 2 && pair.Y.Rank == 2 && pair.X.Shape[0] > 1 && pair.Y.Shape[0] == 1 && pair.Y.Shape[1] > 1 && pair.X.Shape[1] == 1);
        Assert.Contains(triples, triple => triple.X.Size == 0);
    }

    [Fact]
    public void Every_shrunken_pair_and_triple_broadcasts()
    {
        Arbitrary<BroadcastPair> pairs = Arbitraries.BroadcastPairs();
        Assert.All(Run.Drawn(pairs, 100).SelectMany(pairs.Shrinker), pair => Assert.InRange((pair.X + pair.Y).Size, 1, 24));
        Arbitrary<BroadcastTriple> triples = Arbitraries.BroadcastTriples();
        Assert.All(Run.Drawn(triples, 50).SelectMany(triples.Shrinker), triple => Assert.InRange((triple.X + triple.Y + triple.Z).Size, 1, 24));
    }

    [Fact]
    public void A_pair_that_fails_where_rows_repeat_shrinks_to_two_rows()
    {
        Arbitrary<BroadcastPair> pairs = Arbitraries.BroadcastPairs();
        static bool Repeats(BroadcastPair pair) => pair.X.Rank >= 2 && pair.X.Shape[^2] > 1 && (pair.Y.Rank < 2 || pair.Y.Shape[^2] == 1);
        BroadcastPair[] repeating = [.. Run.Drawn(pairs).Where(Repeats)];
        Assert.NotEmpty(repeating);
        foreach (BroadcastPair pair in repeating)
        {
            (BroadcastPair smallest, int tried) = Run.Shrunk(pairs, pair, Repeats);

            Assert.Equal("new BroadcastPair(X: Tensor.From([2, 1], [0.0, 0.0]), Y: Tensor.Scalar(0.0, DType.Float64))", TensorCode.Of(smallest));
            Assert.True(tried < 100, $"{tried} tries");
        }
    }

    [Fact]
    public void Anything_else_shrinks_to_scalars()
    {
        Arbitrary<BroadcastTriple> triples = Arbitraries.BroadcastTriples();
        foreach (BroadcastTriple triple in Run.Drawn(triples, 100))
        {
            (BroadcastTriple smallest, int tried) = Run.Shrunk(triples, triple, _ => true);

            Assert.True(smallest.X.Rank + smallest.Y.Rank + smallest.Z.Rank == 0, $"{smallest}");
            Assert.True(tried < 60, $"{tried} tries");
        }
    }

    [Fact]
    public void A_missing_sum_over_repeated_places_is_found_and_shrinks_to_two_of_them()
    {
        // The mean of the cotangents of all places, where it must be their sum.
        static Tensor Gathered(Tensor zBar, Tensor x) => Vjp(v => v.BroadcastTo(zBar.Shape), x).Pullback(zBar);
        Func<BroadcastPair, Tensor> sum = CustomVjp<BroadcastPair>(
            pair => pair.X + pair.Y, (pair, z, zBar) => new BroadcastPair(Gathered(zBar, pair.X) * (pair.X.Size / (double)z.Size), Gathered(zBar, pair.Y)));

        string message = Run.Failing(GradientLaws.Hold(pair => sum(pair).Sum(), Arbitraries.BroadcastPairs()));

        Assert.Equal("new BroadcastPair(X: Tensor.Scalar(0.0, DType.Float64), Y: Tensor.From([2], [0.0, 0.0]))", Run.Counterexample(message));
    }

    [Fact]
    public void Matrices_multiply_before_and_after_shrinking()
    {
        Arbitrary<MatrixPair> pairs = Arbitraries.MatrixPairs();
        MatrixPair[] drawn = Run.Drawn(pairs);

        Assert.All(drawn.Concat(drawn.Take(60).SelectMany(pairs.Shrinker)), pair => Assert.InRange(MatMul(pair.X, pair.Y).Size, 1, 64));
        Assert.Contains(drawn, pair => pair.X.Rank == 3 && pair.Y.Rank == 2);
        Assert.Contains(drawn, pair => pair.X.Shape[^2] > 1 && pair.X.Shape[^1] > 1 && pair.Y.Shape[^1] > 1);
    }

    [Fact]
    public void A_product_with_its_operands_swapped_shrinks_to_two_by_two()
    {
        // ȳ = z̄ xᵀ instead of xᵀ z̄, which fits square matrices only.
        Func<MatrixPair, Tensor> product = CustomVjp<MatrixPair>(
            pair => MatMul(pair.X, pair.Y), (pair, z, zBar) => new MatrixPair(MatMul(zBar, pair.Y.T), MatMul(zBar, pair.X.T)));
        Arbitrary<MatrixPair> squares = Arbitraries.MatrixPairs(maxRank: 2).Filter(pair => pair.X.Shape[0] == pair.X.Shape[1] && pair.X.Shape == pair.Y.Shape);
        MatrixPair start = Run.Drawn(squares).First(pair => pair.X.Shape[0] == 4);
        bool Fails(MatrixPair pair) => GradientCheck.Run(each => product(each).Sum(), pair).Verdict == Verdict.Wrong;

        (MatrixPair smallest, int tried) = Run.Shrunk(squares, start, Fails);

        Assert.Equal("new MatrixPair(X: Tensor.From([2, 2], [0.0, 0.0, 0.0, 1.0]), Y: Tensor.From([2, 2], [0.0, 0.0, 0.0, 0.0]))", TensorCode.Of(smallest));
        Assert.True(tried < 60, $"{tried} tries");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Convolutions_fit_before_and_after_shrinking(int axes)
    {
        Arbitrary<ConvolutionInputs> convolutions = Arbitraries.Convolutions(axes);
        ConvolutionInputs[] drawn = Run.Drawn(convolutions, 100);

        Assert.All(drawn.Concat(drawn.Take(30).SelectMany(convolutions.Shrinker)), inputs => Assert.NotEqual(0, Convolve(inputs).Size));
        Assert.Contains(drawn, inputs => inputs is { Stride: 2, Dilation: 2 });
        Assert.Contains(drawn, inputs => inputs is { Groups: 2, Padding: > 0 });
        Assert.All(drawn.Take(30), inputs => Assert.Equal(
            "[1]", $"[{Run.Shrunk(convolutions, inputs, _ => true).Smallest.X.Size}]"));
    }

    [Fact]
    public void A_convolution_wrong_at_stride_two_shrinks_to_it()
    {
        Arbitrary<ConvolutionInputs> convolutions = Arbitraries.Convolutions();
        static bool Fails(ConvolutionInputs inputs) => inputs.Stride > 1 && Convolve(inputs).Shape[^1] > 1;
        ConvolutionInputs[] failing = [.. Run.Drawn(convolutions).Where(Fails)];
        Assert.NotEmpty(failing);
        foreach (ConvolutionInputs inputs in failing)
        {
            (ConvolutionInputs smallest, int tried) = Run.Shrunk(convolutions, inputs, Fails);

            Assert.Equal((1, 1, 2), (smallest.Groups, smallest.Dilation, smallest.Stride));
            Assert.True(smallest.X.Size + smallest.Weights.Size <= 4, $"{smallest}");
            Assert.True(tried < 200, $"{tried} tries");
        }
    }

    private static Tensor Convolve(ConvolutionInputs inputs) => inputs.X.Rank switch
    {
        3 => Convolve1d(inputs.X, inputs.Weights, inputs.Stride, inputs.Padding, inputs.Dilation, inputs.Groups),
        4 => Convolve2d(inputs.X, inputs.Weights, inputs.Stride, inputs.Padding, inputs.Dilation, inputs.Groups),
        _ => Convolve3d(inputs.X, inputs.Weights, inputs.Stride, inputs.Padding, inputs.Dilation, inputs.Groups),
    };
}
