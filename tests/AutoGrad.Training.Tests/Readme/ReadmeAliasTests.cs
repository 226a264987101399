using System.Numerics.Tensors;
using AutoGrad;
using Tensor = AutoGrad.Tensor;

// Inside a namespace of AutoGrad its own Tensor would win without the alias.
namespace Elsewhere;

/// <summary>The alias that README.md tells of, in a file that opens both libraries.</summary>
public sealed class ReadmeAliasTests
{
    [Fact]
    public void An_alias_tells_the_two_tensors_apart()
    {
        double[] numbers = [3.0, 4.0];
        Tensor x = Tensor.From(numbers);

        Assert.Equal(TensorPrimitives.Sum<double>(numbers), Transform.StopGradient(x).Sum().ToScalar());
    }
}
