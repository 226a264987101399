namespace AutoGrad;

/// <summary>A value on the tape: what it is, and where it was recorded.</summary>
internal sealed class ReverseTensor(ReverseTrace trace, Tensor primal, int id) : BoxedTensor(primal.Spec, trace, id)
{
    public Tensor Primal { get; } = primal;

    public override bool HasNumbers => Primal.HasNumbers;

    internal override DenseTensor ToDense(string reader)
    {
        Trace!.RequireUsable(reader);
        return Primal.ToDense(reader);
    }
}

/// <summary>Reverse mode: computes as it goes and writes every differentiable operation on a <see cref="Tape"/>.</summary>
/// <param name="arena">What lends the memory of values that only the tape will reach; null for none.</param>
/// <param name="tape">An empty one to write on; null for a new one.</param>
internal sealed class ReverseTrace(Arena? arena = null, Tape? tape = null) : Trace
{
    private Tape? _tape = tape ?? new Tape();

    /// <summary>The tape, which a pullback may keep longer than this trace is open.</summary>
    public Tape Tape => _tape ?? throw new InvalidOperationException("The tape was dropped when its trace closed.");

    /// <summary>Makes a value that derivatives are taken with respect to.</summary>
    public ReverseTensor Input(Tensor x) => new(this, x, Tape.AddInput());

    /// <summary>Opens a box of this trace; other tensors are constants here and stay as they are.</summary>
    public Tensor Unbox(Tensor x) => x is ReverseTensor box && box.Trace == this ? box.Primal : x;

    public override void Process(Op op, ReadOnlySpan<Tensor> inputs, Span<Tensor> outputs)
    {
        TensorBuffer buffer = default;
        Span<Tensor> primals = buffer.Take(inputs.Length);
        for (int i = 0; i < inputs.Length; i++)
        {
            primals[i] = Unbox(inputs[i]);
        }

        (int First, int End) leases = Compute(op, primals, outputs);
        if (!op.IsDifferentiable || !AnyFloating(outputs))
        {
            return;
        }

        int first = _tape!.Record(op, this, inputs, primals, outputs, leases);
        for (int k = 0; k < outputs.Length; k++)
        {
            if (outputs[k].DType.IsFloating())
            {
                outputs[k] = new ReverseTensor(this, outputs[k], first + k);
            }
        }
    }

    // What will lie in a box is lent; what the user's code sees, or gets without a box, is not. Returns which leases are the step's.
    private (int First, int End) Compute(Op op, ReadOnlySpan<Tensor> primals, Span<Tensor> outputs)
    {
        if (arena is null)
        {
            op.Apply(primals, outputs);
            return default;
        }

        if (!op.IsDifferentiable || op.RunsUserCode)
        {
            op.Apply(primals, outputs);
            Arena.Keep(op.RunsUserCode ? primals : []);
            Arena.Keep(outputs);
            return default;
        }

        int first = arena.Count;
        using (Arena.Use(arena))
        {
            op.Apply(primals, outputs);
        }

        if (arena.Count == first)
        {
            return default;
        }

        arena.HoldStep(first, outputs);
        return (first, arena.Count);
    }

    // A box that escaped must not keep what the tape held.
    public override void Close()
    {
        base.Close();
        _tape = null;
    }
}
