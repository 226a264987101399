using AutoGrad.Data;
using AutoGrad.Nn;
using AutoGrad.Optim;
using static AutoGrad.Tensor;
using static AutoGrad.Transform;

namespace AutoGrad.Training.Tests;

/// <summary>Runs the examples of README.md, which stand here as they stand there: <see cref="ReadmeTextTests"/> compares.</summary>
public sealed class ReadmeTests
{
    // What the examples print, they print here.
    private Printer Console { get; } = new();

    [Fact]
    public void The_first_example_prints_what_the_readme_says()
    {
        Tensor target = From([3], [1.0, 2.0, 3.0]);
        Tensor PseudoHuber(Tensor x) => (Sqrt(1.0 + Square(x - target)) - 1.0).Sum();

        (Tensor loss, Tensor gradient) = ValueAndGrad(PseudoHuber)(From([3], [1.75, 2.0, 1.0]));
        Console.WriteLine($"loss {loss.ToScalar():F4}");
        Console.WriteLine($"gradient {string.Join(", ", gradient.ToArray<double>().Select(slope => $"{slope:F4}"))}");

        // 5/4 and √5, less one each; (3/4) / (5/4) and -2/√5.
        Assert.Equal(0.25 + Math.Sqrt(5) - 1, loss.ToScalar(), 1e-12);
        AssertClose([0.6, 0, -2 / Math.Sqrt(5)], gradient);
        AssertPrinted("loss 1.4861\ngradient 0.6000, 0.0000, -0.8944\n");
    }

    [Fact]
    public void Parameters_are_any_tree()
    {
        Tensor inputs = From([3, 2], [1.0, 0.0, 0.0, 1.0, 1.0, 1.0]);
        Tensor outputs = From([3], [2.0, 3.0, 4.0]);
        Tensor SquaredError(Line p) => Square(MatMul(inputs, p.Weight) + p.Bias - outputs).Mean();

        var line = new Line(Weight: From([2], [1.0, 2.0]), Bias: Scalar(0.5, DType.Float64));
        (Tensor error, Line slope) = ValueAndGrad<Line>(SquaredError)(line);
        Line better = Tree.Map((p, g) => p - 0.1 * g, line, slope);

        // Every residual is -½.
        Assert.Equal(0.25, error.ToScalar(), 1e-12);
        AssertClose([-2.0 / 3, -2.0 / 3], slope.Weight);
        AssertClose([0.6], better.Bias);
    }

    [Fact]
    public void Transforms_nest()
    {
        Tensor Rosenbrock(Tensor v) => 100.0 * Square(v[1] - Square(v[0])) + Square(1.0 - v[0]);
        Tensor start = From([2], [-1.2, 1.0]);

        Tensor hessian = Hessian(Rosenbrock)(start);
        Tensor along = HessianVectorProduct(Rosenbrock, start, From([2], [1.0, -1.0]));
        Tensor fourth = Grad(Grad(Grad(Grad(Tanh))))(Scalar(0.3, DType.Float64));

        // 1200 x² - 400 y + 2, -400 x, 200; tanh'''' = 8 t (1 - t²) (2 - 3 t²).
        double t = Math.Tanh(0.3);
        AssertClose([1330, 480, 480, 200], hessian);
        AssertClose([850, 280], along);
        AssertClose([8 * t * (1 - t * t) * (2 - 3 * t * t)], fourth);
    }

    [Fact]
    public void Vmap_gives_the_gradient_of_each_example()
    {
        Tensor inputs = From([3, 2], [1.0, 0.0, 0.0, 1.0, 1.0, 1.0]);
        Tensor outputs = From([3], [2.0, 3.0, 4.0]);
        var line = new Line(Weight: From([2], [1.0, 2.0]), Bias: Scalar(0.5, DType.Float64));

        Tensor OneError(Line p, Tensor x, Tensor y) => Square(MatMul(x, p.Weight) + p.Bias - y);
        Line each = Vmap<Tensor, Tensor, Line>((x, y) => Grad<Line>(p => OneError(p, x, y))(line))(inputs, outputs);
        Console.WriteLine(each.Weight.Shape);

        // Twice the residual -½, times the inputs.
        AssertPrinted("[3, 2]\n");
        AssertClose([-1, 0, 0, -1, -1, -1], each.Weight);
        AssertClose([-1, -1, -1], each.Bias);
    }

    [Fact]
    public void A_loop_has_a_slope()
    {
        Tensor doses = From([3], [1.0, 1.0, 1.0]);
        Tensor Final(Tensor rate) => Scan(
            (Tensor level, Tensor dose) => (rate * level + dose, level), carry: Scalar(0.0, DType.Float64), inputs: doses).Carry;

        (Tensor final, Tensor perRate) = ValueAndGrad(Final)(Scalar(0.5, DType.Float64));

        // 1 + r + r²; 1 + 2 r.
        AssertClose([1.75], final);
        AssertClose([2], perRate);
    }

    [Fact]
    public void Each_example_has_draws_of_its_own()
    {
        Tensor ones = Ones([100, 20]);
        Tensor thinned = Vmap((RandomKey key, Tensor x) => Noise.Dropout(key, x, rate: 0.5))(RandomKey.FromSeed(3).SplitBatch(100), ones);

        // Of twenty coins, no hundred rows are alike; what is kept is doubled.
        Assert.Equal(100, thinned.Unstack().Select(row => string.Join(' ', row.ToArray<float>())).Distinct().Count());
        Assert.All(thinned.ToArray<float>(), y => Assert.True(y is 0f or 2f));
    }

