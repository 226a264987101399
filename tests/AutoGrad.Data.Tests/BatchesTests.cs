namespace AutoGrad.Data.Tests;

public sealed class BatchesTests
{
    private static readonly Tensor s_inputs = Tensor.Arange(0, 14).Reshape([7, 2]);
    private static readonly Tensor s_labels = Tensor.Arange(0, 7, DType.Int32);

    [Theory]
    [InlineData(1, false, new[] { 1, 1, 1, 1, 1, 1, 1 })]
    [InlineData(3, false, new[] { 3, 3, 1 })]
    [InlineData(3, true, new[] { 3, 3 })]
    [InlineData(7, true, new[] { 7 })]
    [InlineData(8, false, new[] { 7 })]
    [InlineData(8, true, new int[0])]
    [InlineData(int.MaxValue, false, new[] { 7 })]
    public void Batches_have_their_size_but_for_the_last(int size, bool dropLast, int[] sizes)
    {
        Assert.Equal(sizes, Batches.InOrder(s_inputs, s_labels, size, dropLast).Select(batch => batch.Inputs.Shape[0]));
        Assert.Equal(sizes, Batches.Shuffled(s_inputs, s_labels, size, RandomKey.FromSeed(0), dropLast).Select(batch => batch.Labels.Shape[0]));
    }

    [Fact]
    public void In_order_is_the_order_in_which_they_come()
    {
        Examples[] batches = [.. Batches.InOrder(s_inputs, s_labels, 3)];

        Assert.Equal([0f, 1, 2, 3, 4, 5], batches[0].Inputs.ToArray<float>());
        Assert.Equal([6], batches[2].Labels.ToArray<int>());
    }

    [Fact]
    public void A_shuffled_epoch_has_every_example_once_with_its_own_label()
    {
        Examples[] batches = [.. Batches.Shuffled(s_inputs, s_labels, 3, RandomKey.FromSeed(5))];

        int[] labels = [.. batches.SelectMany(batch => batch.Labels.ToArray<int>())];
        Assert.Equal(Enumerable.Range(0, 7), labels.Order());
        Assert.NotEqual(Enumerable.Range(0, 7), labels);
        Assert.Equal(labels.SelectMany(label => new[] { 2f * label, 2 * label + 1 }), batches.SelectMany(batch => batch.Inputs.ToArray<float>()));
    }

    [Fact]
    public void Asked_twice_the_batches_are_the_same_and_another_epoch_has_others()
    {
        int[] Order(IEnumerable<Examples> batches) => [.. batches.SelectMany(batch => batch.Labels.ToArray<int>())];
        RandomKey key = RandomKey.FromSeed(9);
        IEnumerable<Examples> epoch = Batches.Shuffled(s_inputs, s_labels, 2, key.Fold(0));

        Assert.Equal(Order(epoch), Order(epoch));
        Assert.NotEqual(Order(epoch), Order(Batches.Shuffled(s_inputs, s_labels, 2, key.Fold(1))));
    }

    [Fact]
    public void Mistakes_are_found_before_the_first_batch_is_asked_for()
    {
        Assert.Equal(
            "batches: inputs [n, ...] and labels [n, ...] must be equally many; got f32[7, 2] and i32[].",
            Assert.Throws<ShapeException>(() => Batches.Shuffled(s_inputs, Tensor.Scalar(1, DType.Int32), 2, RandomKey.FromSeed(0))).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Batches.InOrder(s_inputs, s_labels, 0));
    }

    [Fact]
    public void Bytes_stay_bytes()
    {
        Tensor images = Tensor.From([2, 1, 1, 1], [(byte)7, (byte)200]);

        Examples batch = Assert.Single(Batches.Shuffled(images, Tensor.Arange(0, 2, DType.Int32), 2, RandomKey.FromSeed(0)));

        Assert.Equal(DType.UInt8, batch.Inputs.DType);
        Assert.Equal(new byte[] { 7, 200 }, batch.Inputs.ToArray<byte>().Order());
    }
}
