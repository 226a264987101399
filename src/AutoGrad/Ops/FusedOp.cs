using System.Numerics;

namespace AutoGrad;

/// <summary>
/// An operation whose kernel does in one or two passes what a composition of other operations says. The composition is its
/// definition: derivatives of every order and batching transform it, and a test holds the kernel to it.
/// </summary>
/// <remarks>
/// A rule may be overridden where the derived one is too slow: <see cref="Vjp"/> typically by another fused operation, which has a
/// kernel and a definition of its own; <see cref="Batch"/> by the kernel on one more leading axis, without which a mapped call
/// computes the composition, whose last bits may be others. The lift needs nothing: the kernel serves both dtypes.
/// </remarks>
internal abstract record FusedOp : Op
{
    public override Saved Saved => Saved.Inputs;

    /// <summary>The same outputs in tensor operations; it runs only for derivatives and batches, under the traces of its inputs.</summary>
    public abstract Tensor[] Definition(Tensor[] inputs);

    public override void Run(ReadOnlySpan<DenseTensor> inputs, ReadOnlySpan<DenseTensor> outputs)
    {
        if (outputs[0].DType == DType.Float32)
        {
            Run<float>(inputs, outputs);
        }
        else
        {
            Run<double>(inputs, outputs);
        }
    }

    public override void Vjp(Recorded recorded, Span<Tensor?> inputBars)
    {
        var inputs = new Tensor[recorded.Inputs];
        var wanted = new List<int>(inputs.Length);
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = recorded.Input(i);
            if (recorded.Wants(i))
            {
                wanted.Add(i);
            }
        }

        // Outputs that nothing depends on are left out: zeros for them would meet slopes that nobody asked for, and 0 · ∞ is NaN.
        var outputs = new List<int>(recorded.Outputs);
        var bars = new List<Tensor>(recorded.Outputs);
        for (int k = 0; k < recorded.Outputs; k++)
        {
            if (recorded.OutputBar(k) is { } bar)
            {
                outputs.Add(k);
                bars.Add(bar);
            }
        }

        int[] places = [.. wanted];
        Tensor[] pulled = Transform.Vjp<Tensor[], Tensor[]>(
            some =>
            {
                Tensor[] y = Definition(TreeOp.Replace(inputs, places, some));
                return [.. outputs.Select(k => y[k])];
            },
            Array.ConvertAll(places, i => inputs[i])).Pullback([.. bars]);
        for (int i = 0; i < places.Length; i++)
        {
            inputBars[places[i]] = pulled[i];
        }
    }

    public override void Jvp(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor?> tangents, ReadOnlySpan<Tensor> outputs, Span<Tensor?> outputTangents)
    {
        Tensor[] x = inputs.ToArray();
        (int[] moving, Tensor[] directions) = TreeOp.Moving(tangents);
        Transform.Jvp<Tensor[], Tensor[]>(some => Definition(TreeOp.Replace(x, moving, some)), Array.ConvertAll(moving, i => x[i]), directions)
            .Tangent.CopyTo(outputTangents);
    }

    public override void Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size, Span<Tensor> outputs) =>
        TreeOp.Mapped(Definition, TreeOp.AxesOf(batched))(inputs.ToArray()).CopyTo(outputs);

    /// <summary>The kernel, where one serves both dtypes; not asked where <see cref="Run(ReadOnlySpan{DenseTensor}, ReadOnlySpan{DenseTensor})"/> is overridden.</summary>
    protected virtual void Run<T>(ReadOnlySpan<DenseTensor> inputs, ReadOnlySpan<DenseTensor> outputs)
        where T : unmanaged, IFloatingPointIeee754<T> => throw Unreachable("kernel");

    protected Tensor[] ApplyAll(int count, params ReadOnlySpan<Tensor> inputs)
    {
        var outputs = new Tensor[count];
        Apply(inputs, outputs);
        return outputs;
    }
}
