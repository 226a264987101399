using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoGrad;

/// <summary>
/// A primitive operation: everything the library knows of it. One sealed record each, in a file of its own; its static
/// parameters (axes, strides) are the record's, so that equal operations are equal.
/// </summary>
/// <remarks>
/// Rules are written in <see cref="Tensor"/> operations, never on numbers: that alone gives derivatives of every order.
/// The families (<see cref="ElementwiseUnary"/>, <see cref="ElementwiseBinary"/>, <see cref="LinearOp"/>,
/// <see cref="BilinearOp"/>, <see cref="DiscreteOp"/>) derive most rules from one or two.
/// </remarks>
internal abstract record Op
{
    /// <summary>The name in messages and listings: lower case, words joined by underscores.</summary>
    public abstract string Name { get; }

    /// <summary>What the reverse rule reads.</summary>
    public abstract Saved Saved { get; }

    /// <summary>Whether there is a derivative at all; if not, results are constants to every derivative.</summary>
    public virtual bool IsDifferentiable => true;

    /// <summary>Whether it hands tensors to a function of the user's, when it runs or in a rule.</summary>
    public virtual bool RunsUserCode => false;

    /// <summary>The function that this operation runs, on tensors of any kind; null if it is none but its kernel.</summary>
    public virtual Func<Tensor[], Tensor[]>? Body() => null;

    /// <summary>The same operation where all floating numbers are Float64.</summary>
    public virtual Op Lift() => this; // no property: a record's text holds its properties, and this would hold itself

    /// <summary>Checks the inputs and says what the outputs will be; computes nothing.</summary>
    /// <exception cref="ShapeException">The inputs do not fit.</exception>
    public abstract void Infer(ReadOnlySpan<Spec> inputs, Span<Spec> outputs);

    /// <summary>Computes. Every element of every output is written; inputs are not.</summary>
    public abstract void Run(ReadOnlySpan<DenseTensor> inputs, ReadOnlySpan<DenseTensor> outputs);

    /// <summary>Reverse rule: from the outputs' cotangents to those of the inputs that are wanted, <c>x̄ = (∂y/∂x)ᵀ ȳ</c>.</summary>
    /// <param name="recorded">What the tape kept.</param>
    /// <param name="inputBars">To be filled where <see cref="Recorded.Wants"/> says so; null means zero.</param>
    public abstract void Vjp(Recorded recorded, Span<Tensor?> inputBars);

    /// <summary>
    /// Says that the one output is a run of places of the one input, and which. The reverse rule is then the tape's: it joins
    /// all runs of a value at once.
    /// </summary>
    /// <param name="input">The input's shape.</param>
    /// <returns>Null: <see cref="Vjp"/> is the reverse rule.</returns>
    public virtual AxisRun? Takes(Shape input) => null;

    /// <summary>Forward rule: from the inputs' tangents to the outputs', <c>ẏ = ∂y/∂x ẋ</c>. A null tangent is zero.</summary>
    public abstract void Jvp(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor?> tangents, ReadOnlySpan<Tensor> outputs, Span<Tensor?> outputTangents);

