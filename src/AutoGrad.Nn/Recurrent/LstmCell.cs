namespace AutoGrad.Nn;

/// <summary>
/// One layer of long short-term memory in one direction: <c>c = f ⊙ c + i ⊙ g</c>, <c>h = o ⊙ tanh(c)</c>, where
/// <c>(i, f, g, o) = W_ih x + b_ih + W_hh h + b_hh</c>, the gates i, f and o through the sigmoid and g through tanh.
/// </summary>
/// <param name="WeightIh">[4 hidden, inputs]: of the input gate, the forget gate, the candidate g and the output gate, in this order.</param>
/// <param name="WeightHh">[4 hidden, hidden]: the same.</param>
/// <param name="BiasIh">[4 hidden]: the same; missing for none.</param>
/// <param name="BiasHh">[4 hidden]: a second bias, which is added to the first; missing for none.</param>
/// <param name="Peepholes">[3 hidden]: how much of the memory the input, forget and output gates see; missing for nothing.</param>
/// <remarks>
/// Names and order of the parameters are PyTorch's. Sources: Hochreiter and Schmidhuber, Neural Computation 9(8), 1997; Gers,
/// Schmidhuber and Cummins, Neural Computation 12(10), 2000 (forget gate); Gers, Schraudolph and Schmidhuber, JMLR 3, 2002 (peepholes,
/// where the output gate sees the new memory).
/// </remarks>
public sealed record LstmCell(Tensor WeightIh, Tensor WeightHh, Tensor? BiasIh = null, Tensor? BiasHh = null, Tensor? Peepholes = null)
{
    private const string Name = "lstm";
    private const int Gates = 4;

    /// <summary>What the three gates go through: the sigmoid.</summary>
    public Func<Tensor, Tensor> Gate { get; init; } = Activations.Sigmoid;

    /// <summary>What the candidate g goes through: tanh.</summary>
    public Func<Tensor, Tensor> Candidate { get; init; } = Activations.Tanh;

    /// <summary>What the memory goes through on its way to the output: tanh.</summary>
    public Func<Tensor, Tensor> Output { get; init; } = Activations.Tanh;

    /// <summary>Where the arguments of the gates and the candidate are cut off on both sides; null for nowhere.</summary>
    public double? Clip { get; init; }

    /// <summary>Whether the forget gate is <c>1 - i</c>, and its own rows go unused.</summary>
    public bool IsCoupled { get; init; }

    /// <summary>Draws starting weights: evenly for the inputs, orthogonal columns for the state, a forget gate that starts open.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="inputs">Features in; 1 or more.</param>
    /// <param name="hidden">Units of memory, and features out; 1 or more.</param>
    /// <param name="initializer">How the weights of the inputs are drawn; <see cref="Initial.GlorotUniform"/> unless said.</param>
    /// <param name="recurrent">How the weights of the state are drawn; <see cref="Initial.Orthogonal"/> unless said.</param>
    /// <param name="dtype">A floating dtype.</param>
    /// <exception cref="ShapeException">There are no inputs or no units.</exception>
    /// <remarks>As in Keras, the bias is 0 but for the forget gate's, which is 1: Jozefowicz, Zaremba and Sutskever, ICML 2015, section 2.2.</remarks>
    public static LstmCell Init(
        RandomKey key, int inputs, int hidden, Initializer? initializer = null, Initializer? recurrent = null, DType dtype = DType.Float32)
    {
        (Tensor weightIh, Tensor weightHh) = Recurrence.Weights(Name, key, Gates, inputs, hidden, initializer, recurrent, dtype);
        Tensor zeros = Tensor.Zeros([hidden], dtype);
        return new LstmCell(weightIh, weightHh, Tensor.Concatenate([zeros, Tensor.Ones([hidden], dtype), zeros, zeros]));
    }

    /// <summary>Takes one step.</summary>
    /// <param name="p">The parameters.</param>
    /// <param name="x">[..., inputs]</param>
    /// <param name="state">Of the step before, each tensor [..., hidden].</param>
    /// <returns>The next state; its H is the output.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes do not fit.</exception>
    public static LstmState Apply(LstmCell p, Tensor x, LstmState state)
    {
        ArgumentNullException.ThrowIfNull(p);
        ArgumentNullException.ThrowIfNull(state);
        int hidden = p.Hidden(x);
        RequireState(state, x.Shape[..^1], hidden, x.DType);
        return p.Step()(state, Recurrence.Project(x, p.WeightIh, p.BiasIh, p.BiasHh));
    }

