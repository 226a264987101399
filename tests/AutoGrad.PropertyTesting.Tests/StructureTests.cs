using FsCheck;
using static AutoGrad.Tensor;

namespace AutoGrad.PropertyTesting.Tests;

/// <summary>Probabilities, labels, matrices and trees are what they say, before and after each step of shrinking.</summary>
public sealed class StructureTests
{
    [Theory]
    [InlineData(false, DType.Float64)]
    [InlineData(true, DType.Float64)]
    [InlineData(true, DType.Float32)]
    public void Rows_are_probabilities(bool zeros, DType dtype)
    {
        Arbitrary<Tensor> arbitrary = Arbitraries.ProbabilityRows(zeros: zeros, dtype: dtype);
        Tensor[] drawn = Run.Drawn(arbitrary);

        // Dividing by a sum rounds each probability once.
        double tolerance = dtype == DType.Float32 ? 1e-6 : 1e-15;
        Assert.All(drawn.Concat(drawn.Take(100).SelectMany(arbitrary.Shrinker)), rows =>
        {
            Assert.Equal((2, dtype), (rows.Rank, rows.DType));
            Assert.All(rows.Sum(axis: 1).To(DType.Float64).ToArray<double>(), sum => Assert.InRange(sum, 1 - tolerance, 1 + tolerance));
            Assert.All(rows.To(DType.Float64).ToArray<double>(), probability => Assert.True(zeros ? probability >= 0 : probability > 0));
        });
        Assert.Equal(zeros, drawn.Any(rows => rows.To(DType.Float64).ToArray<double>().Contains(0)));
    }

    [Fact]
    public void Rows_shrink_to_even_ones_and_to_tenths()
    {
        Arbitrary<Tensor> rows = Arbitraries.ProbabilityRows();
        static bool Uneven(Tensor x) => x.ToArray<double>().Any(probability => probability > 0.65 && probability < 1);

        Assert.All(Run.Drawn(rows, 100), x => Assert.Equal("Tensor.From([1, 1], [1.0])", TensorCode.Of(Run.Shrunk(rows, x, _ => true).Smallest)));
        Assert.All(Run.Drawn(rows, 100).Where(x => x.Shape[1] == 3), x => Assert.Equal(
            Tensor.Full([1, 3], 1 / 3.0, DType.Float64).ToArray<double>(), Run.Shrunk(rows, x, each => each.Shape[1] == 3).Smallest.ToArray<double>()));
        Assert.All(Run.Drawn(rows).Where(Uneven), x => Assert.Equal([1, 2], Run.Shrunk(rows, x, Uneven).Smallest.Shape));
    }

    [Fact]
    public void Labels_are_of_their_classes()
    {
        Arbitrary<Tensor> labels = Arbitraries.Labels(3);
        Arbitrary<LabelledLogits> logits = Arbitraries.LabelledLogits();
        LabelledLogits[] drawn = Run.Drawn(logits);

        Assert.Equal([0, 1, 2], Run.Drawn(labels).SelectMany(x => x.ToArray<int>()).Distinct().Order());
        Assert.Equal("Tensor.From([1], [2])", TensorCode.Of(Run.Shrunk(labels, Tensor.From([3], [0, 2, 1]), x => x.ToArray<int>().Contains(2)).Smallest));
        Assert.All(drawn.Concat(drawn.Take(100).SelectMany(logits.Shrinker)), pair =>
        {
            Assert.Equal([pair.Logits.Shape[0]], pair.Labels.Shape);
            Assert.All(pair.Labels.ToArray<int>(), label => Assert.InRange(label, 0, pair.Logits.Shape[1] - 1));
        });
        Assert.All(
            drawn.Where(pair => pair.Labels.ToArray<int>().Any(label => label > 0)),
            pair => Assert.Equal(
                "new LabelledLogits(Logits: Tensor.From([1, 2], [0.0, 0.0]), Labels: Tensor.From([1], [1]))",
                TensorCode.Of(Run.Shrunk(logits, pair, each => each.Labels.ToArray<int>().Any(label => label > 0)).Smallest)));
    }