    /// <summary>Batching rule: the same operation on each example. The batch is axis 0 of the inputs marked, and of every output.</summary>
    /// <param name="inputs">With or without the batch axis.</param>
    /// <param name="batched">Which have it; at least one does.</param>
    /// <param name="size">How many examples.</param>
    /// <param name="outputs">To be filled, each with the batch axis.</param>
    public abstract void Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size, Span<Tensor> outputs);

    /// <summary>Applies an operation of one output.</summary>
    public Tensor Apply(params ReadOnlySpan<Tensor> inputs)
    {
        Tensor output = null!;
        Apply(inputs, new Span<Tensor>(ref output));
        return output;
    }

    /// <summary>Applies the operation: by the innermost trace among the inputs', or else at once.</summary>
    public void Apply(ReadOnlySpan<Tensor> inputs, Span<Tensor> outputs)
    {
        Trace? innermost = null;
        for (int i = 0; i < inputs.Length; i++)
        {
            Tensor x = inputs[i];
            if (x is DenseTensor)
            {
                continue;
            }

            Trace trace = x is null ? throw new ArgumentNullException($"{Name}: input {i}", "A tensor was expected.") : x.Trace!;
            if (!trace.IsUsable)
            {
                trace.RequireUsable(Name);
            }

            if (innermost is null || trace.Ticket > innermost.Ticket)
            {
                innermost = trace;
            }
        }

        if (innermost is not null)
        {
            innermost.Process(this, inputs, outputs);
            return;
        }

        Evaluate(Dense(inputs), outputs);
    }

    /// <summary>Computes on numbers: checks, makes room, runs. An operation that can share its input's memory does that instead.</summary>
    protected virtual void Evaluate(ReadOnlySpan<DenseTensor> inputs, Span<Tensor> outputs)
    {
        SpecBuffer inputBuffer = default;
        SpecBuffer outputBuffer = default;
        TensorBuffer resultBuffer = default;
        Span<Spec> inputSpecs = inputBuffer.Take(inputs.Length);
        Span<Spec> outputSpecs = outputBuffer.Take(outputs.Length);
        Span<Tensor> results = resultBuffer.Take(outputs.Length);
        for (int i = 0; i < inputs.Length; i++)
        {
            inputSpecs[i] = inputs[i].Spec;
        }

        Infer(inputSpecs, outputSpecs);
        for (int k = 0; k < outputs.Length; k++)
        {
            results[k] = outputs[k] = DenseTensor.Allocate(outputSpecs[k]);
        }

        Run(inputs, Dense(results));
    }

    /// <summary>For rules that no caller can reach.</summary>
    protected UnreachableException Unreachable(string rule) => new($"{Name} has no {rule} rule, and nothing should have asked for it.");

    /// <summary>Tensors that are known to be plain numbers, as such.</summary>
    public static ReadOnlySpan<DenseTensor> Dense(ReadOnlySpan<Tensor> tensors) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<Tensor, DenseTensor>(ref MemoryMarshal.GetReference(tensors)), tensors.Length);
}

/// <summary>Room on the stack for the specs of all but unusually wide operations.</summary>
[InlineArray(Capacity)]
internal struct SpecBuffer
{
    // Cleared on every use, and few operations have more.
    private const int Capacity = 4;

    private Spec _first;

    [UnscopedRef]
    public Span<Spec> Take(int count) => count <= Capacity ? MemoryMarshal.CreateSpan(ref _first, count) : new Spec[count];
}

/// <summary>An operation of one output, whose rules then need no spans of outputs.</summary>
internal abstract record SingleOp : Op
{
    /// <summary>Checks the inputs and says what the output will be.</summary>
    public abstract Spec Infer(ReadOnlySpan<Spec> inputs);

    public abstract void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output);

    /// <summary>The cotangent of one input, which is wanted.</summary>
    /// <returns>Shaped like the input; null means zero.</returns>
    protected abstract Tensor? Vjp(int input, Tensor yBar, Recorded recorded);

    /// <summary>The output's tangent.</summary>
    /// <returns>Shaped like the output; null means zero.</returns>
    protected abstract Tensor? Jvp(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor?> tangents, Tensor output);

    protected abstract Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size);

    // What the general way does, without its spans of outputs: of a small operation they would be a good part.
    protected override void Evaluate(ReadOnlySpan<DenseTensor> inputs, Span<Tensor> outputs)
    {
        SpecBuffer buffer = default;
        Span<Spec> specs = buffer.Take(inputs.Length);
        for (int i = 0; i < inputs.Length; i++)
        {
            specs[i] = inputs[i].Spec;
        }

        DenseTensor output = DenseTensor.Allocate(Infer(specs));
        Run(inputs, output);
        outputs[0] = output;
    }

    public sealed override void Infer(ReadOnlySpan<Spec> inputs, Span<Spec> outputs) => outputs[0] = Infer(inputs);

    public sealed override void Run(ReadOnlySpan<DenseTensor> inputs, ReadOnlySpan<DenseTensor> outputs) => Run(inputs, outputs[0]);

    public override void Vjp(Recorded recorded, Span<Tensor?> inputBars)
    {
        Tensor yBar = recorded.OutputBar()!;
        for (int i = 0; i < inputBars.Length; i++)
        {
            if (recorded.Wants(i))
            {
                inputBars[i] = Vjp(i, yBar, recorded);
            }
        }
    }

    public sealed override void Jvp(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor?> tangents, ReadOnlySpan<Tensor> outputs, Span<Tensor?> outputTangents) =>
        outputTangents[0] = Jvp(inputs, tangents, outputs[0]);

    public sealed override void Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size, Span<Tensor> outputs) =>
        outputs[0] = Batch(inputs, batched, size);
}
