using System.Numerics.Tensors;

namespace AutoGrad.Tests;

public sealed class ElementwiseLoopTests
{
    [Fact]
    public void A_unary_function_gives_the_same_bits_at_every_length()
    {
        double[] x = [.. Enumerable.Range(0, 70).Select(i => (i - 35) / 9.7)];
        double[] whole = new double[70];
        ElementwiseLoop.Run(x, whole, TensorPrimitives.Tanh);

        for (int length = 0; length <= 70; length++)
        {
            double[] y = new double[length];
            ElementwiseLoop.Run(x.AsSpan(0, length), y, TensorPrimitives.Tanh);

            Assert.Equal(whole[..length].Select(BitConverter.DoubleToInt64Bits), y.Select(BitConverter.DoubleToInt64Bits));
        }
    }

    [Fact]
    public void A_unary_function_may_run_in_place()
    {
        float[] x = [.. Enumerable.Range(0, 37).Select(i => (float)i)];

        ElementwiseLoop.Run(x, x, TensorPrimitives.Sqrt);

        Assert.Equal(Enumerable.Range(0, 37).Select(i => MathF.Sqrt(i)), x);
    }

    [Fact]
    public void A_binary_function_may_write_over_either_argument()
    {
        float[] x = [.. Enumerable.Range(0, 37).Select(i => (float)i)];
        float[] y = [.. Enumerable.Range(1, 37).Select(i => (float)i)];

        ElementwiseLoop.Run(x, y, y, TensorPrimitives.Divide);

        Assert.Equal(Enumerable.Range(0, 37).Select(i => i / (i + 1f)), y);
    }

    [Fact]
    public void Nothing_behind_the_end_is_written()
    {
        int[] x = [1, 2, 3];
        int[] y = [0, 0, 0, 9];

        ElementwiseLoop.Run(x, y.AsSpan(), TensorPrimitives.Negate);

        Assert.Equal([-1, -2, -3, 9], y);
    }

    [Fact]
    public void Kernels_refuse_other_element_types()
    {
        NotSupportedException error = Assert.Throws<NotSupportedException>(() => ExpKernel.Run<int>([1], new int[1]));

        Assert.Equal("kernel: the elements are float or double; got Int32.", error.Message);
    }
}
