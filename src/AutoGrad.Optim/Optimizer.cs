namespace AutoGrad.Optim;

/// <summary>The optimizers by the names people know, each a chain that you could write yourself, and what goes with them.</summary>
public static partial class Optimizer
{
    /// <summary>Adds updates to parameters: <c>p + u</c>, leaf by leaf.</summary>
    /// <param name="parameters">Any tree.</param>
    /// <param name="updates">A tree like it; leaves that are not floating are not looked at.</param>
    /// <returns>New parameters; the old ones do not change.</returns>
    /// <exception cref="ShapeException">A leaf has another shape or dtype: nothing is broadcast.</exception>
    /// <exception cref="TreeException">The structures differ.</exception>
    public static TParams Apply<TParams>(TParams parameters, TParams updates) => Leaves.Map("apply", (p, u) => p + u, parameters, updates);

    /// <summary>The length of all floating leaves together: <c>√Σ x²</c>.</summary>
    /// <param name="tree">Any tree.</param>
    /// <returns>[]: Float64, in which no square of a Float32 overflows. Its slope is 0 where all elements are 0.</returns>
    public static Tensor GlobalNorm<TParams>(TParams tree)
    {
        Tensor sum = Tensor.Scalar(0, DType.Float64);
        foreach (Tensor leaf in Tree.Leaves(tree).Where(Leaves.IsFloating))
        {
            sum += Tensor.Square(leaf.To(DType.Float64)).Sum();
        }

        return Tensor.SafeSqrt(sum);
    }

    /// <summary>Transforms one after the other: each gets the updates of the one before.</summary>
    /// <param name="links">From the gradients to the updates.</param>
    public static GradientTransform Chain(params GradientTransform[] links) => new Chain(links);

    /// <summary>Gradient descent, with or without momentum.</summary>
    /// <param name="learningRate">A number, or a schedule of them.</param>
    /// <param name="momentum">What is left of the sum of gradients a step; in [0, 1). 0 keeps no sum.</param>
    /// <param name="nesterov">Whether momentum looks a step ahead.</param>
    /// <remarks>Source: see <see cref="Momentum"/>. With a rate that changes, the sum is of gradients, not of steps.</remarks>
    /// <exception cref="ArgumentException">The momentum is outside [0, 1), or Nesterov's is asked for without any.</exception>
    public static GradientTransform Sgd(Schedule learningRate, double momentum = 0, bool nesterov = false)
    {
        if (momentum == 0)
        {
            return nesterov
                ? throw new ArgumentException("sgd: nesterov needs a momentum of more than 0; got 0.")
                : new ScaleByLearningRate(learningRate);
        }

        return new Chain(new Momentum(momentum, nesterov), new ScaleByLearningRate(learningRate));
    }

    /// <summary>Adam: steps of about the learning rate in every element, whatever the gradient's scale.</summary>
    /// <param name="learningRate">A number, or a schedule of them.</param>
    /// <param name="beta1">Decay of the running mean a step; in [0, 1).</param>
    /// <param name="beta2">Decay of the running square a step; in [0, 1).</param>
    /// <param name="epsilon">Added to the root, after its bias is taken out, in the units of the gradient.</param>
    /// <remarks>Source: Kingma and Ba, Adam, arXiv:1412.6980v9, Algorithm 1.</remarks>
    public static GradientTransform Adam(Schedule learningRate, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8) =>
        new Chain(new ScaleByAdam(beta1, beta2, epsilon), new ScaleByLearningRate(learningRate));

    /// <summary>Adam with weights that decay apart from the gradient.</summary>
    /// <param name="learningRate">A number, or a schedule of them.</param>
    /// <param name="weightDecay">What each weight loses a step, before the learning rate; libraries' defaults run from 0 to 0.01, so there is none here.</param>
    /// <param name="beta1">Decay of the running mean a step; in [0, 1).</param>
    /// <param name="beta2">Decay of the running square a step; in [0, 1).</param>
    /// <param name="epsilon">Added to the root, after its bias is taken out, in the units of the gradient.</param>
    /// <remarks>Source: Loshchilov and Hutter, Decoupled Weight Decay Regularization, arXiv:1711.05101v3, Algorithm 2.</remarks>
    public static GradientTransform AdamW(
        Schedule learningRate, double weightDecay, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8) =>
        new Chain(new ScaleByAdam(beta1, beta2, epsilon), new AddDecayedWeights(weightDecay), new ScaleByLearningRate(learningRate));

