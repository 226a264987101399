namespace AutoGrad.Nn;

/// <summary>Gated recurrent units, layer upon layer, in one direction or both.</summary>
/// <param name="Forward">A cell a layer, the inputs of each the outputs of the last.</param>
/// <param name="Backward">The same for the way back, beside each layer forwards; missing for one direction.</param>
public sealed record Gru(GruCell[] Forward, GruCell[]? Backward = null)
{
    /// <summary>Draws starting weights, as <see cref="GruCell.Init"/> does.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="inputs">Features in; 1 or more.</param>
    /// <param name="hidden">Units of each layer and direction; 1 or more.</param>
    /// <param name="layers">How many; 1 or more.</param>
    /// <param name="bidirectional">Whether each layer goes both ways.</param>
    /// <param name="dtype">A floating dtype.</param>
    /// <exception cref="ShapeException">There are no inputs, no units or no layers.</exception>
    public static Gru Init(RandomKey key, int inputs, int hidden, int layers = 1, bool bidirectional = false, DType dtype = DType.Float32)
    {
        (GruCell[] forward, GruCell[]? backward) = Recurrence.Cells(
            "gru", key, inputs, hidden, layers, bidirectional, (one, width) => GruCell.Init(one, width, hidden, dtype: dtype));
        return new Gru(forward, backward);
    }

    /// <summary>Walks along sequences.</summary>
    /// <param name="p">The parameters.</param>
    /// <param name="x">[steps, ..., inputs]</param>
    /// <param name="initial">[layers directions, ..., hidden]: before the first step; zeros if missing. Layer after layer, in each forwards first.</param>
    /// <param name="lengths">[...]: Int32 or Int64 in [0, steps], how many steps of each example count; all if missing.</param>
    /// <param name="checkpointEvery">As of <see cref="Transform.Scan{TCarry, T, TOut}"/>: after how many steps a state is kept for the way back; 0 keeps everything.</param>
    /// <returns>
    /// Outputs of the last layer [steps, ..., directions hidden], forwards first, 0 behind an example's length; and the state [layers directions, ..., hidden] after each example's last step. The way back
    /// starts at each example's last step.
    /// </returns>
    /// <exception cref="ShapeException">The shapes or dtypes do not fit.</exception>
    /// <exception cref="ArgumentException">A length is not in [0, steps]; the message has its place.</exception>
    public static (Tensor Outputs, Tensor State) Apply(Gru p, Tensor x, Tensor? initial = null, Tensor? lengths = null, int checkpointEvery = 0)
    {
        ArgumentNullException.ThrowIfNull(p);
        return Recurrence.Layers(
            "gru", p.Forward, p.Backward, x, initial, (cell, input, state, reverse) => GruCell.Run(cell, input, state, lengths, reverse, checkpointEvery));
    }
}
