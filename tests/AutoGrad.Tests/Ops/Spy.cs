namespace AutoGrad.Tests;

/// <summary>One application of an operation to plain numbers.</summary>
/// <param name="Op">The operation.</param>
/// <param name="Inputs">What it got.</param>
/// <param name="Watched">Which inputs depend on the arguments.</param>
/// <param name="Outputs">What it gave.</param>
internal sealed record Application(Op Op, Tensor[] Inputs, bool[] Watched, Tensor[] Outputs)
{
    public string Type => Op.GetType().Name;
}

/// <summary>A value that the spy watches.</summary>
internal sealed class SpyTensor(SpyTrace trace, Tensor primal) : BoxedTensor(primal.Spec, trace)
{
    public Tensor Primal { get; } = primal;

    internal override DenseTensor ToDense(string reader) => Primal.ToDense(reader);
}

/// <summary>A further reading of operations: runs them and remembers each with its operands.</summary>
internal sealed class SpyTrace : Trace
{
    private readonly List<Application> _seen = [];

    /// <summary>Every operation that a function applies to what depends on its arguments, transforms' operations included.</summary>
    public static List<Application> Watch(Action<Tensor[]> f, params Tensor[] arguments)
    {
        var trace = new SpyTrace();
        f([.. arguments.Select(x => new SpyTensor(trace, x))]);
        trace.Close();
        return trace._seen;
    }

    public override void Process(Op op, ReadOnlySpan<Tensor> inputs, Span<Tensor> outputs)
    {
        var primals = new Tensor[inputs.Length];
        var watched = new bool[inputs.Length];
        for (int i = 0; i < primals.Length; i++)
        {
            watched[i] = inputs[i] is SpyTensor spy && spy.Trace == this;
            primals[i] = watched[i] ? ((SpyTensor)inputs[i]).Primal : inputs[i];
        }

        op.Apply(primals, outputs);
        _seen.Add(new Application(op, primals, watched, outputs.ToArray()));
        foreach (ref Tensor output in outputs)
        {
            output = new SpyTensor(this, output);
        }
    }
}
