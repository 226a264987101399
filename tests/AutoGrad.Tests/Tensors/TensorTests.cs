namespace AutoGrad.Tests;

public sealed class TensorTests
{
    [Fact]
    public void From_and_ToArray_copy()
    {
        float[] source = [1, 2, 3];
        var x = Tensor.From(source);
        source[0] = 99;
        float[] read = x.ToArray<float>();
        read[1] = 99;
        Tensor view = x.Reshape(3, 1);
        view.ToArray<float>()[2] = 99;
        Span<float> copy = stackalloc float[3];
        x.CopyTo(copy);
        copy[0] = 99;

        Assert.Equal([1f, 2, 3], x.ToArray<float>());
        Assert.Equal([1f, 2, 3], view.ToArray<float>());
    }

    [Fact]
    public void Creation_has_the_dtype_that_it_says()
    {
        Assert.Equal("f64[2]", Tensor.From([1.0, 2.0]).Spec.ToString());
        Assert.Equal("i64[1]", Tensor.From([1L]).Spec.ToString());
        Assert.Equal("u8[2, 1]", Tensor.From(new byte[,] { { 1 }, { 2 } }).Spec.ToString());
        Assert.Equal("f32[]", Tensor.Scalar(1).Spec.ToString());
        Assert.Equal([0f, 0.5f, 1f], Tensor.Arange(0, 1.5, step: 0.5).ToArray<float>());
        Assert.Equal([3, 1], Tensor.Arange(3, 0, DType.Int32, -2).ToArray<int>());
        Assert.Empty(Tensor.Arange(3, 0).ToArray<float>());
        Assert.Equal([0.0, 0.25, 0.5, 0.75, 1.0], Tensor.Linspace(0, 1, 5, DType.Float64).ToArray<double>());
        Assert.Equal([2f], Tensor.Linspace(2, 9, 1).ToArray<float>());
        Assert.Equal([1f, 0, 0, 0, 1, 0], Tensor.Eye(2, columns: 3).ToArray<float>());
        Assert.Equal([0f, 1, 0, 0, 0, 1], Tensor.Eye(2, columns: 3, diagonal: 1).ToArray<float>());
        Assert.Equal([0f, 0, 1, 0], Tensor.Eye(2, diagonal: -1).ToArray<float>());
        Assert.Equal([0f, 0, 0, 0], Tensor.Eye(2, diagonal: int.MaxValue).ToArray<float>());
        Assert.Equal([0f, 0, 1, 1, 0, 0], Tensor.OneHot(Tensor.From([2, 0]), 3).ToArray<float>());
        Assert.Equal([7L, 7], Tensor.Full([2], 7, DType.Int64).ToArray<long>());
        Assert.Equal("from: [2, 2] has 4 elements; got 3 of them.", Assert.Throws<ShapeException>(() => Tensor.From([2, 2], [1, 2, 3])).Message);
        Assert.Equal("full: the number must be one that DType.Int32 holds; got 2.5.", Assert.Throws<ShapeException>(() => Tensor.Full([1], 2.5, DType.Int32)).Message);
    }

    [Fact]
    public void A_number_beside_a_tensor_takes_its_dtype()
    {
        Assert.Equal(DType.Float32, (2.5 * Tensor.Ones([1])).DType);
        Assert.Equal(DType.Float32, (Tensor.Ones([1]) + 1L).DType);
        Assert.Equal(DType.Float64, (0.5f - Tensor.Ones([1], DType.Float64)).DType);
        Assert.Equal(0.1f, (0.1 * Tensor.Ones([])).ToScalar());
        Assert.Equal([5, 7], (2 * Tensor.From([1, 2]) + 3).ToArray<int>());
        Assert.Equal([long.MaxValue], (Tensor.From([0L]) + long.MaxValue).ToArray<long>());
        Assert.Equal(
            "multiply: a number beside a tensor takes its dtype, and DType.Int32 must hold it (convert the tensor with x.To(DType.Float32)); got 2.5.",
            Assert.Throws<ShapeException>(() => 2.5 * Tensor.From([1])).Message);
        Assert.Equal(
            "add: a number beside a tensor takes its dtype, and DType.UInt32 must hold it (convert the tensor with x.To(DType.Float32)); got -1.",
            Assert.Throws<ShapeException>(() => Tensor.From([1u]) + -1).Message);
        Assert.Equal(
            "add: both tensors must have one dtype (convert one with x.To(DType.Float64)); got f32[1] and f64[1].",
            Assert.Throws<ShapeException>(() => Tensor.From([1f]) + Tensor.From([1.0])).Message);
        Assert.Equal(
            "exp: a floating dtype is needed (convert with x.To(DType.Float32)); got i32[1].", Assert.Throws<ShapeException>(() => Tensor.Exp(Tensor.From([1]))).Message);
        Assert.Equal(
            "mean: a floating dtype is needed (convert with x.To(DType.Float32)); got i32[1].", Assert.Throws<ShapeException>(() => Tensor.From([1]).Mean()).Message);
        Assert.Equal("i32[]", Tensor.From([true, true, false]).Sum().Spec.ToString());
        Assert.Equal(2, Tensor.From([true, true, false]).Sum().ToScalar());
    }

