namespace AutoGrad.Nn;

/// <summary>
/// One layer of gated recurrent units in one direction: <c>h = (1 - z) ⊙ n + z ⊙ h</c>, with the reset gate r and the update gate z
/// sigmoids of <c>W_ih x + b_ih + W_hh h + b_hh</c>, and the candidate
/// <c>n = tanh(W_in x + b_in + r ⊙ (W_hn h + b_hn))</c>.
/// </summary>
/// <param name="WeightIh">[3 hidden, inputs]: of the reset gate, the update gate and the candidate n, in this order.</param>
/// <param name="WeightHh">[3 hidden, hidden]: the same.</param>
/// <param name="BiasIh">[3 hidden]: the same; missing for none.</param>
/// <param name="BiasHh">[3 hidden]: the same; missing for none.</param>
/// <remarks>
/// Names and order of the parameters are PyTorch's. Source: Cho et al., arXiv:1406.1078v3, section 2.3, which resets before the product:
/// <see cref="ResetsAfter"/> chooses.
/// </remarks>
public sealed record GruCell(Tensor WeightIh, Tensor WeightHh, Tensor? BiasIh = null, Tensor? BiasHh = null)
{
    private const string Name = "gru";
    private const int Gates = 3;

    /// <summary>What the two gates go through: the sigmoid.</summary>
    public Func<Tensor, Tensor> Gate { get; init; } = Activations.Sigmoid;

    /// <summary>What the candidate n goes through: tanh.</summary>
    public Func<Tensor, Tensor> Candidate { get; init; } = Activations.Tanh;

    /// <summary>
    /// Whether the reset gate is applied after the product with the state, as in PyTorch and Keras. Otherwise it is applied before:
    /// <c>n = tanh(W_in x + b_in + W_hn (r ⊙ h) + b_hn)</c>.
    /// </summary>
    public bool ResetsAfter { get; init; } = true;

    /// <summary>Where the arguments of the gates and the candidate are cut off on both sides; null for nowhere.</summary>
    public double? Clip { get; init; }

    /// <summary>Draws starting weights: evenly for the inputs, orthogonal columns for the state; the biases start at 0.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="inputs">Features in; 1 or more.</param>
    /// <param name="hidden">Units, and features out; 1 or more.</param>
    /// <param name="initializer">How the weights of the inputs are drawn; <see cref="Initial.GlorotUniform"/> unless said.</param>
    /// <param name="recurrent">How the weights of the state are drawn; <see cref="Initial.Orthogonal"/> unless said.</param>
    /// <param name="dtype">A floating dtype.</param>
    /// <exception cref="ShapeException">There are no inputs or no units.</exception>
    public static GruCell Init(
        RandomKey key, int inputs, int hidden, Initializer? initializer = null, Initializer? recurrent = null, DType dtype = DType.Float32)
    {
        (Tensor weightIh, Tensor weightHh) = Recurrence.Weights(Name, key, Gates, inputs, hidden, initializer, recurrent, dtype);
        Tensor zeros = Tensor.Zeros([Gates * hidden], dtype);
        return new GruCell(weightIh, weightHh, zeros, zeros);
    }

    /// <summary>Takes one step.</summary>
    /// <param name="p">The parameters.</param>
    /// <param name="x">[..., inputs]</param>
    /// <param name="state">[..., hidden]: of the step before.</param>
    /// <returns>[..., hidden]: the next state, which is the output too.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes do not fit.</exception>
    public static Tensor Apply(GruCell p, Tensor x, Tensor state)
    {
        ArgumentNullException.ThrowIfNull(p);
        ArgumentNullException.ThrowIfNull(state);
        int hidden = p.Hidden(x);
        Recurrence.RequireState(Name, state, x.Shape[..^1], hidden, x.DType);
        return p.Step(hidden)(state, Recurrence.Project(x, p.WeightIh, p.BiasIh));
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
        GruCell p, Tensor x, Tensor? initial = null, Tensor? lengths = null, bool reverse = false, int checkpointEvery = 0)
    {
        ArgumentNullException.ThrowIfNull(p);
        Recurrence.RequireSequence(Name, x);
        int hidden = p.Hidden(x);
        Shape examples = x.Shape[1..^1];
        initial ??= Tensor.Zeros([.. examples, hidden], x.DType);
        Recurrence.RequireState(Name, initial, examples, hidden, x.DType);
        Tensor? within = Recurrence.Within(Name, x, lengths);
        Tensor projected = Recurrence.Project(Recurrence.Cut(x, within), p.WeightIh, p.BiasIh);
        return Recurrence.Walk(p.Step(hidden), state => state, projected, within, initial, reverse, checkpointEvery);
    }

    private int Hidden(Tensor x) => Recurrence.Hidden(Name, Gates, x, WeightIh, WeightHh, BiasIh, BiasHh);

    private Func<Tensor, Tensor, Tensor> Step(int hidden) => ResetsAfter ? After() : Before(hidden);

    private Func<Tensor, Tensor, Tensor> After()
    {
        Tensor weight = WeightHh.T;
        return (h, projected) =>
        {
            Tensor product = Tensor.MatMul(h, weight);
            Tensor[] ofState = (BiasHh is null ? product : product + BiasHh).Split(Gates, axis: -1);
            Tensor[] ofInput = projected.Split(Gates, axis: -1);
            Tensor r = Gate(Recurrence.Clip(ofInput[0] + ofState[0], Clip));
            Tensor z = Gate(Recurrence.Clip(ofInput[1] + ofState[1], Clip));
            Tensor n = Candidate(Recurrence.Clip(ofInput[2] + r * ofState[2], Clip));
            return (1.0 - z) * n + z * h;
        };
    }

    private Func<Tensor, Tensor, Tensor> Before(int hidden)
    {
        Tensor[] weights = WeightHh.T.Split([2 * hidden, hidden], axis: 1);
        return (h, projected) =>
        {
            Tensor[] ofInput = (BiasHh is null ? projected : projected + BiasHh).Split(Gates, axis: -1);
            Tensor[] ofState = Tensor.MatMul(h, weights[0]).Split(2, axis: -1);
            Tensor r = Gate(Recurrence.Clip(ofInput[0] + ofState[0], Clip));
            Tensor z = Gate(Recurrence.Clip(ofInput[1] + ofState[1], Clip));
            Tensor n = Candidate(Recurrence.Clip(ofInput[2] + Tensor.MatMul(r * h, weights[1]), Clip));
            return (1.0 - z) * n + z * h;
        };
    }
}
