namespace AutoGrad;

/// <summary>Recurrent networks' walks along sequences, each in one operation: what layers are made of.</summary>
public static partial class Recurrent
{
    /// <summary>
    /// Walks long short-term memory along sequences, in one operation: <c>c = f ⊙ c + i ⊙ g</c>, <c>h = o ⊙ tanh c</c>, where
    /// <c>(i, f, g, o) = x + W h</c>, the gates i, f and o through the sigmoid and g through tanh.
    /// </summary>
    /// <param name="x">[steps, ..., 4 hidden]: the inputs, their own weights and biases applied; one block each of i, f, g and o.</param>
    /// <param name="weight">[4 hidden, hidden]: W.</param>
    /// <param name="h">[..., hidden]: the output before the first step.</param>
    /// <param name="c">[..., hidden]: the memory before the first step.</param>
    /// <param name="reverse">Whether to walk from the last step to the first. Results stand at their inputs' places either way.</param>
    /// <returns>After each step the output and the memory, both [steps, ..., hidden].</returns>
    /// <exception cref="ShapeException">The shapes do not fit, or the dtypes are not one floating dtype.</exception>
    /// <remarks>Source: Hochreiter and Schmidhuber, Neural Computation 9(8), 1997, with the forget gate of Gers, Schmidhuber and Cummins, 12(10), 2000.</remarks>
    public static (Tensor Outputs, Tensor Memory) Lstm(Tensor x, Tensor weight, Tensor h, Tensor c, bool reverse = false)
    {
        var all = new Tensor[3];
        new LstmOp(reverse).Apply([x, weight, h, c], all);
        return (all[0], all[1]);
    }
}

/// <summary>From inputs, weight, output and memory to outputs, memory and, for the way back, the gates after their functions.</summary>
/// <param name="Reverse">Whether the first step is the last place.</param>
internal sealed record LstmOp(bool Reverse) : FusedOp
{
    public const int Gates = 4;

    public override string Name => "lstm";

    public override Saved Saved => Saved.Inputs | Saved.Output;

    public override void Infer(ReadOnlySpan<Spec> inputs, Span<Spec> outputs)
    {
        (Spec x, Spec weight, Spec h, Spec c) = (inputs[0], inputs[1], inputs[2], inputs[3]);
        int hidden = weight.Shape.Rank == 2 ? weight.Shape[1] : -1;
        ShapeException.ThrowUnless(
            hidden >= 0 && weight.Shape[0] == Gates * hidden && x.Shape.Rank > 1 && x.Shape[-1] == Gates * hidden
                && h.Shape.Rank == x.Shape.Rank - 1 && h.Shape[..^1] == x.Shape[1..^1] && h.Shape[-1] == hidden && c.Shape == h.Shape,
            Name, "x must be [steps, ..., 4 hidden], weight [4 hidden, hidden], h and c [..., hidden]", x, weight, h, c);
        ShapeException.ThrowUnless(
            x.DType.IsFloating() && weight.DType == x.DType && h.DType == x.DType && c.DType == x.DType,
            Name, "all tensors must have one floating dtype (convert with x.To(DType.Float32))", x, weight, h, c);
        outputs[0] = outputs[1] = x with { Shape = [.. x.Shape[..^1], hidden] };
        outputs[2] = x;
    }

    public override Tensor[] Definition(Tensor[] inputs)
    {
        (Tensor x, Tensor weight, Tensor h, Tensor c) = (inputs[0], inputs[1].T, inputs[2], inputs[3]);
        int steps = x.Shape[0];
        if (steps == 0)
        {
            Tensor none = Tensor.Zeros([0, .. h.Shape], h.DType);
            return [none, none, Tensor.Zeros(x.Shape, x.DType)];
        }

        (Tensor[] outputs, Tensor[] memory, Tensor[] gates) = (new Tensor[steps], new Tensor[steps], new Tensor[steps]);
        foreach (int t in Order(steps))
        {
            Tensor[] arguments = (x[t] + Tensor.MatMul(h, weight)).Split(Gates, axis: -1);
            (Tensor i, Tensor f, Tensor g, Tensor o) =
                (Tensor.Sigmoid(arguments[0]), Tensor.Sigmoid(arguments[1]), Tensor.Tanh(arguments[2]), Tensor.Sigmoid(arguments[3]));
            c = f * c + i * g;
            h = o * Tensor.Tanh(c);
            (outputs[t], memory[t], gates[t]) = (h, c, Tensor.Concatenate([i, f, g, o], axis: -1));
        }

        return [Tensor.Stack(outputs), Tensor.Stack(memory), Tensor.Stack(gates)];
    }

    public override void Vjp(Recorded recorded, Span<Tensor?> inputBars)
    {
        // Only a second derivative moves the gates.
        if (recorded.OutputBar(2) is not null)
        {
            base.Vjp(recorded, inputBars);
            return;
        }

        Tensor h = recorded.Input(2);
        Tensor outputs = recorded.Output(0);
        var bars = new Tensor[3];
        new LstmBackwardOp(Reverse).Apply(
            [
                recorded.Output(2), recorded.Input(1), recorded.Input(3), recorded.Output(1),
                recorded.OutputBar(0) ?? Tensor.ZerosLike(outputs), recorded.OutputBar(1) ?? Tensor.ZerosLike(outputs),
            ],
            bars);
        (inputBars[0], inputBars[2], inputBars[3]) = (bars[0], bars[1], bars[2]);
        if (recorded.Wants(1) && outputs.Size > 0)
        {
            // One product over all steps, of what each of them read.
            Tensor before = Reverse
                ? Tensor.Concatenate([outputs[1..], h.ExpandDims(0)])
                : Tensor.Concatenate([h.ExpandDims(0), outputs[..^1]]);
            int hidden = h.Shape[-1];
            int rows = outputs.Size / hidden;
            inputBars[1] = new MatMulOp(TransposesLeft: true, TransposesRight: false).Apply(
                bars[0].Reshape([rows, Gates * hidden]), before.Reshape([rows, hidden]));
        }
    }

    // Examples are rows beside other rows, as long as they have the weight in common.
    public override void Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size, Span<Tensor> outputs)
    {
        if (batched[1])
        {
            base.Batch(inputs, batched, size, outputs);
            return;
        }

        Tensor[] all = Batching.ExpandAll(inputs, batched, size);
        Apply([all[0].MoveAxis(0, 1), inputs[1], all[2], all[3]], outputs);
        foreach (ref Tensor output in outputs)
        {
            output = output.MoveAxis(1, 0);
        }
    }

    public IEnumerable<int> Order(int steps) => Reverse ? Enumerable.Range(0, steps).Reverse() : Enumerable.Range(0, steps);

    protected override void Run<T>(ReadOnlySpan<DenseTensor> inputs, ReadOnlySpan<DenseTensor> outputs)
    {
        Shape h = inputs[2].Shape;
        LstmKernel.Forward(
            (inputs[0].Shape[0], h[..^1].Size, h[-1]), Reverse, inputs[0].Span<T>(), inputs[1].Span<T>(), inputs[2].Span<T>(), inputs[3].Span<T>(),
            outputs[0].Span<T>(), outputs[1].Span<T>(), outputs[2].Span<T>());
    }
}
