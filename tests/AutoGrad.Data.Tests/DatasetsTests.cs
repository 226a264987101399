namespace AutoGrad.Data.Tests;

public sealed class DatasetsTests
{
    [Fact]
    public void Digits_are_those_that_scikit_learn_ships()
    {
        (Tensor images, Tensor labels) = Datasets.Digits();

        Assert.Equal(new Shape(1797, 1, 8, 8), images.Shape);
        Assert.Equal(DType.Float32, images.DType);
        Assert.Equal(DType.Int32, labels.DType);

        // The description of load_digits: these many of each class; digits.images[0, 0] as its documentation prints it.
        int[] counts = new int[10];
        foreach (int label in labels.ToArray<int>())
        {
            counts[label]++;
        }

        Assert.Equal([178, 182, 177, 183, 181, 182, 181, 179, 174, 180], counts);
        Assert.Equal([0f, 0, 5, 13, 9, 1, 0, 0], images[0, 0, 0].ToArray<float>());
        Assert.Equal(0, images.Min().ToScalar());
        Assert.Equal(16, images.Max().ToScalar());
    }

    [Fact]
    public void Iris_has_the_means_and_deviations_of_its_description()
    {
        (Tensor features, Tensor labels) = Datasets.Iris();

        // The summary statistics of the UCI repository's iris.names, but for the second mean, 3.05 there,
        // which is cut and not rounded: R and scikit-learn have 3.057.
        Assert.Equal(new Shape(150, 4), features.Shape);
        Assert.Equal([5.84, 3.06, 3.76, 1.20], features.Mean(axis: 0).ToArray<float>().Select(x => Math.Round(x, 2)));
        Assert.Equal(Enumerable.Range(0, 150).Select(i => i / 50), labels.ToArray<int>());
    }

    [Fact]
    public void A_split_has_every_example_once_with_its_own_label()
    {
        Tensor inputs = Tensor.Arange(0, 20).Reshape([10, 2]);
        Tensor labels = Tensor.Arange(0, 10, DType.Int32);

        ((Tensor train, Tensor trainLabels), (Tensor test, Tensor testLabels)) = Datasets.Split(inputs, labels, heldOut: 0.25, RandomKey.FromSeed(1));

        Assert.Equal((7, 3), (train.Shape[0], test.Shape[0])); // 2.5 rounds away from zero
        int[] drawn = [.. trainLabels.ToArray<int>(), .. testLabels.ToArray<int>()];
        Assert.Equal(Enumerable.Range(0, 10), drawn.Order());
        Assert.NotEqual(Enumerable.Range(0, 10), drawn);
        float[] numbers = [.. train.ToArray<float>(), .. test.ToArray<float>()];
        Assert.Equal(drawn.SelectMany(label => new[] { 2f * label, 2 * label + 1 }), numbers);
    }

    [Fact]
    public void A_split_is_that_of_its_key()
    {
        int[] HeldOut(ulong seed) => Datasets.Split(Tensor.Zeros([50, 1]), Tensor.Arange(0, 50, DType.Int32), 0.2, RandomKey.FromSeed(seed)).Test.Labels.ToArray<int>();

        Assert.Equal(HeldOut(3), HeldOut(3));
        Assert.NotEqual(HeldOut(3), HeldOut(4));
    }

    [Fact]
    public void A_split_says_what_it_needs()
    {
        RandomKey key = RandomKey.FromSeed(0);
        Tensor x = Tensor.Zeros([3, 2]);
        Tensor labels = Tensor.Zeros([3], DType.Int32);

        Assert.Equal(
            "split: inputs [n, ...] and labels [n, ...] must be equally many; got f32[3, 2] and i32[4].",
            Assert.Throws<ShapeException>(() => Datasets.Split(x, Tensor.Zeros([4], DType.Int32), 0.5, key)).Message);
        Assert.Equal(
            "split: both parts must have an example; got 0 held out of 3.",
            Assert.Throws<ShapeException>(() => Datasets.Split(x, labels, 0.1, key)).Message);
        Assert.Equal(
            "split: heldOut must be in (0, 1); got 1.5. (Parameter 'heldOut')",
            Assert.Throws<ArgumentOutOfRangeException>(() => Datasets.Split(x, labels, 1.5, key)).Message);
    }
}
