using AutoGrad;
using AutoGrad.PropertyTesting;
using AutoGrad.PropertyTesting.Xunit;
using FsCheck;
using static AutoGrad.Tensor;
using static AutoGrad.Transform;

namespace ReadmeExamples;

/// <summary>The examples of README.md's part on properties, as they stand there: outside of our namespaces, as users are.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void A_right_gradient_holds()
    {
        Tensor PseudoHuber(Tensor v) => (Sqrt(1.0 + Square(v)) - 1.0).Mean();
        Check.QuickThrowOnFailure(GradientLaws.Hold(PseudoHuber, Arbitraries.Tensors(maxRank: 3), order: 2));
    }

    [Fact]
    public void A_wrong_one_fails_as_the_text_says()
    {
        Exception? failure = Record.Exception(() =>
        {
            Func<Tensor, Tensor> wrong = CustomVjp(v => v * v, (v, y, yBar) => yBar * Where(v > 1.0, 3.0 * v, 2.0 * v));
            Check.QuickThrowOnFailure(GradientLaws.Hold(v => wrong(v).Sum(), Arbitraries.Tensors(maxRank: 3)));
        });

        Assert.NotNull(failure);
        Assert.Contains(
            "f64[]\nTensor.Scalar(2.0, DType.Float64)\nwith exception:\nWrong: gradient against differences, order 1",
            failure.Message.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void Gradients_over_arrays_hold()
    {
        Check.QuickThrowOnFailure(GradientLaws.Hold(x => x.Sum(Math.Sin), x => Array.ConvertAll(x, Math.Cos), Arbitraries.Vectors()));
    }

    [GradientProperty]
    public Tensor Pseudo_Huber(Tensor x, Tensor scale) => (Sqrt(1.0 + Square(x)) - 1.0).Sum() * scale.Mean();
}
