using System.Text.Json;

namespace AutoGrad.Optim.Tests;

/// <summary>Twenty steps of each optimizer against PyTorch's.</summary>
public sealed class TrajectoryTests
{
    private static readonly IReadOnlyDictionary<string, JsonElement> s_cases = Golden.Cases("trajectories");

    // PyTorch's defaults where the case does not say.
    private static readonly Dictionary<string, Func<JsonElement, GradientTransform>> s_optimizers = new(StringComparer.Ordinal)
    {
        ["sgd"] = p => Optimizer.Sgd(Rate(p)),
        ["momentum"] = p => Optimizer.Sgd(Rate(p), momentum: p.GetProperty("momentum").GetDouble()),
        ["adam"] = p => Optimizer.Adam(Rate(p)),
        ["adamw"] = p => Optimizer.AdamW(Rate(p), weightDecay: 1e-2),
        ["adagrad"] = p => Optimizer.Adagrad(Rate(p), start: 0, epsilon: 1e-10, epsilonInRoot: false),
        ["rmsprop"] = p => Optimizer.RmsProp(Rate(p), decay: 0.99, epsilonInRoot: false),
    };

    public static TheoryData<string> Names => [.. s_cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Recorded_gradients_lead_along_the_recorded_path(string name)
    {
        JsonElement json = s_cases[name];
        (double relative, double absolute) = Golden.Tolerance(json);

        Follow(json, (_, step, p) => Golden.Like(p, step.GetProperty("grads")), (expected, p) => Close.Within(expected, p, relative, absolute));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Own_gradients_lead_along_the_recorded_path(string name)
    {
        JsonElement json = s_cases[name];
        (double relative, double absolute) = Golden.Tolerance(json);
        Func<Tensor[], ValueAndGradient<Tensor[]>> loss = Transform.ValueAndGrad(Golden.Loss(json.GetProperty("problem").GetString()!));

        Follow(
            json,
            (_, step, p) =>
            {
                (Tensor value, Tensor[] gradient) = loss(p);
                Close.Within([step.GetProperty("loss").GetDouble()], value, relative, absolute);
                return gradient;
            },
            (expected, p) => Close.Within(expected, p, relative, absolute));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Float32_follows_the_recorded_path_in_Float32(string name)
    {
        Follow(
            s_cases[name],
            (_, step, p) => Array.ConvertAll(Golden.Like(p, step.GetProperty("grads")), g => g.To(DType.Float32)),
            (expected, p) =>
            {
                Assert.Equal(DType.Float32, p.DType);
                Close.Within(expected, p, relative: 1e-4);
            },
            DType.Float32);
    }

    private static void Follow(
        JsonElement json, Func<int, JsonElement, Tensor[], Tensor[]> gradient, Action<double[], Tensor> check, DType dtype = DType.Float64)
    {
        GradientTransform optimizer = s_optimizers[json.GetProperty("optimizer").GetString()!](json.GetProperty("params"));
        Tensor[] p = Array.ConvertAll(Golden.Start(json.GetProperty("problem").GetString()!), start => start.To(dtype));
        OptimizerState state = optimizer.Init(p);
        foreach ((int i, JsonElement step) in json.GetProperty("steps").EnumerateArray().Index())
        {
            (Tensor[] updates, state) = optimizer.Update(gradient(i, step, p), state, p);
            p = Optimizer.Apply(p, updates);
            foreach ((JsonElement expected, Tensor actual) in step.GetProperty("params").EnumerateArray().Zip(p))
            {
                check(Golden.Numbers(expected), actual);
            }
        }
    }

    private static double Rate(JsonElement parameters) => parameters.GetProperty("lr").GetDouble();
}
