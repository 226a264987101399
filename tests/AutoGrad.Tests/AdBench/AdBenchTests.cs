using System.Globalization;
using System.IO.Compression;
using System.Text.Json;

namespace AutoGrad.Tests;

/// <summary>The objectives of the ADBench project beside values and derivatives from PyTorch in Float64; adbench/README.md of the data has formulas and origins.</summary>
public sealed class AdBenchTests
{
    private const string Suite = "adbench";

    private static readonly string s_folder = Path.Combine(ExternalData.Folder, Suite);

    public static TheoryData<string> Goldens =>
        [.. Directory.EnumerateFiles(Path.Combine(s_folder, "golden"), "*.json.gz").Select(path => Path.GetFileName(path)[..^".json.gz".Length]).Order()];

    [ExternalDataTheory(Suite)]
    [MemberData(nameof(Goldens))]
    public void Values_and_derivatives_are_those_recorded(string name)
    {
        JsonElement golden = Golden(name);
        string input = Path.Combine(s_folder, golden.GetProperty("input").GetString()!);

        switch (golden.GetProperty("objective").GetString())
        {
            case "gmm": CheckGmm(golden, input); break;
            case "lstm": CheckLstm(golden, input); break;
            case "ba": CheckBundleAdjustment(golden, input); break;
            case "hand_simple": CheckHand(golden, input, complicated: false); break;
            case "hand_complicated": CheckHand(golden, input, complicated: true); break;
            case string other: Assert.Fail($"There is no objective {other}."); break;
        }
    }

    [ExternalDataFact(Suite)]
    public void Points_in_blocks_give_what_they_give_together()
    {
        (Gmm objective, GmmParameters parameters) = Gmm.Read(Data("gmm/1k/gmm_d10_K5.txt"));
        Gmm inBlocks = objective with { BlockSize = 64 * 5 * 10 };

        (Tensor value, GmmParameters gradient) = Transform.ValueAndGrad<GmmParameters>(objective.LogPosterior)(parameters);
        (Tensor blockValue, GmmParameters blockGradient) = Transform.ValueAndGrad<GmmParameters>(inBlocks.LogPosterior)(parameters);

        // The sums are cut elsewhere: a thousand terms, each rounded.
        Close.Equal(value, blockValue, 1e-12);
        Assert.All(Tree.Leaves(gradient).Zip(Tree.Leaves(blockGradient)), pair => Close.Equal(pair.First, pair.Second, 1e-12));
    }

    [ExternalDataTheory(Suite)]
    [InlineData("gmm/1k/gmm_d2_K25.txt")]
    [InlineData("gmm/1k/gmm_d10_K25.txt")]
    [InlineData("gmm/1k/gmm_d20_K10.txt")]
    [InlineData("gmm/1k/gmm_d32_K5.txt")]
    public void Mixtures_move_as_their_gradients_say(string file)
    {
        (Gmm objective, GmmParameters parameters) = Gmm.Read(Data(file));

        Moves(objective.LogPosterior, parameters, tolerance: 1e-8);
    }

    [ExternalDataFact(Suite)]
    public void A_deeper_network_moves_as_its_gradient_says()
    {
        (LstmModel objective, LstmParameters parameters) = LstmModel.Read(Data("lstm/lstm_l4_c1024.txt"));

        Moves(objective.Loss, parameters, tolerance: 1e-8);
    }

    [ExternalDataFact(Suite)]
    public void A_scene_of_many_observations_has_a_block_for_each()
    {
        var problem = BundleAdjustment.Read(Data("ba/ba1_n49_m7776_p31843.txt"));
        var one = new Observation(problem.Cameras[0], problem.Points[0], problem.Weights[0]);

        Tensor blocks = problem.Blocks();

        Assert.Equal([31843, 2, 15], blocks.Shape);
        Close.Same(blocks[0].BroadcastTo(blocks.Shape), blocks);
        Tensor Error(Tensor x) => BundleAdjustment.Error(new Observation(x[..11], x[11..14], x[14]), problem.Features[0]);
        Close.Equal(
            Transform.JacobianForward(Error)(Tensor.Concatenate([one.Camera, one.Point, one.Weight.Reshape(1)])), blocks[0], 1e-12);
    }

    [ExternalDataTheory(Suite)]
    [InlineData("simple_small/hand3_t26_c200.txt", false)]
    [InlineData("complicated_small/hand1_t26_c100.txt", true)]
    [InlineData("complicated_small/hand2_t26_c192.txt", true)]
    public void Hands_move_as_their_Jacobians_say(string file, bool complicated)
    {
        (HandTracking objective, HandParameters parameters) = HandTracking.Read(HandModel.Read(Data("hand/model")), Data("hand/" + file), complicated);

        Tensor jacobian = objective.Jacobian(parameters);

        for (int column = 0; column < jacobian.Shape[2]; column++)
        {
            int own = jacobian.Shape[2] - 26;
            Tensor unit = Tensor.Eye(jacobian.Shape[2], DType.Float64)[column];
            var direction = new HandParameters(unit[own..], complicated ? unit[..own].BroadcastTo(parameters.Places!.Shape) : null);
            Near(Slope(objective.Errors, parameters, direction).ToArray<double>(), jacobian[.., .., column]);
        }
    }

