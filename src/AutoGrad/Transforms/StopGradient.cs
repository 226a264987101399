namespace AutoGrad;

public static partial class Transform
{
    /// <summary>Passes a value on as a constant: derivatives of every kind see no change in it.</summary>
    /// <param name="x">[...]</param>
    /// <returns>[...]: the same numbers.</returns>
    public static Tensor StopGradient(Tensor x) => StopGradientOp.Instance.Apply(x);

    /// <summary>Passes a tree on as a constant: derivatives of every kind see no change in its leaves.</summary>
    /// <param name="x">Any tree.</param>
    /// <returns>The same numbers.</returns>
    public static T StopGradient<T>(T x) => Tree.Map(StopGradient, x);
}

internal sealed record StopGradientOp : DiscreteOp, ICopy
{
    public static readonly StopGradientOp Instance = new();

    public override string Name => "stop_gradient";

    public override Spec Infer(ReadOnlySpan<Spec> inputs) => inputs[0];

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output) => throw Unreachable("copying");

    protected override void Evaluate(ReadOnlySpan<DenseTensor> inputs, Span<Tensor> outputs) => outputs[0] = inputs[0];

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size) => Apply(inputs);
}