    [Fact]
    public void Conversions_truncate_and_saturate()
    {
        Assert.Equal([1, -1, 0, int.MaxValue], Tensor.From([1.9, -1.9, double.NaN, 1e300]).To(DType.Int32).ToArray<int>());
        Assert.Equal([0, 255, 3], Tensor.From([-5, 300, 3]).To(DType.UInt8).ToArray<byte>());
        Assert.Equal([true, false, true], Tensor.From([0.5, 0, double.NaN]).To(DType.Bool).ToArray<bool>());
        Assert.Equal([1.0, 0], Tensor.From([true, false]).To(DType.Float64).ToArray<double>());
        Assert.Equal(3, (int)Tensor.From([3L]));
        Assert.Equal(long.MaxValue, (long)Tensor.From([long.MaxValue]));
        Assert.True((bool)(Tensor.Scalar(1) > 0.0));
        Assert.Equal("2.5 is not a whole number.", Assert.Throws<InvalidCastException>(() => (int)Tensor.Scalar(2.5)).Message);
        Assert.Equal(
            "to_scalar: the tensor must have one element (read several with ToArray); got f32[2].", Assert.Throws<ShapeException>(() => (double)Tensor.Ones([2])).Message);
        Assert.Equal(
            "to_array: Double elements need DType.Float64 (convert with x.To(DType.Float64)); got f32[2].",
            Assert.Throws<ShapeException>(() => Tensor.Ones([2]).ToArray<double>()).Message);
    }

    [Fact]
    public void Indices_take_what_NumPys_take()
    {
        Tensor x = Tensor.Arange(0, 12, DType.Int32).Reshape(3, 4);

        Assert.Equal([8, 9, 10, 11], x[-1].ToArray<int>());
        Assert.Equal(6, x[1, 2].ToScalar());
        Assert.Equal(7, x[1, ^1].ToScalar());
        Assert.Equal([1, 5], x[..2, 1].ToArray<int>());
        Assert.Equal([9, 10], x[^1, 1..^1].ToArray<int>());
        Assert.Equal([0, 4], x[3..].Shape);
        Assert.Equal([10, 11], x[x > 9].ToArray<int>());
        Assert.Equal([4, 5, 6, 7], x[Tensor.From([false, true, false])].ToArray<int>());
        Assert.Equal([2, 2, 4], x[Tensor.From([2, 2], [0, -1, 1, 1])].Shape);
        Assert.Equal(
            "index: a place on axis 0 of i32[3, 4] must be in [-3, 3); got 3. (Parameter 'index')", Assert.Throws<ArgumentOutOfRangeException>(() => x[3]).Message);
        Assert.Equal(
            "index: a place on axis 0 of i32[3, 4] must be in [-3, 3); got -4. (Parameter 'index')", Assert.Throws<ArgumentOutOfRangeException>(() => x[-4]).Message);
        Assert.Equal(
            "index: a range on axis 1 of i32[3, 4] must lie in 0..4; got 2..5. (Parameter 'range')", Assert.Throws<ArgumentOutOfRangeException>(() => x[.., 2..5]).Message);
        Assert.Equal("index: at most 2 indices; got 3 for i32[3, 4].", Assert.Throws<ShapeException>(() => x[0, 0, 0]).Message);
        Assert.Equal("index: a scalar has no axes; got f32[].", Assert.Throws<ShapeException>(() => Tensor.Scalar(1)[0]).Message);
        Assert.Equal(
            "index: a mask must have the tensor's extents from axis 0 on; got i32[3, 4] and bool[2].", Assert.Throws<ShapeException>(() => x[Tensor.From([true, false])]).Message);
        Assert.Equal(
            "gather: indices must be Int32 or Int64 (convert with x.To(DType.Int32)); got f32[1].", Assert.Throws<ShapeException>(() => x[Tensor.Ones([1])]).Message);
    }

    [Fact]
    public void Tensors_print_like_NumPys()
    {
        Assert.Equal("f32[] 2.5", Tensor.Scalar(2.5).ToString());
        Assert.Equal("f64[3] [  1, -20, NaN]", Tensor.From([1, -20, double.NaN]).ToString());
        Assert.Equal("i32[2, 2] [[1, 2],\n [3, 4]]", Tensor.From(new[,] { { 1, 2 }, { 3, 4 } }).ToString());
        Assert.Equal("bool[2] [ true, false]", Tensor.From([true, false]).ToString());
        Assert.Equal("f32[0, 2] []", Tensor.Zeros([0, 2]).ToString());
        Assert.Equal("i32[1001] [   0,    1,    2, ...,  998,  999, 1000]", Tensor.Arange(0, 1001, DType.Int32).ToString());
        Assert.Equal("i32[2, 1, 2] [[[0, 1]],\n\n [[2, 3]]]", Tensor.Arange(0, 4, DType.Int32).Reshape(2, 1, 2).ToString());
    }

    [Fact]
    public void Shapes_are_values_that_slice_and_compare()
    {
        Shape shape = [2, 3, 4];

        Assert.True(shape[..^1] == new Shape(2, 3) && shape != new Shape(2, 3) && shape[^1..] == [4]);
        Shape longer = [.. shape[1..], 5];
        Assert.Equal(longer.GetHashCode(), new Shape(3, 4, 5).GetHashCode());
        Assert.Equal((3, 24, 4, "[2, 3, 4]"), (shape.Rank, shape.Size, shape[-1], shape.ToString()));
        Assert.Equal((0, 1), (Shape.Scalar.Rank, Shape.Scalar.Size));
        Assert.Equal(0, new Shape(int.MaxValue, 0, int.MaxValue).Size);
        Assert.Equal("shape: every extent must be 0 or more; got [2, -1].", Assert.Throws<ShapeException>(() => new Shape(2, -1)).Message);
        Assert.Equal("shape: an axis must be in [-3, 3); got 3 for [2, 3, 4].", Assert.Throws<ShapeException>(() => shape[3]).Message);
        Assert.StartsWith("shape: a tensor holds at most", Assert.Throws<ShapeException>(() => new Shape(65536, 65536)).Message, StringComparison.Ordinal);
    }
}
