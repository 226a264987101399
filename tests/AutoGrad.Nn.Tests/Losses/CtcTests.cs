namespace AutoGrad.Nn.Tests;

public sealed class CtcTests
{
    private const double Infinity = double.PositiveInfinity;

    private static readonly Tensor s_scores = Draw.Normal(RandomKey.FromSeed(3), [6, 2, 4], dtype: DType.Float64);

    // Two steps, classes blank and a: aa, a- and -a give a; only -- gives nothing. By hand, with p(a) = 0.4 and then 0.7.
    [Fact]
    public void The_paths_of_two_steps_add_up_by_hand()
    {
        Tensor p = Tensor.Log(Tensor.From([2, 1, 2], [0.6, 0.4, 0.3, 0.7]));

        Assert.Equal(-Math.Log(0.4 * 0.7 + 0.4 * 0.3 + 0.6 * 0.7), Losses.Ctc(p, Tensor.From([1, 1], [1])).ToScalar(), 1e-15);
        Assert.Equal(-Math.Log(0.6 * 0.3), Losses.Ctc(p, Tensor.Zeros([1, 0], DType.Int32)).ToScalar(), 1e-15);
        Assert.Equal(Infinity, Losses.Ctc(p, Tensor.From([1, 2], [1, 1])).ToScalar());
    }

    // The steps' classes are a distribution, and so are the labels they can give.
    [Fact]
    public void The_probabilities_of_all_labels_add_up_to_1()
    {
        Tensor p = s_scores[..3, ..1].LogSoftmax(-1);
        double sum = Math.Exp(-Losses.Ctc(p, Tensor.Zeros([1, 0], DType.Int32)).ToScalar());
        for (int length = 1; length <= 3; length++)
        {
            for (int number = 0; number < Math.Pow(3, length); number++)
            {
                int[] labels = [.. Enumerable.Range(0, length).Select(i => 1 + number / (int)Math.Pow(3, i) % 3)];
                sum += Math.Exp(-Losses.Ctc(p, Tensor.From([1, length], labels)).ToScalar());
            }
        }

        Assert.Equal(1, sum, 1e-14);
    }

    [Fact]
    public void What_lies_behind_the_lengths_is_not_read()
    {
        Tensor steps = Tensor.From([2], [4, 6]);
        Tensor counts = Tensor.From([2], [1, 3]);
        Tensor alone = Losses.Ctc(s_scores[..4, ..1].LogSoftmax(-1), Tensor.From([1, 1], [2]));

        Tensor terms = Losses.Ctc(s_scores.LogSoftmax(-1), Tensor.From([2, 3], [2, -7, 99, 1, 3, 3]), Reduction.None, steps, counts);
        Tensor slopes = Transform.Grad(x => Losses.Ctc(x.LogSoftmax(-1), Tensor.From([2, 3], [2, 0, 0, 1, 3, 3]), Reduction.Mean, steps, counts))(s_scores);

        Assert.Equal(alone.ToScalar(), terms[0].ToScalar(), 1e-14);
        Assert.Equal(0, Tensor.Abs(slopes[4.., 0]).Sum().ToScalar());
        Assert.All(slopes[..4].ToArray<double>(), slope => Assert.NotEqual(0, slope));
    }

    [Fact]
    public void Labels_that_do_not_fit_have_no_slope()
    {
        Tensor labels = Tensor.From([2, 3], [1, 1, 1, 1, 2, 3]);
        Tensor four = Tensor.From([2], [4, 4]); // 1-1-1 takes five steps
        Func<Tensor, Tensor> f = x => Losses.Ctc(x.LogSoftmax(-1), labels, Reduction.Sum, four);
        Func<Tensor, Tensor> zeroed = x => Losses.Ctc(x.LogSoftmax(-1), labels, Reduction.Sum, four, zeroInfinity: true);

        Tensor slopes = Transform.Grad(f)(s_scores);

        Assert.Equal(Infinity, f(s_scores).ToScalar());
        Assert.True(double.IsFinite(zeroed(s_scores).ToScalar()));
        Assert.Equal(0, Tensor.Abs(slopes[.., 0]).Sum().ToScalar());
        Close.Equal(Transform.Grad(zeroed)(s_scores), slopes, 0);
        Assert.All(Transform.HessianVectorProduct(zeroed, s_scores, s_scores).ToArray<double>(), number => Assert.True(double.IsFinite(number)));
    }

