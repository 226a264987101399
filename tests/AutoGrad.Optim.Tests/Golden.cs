using System.Text.Json;

namespace AutoGrad.Optim.Tests;

/// <summary>Trajectories, schedules and clipped gradients of PyTorch, in testdata; its problems as functions.</summary>
public static class Golden
{
    private static readonly JsonElement s_problems = Read("problems");

    public static IReadOnlyDictionary<string, JsonElement> Cases(string file) =>
        Read(file).EnumerateArray().ToDictionary(item => item.GetProperty("name").GetString()!, StringComparer.Ordinal);

    public static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetDouble())];

    public static (double Relative, double Absolute) Tolerance(JsonElement json) =>
        (json.GetProperty("tol").GetProperty("rtol").GetDouble(), json.GetProperty("tol").GetProperty("atol").GetDouble());

    public static Tensor Tensor(JsonElement json)
    {
        Shape shape = Shape.Create([.. json.GetProperty("shape").EnumerateArray().Select(extent => extent.GetInt32())]);
        return json.GetProperty("dtype").GetString() == "int64"
            ? AutoGrad.Tensor.From(shape, [.. json.GetProperty("data").EnumerateArray().Select(item => item.GetInt64())])
            : AutoGrad.Tensor.From(shape, Numbers(json.GetProperty("data")));
    }

    /// <summary>Flat lists in the shapes of tensors.</summary>
    public static Tensor[] Like(Tensor[] tensors, JsonElement lists) =>
        [.. tensors.Zip(lists.EnumerateArray(), (tensor, list) => AutoGrad.Tensor.From(tensor.Shape, Numbers(list)))];

    public static Tensor[] Start(string problem) => [.. s_problems.GetProperty(problem).GetProperty("init").EnumerateArray().Select(Tensor)];

    /// <summary>The loss of a problem, by the formula in problems.json.</summary>
    public static Func<Tensor[], Tensor> Loss(string problem)
    {
        if (problem == "rosen")
        {
            return p => (100.0 * AutoGrad.Tensor.Square(p[0][1..] - AutoGrad.Tensor.Square(p[0][..^1])) + AutoGrad.Tensor.Square(1.0 - p[0][..^1])).Sum() / 100.0;
        }

        JsonElement data = s_problems.GetProperty("softreg").GetProperty("data");
        Tensor x = Tensor(data.GetProperty("X"));
        Tensor oneHot = AutoGrad.Tensor.OneHot(Tensor(data.GetProperty("t")), 3, DType.Float64);
        return p => -(oneHot * (AutoGrad.Tensor.MatMul(x, p[0].T) + p[1]).LogSoftmax()).Sum() / 8.0 + 0.01 * AutoGrad.Tensor.Square(p[0]).Sum();
    }

    private static JsonElement Read(string file)
    {
        using FileStream stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "testdata", $"{file}.json"));
        using JsonDocument document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }
}
