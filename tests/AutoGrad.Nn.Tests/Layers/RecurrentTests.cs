namespace AutoGrad.Nn.Tests;

public sealed class RecurrentTests
{
    private static readonly RandomKey s_key = RandomKey.FromSeed(23);

    private static readonly Tensor s_x = Draw.Normal(RandomKey.FromSeed(5), [5, 3, 4], dtype: DType.Float64);

    private static Lstm Network(int layers = 2) => Lstm.Init(s_key, 4, 3, layers, bidirectional: true, DType.Float64);

    [Fact]
    public void Starting_weights_are_those_of_Keras()
    {
        LstmCell lstm = LstmCell.Init(s_key, 5, 3, dtype: DType.Float64);
        GruCell gru = GruCell.Init(s_key, 5, 3);
        RnnCell rnn = RnnCell.Init(s_key, 5, 3);

        Close.Within([0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0], lstm.BiasIh!, 0);
        Assert.Null(lstm.BiasHh);
        Close.Equal(Tensor.Eye(3, DType.Float64), Tensor.MatMul(lstm.WeightHh.T, lstm.WeightHh), 1e-14);
        Assert.InRange(Tensor.Abs(lstm.WeightIh).Max().ToScalar(), 0.3, Math.Sqrt(6.0 / (5 + 12)));
        Assert.Equal("f32[9, 5] f32[9, 3] f32[9] f32[9]", string.Join<Spec>(' ', Tree.Leaves(gru).Select(leaf => leaf.Spec)));
        Assert.Equal("f32[3, 5] f32[3, 3] f32[3]", string.Join<Spec>(' ', Tree.Leaves(rnn).Select(leaf => leaf.Spec)));
        Assert.NotEqual(lstm.WeightHh.ToArray<double>(), LstmCell.Init(RandomKey.FromSeed(24), 5, 3, dtype: DType.Float64).WeightHh.ToArray<double>());
    }

    [Fact]
    public void Layers_and_directions_have_weights_of_their_own()
    {
        Lstm p = Network();
        Gru one = Gru.Init(s_key, 4, 3, layers: 3);
        Rnn both = Rnn.Init(s_key, 4, 3, bidirectional: true);

        Assert.Equal([12, 4], p.Forward[0].WeightIh.Shape);
        Assert.Equal([12, 6], p.Backward![1].WeightIh.Shape);
        Assert.Equal([9, 3], one.Forward[2].WeightIh.Shape);
        Assert.Null(one.Backward);
        Assert.Single(both.Backward!);
        Assert.Equal(4, p.Forward.Concat(p.Backward).Select(cell => cell.WeightHh[0, 0].ToScalar()).Distinct().Count());
    }

    [Fact]
    public void Outputs_and_states_are_stacked_as_documented()
    {
        (Tensor y, LstmState state) = Lstm.Apply(Network(), s_x);

        // The last state of the way there is its output at the end, that of the way back its output at the start.
        Assert.Equal([5, 3, 6], y.Shape);
        Assert.Equal([4, 3, 3], state.H.Shape);
        Assert.Equal([4, 3, 3], state.C.Shape);
        Close.Equal(y[^1][.., ..3], state.H[2], 0);
        Close.Equal(y[0][.., 3..], state.H[3], 0);
    }

    [Fact]
    public void A_sequence_can_be_taken_up_where_it_was_left()
    {
        Gru p = Gru.Init(s_key, 4, 3, layers: 2, dtype: DType.Float64);

        (Tensor all, Tensor last) = Gru.Apply(p, s_x);
        (Tensor first, Tensor between) = Gru.Apply(p, s_x[..2]);
        (Tensor rest, Tensor end) = Gru.Apply(p, s_x[2..], between);

        Close.Equal(all, Tensor.Concatenate([first, rest]), 1e-15);
        Close.Equal(last, end, 1e-15);
    }

