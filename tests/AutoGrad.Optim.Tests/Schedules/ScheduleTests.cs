using System.Text.Json;

namespace AutoGrad.Optim.Tests;

public sealed class ScheduleTests
{
    private static readonly IReadOnlyDictionary<string, JsonElement> s_cases = Golden.Cases("schedules");

    public static TheoryData<string> Names => [.. s_cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Rates_agree_with_PyTorch(string name)
    {
        JsonElement json = s_cases[name];
        (double relative, double absolute) = Golden.Tolerance(json);
        Schedule schedule = Make(json);

        double[] expected = Golden.Numbers(json.GetProperty("lr"));

        Close.Within(expected, Tensor.From([.. Enumerable.Range(0, expected.Length).Select(schedule.At)]), relative, absolute);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Descent_with_a_schedule_ends_where_PyTorch_does(string name)
    {
        JsonElement json = s_cases[name];
        (double relative, double absolute) = Golden.Tolerance(json);
        string problem = json.GetProperty("problem").GetString()!;
        Func<Tensor[], Tensor[]> gradient = Transform.Grad(Golden.Loss(problem));
        GradientTransform sgd = Optimizer.Sgd(Make(json));
        Tensor[] p = Golden.Start(problem);

        OptimizerState state = sgd.Init(p);
        for (int i = 0; i < json.GetProperty("lr").GetArrayLength(); i++)
        {
            (Tensor[] updates, state) = sgd.Update(gradient(p), state, p);
            p = Optimizer.Apply(p, updates);
        }

        foreach ((JsonElement expected, Tensor actual) in json.GetProperty("final_params").EnumerateArray().Zip(p))
        {
            Close.Within(Golden.Numbers(expected), actual, relative, absolute);
        }
    }

    public static TheoryData<string, double[]> ByHand => new()
    {
        { "constant", [0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3] },
        { "exponential", [8, 8 * 0.7071067811865476, 4, 4 * 0.7071067811865476, 2, 2 * 0.7071067811865476, 1] },
        { "staircase", [8, 8, 4, 4, 2, 2, 1] },
        { "piecewise", [3, 2, 2, 2, 1, 1, 1] },
        { "linear", [1, 2, 3, 4, 5, 5, 5] },
        { "cosine", [2, 1.7071067811865476, 1, 0.2928932188134524, 0, 0, 0] },
        { "warmup", [0, 2, 4, 3, 2, 1, 0] },
        { "warmup cosine", [0, 2, 4, 2.5, 1, 1, 1] },
        { "join", [1, 1, 10, 20, 30, 7, 7] },
        { "own", [0, 1, 4, 9, 16, 25, 36] },
    };

    [Theory]
    [MemberData(nameof(ByHand))]
    public void Rates_agree_with_hand_computed_ones(string name, double[] expected)
    {
        Schedule schedule = name switch
        {
            "constant" => 0.3,
            "exponential" => Schedule.Exponential(8, decay: 0.5, every: 2),
            "staircase" => Schedule.Exponential(8, decay: 0.5, every: 2, staircase: true),
            "piecewise" => Schedule.PiecewiseConstant([1, 4], [3, 2, 1]),
            "linear" => Schedule.Linear(1, 5, steps: 4),
            "cosine" => Schedule.Cosine(2, steps: 4),
            "warmup" => Schedule.Warmup(2, Schedule.Linear(4, 0, steps: 4)),
            "warmup cosine" => Schedule.WarmupCosine(4, warmup: 2, steps: 4, end: 1),
            "join" => Schedule.Join([2, 5], [1, Schedule.Linear(10, 40, steps: 3), 7]),
            _ => Schedule.From(step => Tensor.Square(step.To(DType.Float64))),
        };

        double[] actual = [.. Enumerable.Range(0, expected.Length).Select(schedule.At)];

        Close.Within(expected, Tensor.From(actual), relative: 1e-15, absolute: 1e-15);
    }

    [Fact]
    public void Steps_may_be_mapped_over()
    {
        Schedule schedule = Schedule.WarmupCosine(4, warmup: 2, steps: 4, end: 1);

        Tensor rates = Transform.Vmap((Tensor step) => schedule.At(step))(Tensor.From([4], [0, 1, 2, 3]));

        Close.Within([0, 2, 4, 2.5], rates, relative: 1e-15);
    }

    [Fact]
    public void What_makes_no_schedule_is_refused()
    {
        Says("schedule: the number must be finite; got NaN.", () => Schedule.Constant(double.NaN));
        Says("exponential: every must be 1 or more; got 0.", () => Schedule.Exponential(1, 0.5, every: 0));
        Says("exponential: decay must be finite and more than 0; got -1.", () => Schedule.Exponential(1, -1, every: 1));
        Says("join: the boundaries must ascend, from 1; got [3, 3].", () => Schedule.Join([3, 3], [1, 2, 3]));
        Says("join: there must be one piece more than boundaries; got 2 and 2.", () => Schedule.Join([3, 4], [1, 2]));
        Says("warmup_cosine: steps after the rise must be 1 or more; got 0.", () => Schedule.WarmupCosine(1, warmup: 4, steps: 4));
        Says("one_cycle_linear: steps of the rise, rise · steps - 1, must be finite and more than 0; got 0.", () => Schedule.OneCycleLinear(1, steps: 4, rise: 0.25));
        Says("schedule: the step must be one Int32; got f32[].", () => Schedule.Constant(1).At(Tensor.Scalar(1)));
        Says("schedule: the function must give one floating number; got i32[].", () => Schedule.From(step => step).At(1));
    }

    private static void Says(string message, Func<object> call) => Assert.Equal(message, Assert.ThrowsAny<ArgumentException>(call).Message);

    private static Schedule Make(JsonElement json)
    {
        JsonElement p = json.GetProperty("params");
        double rate = json.GetProperty("base_lr").GetDouble();
        return json.GetProperty("schedule").GetString() switch
        {
            "step" => Schedule.Step(rate, p.GetProperty("gamma").GetDouble(), p.GetProperty("step_size").GetInt32()),
            "cosine" => Schedule.Cosine(rate, p.GetProperty("T_max").GetInt32(), p.GetProperty("eta_min").GetDouble()),
            "linear" => Schedule.Linear(
                rate * p.GetProperty("start_factor").GetDouble(), rate * p.GetProperty("end_factor").GetDouble(), p.GetProperty("total_iters").GetInt32()),
            "one_cycle_linear" => Schedule.OneCycleLinear(
                p.GetProperty("max_lr").GetDouble(),
                p.GetProperty("total_steps").GetInt32(),
                p.GetProperty("pct_start").GetDouble(),
                p.GetProperty("div_factor").GetDouble(),
                p.GetProperty("final_div_factor").GetDouble()),
            string other => throw new NotSupportedException(other),
            null => throw new InvalidDataException("A schedule without a name."),
        };
    }
}