    [Fact]
    public void Positive_definite_matrices_have_a_factor_before_and_after_shrinking()
    {
        Arbitrary<Tensor> matrices = Arbitraries.PositiveDefinite();
        Tensor[] drawn = Run.Drawn(matrices);

        Assert.All(drawn.Concat(drawn.Take(60).SelectMany(matrices.Shrinker)), x =>
        {
            Assert.Equal(x.ToArray<double>(), x.T.ToArray<double>());
            Assert.All(LinearAlgebra.Cholesky(x).ToArray<double>(), element => Assert.True(double.IsFinite(element)));
        });
        Assert.Contains(drawn, x => x.Shape[0] == 4);
        Assert.All(drawn.Take(60), x => Assert.Equal("Tensor.From([1, 1], [1.0])", TensorCode.Of(Run.Shrunk(matrices, x, _ => true).Smallest)));
        Assert.All(drawn.Where(x => x.Shape[0] > 1).Take(60), x => Assert.Equal(
            "Tensor.From([2, 2], [1.0, 0.0, 0.0, 1.0])", TensorCode.Of(Run.Shrunk(matrices, x, each => each.Shape[0] > 1).Smallest)));
    }

    [Fact]
    public void The_gradient_of_a_log_determinant_holds_for_positive_definite_matrices() =>
        Run.Passing(GradientLaws.Hold(x => LinearAlgebra.LogDeterminant(x).LogAbs, Arbitraries.PositiveDefinite(3)), tests: 30);

    [Fact]
    public void Trees_have_the_shapes_of_their_template_and_shrink_leaf_by_leaf()
    {
        var template = new Layer(Zeros([2, 3]), Zeros([3], DType.Float64), From([1, 2]), 7);
        Arbitrary<Layer> layers = Arbitraries.Trees(template);
        Layer[] drawn = Run.Drawn(layers, 50);

        Assert.All(drawn, layer => Assert.Equal(("f32[2, 3]", "f64[3]", template.Steps, 7), ($"{layer.Weight.Spec}", $"{layer.Bias.Spec}", layer.Steps, layer.Width)));
        Assert.True(drawn.Select(layer => TensorCode.Of(layer)).Distinct().Count() == 50);
        Assert.All(drawn.Where(Fails), layer => Assert.Equal(
            "new Layer(Weight: Tensor.Full([2, 3], 0f, DType.Float32), Bias: Tensor.From([3], [0.0, 0.0, 6.0]), Steps: Tensor.From([2], [1, 2]), Width: 7)",
            TensorCode.Of(Run.Shrunk(layers, layer, Fails).Smallest)));
        static bool Fails(Layer layer) => layer.Bias[2].ToScalar() > 5;
    }

    [Fact]
    public void Sized_trees_shrink_to_smaller_sizes_too()
    {
        Arbitrary<Layer> layers = Arbitraries.SizedTrees(2, n => new Layer(Zeros([n[0], n[1]], DType.Float64), Zeros([n[1]], DType.Float64), From([1, 2]), 7));
        Layer[] drawn = Run.Drawn(layers);

        Assert.All(drawn.Concat(drawn.Take(50).SelectMany(layers.Shrinker)), layer => Assert.Equal(layer.Weight.Shape[1], layer.Bias.Shape[0]));
        Assert.Equal(16, drawn.Select(layer => layer.Weight.Shape).Distinct().Count());
        Assert.All(drawn.Where(layer => layer.Weight.Shape[1] >= 2), layer => Assert.Equal(
            "new Layer(Weight: Tensor.From([1, 2], [0.0, 0.0]), Bias: Tensor.From([2], [0.0, 0.0]), Steps: Tensor.From([2], [1, 2]), Width: 7)",
            TensorCode.Of(Run.Shrunk(layers, layer, each => each.Weight.Shape[1] >= 2).Smallest)));
    }

    private sealed record Layer(Tensor Weight, Tensor Bias, Tensor Steps, int Width);
}
