namespace AutoGrad.Nn.Tests;

/// <summary>Values and derivatives of losses where they are delicate.</summary>
public sealed class LossTests
{
    private static readonly Tensor s_logits = Tensor.From([2, 3], [0.3, -1.2, 2.0, 1.1, 0.4, -0.6]);

    // ln(1 + e^-100) = 3.720075976020836e-44 (Python: math.log1p(math.exp(-100))).
    [Fact]
    public void Sigmoid_cross_entropy_keeps_its_digits_at_scores_of_100()
    {
        Tensor terms = Losses.SigmoidCrossEntropy(
            Tensor.From([4], [100.0, 100.0, -100.0, -100.0]), Tensor.From([4], [1.0, 0.0, 1.0, 0.0]), Reduction.None);

        Close.Within([3.720075976020836e-44, 100, 100, 3.720075976020836e-44], terms, relative: 1e-14);
    }

    // σ(0) - t and σ'(0) = 1/4, whatever max and abs do at 0.
    [Fact]
    public void Sigmoid_cross_entropy_is_smooth_at_0()
    {
        Tensor z = Tensor.From([3], [0.0, 0.0, 0.0]);
        Tensor t = Tensor.From([3], [0.0, 1.0, 0.25]);
        Tensor Loss(Tensor x) => Losses.SigmoidCrossEntropy(x, t, Reduction.Sum);

        Close.Within([0.5, -0.5, 0.25], Transform.Grad(Loss)(z), relative: 0);
        Close.Within([0.25, 0, 0, 0, 0.25, 0, 0, 0, 0.25], Transform.Hessian(Loss)(z), relative: 1e-15);
    }

    [Fact]
    public void Sigmoid_cross_entropy_is_differentiable_in_its_targets()
    {
        Tensor z = Tensor.From([2], [1.5, -2.0]);

        Tensor gradient = Transform.Grad(t => Losses.SigmoidCrossEntropy(z, t, Reduction.Sum))(Tensor.From([2], [0.2, 0.9]));

        Close.Within([-1.5, 2.0], gradient, relative: 1e-15);
    }

    [Fact]
    public void Softmax_cross_entropy_of_a_class_that_neither_side_allows_adds_nothing()
    {
        Tensor logits = Tensor.From([1, 3], [0.0, 0.0, double.NegativeInfinity]);
        Tensor targets = Tensor.From([1, 3], [0.5, 0.5, 0.0]);

        Close.Within([Math.Log(2)], Losses.SoftmaxCrossEntropy(logits, targets), relative: 1e-15);
        Close.Within([0, 0, 0], Transform.Grad(z => Losses.SoftmaxCrossEntropy(z, targets))(logits), relative: 0, absolute: 1e-16);
    }

    [Fact]
    public void Softmax_cross_entropy_takes_labels_of_64_bits()
    {
        Close.Within(
            [Losses.SoftmaxCrossEntropy(s_logits, Tensor.From([2], [2, 0])).ToScalar()],
            Losses.SoftmaxCrossEntropy(s_logits, Tensor.From([2], [2L, 0L])),
            relative: 0);
    }

    // Both logits apart by 80: the unlikely class has e^-80 of the probability, and the gradient keeps it (Python: math.exp(-80)).
    [Fact]
    public void Softmax_cross_entropy_gradient_keeps_small_probabilities()
    {
        Tensor gradient = Transform.Grad(z => Losses.SoftmaxCrossEntropy(z, Tensor.From([1], [0])))(Tensor.From([1, 2], [80.0, 0.0]));

        Close.Within([1.8048513878454153e-35], gradient[0, 1], relative: 1e-13);
    }

    [Fact]
    public void Kullback_leibler_never_takes_the_logarithm_of_a_target_of_0()
    {
        Tensor target = Tensor.From([2, 2], [1.0, 0.0, 0.0, 1.0]);
        Tensor prediction = Tensor.From([2, 2], [1.0, 0.0, 0.5, 0.5]);

        Tensor gradient = Transform.Grad(p => Losses.KullbackLeibler(target, p, Reduction.Sum))(prediction);

        Close.Within([0, Math.Log(2)], Losses.KullbackLeibler(target, prediction, Reduction.None), relative: 1e-15);
        Close.Within([-1, 0, 0, -2], gradient, relative: 1e-15);
    }

    [Fact]
    public void Kullback_leibler_is_infinite_where_the_impossible_came_true()
    {
        Tensor loss = Losses.KullbackLeibler(target: Tensor.From([1, 2], [0.5, 0.5]), prediction: Tensor.From([1, 2], [1.0, 0.0]));

        Close.Within([double.PositiveInfinity], loss, relative: 0);
    }

    // 1 - 1 · 0.5, 1 - (-1)(-2) cut to 0, 1 - (-1) 3.
    [Fact]
    public void Reductions_are_mean_sum_and_none()
    {
        (Tensor scores, Tensor labels) = (Tensor.From([3], [0.5, -2.0, 3.0]), Tensor.From([3], [1.0, -1.0, -1.0]));

        Close.Within([1.5], Losses.Hinge(scores, labels), relative: 0);
        Close.Within([4.5], Losses.Hinge(scores, labels, Reduction.Sum), relative: 0);
        Close.Within([0.5, 0, 4], Losses.Hinge(scores, labels, Reduction.None), relative: 0);
    }
}