    [Fact]
    public void Turning_by_no_angle_has_the_derivative_of_the_cross_product()
    {
        var v = Tensor.From((double[])[1, 2, 3]);
        Tensor none = Tensor.Zeros([3], DType.Float64);

        Tensor jacobian = Transform.Jacobian(r => Rotation.Turn(r, v))(none);

        Close.Same(v, Rotation.Turn(none, v));
        Close.Same(Tensor.From(new double[,] { { 0, 3, -2 }, { -3, 0, 1 }, { 2, -1, 0 } }), jacobian);
        Close.Same(Tensor.Zeros([3, 3, 3], DType.Float64), Transform.Jacobian(Rotation.Matrix)(none));
    }

    // The gradient along a direction beside the slope of the values there.
    private static void Moves<T>(Func<T, Tensor> f, T at, double tolerance)
    {
        T gradient = Transform.Grad(f)(at);
        T direction = Tree.Map(x => OpRow.Directions(x, x.Size), at);

        double along = Tree.Leaves(Tree.Map((g, v) => g * v, gradient, direction)).Sum(part => part.Sum().ToScalar());

        Close.Equal(Slope(f, at, direction).ToScalar(), along, tolerance);
    }

    // The central difference of fourth order (Abramowitz and Stegun, 25.3.6).
    private static Tensor Slope<T>(Func<T, Tensor> f, T at, T direction)
    {
        const double Step = 1e-4; // error about Step⁴ of the fifth derivative, and a rounding over Step
        Tensor At(double steps) => f(Tree.Map((x, v) => x + steps * Step * v, at, direction));
        return (8 * (At(1) - At(-1)) - (At(2) - At(-2))) / (12 * Step);
    }

    private static string Data(string path) => Path.Combine(s_folder, "data", path);

    private static void CheckGmm(JsonElement golden, string input)
    {
        (Gmm objective, GmmParameters parameters) = Gmm.Read(input);

        (Tensor value, GmmParameters gradient) = Transform.ValueAndGrad<GmmParameters>(objective.LogPosterior)(parameters);

        Near([golden.GetProperty("value").GetDouble()], value);
        Near(Numbers(golden.GetProperty("gradient")), gradient.Alphas, gradient.Means, gradient.Factors);
    }

    private static void CheckLstm(JsonElement golden, string input)
    {
        (LstmModel objective, LstmParameters parameters) = LstmModel.Read(input);

        (Tensor value, LstmParameters gradient) = Transform.ValueAndGrad<LstmParameters>(objective.Loss)(parameters);

        Near([golden.GetProperty("value").GetDouble()], value);
        Near(Numbers(golden.GetProperty("gradient")), gradient.Main, gradient.Extra);
    }

    private static void CheckBundleAdjustment(JsonElement golden, string input)
    {
        var problem = BundleAdjustment.Read(input);
        double[] block = [.. golden.GetProperty("reproj_jacobian_block").EnumerateArray().SelectMany(Numbers)];
        int count = problem.Weights.Size;

        Near(Repeat(Numbers(golden.GetProperty("reproj_err")), count), problem.Errors());
        Near(Repeat([golden.GetProperty("w_err").GetDouble()], count), problem.WeightErrors());
        Near(Repeat(block, count), problem.Blocks());
        Near(Repeat([golden.GetProperty("w_err_derivative").GetDouble()], count), problem.WeightSlopes());
        Assert.Equal(golden.GetProperty("nnz").GetInt32(), problem.Blocks().Size + problem.WeightSlopes().Size);
    }

    private static void CheckHand(JsonElement golden, string input, bool complicated)
    {
        HandModel model = HandModel.Read(Path.Combine(s_folder, golden.GetProperty("model").GetString()!));
        (HandTracking objective, HandParameters parameters) = HandTracking.Read(model, input, complicated);

        Near(Numbers(golden.GetProperty("err")), objective.Errors(parameters));
        Near(Numbers(golden.GetProperty("jacobian").GetProperty("data")), objective.Jacobian(parameters));
    }

    private static JsonElement Golden(string name)
    {
        using FileStream file = File.OpenRead(Path.Combine(s_folder, "golden", name + ".json.gz"));
        using var unpacked = new GZipStream(file, CompressionMode.Decompress);
        return JsonDocument.Parse(unpacked).RootElement;
    }

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(item => item.GetDouble())];

    private static double[] Repeat(double[] block, int count) => [.. Enumerable.Repeat(block, count).SelectMany(numbers => numbers)];

    // |x - y| ≤ 1e-8 max(1, |x| + |y|): what the recorded numbers are good for.
    private static void Near(double[] expected, params Tensor[] actual)
    {
        double[] numbers = [.. actual.SelectMany(part => part.ToArray<double>())];
        Assert.Equal(expected.Length, numbers.Length);
        for (int i = 0; i < numbers.Length; i++)
        {
            double distance = Math.Abs(expected[i] - numbers[i]) / Math.Max(1, Math.Abs(expected[i]) + Math.Abs(numbers[i]));
            Assert.True(distance <= 1e-8, string.Create(CultureInfo.InvariantCulture, $"[{i}]: {expected[i]:R} expected, got {numbers[i]:R}"));
        }
    }
}
