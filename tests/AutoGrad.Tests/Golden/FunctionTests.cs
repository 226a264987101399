using System.Text.Json;

namespace AutoGrad.Tests;

/// <summary>Functions with derivatives from elsewhere: 60-digit arithmetic (functions.json) and PyTorch (jacobians.json.gz).</summary>
public sealed class FunctionTests
{
    private static readonly Dictionary<string, JsonElement> s_functions =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(GoldenCase.Folder, "functions.json"))).RootElement.GetProperty("functions").EnumerateArray()
            .ToDictionary(function => function.GetProperty("name").GetString()!);

    private static readonly Dictionary<string, JsonElement> s_jacobians =
        GoldenCase.ReadArray(Path.Combine(GoldenCase.Folder, "gradients", "jacobians.json.gz")).ToDictionary(json => json.GetProperty("name").GetString()!);

    public static TheoryData<string> Functions => [.. s_functions.Keys];

    public static TheoryData<string> Jacobians => [.. s_jacobians.Keys];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Value_gradient_and_Hessian_of_a_classical_function_are_exact(string name)
    {
        JsonElement json = s_functions[name];
        Func<Tensor, Tensor> f = Classical(name, json);

        foreach (JsonElement point in json.GetProperty("points").EnumerateArray())
        {
            double[] at = Numbers(point.GetProperty("x"));
            var x = Tensor.From(at);

            (Tensor value, Tensor gradient) = Transform.ValueAndGrad(f)(x);

            // Relative to the largest element: values span 1e-9 … 1e13.
            Within(point.GetProperty("value").GetDouble(), value.ToScalar(), 1e-10);
            Within(Numbers(point.GetProperty("gradient")), gradient.ToArray<double>(), 1e-10);
            double[] hessian = [.. point.GetProperty("hessian").EnumerateArray().SelectMany(Numbers)];
            Within(hessian, Transform.Hessian(f)(x).ToArray<double>(), 1e-8);
            Within(hessian, Transform.Jacobian(Transform.Grad(f))(x).ToArray<double>(), 1e-8);
        }
    }

    [Theory]
    [MemberData(nameof(Jacobians))]
    public void Jacobians_and_Hessians_are_those_recorded(string name)
    {
        JsonElement json = s_jacobians[name];
        Dictionary<string, Tensor> data = json.GetProperty("data").EnumerateObject().ToDictionary(item => item.Name, item => GoldenCase.Read(item.Value));
        Tensor x = GoldenCase.Read(json.GetProperty("x"));
        Func<Tensor, Tensor> f = Recorded(name, data);

        Close.Equal(GoldenCase.Read(json.GetProperty("value")), f(x), 1e-8);
        if (json.GetProperty("kind").GetString() == "vector")
        {
            Tensor jacobian = GoldenCase.Read(json.GetProperty("jacobian"));
            Close.Equal(jacobian, Transform.Jacobian(f)(x), 1e-8);
            Close.Equal(jacobian, Transform.JacobianForward(f)(x), 1e-8);
        }
        else
        {
            Close.Equal(GoldenCase.Read(json.GetProperty("gradient")), Transform.Grad(f)(x), 1e-8);
            Close.Equal(GoldenCase.Read(json.GetProperty("hessian")), Transform.Hessian(f)(x), 1e-8);
        }
    }

    private static Func<Tensor, Tensor> Recorded(string name, Dictionary<string, Tensor> data) => name switch
    {
        "attention_jac" => x => Tensor.MatMul(
            (Tensor.MatMul(Tensor.MatMul(x, data["q"]), Tensor.MatMul(x, data["k"]).T) / Math.Sqrt(2)).Softmax(), Tensor.MatMul(x, data["v"])),
        "mlp_softmax_ce" => p =>
        {
            (Tensor w1, Tensor b1, Tensor w2, Tensor b2) = (p[..12].Reshape(4, 3), p[12..16], p[16..28].Reshape(3, 4), p[28..]);
            Tensor z = Tensor.MatMul(Tensor.Tanh(Tensor.MatMul(data["X"], w1.T) + b1), w2.T) + b2;
            return -(data["Y"] * z.LogSoftmax()).Sum(axis: 1).Mean();
        }
        ,
        "quadratic" => x => 0.5 * Tensor.MatMul(x, Tensor.MatMul(data["A"], x)),
        "softmax_jac" => x => x.Softmax(),
        "speelpenning" => x => Enumerable.Range(1, x.Size - 1).Aggregate(x[0], (product, i) => product * x[i]),
        "tall_jac" => x => Tensor.Sin(Tensor.MatMul(data["A"], x)) * Tensor.MatMul(data["B"], x),
        "third_derivative" => x => Transform.Grad(v => (Tensor.Sin(v * v * v) * Tensor.Exp(-v)).Sum())(x).Sum(),
        _ => throw new InvalidDataException(name),
    };

    private static Func<Tensor, Tensor> Classical(string name, JsonElement json) => name switch
    {
        "rosenbrock" or "extended_rosenbrock10" => x => Squares([.. Enumerable.Range(0, x.Size / 2).SelectMany(i =>
            (Tensor[])[10.0 * (x[2 * i + 1] - x[2 * i] * x[2 * i]), 1.0 - x[2 * i]])]),
        "beale" => x => Squares([.. ((double[])[1.5, 2.25, 2.625]).Select((y, i) => y - x[0] * (1.0 - Tensor.Pow(x[1], i + 1)))]),
        "bard" => x => Squares([.. Numbers(json.GetProperty("data").GetProperty("y")).Select((y, i) =>
            y - (x[0] + (i + 1) / ((15 - i) * x[1] + Math.Min(i + 1, 15 - i) * x[2])))]),
        "powell_singular" => x => Squares(
            [x[0] + 10 * x[1], Math.Sqrt(5) * (x[2] - x[3]), Tensor.Square(x[1] - 2 * x[2]), Math.Sqrt(10) * Tensor.Square(x[0] - x[3])]),
        "wood" => x => Squares(
        [
            10 * (x[1] - x[0] * x[0]), 1 - x[0], Math.Sqrt(90) * (x[3] - x[2] * x[2]), 1 - x[2], Math.Sqrt(10) * (x[1] + x[3] - 2), (x[1] - x[3]) / Math.Sqrt(10),
        ]),
        "brown_dennis" => x => Squares([.. Enumerable.Range(1, 20).Select(i => i / 5.0).Select(t =>
            Tensor.Square(x[0] + t * x[1] - Math.Exp(t)) + Tensor.Square(x[2] + Math.Sin(t) * x[3] - Math.Cos(t)))]),
        "trigonometric5" => x => Squares([.. Enumerable.Range(0, x.Size).Select(i =>
            x.Size - Tensor.Cos(x).Sum() + (i + 1) * (1 - Tensor.Cos(x[i])) - Tensor.Sin(x[i]))]),
        "broyden_tridiagonal8" => x =>
        {
            Tensor padded = x.Pad([1], [1]);
            return Tensor.Square((3 - 2 * x) * x - padded[..^2] - 2 * padded[2..] + 1).Sum();
        }
        ,
        "himmelblau" => x => Tensor.Square(x[0] * x[0] + x[1] - 11) + Tensor.Square(x[0] + x[1] * x[1] - 7),
        "rastrigin4" => x => 10 * x.Size + (x * x - 10 * Tensor.Cos(2 * Math.PI * x)).Sum(),
        "helical_valley" => x => Squares([10 * (x[2] - 10 * Turn(x[0], x[1])), 10 * (Tensor.Sqrt(x[0] * x[0] + x[1] * x[1]) - 1), x[2]]),
        _ => throw new InvalidDataException(name),
    };

    // The angle in turns. There is no arc tangent yet: the rule is its derivative, and the value comes from Math.
    private static Tensor Turn(Tensor x, Tensor y)
    {
        Func<Tensor, Tensor> arcTangent = Transform.CustomJvp(
            v => Tensor.Scalar(Math.Atan(v.ToScalar()), DType.Float64), (v, _, vDot) => vDot / (1.0 + v * v));
        return x.ToScalar() > 0 ? arcTangent(y / x) / (2 * Math.PI) : arcTangent(y / x) / (2 * Math.PI) + 0.5;
    }

    private static Tensor Squares(Tensor[] residuals) => Tensor.Square(Tensor.Stack(residuals)).Sum();

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(item => item.GetDouble())];

    private static void Within(double expected, double actual, double tolerance) => Within([expected], [actual], tolerance);

    private static void Within(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        double allowed = 1e-12 + tolerance * expected.Max(Math.Abs);
        Assert.All(expected.Zip(actual), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= allowed, $"{pair.Second:R}, not {pair.First:R}"));
    }
}
