namespace AutoGrad.Optim.Tests;

/// <summary>Each transform against its formula, worked out by hand.</summary>
public sealed class TransformTests
{
    private static readonly Tensor s_start = Tensor.From([2], [1.0, -2.0]);
    private static readonly Tensor[] s_gradients = [Tensor.From([2], [1.0, 2.0]), Tensor.From([2], [-1.0, 4.0]), Tensor.From([2], [0.0, 1.0])];

    // m: (1, 2), then (-1, 4) + (0.5, 1) = (-0.5, 5), then (0, 1) + (-0.25, 2.5) = (-0.25, 3.5).
    [Fact]
    public void Momentum_adds_up_by_its_recurrence()
    {
        AssertUpdates(Optimizer.Momentum(0.5), [[1, 2], [-0.5, 5], [-0.25, 3.5]]);
        AssertUpdates(Optimizer.Sgd(0.1, momentum: 0.5), [[-0.1, -0.2], [0.05, -0.5], [0.025, -0.35]]);
    }

    // g + 0.5 m of the same m.
    [Fact]
    public void Nesterov_looks_a_step_ahead()
    {
        AssertUpdates(Optimizer.Momentum(0.5, nesterov: true), [[1.5, 3], [-1.25, 6.5], [-0.125, 2.75]]);
    }

    // m̂ = g and v̂ = g² at the first step, so 0.1 g / (|g| + 1).
    [Fact]
    public void Adam_takes_its_first_step_without_bias()
    {
        AssertUpdates(Optimizer.Adam(0.1, epsilon: 1), [[-0.05, -0.1 * 2 / 3]]);
    }

    // β₁ = β₂ = ½: m = (0, 2.5), v = (0.75, 9), both over 1 - ¼ = ¾; ε 0.
    [Fact]
    public void Adam_takes_its_second_step_by_the_running_means()
    {
        AssertUpdates(
            Optimizer.ScaleByAdam(0.5, 0.5, epsilon: 0),
            [[1, 1], [-0.25 / 0.75, 2.5 / 0.75 / Math.Sqrt(9 / 0.75)]]);
    }

    // Decay 0.1: Adam's step of 1 and 1 with ε 0, plus 0.1 (1, -2).
    [Fact]
    public void AdamW_decays_weights_beside_the_scaled_gradient()
    {
        AssertUpdates(Optimizer.AdamW(0.5, weightDecay: 0.1, epsilon: 0), [[-0.5 * 1.1, -0.5 * 0.8]]);
    }

    [Fact]
    public void Decayed_weights_scaling_and_clipping_by_value_are_elementwise()
    {
        AssertUpdates(Optimizer.AddDecayedWeights(0.5), [[1.5, 1]]);
        AssertUpdates(Optimizer.Scale(-2), [[-2, -4]]);
        AssertUpdates(Optimizer.ClipByValue(1.5), [[1, 1.5], [-1, 1.5], [0, 1]]);
    }

    // v = ½ g² + …: (0.5, 2), then (0.75, 9); under the root with ε 0.25 at first, then beside it with ε 1.
    [Fact]
    public void RmsProp_adds_epsilon_where_it_is_told_to()
    {
        AssertUpdates(Optimizer.RmsProp(1, decay: 0.5, epsilon: 0.25), [[-1 / Math.Sqrt(0.75), -2 / 1.5]]);
        AssertUpdates(Optimizer.RmsProp(1, decay: 0.5, epsilon: 1, epsilonInRoot: false), [[-1 / (Math.Sqrt(0.5) + 1), -2 / (Math.Sqrt(2) + 1)]]);
        AssertUpdates(
            Optimizer.RmsProp(1, decay: 0.5, epsilon: 0, momentum: 0.5),
            [[-1 / Math.Sqrt(0.5), -2 / Math.Sqrt(2)], [1 / Math.Sqrt(0.75) - 0.5 / Math.Sqrt(0.5), -4.0 / 3 - 1 / Math.Sqrt(2)]]);
    }

    // Sums 1 and 4 from 0, then 2 and 20; from a start of 3, 4 and 7.
    [Fact]
    public void Adagrad_divides_by_the_root_of_all_squares()
    {
        AssertUpdates(Optimizer.Adagrad(1, start: 0, epsilon: 0), [[-1, -1], [1 / Math.Sqrt(2), -4 / Math.Sqrt(20)]]);
        AssertUpdates(Optimizer.Adagrad(1, start: 3, epsilon: 0), [[-0.5, -2 / Math.Sqrt(7)]]);
    }

    [Fact]
    public void Adagrad_without_a_gradient_takes_no_step()
    {
        Tensor zero = Tensor.Zeros([2], DType.Float64);
        GradientTransform adagrad = Optimizer.Adagrad(1, start: 0, epsilon: 0);

        Close.Within([0, 0], adagrad.Update(zero, adagrad.Init(zero), zero).Updates, relative: 0, absolute: 0);
    }

    [Fact]
    public void Adagrad_does_not_hide_a_gradient_that_is_no_number()
    {
        Tensor gradient = Tensor.From([2], [double.NaN, 2.0]);
        GradientTransform adagrad = Optimizer.Adagrad(1, start: 0, epsilon: 0);

        Close.Within([double.NaN, -1], adagrad.Update(gradient, adagrad.Init(gradient), gradient).Updates, relative: 0);
    }

    // Adam's EpsilonRoot: d/dg of g / √(g² + ε) at 0 is 1 / √ε, instead of 0/0.
    [Fact]
    public void Adam_may_be_differentiated_at_a_gradient_of_0()
    {
        var adam = new ScaleByAdam(Beta1: 0, Beta2: 0, Epsilon: 0, EpsilonRoot: 0.25);
        Tensor zero = Tensor.Zeros([1], DType.Float64);

        Tensor slope = Transform.Grad(g => adam.Update(g, adam.Init(zero), zero).Updates.Sum())(zero);

        Close.Within([2], slope, relative: 1e-15);
    }

    [Fact]
    public void An_empty_chain_changes_nothing()
    {
        AssertUpdates(Optimizer.Chain(), [[1, 2], [-1, 4]]);
    }

    private static void AssertUpdates(GradientTransform transform, double[][] expected)
    {
        OptimizerState state = transform.Init(s_start);
        for (int i = 0; i < expected.Length; i++)
        {
            (Tensor updates, state) = transform.Update(s_gradients[i], state, s_start);
            Close.Within(expected[i], updates, relative: 1e-14, absolute: 1e-15);
        }
    }
}
