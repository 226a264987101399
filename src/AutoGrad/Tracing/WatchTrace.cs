using System.Diagnostics;

namespace AutoGrad;

/// <summary>An operation as a function applied it.</summary>
/// <param name="Op">Which.</param>
/// <param name="Inputs">What it got.</param>
/// <param name="Depends">Which of that depends on the function's argument.</param>
/// <param name="Outputs">How many results it has.</param>
/// <param name="Source">The line of the user's code that called it; empty if that is not known.</param>
internal sealed record Applied(Op Op, Tensor[] Inputs, bool[] Depends, int Outputs, string Source);

/// <summary>A value that is watched.</summary>
internal sealed class WatchTensor(WatchTrace trace, Tensor primal) : BoxedTensor(primal.Spec, trace)
{
    public Tensor Primal { get; } = primal;

    public override bool HasNumbers => Primal.HasNumbers;

    internal override DenseTensor ToDense(string reader)
    {
        Trace!.RequireUsable(reader);
        return Primal.ToDense(reader);
    }
}

/// <summary>Watching: computes as it goes, and writes down every operation with what it got and who called it. For after a failure: it is slow.</summary>
internal sealed class WatchTrace : Trace
{
    // The library's own: who calls them is who is looked for.
    private static readonly string[] s_libraries = ["AutoGrad", "AutoGrad.Nn", "AutoGrad.Optim", "AutoGrad.Training", "AutoGrad.FSharp", "AutoGrad.PropertyTesting"];

    private readonly List<Applied> _applied = [];

    public IReadOnlyList<Applied> Applied => _applied;

    /// <summary>Whether what is still applied is no longer of interest.</summary>
    public bool IsOver { get; set; }

    public override bool NeedsRules => false;

    public override void Process(Op op, ReadOnlySpan<Tensor> inputs, Span<Tensor> outputs)
    {
        // Programs written down are the user's function again, step by step.
        if (!op.RunsUserCode && op.Body() is { } body)
        {
            body(inputs.ToArray()).CopyTo(outputs);
            return;
        }

        var primals = new Tensor[inputs.Length];
        var depends = new bool[inputs.Length];
        for (int i = 0; i < primals.Length; i++)
        {
            depends[i] = inputs[i] is WatchTensor box && box.Trace == this;
            primals[i] = depends[i] ? ((WatchTensor)inputs[i]).Primal : inputs[i];
        }

        op.Apply(primals, outputs);
        if (!IsOver)
        {
            _applied.Add(new Applied(op, primals, depends, outputs.Length, Caller()));
        }

        foreach (ref Tensor output in outputs)
        {
            output = new WatchTensor(this, output);
        }
    }

    private static string Caller()
    {
        foreach (StackFrame frame in new StackTrace(1, fNeedFileInfo: true).GetFrames())
        {
            if (DiagnosticMethodInfo.Create(frame) is not { } method)
            {
                continue;
            }

            // What is further out called the check, not the operation.
            if (method.DeclaringTypeName.StartsWith($"{nameof(AutoGrad)}.TreeFunction", StringComparison.Ordinal))
            {
                break;
            }

            if (frame.GetFileName() is { } file && !s_libraries.Contains(method.DeclaringAssemblyName.Split(',')[0]))
            {
                return $"{Path.GetFileName(file)}:{frame.GetFileLineNumber()}";
            }
        }

        return "";
    }
}
