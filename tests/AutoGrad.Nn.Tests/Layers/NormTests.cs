namespace AutoGrad.Nn.Tests;

public sealed class NormTests
{
    private static readonly Tensor s_x = Draw.Normal(RandomKey.FromSeed(5), [6, 4, 3], dtype: DType.Float64);

    // The functions have rows of their own; here it counts that each parameter arrives where it should.
    [Fact]
    public void Layers_are_the_functions_with_their_parameters()
    {
        (Tensor scale, Tensor shift) = (Tensor.From([1.0, 2, 3, 4]), Tensor.From([-1.0, 0, 1, 2]));
        (Tensor wide, Tensor wideShift) = (s_x[0], s_x[1]);
        var statistics = new BatchStatistics(Tensor.From([0.1, 0.2, 0.3, 0.4]), Tensor.From([1.0, 2, 3, 4]));

        Close.Same(Normalize.Layer(s_x, wide, wideShift, axes: 2, epsilon: 0.1), LayerNorm.Apply(new(wide, wideShift), s_x, 0.1));
        Close.Same(Normalize.Rms(s_x, wide, axes: 2, epsilon: 0.1), RmsNorm.Apply(new(wide), s_x, 0.1));
        Close.Same(Normalize.Group(s_x, 2, scale, shift, 0.1), GroupNorm.Apply(new(scale, shift, 2), s_x, 0.1));
        Close.Same(Normalize.Instance(s_x, scale, shift, 0.1), InstanceNorm.Apply(new(scale, shift), s_x, 0.1));
        Close.Same(Normalize.BatchInference(s_x, statistics, scale, shift, 0.1), BatchNorm.Apply(new(scale, shift), statistics, s_x, 0.1));
        NormalizedBatch expected = Normalize.Batch(s_x, statistics, scale, shift, decay: 0.6, correction: 0, epsilon: 0.1);
        NormalizedBatch batch = BatchNorm.Train(new(scale, shift), statistics, s_x, decay: 0.6, correction: 0, epsilon: 0.1);
        Close.Same(expected.Y, batch.Y);
        Close.Same(expected.Statistics.Mean, batch.Statistics.Mean);
        Close.Same(expected.Statistics.Variance, batch.Statistics.Variance);
    }

    [Fact]
    public void Layers_start_as_plain_normalisation()
    {
        Close.Same(Normalize.Layer(s_x), LayerNorm.Apply(LayerNorm.Init([3], DType.Float64), s_x));
        Close.Same(Normalize.Rms(s_x), RmsNorm.Apply(RmsNorm.Init([3], DType.Float64), s_x));
        Close.Same(Normalize.Group(s_x, 2), GroupNorm.Apply(GroupNorm.Init(4, 2, DType.Float64), s_x));
        Close.Same(Normalize.Instance(s_x), InstanceNorm.Apply(InstanceNorm.Init(4, DType.Float64), s_x));
        BatchStatistics statistics = BatchStatistics.Init(4, DType.Float64);
        Close.Same(Normalize.BatchInference(s_x, statistics), BatchNorm.Apply(BatchNorm.Init(4, DType.Float64), statistics, s_x));
        Assert.Equal(new Spec([4], DType.Float32), BatchNorm.Init(4).Scale.Spec);
    }

    private sealed record Model(Affine First, BatchNorm Norm, Affine Last);

    private static (Tensor Loss, BatchStatistics After) Loss(Model p, BatchStatistics before, Tensor x, Tensor targets)
    {
        NormalizedBatch h = BatchNorm.Train(p.Norm, before, Affine.Apply(p.First, x));
        return (Losses.SoftmaxCrossEntropy(Affine.Apply(p.Last, Activations.Relu(h.Y)), targets), h.Statistics);
    }

    // Exclusive or of two signs, with features far from 0: no affine map tells the classes apart.
    [Fact]
    public void A_network_with_batch_norm_learns_while_its_statistics_go_in_and_come_out()
    {
        RandomKey[] keys = RandomKey.FromSeed(8).Split(4);
        Tensor draws = Draw.Normal(keys[0], [128, 2]);
        Tensor signs = Tensor.Sign(draws);
        Tensor isSame = signs[.., 0] * signs[.., 1] > 0.0;
        Tensor x = 5.0 * signs + draws + Tensor.From([100f, -30f]);
        Tensor targets = Tensor.OneHot(isSame.To(DType.Int32), 2);
        Model p = new(Affine.Init(keys[1], 2, 16), BatchNorm.Init(16), Affine.Init(keys[2], 16, 2));
        BatchStatistics statistics = BatchStatistics.Init(16);
        double first = Loss(p, statistics, x, targets).Loss.ToScalar();

        for (int step = 0; step < 200; step++)
        {
            BatchStatistics before = statistics;
            ValueGradientAndAux<Model, BatchStatistics> at = Transform.ValueAndGrad((Model q) => Loss(q, before, x, targets))(p);
            p = Tree.Map((w, slope) => w - 0.5 * slope, p, at.Gradient);
            statistics = at.Aux;
        }

        Tensor h = BatchNorm.Apply(p.Norm, statistics, Affine.Apply(p.First, x));
        Tensor scores = Affine.Apply(p.Last, Activations.Relu(h));
        double right = Tensor.Equal(scores.ArgMax(-1), isSame.To(DType.Int32)).To(DType.Float32).Mean().ToScalar();
        Assert.InRange(Loss(p, statistics, x, targets).Loss.ToScalar(), 0, first / 4);
        Assert.InRange(right, 0.95, 1);

        // What was gathered is what the batch has, as the parameters hardly move by now.
        Tensor features = Affine.Apply(p.First, x);
        Close.Equal(features.Mean(axis: 0), statistics.Mean, 1e-2);
        Close.Equal(Tensor.Sqrt(features.Variance(axis: 0, correction: 1)), Tensor.Sqrt(statistics.Variance), 1e-2);
    }
}
