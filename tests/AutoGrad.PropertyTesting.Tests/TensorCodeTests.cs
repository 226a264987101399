using System.Runtime.CompilerServices;

namespace AutoGrad.PropertyTesting.Tests;

/// <summary>The code is held against the source that made the value: so it compiles, and makes the same value.</summary>
public sealed class TensorCodeTests
{
    [Fact]
    public void Tensors_of_every_dtype_print_as_the_code_that_makes_them()
    {
        Prints(Tensor.From([3], [0.5, -1.0, 2.0]));
        Prints(Tensor.From([2, 2], [0.1f, -2f, 1E-07f, 1E+20f]));
        Prints(Tensor.From([2], [1, -2]));
        Prints(Tensor.From([1], [-9223372036854775808L]));
        Prints(Tensor.From([2], (byte[])[1, 255]));
        Prints(Tensor.From([2], [1u, 4294967295u]));
        Prints(Tensor.From([2], [true, false]));
    }

    [Fact]
    public void Scalars_empty_tensors_and_constant_ones_are_short()
    {
        Prints(Tensor.Scalar(2.0, DType.Float64));
        Prints(Tensor.Scalar(7, DType.Int32));
        Prints(Tensor.From(Shape.Scalar, [true]));
        Prints(Tensor.Zeros([0, 3], DType.Float64));
        Prints(Tensor.Full([2, 3], 0.5, DType.Float64));
        Prints(Tensor.Full([5], -1f, DType.Float32));
    }

    [Fact]
    public void What_is_no_ordinary_number_is_named() =>
        Prints(Tensor.From([4], [double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0]));

    [Fact]
    public void Records_tuples_and_lists_print_as_what_they_are()
    {
        Prints(new Layer(Weight: Tensor.From([1, 2], [1.0, 0.25]), Bias: Tensor.From([1], [0.0]), Name: "a \"b\"", Width: 2, Rate: 0.5, DType: DType.Float32));
        Prints((Tensor.From([1], [1.0]), 3, true));
        Prints<Tensor[]>([Tensor.From([1], [1.0]), Tensor.From([1], [2.0])]);
        Prints<Dictionary<string, Tensor>>(new() { ["b"] = Tensor.From([1], [1.0]) });
        Prints(RandomKey.FromSeed(12345678901234));
        Prints(new Shape(2, 3));
    }

    private static void Prints<T>(T value, [CallerArgumentExpression(nameof(value))] string code = "") => Assert.Equal(code, TensorCode.Of(value));

    private sealed record Layer(Tensor Weight, Tensor Bias, string Name, int Width, double Rate, DType DType);
}