    [Fact]
    public void What_lies_behind_a_length_matters_to_nothing()
    {
        Tensor lengths = Tensor.From([3], [5, 2, 0]);
        Tensor garbage = Tensor.Where((Tensor.Arange(0, 5, DType.Int32).Reshape(5, 1) < lengths).ExpandDims(-1), s_x, double.NaN);
        Lstm p = Network();
        Func<Tensor, Func<Lstm, Tensor>> energy = x => q =>
        {
            (Tensor y, LstmState state) = Lstm.Apply(q, x, lengths: lengths);
            return Tensor.Square(y).Sum() + state.C.Sum();
        };

        (Tensor value, Lstm gradient) = Transform.ValueAndGrad(energy(garbage))(p);
        (Tensor expected, Lstm slopes) = Transform.ValueAndGrad(energy(s_x))(p);
        (Tensor y, LstmState state) = Lstm.Apply(p, garbage, lengths: lengths);
        (Tensor alone, LstmState end) = Lstm.Apply(p, s_x[..2, 1..2]);

        Assert.Equal(expected.ToScalar(), value.ToScalar());
        Assert.All(Tree.Leaves(slopes).Zip(Tree.Leaves(gradient)), pair => Close.Equal(pair.First, pair.Second, 1e-15));
        Close.Equal(alone, y[..2, 1..2], 1e-15);
        Close.Equal(end.H, state.H[.., 1..2], 1e-15);
        Assert.Equal(0, Tensor.Abs(y[2.., 1]).Sum().ToScalar() + Tensor.Abs(state.C[.., 2]).Sum().ToScalar());
    }

    [Fact]
    public void Checkpoints_change_no_number()
    {
        Lstm p = Network(layers: 1);
        Func<int, Func<Lstm, Tensor>> energy = every => q => Tensor.Square(Lstm.Apply(q, s_x, lengths: Tensor.From([3], [5, 4, 1]), checkpointEvery: every).Outputs).Sum();

        (Tensor value, Lstm gradient) = Transform.ValueAndGrad(energy(2))(p);
        (Tensor expected, Lstm slopes) = Transform.ValueAndGrad(energy(0))(p);

        Assert.Equal(expected.ToScalar(), value.ToScalar(), 1e-14);
        Assert.All(Tree.Leaves(slopes).Zip(Tree.Leaves(gradient)), pair => Close.Equal(pair.First, pair.Second, 1e-14));
    }

    // One unit with weights 1 and no bias; numbers by hand.
    [Fact]
    public void Functions_and_bounds_may_be_chosen()
    {
        Tensor one = Tensor.Ones([1, 1], DType.Float64);
        Tensor four = Tensor.Ones([4, 1], DType.Float64);
        Tensor three = Tensor.Ones([3, 1], DType.Float64);
        Tensor x = Tensor.From([1, 1], [3.0]);
        Tensor h = Tensor.From([1, 1], [2.0]);

        Tensor rnn = RnnCell.Apply(new RnnCell(one, one) { Activation = Tensor.Relu }, x, h);
        Tensor clipped = RnnCell.Apply(new RnnCell(one, one) { Activation = Tensor.Relu, Clip = 4 }, x, h);
        LstmState lstm = LstmCell.Apply(new LstmCell(four, four) { Gate = v => 0.1 * v, Candidate = v => 2.0 * v, Output = v => v, Clip = 4 }, x, new LstmState(h, h));
        Tensor gru = GruCell.Apply(new GruCell(three, three) { Gate = v => 0.1 * v, Candidate = v => v }, x, h);
        Tensor before = GruCell.Apply(new GruCell(three, three) { Gate = v => 0.1 * v, Candidate = v => v, ResetsAfter = false, Clip = 4 }, x, h);

        Assert.Equal(5, rnn[0, 0].ToScalar());
        Assert.Equal(4, clipped[0, 0].ToScalar());
        Assert.Equal(0.4 * 2 + 0.4 * 8, lstm.C[0, 0].ToScalar(), 1e-15); // f c + i g
        Assert.Equal(0.4 * 4, lstm.H[0, 0].ToScalar(), 1e-15);
        Assert.Equal(0.5 * (3 + 0.5 * 2) + 0.5 * 2, gru[0, 0].ToScalar(), 1e-15);
        Assert.Equal(0.6 * (3 + 0.4 * 2) + 0.4 * 2, before[0, 0].ToScalar(), 1e-15);
    }

