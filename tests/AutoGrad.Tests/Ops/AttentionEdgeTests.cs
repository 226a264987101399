namespace AutoGrad.Tests;

[Collection("Threads")]
public sealed class AttentionEdgeTests
{
    // Several blocks of queries, several parts of the sums over them, and rows that fill no vector.
    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(true, -70)]
    public void Many_blocks_compute_the_composition(bool causal, int offset)
    {
        Tensor[] x = [Wave([700, 2, 5], 1), Wave([667, 1, 5], 2), Wave([667, 1, 3], 3)];
        var op = new DotProductAttentionOp(0.4, causal ? offset : null);
        Tensor weights = Wave([700, 2, 3], 4);

        Close.Equal(op.Definition(x)[0].ToArray<double>(), op.Apply(x), 1e-13);
        Tensor[] expected = Transform.Grad<Tensor[]>(v => (op.Definition(v)[0] * weights).Sum())(x);
        Tensor[] gradients = Transform.Grad<Tensor[]>(v => (op.Apply(v) * weights).Sum())(x);
        Assert.All(expected.Zip(gradients), pair => Close.Equal(pair.First.ToArray<double>(), pair.Second, 1e-12));
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        Tensor[] x = [.. new[] { 1, 2, 3 }.Select(phase => Wave([2, 600, 2, 8], phase).To(DType.Float32))];
        Tensor[] All() => [Tensor.DotProductAttention(x[0], x[1], x[2]), .. Transform.Grad<Tensor[]>(v => Tensor.Square(Tensor.DotProductAttention(v[0], v[1], v[2], causal: true)).Sum())(x)];

        Assert.All(ThreadLimit.Run(1, All).Zip(ThreadLimit.Run(4, All)), pair => Close.Same(pair.First, pair.Second));
    }

    [Fact]
    public void A_batch_is_a_loop_bit_for_bit()
    {
        Tensor x = Wave([5, 40, 2, 8], 1);

        Tensor batch = Tensor.DotProductAttention(x, x, x, causal: true);

        Close.Same(Tensor.Stack([.. Enumerable.Range(0, 5).Select(i => Tensor.DotProductAttention(x[i], x[i], x[i], causal: true))]), batch);
    }

    [Fact]
    public void Operands_that_do_not_fit_are_refused()
    {
        const string Rule = "dot_product_attention: queries must be [..., l, h, d], keys [..., n, g, d] and values [..., n, g, e], of one dtype, with h a multiple of g; got ";
        void Says(string got, Shape q, Shape k, Shape v) => Assert.Equal(
            $"{Rule}{got}.", Assert.Throws<ShapeException>(() => Tensor.DotProductAttention(Tensor.Zeros(q), Tensor.Zeros(k), Tensor.Zeros(v))).Message);

        Says("f32[3, 2] and f32[3, 2] and f32[3, 2]", [3, 2], [3, 2], [3, 2]);
        Says("f32[3, 3, 2] and f32[3, 2, 2] and f32[3, 2, 2]", [3, 3, 2], [3, 2, 2], [3, 2, 2]);
        Says("f32[3, 2, 2] and f32[3, 2, 3] and f32[3, 2, 2]", [3, 2, 2], [3, 2, 3], [3, 2, 2]);
        Says("f32[3, 2, 2] and f32[3, 2, 2] and f32[4, 2, 2]", [3, 2, 2], [3, 2, 2], [4, 2, 2]);
        Says("f32[2, 3, 2, 2] and f32[1, 3, 2, 2] and f32[1, 3, 2, 2]", [2, 3, 2, 2], [1, 3, 2, 2], [1, 3, 2, 2]);
        Says("f32[3, 2, 2] and f32[3, 0, 2] and f32[3, 0, 2]", [3, 2, 2], [3, 0, 2], [3, 0, 2]);
    }

    private static Tensor Wave(int[] shape, int phase)
    {
        int size = shape.Aggregate(1, (product, extent) => product * extent);
        return Tensor.Sin(Tensor.Arange(0, size, DType.Float64) * (1.3 + phase)).Reshape(shape);
    }
}
