namespace AutoGrad.Nn;

/// <summary>One layer of a plain recurrent network in one direction: <c>h = tanh(W_ih x + b_ih + W_hh h + b_hh)</c>.</summary>
/// <param name="WeightIh">[hidden, inputs]</param>
/// <param name="WeightHh">[hidden, hidden]</param>
/// <param name="BiasIh">[hidden]: missing for none.</param>
/// <param name="BiasHh">[hidden]: a second bias, which is added to the first; missing for none.</param>
/// <remarks>The names of the parameters are PyTorch's. Source: Elman, Cognitive Science 14(2), 1990.</remarks>
public sealed record RnnCell(Tensor WeightIh, Tensor WeightHh, Tensor? BiasIh = null, Tensor? BiasHh = null)
{
    private const string Name = "rnn";

    /// <summary>What a state goes through: tanh.</summary>
    public Func<Tensor, Tensor> Activation { get; init; } = Activations.Tanh;

    /// <summary>Where the argument of the activation is cut off on both sides; null for nowhere.</summary>
    public double? Clip { get; init; }

    /// <summary>Draws starting weights: evenly for the inputs, orthogonal for the state; the bias starts at 0.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="inputs">Features in; 1 or more.</param>
    /// <param name="hidden">Units, and features out; 1 or more.</param>
    /// <param name="initializer">How the weights of the inputs are drawn; <see cref="Initial.GlorotUniform"/> unless said.</param>
    /// <param name="recurrent">How the weights of the state are drawn; <see cref="Initial.Orthogonal"/> unless said.</param>
    /// <param name="dtype">A floating dtype.</param>
    /// <exception cref="ShapeException">There are no inputs or no units.</exception>
    public static RnnCell Init(
        RandomKey key, int inputs, int hidden, Initializer? initializer = null, Initializer? recurrent = null, DType dtype = DType.Float32)
    {
        (Tensor weightIh, Tensor weightHh) = Recurrence.Weights(Name, key, 1, inputs, hidden, initializer, recurrent, dtype);
        return new RnnCell(weightIh, weightHh, Tensor.Zeros([hidden], dtype));
    }

    /// <summary>Takes one step.</summary>
    /// <param name="p">The parameters.</param>
    /// <param name="x">[..., inputs]</param>
    /// <param name="state">[..., hidden]: of the step before.</param>
    /// <returns>[..., hidden]: the next state, which is the output too.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes do not fit.</exception>
    public static Tensor Apply(RnnCell p, Tensor x, Tensor state)
    {
        ArgumentNullException.ThrowIfNull(p);
        ArgumentNullException.ThrowIfNull(state);
        int hidden = p.Hidden(x);
        Recurrence.RequireState(Name, state, x.Shape[..^1], hidden, x.DType);
        return p.Step()(state, Recurrence.Project(x, p.WeightIh, p.BiasIh, p.BiasHh));
    }

    /// <summary>Walks along sequences.</summary>
    /// <param name="p">The parameters.</param>
    /// <param name="x">[steps, ..., inputs]</param>
    /// <param name="initial">[..., hidden]: before the first step; zeros if missing.</param>
    /// <param name="lengths">[...]: Int32 or Int64 in [0, steps], how many steps of each example count; all if missing.</param>
    /// <param name="reverse">Whether to go from each example's last step to its first. Outputs stand at their inputs' places either way.</param>
    /// <param name="checkpointEvery">As of <see cref="Transform.Scan{TCarry, T, TOut}"/>: after how many steps a state is kept for the way back; 0 keeps everything.</param>
    /// <returns>Outputs [steps, ..., hidden], 0 behind an example's length; and the state [..., hidden] after each example's last step.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes do not fit.</exception>
    /// <exception cref="ArgumentException">A length is not in [0, steps]; the message has its place.</exception>
    public static (Tensor Outputs, Tensor State) Run(
        RnnCell p, Tensor x, Tensor? initial = null, Tensor? lengths = null, bool reverse = false, int checkpointEvery = 0)
    {
        ArgumentNullException.ThrowIfNull(p);
        Recurrence.RequireSequence(Name, x);
        int hidden = p.Hidden(x);
        Shape examples = x.Shape[1..^1];
        initial ??= Tensor.Zeros([.. examples, hidden], x.DType);
        Recurrence.RequireState(Name, initial, examples, hidden, x.DType);
        Tensor? within = Recurrence.Within(Name, x, lengths);
        Tensor projected = Recurrence.Project(Recurrence.Cut(x, within), p.WeightIh, p.BiasIh, p.BiasHh);
        return Recurrence.Walk(p.Step(), state => state, projected, within, initial, reverse, checkpointEvery);
    }

    private int Hidden(Tensor x) => Recurrence.Hidden(Name, 1, x, WeightIh, WeightHh, BiasIh, BiasHh);

    private Func<Tensor, Tensor, Tensor> Step()
    {
        Tensor weight = WeightHh.T;
        return (h, projected) => Activation(Recurrence.Clip(projected + Tensor.MatMul(h, weight), Clip));
    }
}