    [Fact]
    public void Choices_ride_along_in_gradients()
    {
        GruCell p = GruCell.Init(s_key, 4, 3, dtype: DType.Float64) with { ResetsAfter = false, Clip = 2, Candidate = Activations.Softsign };

        GruCell gradient = Transform.Grad<GruCell>(q => GruCell.Run(q, s_x).State.Sum())(p);

        Assert.False(gradient.ResetsAfter);
        Assert.Equal(2, gradient.Clip);
        Assert.Equal(p.Candidate, gradient.Candidate);
    }

    [Fact]
    public void Refusals_name_the_rule_and_the_shapes()
    {
        LstmCell lstm = LstmCell.Init(s_key, 4, 3);
        Tensor x = Tensor.Zeros([5, 2, 4]);
        Tensor h = Tensor.Zeros([2, 3]);

        Refuses("lstm: x must be [..., inputs] for weights [4 hidden, inputs] of its dtype; got f32[5, 2, 3] and f32[12, 4].", () => LstmCell.Run(lstm, x[.., .., 1..]));
        Refuses("lstm: x must be [steps, ..., inputs]; got f32[4].", () => LstmCell.Run(lstm, x[0, 0]));
        Refuses("lstm: a state must be f32[2, 3], one for each example; got f32[3].", () => LstmCell.Apply(lstm, x[0], new LstmState(h, h[0])));
        Refuses(
            "lstm: the weights must be [4 hidden, inputs] and [4 hidden, hidden], of one dtype; got f32[12, 4] and f32[12, 4].",
            () => LstmCell.Run(lstm with { WeightHh = lstm.WeightIh }, x));
        Refuses("lstm: a bias must be [4 hidden] of the weights' dtype; got f32[3] for weights f32[12, 3].", () => LstmCell.Run(lstm with { BiasHh = h[0] }, x));
        Refuses(
            "lstm: the peepholes must be [3 hidden] of the weights' dtype; got f32[3] for weights f32[12, 3].", () => LstmCell.Run(lstm with { Peepholes = h[0] }, x));
        Refuses(
            "lstm: lengths must be Int32 or Int64 [2], one for each example; got i32[3] for f32[5, 2, 4].",
            () => LstmCell.Run(lstm, x, lengths: Tensor.Zeros([3], DType.Int32)));
        Assert.Equal(
            "lstm: lengths must be in [0, 5]; got 6 at [1].",
            Assert.Throws<ArgumentException>(() => LstmCell.Run(lstm, x, lengths: Tensor.From([5, 6]))).Message);
        Assert.Equal(
            "gru: lengths must be in [0, 5]; got -1 at [0].",
            Assert.Throws<ArgumentException>(() => GruCell.Run(GruCell.Init(s_key, 4, 3), x, lengths: Tensor.From([-1, 5]))).Message);
        Refuses("gru: a state must be f32[2, 3], one for each example; got f64[2, 3].", () => GruCell.Run(GruCell.Init(s_key, 4, 3), x, h.To(DType.Float64)));
        Refuses("rnn: inputs and hidden must be 1 or more; got 4 and 0.", () => Rnn.Init(s_key, 4, 0));
        Refuses("gru: layers must be 1 or more; got 0.", () => Gru.Init(s_key, 4, 3, layers: 0));
        Refuses(
            "rnn: there must be a layer, and as many layers backwards as forwards; got 1 and 2.",
            () => Rnn.Apply(new Rnn([RnnCell.Init(s_key, 4, 3)], [RnnCell.Init(s_key, 4, 3), RnnCell.Init(s_key, 4, 3)]), x));
        Refuses(
            "lstm: an initial state must be [2, ...], one for each layer and direction; got f32[1, 2, 3].",
            () => Lstm.Apply(Lstm.Init(s_key, 4, 3, layers: 2), x, new LstmState(h.ExpandDims(0), h.ExpandDims(0))));
    }

    private static void Refuses(string message, Func<object> call) => Assert.Equal(message, Assert.Throws<ShapeException>(call).Message);
}
