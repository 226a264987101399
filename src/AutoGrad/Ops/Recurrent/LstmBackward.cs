using System.Numerics;

namespace AutoGrad;

/// <summary>
/// The way back through <see cref="LstmOp"/>, but for the weight's share: from the gates, the weight, the memory before the first step and
/// after each, and the cotangents of outputs and memory, to those of the inputs and of the output and memory before the first step.
/// </summary>
/// <param name="Reverse">Whether the walk there began at the last place.</param>
internal sealed record LstmBackwardOp(bool Reverse) : FusedOp
{
    public override string Name => "lstm_backward";

    public override void Infer(ReadOnlySpan<Spec> inputs, Span<Spec> outputs)
    {
        outputs[0] = inputs[0];
        outputs[1] = outputs[2] = inputs[2];
    }

    public override void Run(ReadOnlySpan<DenseTensor> inputs, ReadOnlySpan<DenseTensor> outputs)
    {
        if (inputs[0].DType == DType.Float32)
        {
            Run<float, TanhKernel.Float32>(inputs, outputs);
        }
        else
        {
            Run<double, TanhKernel.Float64>(inputs, outputs);
        }
    }

    public override Tensor[] Definition(Tensor[] inputs)
    {
        (Tensor gates, Tensor weight, Tensor start, Tensor memory, Tensor outputBars, Tensor memoryBars) =
            (inputs[0], inputs[1], inputs[2], inputs[3], inputs[4], inputs[5]);
        int steps = gates.Shape[0];
        Tensor hBar = Tensor.ZerosLike(start), cBar = hBar;
        if (steps == 0)
        {
            return [Tensor.ZerosLike(gates), hBar, cBar];
        }

        var bars = new Tensor[steps];
        int next = Reverse ? 1 : -1;
        foreach (int t in new LstmOp(!Reverse).Order(steps))
        {
            Tensor[] gate = gates[t].Split(LstmOp.Gates, axis: -1);
            (Tensor i, Tensor f, Tensor g, Tensor o) = (gate[0], gate[1], gate[2], gate[3]);
            Tensor before = t + next >= 0 && t + next < steps ? memory[t + next] : start;
            Tensor seen = Tensor.Tanh(memory[t]);
            hBar += outputBars[t];
            cBar = cBar + memoryBars[t] + hBar * o * (1.0 - seen * seen);
            bars[t] = Tensor.Concatenate(
                [
                    cBar * g * (i * (1.0 - i)),
                    cBar * before * (f * (1.0 - f)),
                    cBar * i * (1.0 - g * g),
                    hBar * seen * (o * (1.0 - o)),
                ],
                axis: -1);
            cBar *= f;
            hBar = Tensor.MatMul(bars[t], weight);
        }

        return [Tensor.Stack(bars), hBar, cBar];
    }

    public override void Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size, Span<Tensor> outputs)
    {
        if (batched[1])
        {
            base.Batch(inputs, batched, size, outputs);
            return;
        }

        Tensor[] all = Batching.ExpandAll(inputs, batched, size);
        Apply([all[0].MoveAxis(0, 1), inputs[1], all[2], all[3].MoveAxis(0, 1), all[4].MoveAxis(0, 1), all[5].MoveAxis(0, 1)], outputs);
        outputs[0] = outputs[0].MoveAxis(1, 0);
    }

    private void Run<T, TTanh>(ReadOnlySpan<DenseTensor> inputs, ReadOnlySpan<DenseTensor> outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTanh : struct, IWideMap<T>
    {
        Shape start = inputs[2].Shape;
        LstmKernel.Backward<T, TTanh>(
            (inputs[0].Shape[0], start[..^1].Size, start[-1]), Reverse, inputs[0].Span<T>(), inputs[1].Span<T>(), inputs[2].Span<T>(), inputs[3].Span<T>(),
            inputs[4].Span<T>(), inputs[5].Span<T>(), outputs[0].Span<T>(), outputs[1].Span<T>(), outputs[2].Span<T>());
    }
}
