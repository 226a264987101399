using System.Numerics;

namespace AutoGrad;

/// <summary>The sign of a determinant.</summary>
internal sealed record DeterminantSignOp : DiscreteOp
{
    public static readonly DeterminantSignOp Instance = new();

    public override string Name => "determinant_sign";

    public override Spec Infer(ReadOnlySpan<Spec> inputs) => Pivots.Infer(Name, inputs[0]);

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        if (output.DType == DType.Float32)
        {
            Signs<float>(inputs[0], output);
        }
        else
        {
            Signs<double>(inputs[0], output);
        }
    }

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size) => Apply(inputs);

    private static void Signs<T>(DenseTensor x, DenseTensor y)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Pivots.Fold(x, y, T.One, (sign, pivot) => sign * (T.IsNaN(pivot) ? pivot : T.CreateChecked(T.Sign(pivot))), (sign, odd) => odd ? -sign : sign);
}