    // A class that cannot be leaves the other paths, and finite derivatives of both orders.
    [Fact]
    public void Impossible_classes_give_finite_derivatives()
    {
        Tensor isOut = Tensor.Equal(Tensor.Arange(0, 4, DType.Int32), 3.0);
        Func<Tensor, Tensor> f = x => Losses.Ctc(Tensor.Where(isOut, double.NegativeInfinity, x), Tensor.From([2, 2], [1, 2, 2, 1]));

        Tensor slopes = Transform.Grad(f)(s_scores);
        Tensor product = Transform.HessianVectorProduct(f, s_scores, s_scores);

        Assert.All(slopes.ToArray<double>().Concat(product.ToArray<double>()), number => Assert.True(double.IsFinite(number)));
        Assert.Equal(0, Tensor.Abs(slopes[.., .., 3]).Sum().ToScalar());

        // At each step the mean of the examples sends 1/n through the classes of its paths.
        Close.Equal(Tensor.Full([6, 2], -0.5, DType.Float64), slopes.Sum(-1), 1e-14);
    }

    [Fact]
    public void Far_apart_scores_do_not_overflow()
    {
        Tensor x = 500.0 * s_scores;
        Tensor labels = Tensor.From([2, 2], [1, 2, 3, 3]);

        Tensor loss = Losses.Ctc(x.LogSoftmax(-1), labels);
        Tensor narrow = Losses.Ctc(x.To(DType.Float32).LogSoftmax(-1), labels);

        Assert.InRange(loss.ToScalar(), 10, 1e5);
        Assert.Equal(loss.ToScalar(), narrow.ToScalar(), 1e-5 * loss.ToScalar());
    }

    [Fact]
    public void Greedy_decoding_merges_and_drops()
    {
        // Steps 1 1 0 1 2 2: 1 1 2. Steps 0 2 2 0 0 3, of which five count: 2.
        Tensor path = Tensor.From([2, 6], [1, 1, 0, 1, 2, 2, 0, 2, 2, 0, 0, 3]);
        Tensor scores = Tensor.OneHot(path.T, 4);

        (Tensor labels, Tensor counts) = CtcDecoding.Greedy(scores, Tensor.From([2], [6, 5]));
        (Tensor all, _) = CtcDecoding.Greedy(scores, blank: 3);

        Assert.Equal([1, 1, 2, 0, 0, 0, 2, 0, 0, 0, 0, 0], labels.ToArray<int>());
        Assert.Equal([3, 1], counts.ToArray<int>());
        Assert.Equal([1, 0, 1, 2, 3, 3, 0, 2, 0, 3, 3, 3], all.ToArray<int>());
    }

    [Fact]
    public void Refusals_name_the_rule_and_the_place()
    {
        Tensor p = s_scores.LogSoftmax(-1);
        Tensor labels = Tensor.From([2, 2], [1, 2, 3, 3]);

        Assert.Equal(
            "ctc: a label must be a class in [0, 4) other than the blank, 0; got 4 at [1, 0].",
            Assert.Throws<ArgumentException>(() => Losses.Ctc(p, Tensor.From([2, 2], [1, 2, 4, 3]))).Message);
        Assert.Equal(
            "ctc: a label must be a class in [0, 4) other than the blank, 3; got 3 at [1, 0].", Assert.Throws<ArgumentException>(() => Losses.Ctc(p, labels, blank: 3)).Message);
        Assert.Equal("ctc: the blank must be a class in [0, 4); got 4.", Assert.Throws<ArgumentException>(() => Losses.Ctc(p, labels, blank: 4)).Message);
        Assert.Equal(
            "ctc: log-probabilities must be [steps, ..., k] and labels Int32 or Int64 [..., s]; got f64[6, 2, 4] and i32[1, 2].",
            Assert.Throws<ShapeException>(() => Losses.Ctc(p, labels[..1])).Message);
        Assert.Equal(
            "ctc: labelLengths must be Int32 or Int64 [2], one for each example; got i32[1] for i32[2, 2].",
            Assert.Throws<ShapeException>(() => Losses.Ctc(p, labels, labelLengths: Tensor.From([1], [2]))).Message);
        Assert.Equal(
            "ctc: inputLengths must be Int32 or Int64 [2], one for each example; got i32[1] for f64[6, 2, 4].",
            Assert.Throws<ShapeException>(() => Losses.Ctc(p, labels, inputLengths: Tensor.From([1], [2]))).Message);
        Assert.Equal(
            "ctc: inputLengths must be in [0, 6]; got 7 at [1].",
            Assert.Throws<ArgumentException>(() => Losses.Ctc(p, labels, inputLengths: Tensor.From([6, 7]))).Message);
        Assert.Equal(
            "ctc: labelLengths must be in [0, 2]; got 3 at [0].",
            Assert.Throws<ArgumentException>(() => Losses.Ctc(p, labels, labelLengths: Tensor.From([3, 0]))).Message);
        Assert.Equal("ctc_greedy: scores must be [steps, ..., k]; got f64[4].", Assert.Throws<ShapeException>(() => CtcDecoding.Greedy(p[0, 0])).Message);
    }
}
