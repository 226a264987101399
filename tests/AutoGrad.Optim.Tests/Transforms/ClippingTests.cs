using System.Text.Json;

namespace AutoGrad.Optim.Tests;

public sealed class ClippingTests
{
    private static readonly IReadOnlyDictionary<string, JsonElement> s_cases = Golden.Cases("clipping");

    public static TheoryData<string> Names => [.. s_cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Clipped_gradients_agree_with_PyTorch(string name)
    {
        JsonElement json = s_cases[name];
        (double relative, double absolute) = Golden.Tolerance(json);
        double limit = json.GetProperty("limit").GetDouble();
        Tensor[] gradients = [.. json.GetProperty("grads").EnumerateArray().Select(Golden.Tensor)];
        GradientTransform clip = json.GetProperty("mode").GetString() == "norm" ? Optimizer.ClipByGlobalNorm(limit) : Optimizer.ClipByValue(limit);

        (Tensor[] clipped, OptimizerState state) = clip.Update(gradients, clip.Init(gradients), gradients);

        foreach ((JsonElement expected, Tensor actual) in json.GetProperty("clipped").EnumerateArray().Zip(clipped))
        {
            Close.Within(Golden.Numbers(expected.GetProperty("data")), actual, relative, absolute);
        }

        if (state is ClipByGlobalNorm.State found)
        {
            Close.Within([json.GetProperty("total_norm").GetDouble()], found.Norm, relative: 1e-12);
        }
    }

    // (3, 4) has length 5; below the limit not a bit changes.
    [Theory]
    [InlineData(2.5, 1.5, 2.0)]
    [InlineData(5.0, 3.0, 4.0)]
    [InlineData(50.0, 3.0, 4.0)]
    public void Length_is_cut_to_the_limit(double limit, double x, double y)
    {
        Tensor g = Tensor.From([2], [3f, 4f]);
        GradientTransform clip = Optimizer.ClipByGlobalNorm(limit);

        Tensor clipped = clip.Update(g, clip.Init(g), g).Updates;

        Assert.Equal(DType.Float32, clipped.DType);
        Close.Within([x, y], clipped, relative: 0);
    }

    [Fact]
    public void Zeros_stay_zeros()
    {
        Tensor g = Tensor.Zeros([2]);
        GradientTransform clip = Optimizer.ClipByGlobalNorm(1);

        Close.Within([0, 0], clip.Update(g, clip.Init(g), g).Updates, relative: 0);
    }

    // The clip is the identity there; the slope of √Σx² itself would be 0 · ∞.
    [Fact]
    public void Clipping_may_be_differentiated_where_all_gradients_are_0()
    {
        Tensor zeros = Tensor.Zeros([2], DType.Float64);
        GradientTransform clip = Optimizer.ClipByGlobalNorm(1);

        Tensor slope = Transform.Grad(g => clip.Update(g, clip.Init(zeros), zeros).Updates.Sum())(zeros);

        Close.Within([1, 1], slope, relative: 0);
        Close.Within([0, 0], Transform.Grad(g => Optimizer.GlobalNorm(g))(zeros), relative: 0);
    }

    // The squares overflow Float32, the length does not.
    [Fact]
    public void Great_lengths_are_measured_in_Float64()
    {
        Tensor g = Tensor.From([2], [3e30f, 4e30f]);
        GradientTransform clip = Optimizer.ClipByGlobalNorm(1);

        Close.Within([0.6, 0.8], clip.Update(g, clip.Init(g), g).Updates, relative: 1e-6);
    }

    [Fact]
    public void Length_that_is_not_finite_is_reported_with_its_first_leaf()
    {
        (Tensor A, Tensor B) g = (Tensor.From([1], [1.0]), Tensor.From([2], [0.0, double.NaN]));
        GradientTransform clip = Optimizer.ClipByGlobalNorm(1);

        ArithmeticException error = Assert.Throws<ArithmeticException>(() => clip.Update(g, clip.Init(g), g));

        Assert.Equal(
            "clip_by_global_norm: the norm of the updates must be finite; got NaN (first at Item2). Look for a loss or gradient that is not finite, or lower the learning rate.",
            error.Message);
    }

    [Fact]
    public void Mapped_lengths_are_each_examples_own_and_one_that_is_not_finite_leaves_its_gradient_alone()
    {
        GradientTransform clip = Optimizer.ClipByGlobalNorm(1);
        Tensor gradients = Tensor.From([3, 2], [3.0, 4.0, 0.3, 0.4, double.PositiveInfinity, 1.0]);

        Tensor clipped = Transform.Vmap((Tensor g) => clip.Update(g, clip.Init(g), g).Updates)(gradients);

        Close.Within([0.6, 0.8, 0.3, 0.4, double.PositiveInfinity, 1], clipped, relative: 1e-15);
    }
}