    /// <summary>RMSProp: gradients divided by the root of their running square.</summary>
    /// <param name="learningRate">A number, or a schedule of them.</param>
    /// <param name="decay">Decay of the square a step; in [0, 1).</param>
    /// <param name="epsilon">Keeps the divisor from 0.</param>
    /// <param name="epsilonInRoot">Whether epsilon is added under the root (Optax) or to it (PyTorch, with a decay of 0.99).</param>
    /// <param name="momentum">What is left of the sum of scaled gradients a step; in [0, 1). 0 keeps no sum.</param>
    /// <remarks>Source: Tieleman and Hinton, Lecture 6.5 of Neural Networks for Machine Learning, 2012.</remarks>
    public static GradientTransform RmsProp(
        Schedule learningRate, double decay = 0.9, double epsilon = 1e-8, bool epsilonInRoot = true, double momentum = 0) =>
        momentum == 0
            ? new Chain(new ScaleByRms(decay, epsilon, epsilonInRoot), new ScaleByLearningRate(learningRate))
            : new Chain(new ScaleByRms(decay, epsilon, epsilonInRoot), new Momentum(momentum), new ScaleByLearningRate(learningRate));

    /// <summary>Adagrad: gradients divided by the root of the sum of their squares so far.</summary>
    /// <param name="learningRate">A number, or a schedule of them.</param>
    /// <param name="start">What the sum starts at.</param>
    /// <param name="epsilon">Keeps the divisor from 0.</param>
    /// <param name="epsilonInRoot">Whether epsilon is added under the root (Optax) or to it (PyTorch, with a start of 0 and 1e-10).</param>
    /// <remarks>Source: Duchi, Hazan and Singer, Adaptive Subgradient Methods, JMLR 12, 2011.</remarks>
    public static GradientTransform Adagrad(Schedule learningRate, double start = 0.1, double epsilon = 1e-7, bool epsilonInRoot = true) =>
        new Chain(new ScaleByAdagrad(start, epsilon, epsilonInRoot), new ScaleByLearningRate(learningRate));

    /// <summary>Shortens the updates, all by one factor, until their length together is at most a limit; refuses one that is not finite.</summary>
    /// <param name="limit">The greatest length; more than 0.</param>
    public static GradientTransform ClipByGlobalNorm(double limit) => new ClipByGlobalNorm(limit);

    /// <summary>Moves each element of the updates into <c>[-limit, limit]</c>.</summary>
    /// <param name="limit">The greatest size of an element; more than 0.</param>
    public static GradientTransform ClipByValue(double limit) => new ClipByValue(limit);

    /// <summary>Adds a share of the parameters to their updates, which then shrinks them.</summary>
    /// <param name="decay">The share, before the learning rate; 0 or more.</param>
    public static GradientTransform AddDecayedWeights(double decay) => new AddDecayedWeights(decay);

    /// <summary>Multiplies updates by a number.</summary>
    /// <param name="factor">Negative to go downhill.</param>
    public static GradientTransform Scale(double factor) => new Scale(factor);

    /// <summary>Adam without its learning rate.</summary>
    /// <param name="beta1">Decay of the running mean a step; in [0, 1).</param>
    /// <param name="beta2">Decay of the running square a step; in [0, 1).</param>
    /// <param name="epsilon">Added to the root, after its bias is taken out, in the units of the gradient.</param>
    public static GradientTransform ScaleByAdam(double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8) =>
        new ScaleByAdam(beta1, beta2, epsilon);

    /// <summary>Multiplies updates by the learning rate of the step, and turns their sign: downhill.</summary>
    /// <param name="learningRate">A number, or a schedule of them.</param>
    public static GradientTransform ScaleByLearningRate(Schedule learningRate) => new ScaleByLearningRate(learningRate);

    /// <summary>Adds up updates, the older the less.</summary>
    /// <param name="decay">What is left of the sum a step; in [0, 1).</param>
    /// <param name="nesterov">Whether to look a step ahead.</param>
    public static GradientTransform Momentum(double decay, bool nesterov = false) => new Momentum(decay, nesterov);
}