    [Fact]
    public void What_is_no_parameter_goes_in_and_comes_out()
    {
        Tensor inputs = From([3, 2], [1.0, 0.0, 0.0, 1.0, 1.0, 1.0]);
        var norm = BatchNorm.Init(channels: 2, DType.Float64);
        var running = BatchStatistics.Init(channels: 2, DType.Float64);
        (Tensor, BatchStatistics) Spread(BatchNorm p)
        {
            NormalizedBatch normalized = BatchNorm.Train(p, running, inputs);
            return (Square(normalized.Y).Mean(), normalized.Statistics);
        }

        (Tensor spread, BatchNorm toSpread, BatchStatistics next) = ValueAndGrad<BatchNorm, BatchStatistics>(Spread)(norm);

        // Of 1, 0, 1 the mean is ⅔, the variance 2/9, and ⅓ with one less in the count.
        double normal = 2.0 / 9 / (2.0 / 9 + 1e-5);
        AssertClose([normal], spread);
        AssertClose([normal, normal], toSpread.Scale);
        AssertClose([0.1 * 2 / 3, 0.1 * 2 / 3], next.Mean);
        AssertClose([0.9 + 0.1 / 3, 0.9 + 0.1 / 3], next.Variance);
    }

    [Fact]
    public void A_rule_takes_trees()
    {
        Tensor inputs = From([3, 2], [1.0, 0.0, 0.0, 1.0, 1.0, 1.0]);
        Tensor outputs = From([3], [2.0, 3.0, 4.0]);
        Tensor SquaredError(Line p) => Square(MatMul(inputs, p.Weight) + p.Bias - outputs).Mean();
        var line = new Line(Weight: From([2], [1.0, 2.0]), Bias: Scalar(0.5, DType.Float64));

        Func<Line, Line> bounded = CustomVjp((Line p) => p, (Line p, Line y, Line yBar) => Tree.Map(g => Clamp(g, -0.5, 0.5), yBar));
        Line gentle = Grad<Line>(p => SquaredError(bounded(p)))(line);

        // Without the rule -⅔, -⅔ and -1.
        AssertClose([-0.5, -0.5], gentle.Weight);
        AssertClose([-0.5], gentle.Bias);
    }

    [Fact]
    public void A_network_learns()
    {
        (Tensor images, Tensor digits) = Datasets.Digits();
        ((Tensor x, Tensor t), (Tensor heldOut, Tensor answers)) =
            Datasets.Split(images.Reshape([1797, 64]) / 16.0, digits, heldOut: 0.2, RandomKey.FromSeed(0));

        Mlp p = Mlp.Init(RandomKey.FromSeed(1), 64, 32, 10);
        GradientTransform optimizer = Optimizer.Chain(Optimizer.ClipByGlobalNorm(1.0), Optimizer.Adam(learningRate: 0.01));
        OptimizerState state = optimizer.Init(p);
        for (int epoch = 0; epoch < 5; epoch++)
        {
            foreach ((Tensor input, Tensor label) in Batches.Shuffled(x, t, size: 64, RandomKey.FromSeed(2).Fold(epoch)))
            {
                Mlp g = Grad<Mlp>(q => Losses.SoftmaxCrossEntropy(Mlp.Apply(q, input), label))(p);
                (Mlp updates, state) = optimizer.Update(g, state, p);
                p = Optimizer.Apply(p, updates);
            }
        }

        Tensor accuracy = Equal(Mlp.Apply(p, heldOut).ArgMax(axis: -1), answers).To(DType.Float32).Mean();

        Assert.InRange(accuracy.ToScalar(), 0.9, 1);
    }

    [Fact]
    public void The_checker_tells_wrong_from_kinked()
    {
        Func<Tensor, Tensor> wrong = CustomVjp(v => Sin(v), (v, y, yBar) => yBar * Cos(v) * 1.001);
        Console.WriteLine(GradientCheck.Run(v => wrong(v).Sum(), From([2], [0.5, 2.0])).Verdict);
        Console.WriteLine(GradientCheck.Run(v => Abs(v).Sum(), From([2], [1.0, 0.0])).Verdict);
        Console.WriteLine(GradientCheck.Run(v => Sin(v).Sum(), From([2], [0.5, 2.0])).Verdict);

        AssertPrinted("Wrong\nKink\nPass\n");
    }

    private void AssertPrinted(string expected)
    {
        Assert.Equal(expected, Console.Text);
        Assert.Contains($"```text\n{expected}```\n", ProjectFolder.Read("README.md"), StringComparison.Ordinal);
    }

    private static void AssertClose(double[] expected, Tensor actual)
    {
        double[] numbers = actual.ToArray<double>();
        Assert.Equal(expected.Length, numbers.Length);
        Assert.All(expected.Zip(numbers), pair => Assert.Equal(pair.First, pair.Second, 1e-12 * Math.Max(1, Math.Abs(pair.First))));
    }

    private sealed class Printer
    {
        public string Text { get; private set; } = "";

        public void WriteLine(object line) => Text += $"{line}\n";
    }
}

internal sealed record Line(Tensor Weight, Tensor Bias);
