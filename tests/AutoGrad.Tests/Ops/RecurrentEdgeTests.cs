using static AutoGrad.Transform;

namespace AutoGrad.Tests;

/// <summary>Recurrent walks large enough for vectors and threads, and what they refuse.</summary>
[Collection("Threads")]
public sealed class RecurrentEdgeTests
{
    private static readonly Tensor[] s_arguments =
    [
        Draw.Normal(RandomKey.FromSeed(1), [9, 35, 4 * 37]),
        0.2 * Draw.Normal(RandomKey.FromSeed(2), [4 * 37, 37]),
        Draw.Normal(RandomKey.FromSeed(3), [35, 37]),
        Draw.Normal(RandomKey.FromSeed(4), [35, 37]),
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_lstm_of_many_rows_is_its_definition_to_Float32_rounding(bool reverse)
    {
        Tensor[] wide = [.. s_arguments.Select(x => x.To(DType.Float64))];

        Tensor[] slopes = Grad<Tensor[]>(x => Energy(x, reverse))(s_arguments);
        Tensor[] expected = Grad<Tensor[]>(x => Defined(x, reverse))(wide);

        Close.Equal(Defined(wide, reverse), Energy(s_arguments, reverse).To(DType.Float64), 1e-3);
        Assert.All(expected.Zip(slopes), pair => Close.Equal(pair.First, pair.Second.To(DType.Float64), 1e-5 * Tensor.Abs(pair.First).Max().ToScalar()));
    }

    [Fact]
    public void A_row_has_the_same_bits_beside_any_others_and_on_any_number_of_threads()
    {
        Tensor Outputs() => Recurrent.Lstm(s_arguments[0], s_arguments[1], s_arguments[2], s_arguments[3]).Outputs;

        Tensor all = ThreadLimit.Run(4, Outputs);
        Tensor alone = ThreadLimit.Run(1, Outputs);
        (Tensor one, _) = Recurrent.Lstm(s_arguments[0][.., 20..21], s_arguments[1], s_arguments[2][20..21], s_arguments[3][20..21]);

        Assert.Equal(all[.., 20..21].ToArray<float>(), one.ToArray<float>());
        Assert.Equal(all.ToArray<float>(), alone.ToArray<float>());
    }

    [Fact]
    public void Mapped_examples_with_one_weight_are_rows_and_with_several_are_walks()
    {
        Tensor[] x = [.. s_arguments.Select(leaf => leaf.To(DType.Float64))];
        Tensor weights = Tensor.Stack([x[1], 0.5 * x[1]]);
        (Tensor both, Tensor h, Tensor c) = (Tensor.Stack([x[0], -x[0]]), Tensor.Stack([x[2], -x[2]]), Tensor.Stack([x[3], 2.0 * x[3]]));

        Tensor shared = Vmap<Tensor, Tensor, Tensor, Tensor>((v, a, b) => Recurrent.Lstm(v, x[1], a, b).Outputs)(both, h, c);
        Tensor several = Vmap<Tensor, Tensor, Tensor>((v, w) => Recurrent.Lstm(v, w, x[2], x[3]).Outputs)(both, weights);

        Close.Equal(Recurrent.Lstm(-x[0], x[1], -x[2], 2.0 * x[3]).Outputs, shared[1], 1e-13);
        Close.Equal(Recurrent.Lstm(-x[0], 0.5 * x[1], x[2], x[3]).Outputs, several[1], 1e-13);
    }

    [Fact]
    public void Shapes_and_dtypes_that_do_not_fit_are_refused()
    {
        (Tensor x, Tensor weight, Tensor state) = (Tensor.Zeros([3, 2, 8]), Tensor.Zeros([8, 2]), Tensor.Zeros([2, 2]));

        Assert.Equal(
            "lstm: x must be [steps, ..., 4 hidden], weight [4 hidden, hidden], h and c [..., hidden]; got f32[3, 2, 8] and f32[8, 3] and f32[2, 2] and f32[2, 2].",
            Assert.Throws<ShapeException>(() => Recurrent.Lstm(x, Tensor.Zeros([8, 3]), state, state)).Message);
        Assert.Equal(
            "lstm: all tensors must have one floating dtype (convert with x.To(DType.Float32)); got f32[3, 2, 8] and f64[8, 2] and f32[2, 2] and f32[2, 2].",
            Assert.Throws<ShapeException>(() => Recurrent.Lstm(x, weight.To(DType.Float64), state, state)).Message);
        Assert.Throws<ShapeException>(() => Recurrent.Lstm(x, weight, Tensor.Zeros([3, 2]), state));
        Assert.Throws<ShapeException>(() => Recurrent.Lstm(x[0, 0], weight, state, state));
    }

    private static Tensor Energy(Tensor[] x, bool reverse)
    {
        (Tensor outputs, Tensor memory) = Recurrent.Lstm(x[0], x[1], x[2], x[3], reverse);
        return (outputs * Weights(outputs)).Sum() + Tensor.Square(memory).Mean();
    }

    private static Tensor Defined(Tensor[] x, bool reverse)
    {
        Tensor[] y = new LstmOp(reverse).Definition(x);
        return (y[0] * Weights(y[0])).Sum() + Tensor.Square(y[1]).Mean();
    }

    private static Tensor Weights(Tensor y) => Tensor.Cos(Tensor.Arange(0, y.Size, y.DType)).Reshape(y.Shape);
}