    /// <summary>Walks along sequences.</summary>
    /// <param name="p">The parameters.</param>
    /// <param name="x">[steps, ..., inputs]</param>
    /// <param name="initial">Before the first step, each tensor [..., hidden]; zeros if missing.</param>
    /// <param name="lengths">[...]: Int32 or Int64 in [0, steps], how many steps of each example count; all if missing.</param>
    /// <param name="reverse">Whether to go from each example's last step to its first. Outputs stand at their inputs' places either way.</param>
    /// <param name="checkpointEvery">As of <see cref="Transform.Scan{TCarry, T, TOut}"/>: after how many steps a state is kept for the way back; 0 keeps everything.</param>
    /// <returns>Outputs [steps, ..., hidden], 0 behind an example's length; and the state after each example's last step.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes do not fit.</exception>
    /// <exception cref="ArgumentException">A length is not in [0, steps]; the message has its place.</exception>
    public static (Tensor Outputs, LstmState State) Run(
        LstmCell p, Tensor x, LstmState? initial = null, Tensor? lengths = null, bool reverse = false, int checkpointEvery = 0)
    {
        ArgumentNullException.ThrowIfNull(p);
        Recurrence.RequireSequence(Name, x);
        int hidden = p.Hidden(x);
        Shape examples = x.Shape[1..^1];
        if (initial is null)
        {
            Tensor zeros = Tensor.Zeros([.. examples, hidden], x.DType);
            initial = new LstmState(zeros, zeros);
        }

        RequireState(initial, examples, hidden, x.DType);
        Tensor? within = Recurrence.Within(Name, x, lengths);
        Tensor projected = Recurrence.Project(Recurrence.Cut(x, within), p.WeightIh, p.BiasIh, p.BiasHh);
        if (p.IsPlain && within is null && checkpointEvery == 0)
        {
            (Tensor outputs, Tensor memory) = Recurrent.Lstm(projected, p.WeightHh, initial.H, initial.C, reverse);
            int last = reverse ? 0 : x.Shape[0] - 1;
            return (outputs, x.Shape[0] == 0 ? initial : new LstmState(outputs[last], memory[last]));
        }

        return Recurrence.Walk(p.Step(), state => state.H, projected, within, initial, reverse, checkpointEvery);
    }

    private static void RequireState(LstmState state, Shape examples, int hidden, DType dtype)
    {
        Recurrence.RequireState(Name, state.H, examples, hidden, dtype);
        Recurrence.RequireState(Name, state.C, examples, hidden, dtype);
    }

    // What one operation walks along at once; functions of the user's own and other forms go step by step.
    private bool IsPlain =>
        Peepholes is null && Clip is null && !IsCoupled && Gate == Activations.Sigmoid && Candidate == Activations.Tanh && Output == Activations.Tanh;

    private int Hidden(Tensor x)
    {
        int hidden = Recurrence.Hidden(Name, Gates, x, WeightIh, WeightHh, BiasIh, BiasHh);
        return Peepholes is null || (Peepholes.Rank == 1 && Peepholes.Shape[0] == 3 * hidden && Peepholes.DType == WeightHh.DType)
            ? hidden
            : throw new ShapeException(Name, "the peepholes must be [3 hidden] of the weights' dtype", $"{Peepholes.Spec} for weights {WeightHh.Spec}");
    }

    // What does not change from step to step is made here, once.
    private Func<LstmState, Tensor, LstmState> Step()
    {
        Tensor weight = WeightHh.T;
        Tensor[]? peepholes = Peepholes?.Split(3);
        Tensor Seen(Tensor argument, Tensor c, int gate) => peepholes is null ? argument : argument + peepholes[gate] * c;

        return (state, projected) =>
        {
            Tensor[] arguments = (projected + Tensor.MatMul(state.H, weight)).Split(Gates, axis: -1);
            Tensor i = Gate(Recurrence.Clip(Seen(arguments[0], state.C, 0), Clip));
            Tensor f = IsCoupled ? 1.0 - i : Gate(Recurrence.Clip(Seen(arguments[1], state.C, 1), Clip));
            Tensor g = Candidate(Recurrence.Clip(arguments[2], Clip));
            Tensor c = f * state.C + i * g;
            Tensor o = Gate(Recurrence.Clip(Seen(arguments[3], c, 2), Clip));
            return new LstmState(o * Output(c), c);
        };
    }
}
