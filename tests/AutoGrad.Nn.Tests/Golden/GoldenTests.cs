namespace AutoGrad.Nn.Tests;

/// <summary>Values and derivatives recorded from PyTorch in Float64.</summary>
public sealed class GoldenTests
{
    private const string Missing = "the library has no such operation yet, or not with these parameters";

    private static readonly Dictionary<string, GoldenCase> s_cases = GoldenCase.All().ToDictionary(c => c.Name);

    public static TheoryData<string> Present => [.. Known];

    public static TheoryData<string> Absent => [.. s_cases.Values.Where(c => GoldenCalls.For(c) is null).Select(c => c.Name)];

    /// <summary>Those whose conditioning leaves digits to compare in Float32.</summary>
    public static TheoryData<string> Ordinary =>
        [.. Known.Where(name => !(name.EndsWith("_large", StringComparison.Ordinal) || name.Contains("_extreme") || name.Contains("deep_chain")))];

    [Theory]
    [MemberData(nameof(Present))]
    [MemberData(nameof(Absent), Skip = Missing)]
    public void Value_and_derivatives_are_those_recorded(string name)
    {
        GoldenCase c = s_cases[name];
        Func<Tensor[], Tensor> f = Called(c);

        (Tensor y, Func<Tensor, Tensor[]> pullback) = Transform.Vjp(f, c.Inputs);
        Tensor[] gradients = pullback(c.Cotangent);

        c.Check("value", c.Output, y);
        for (int i = 0; i < gradients.Length; i++)
        {
            if (c.Gradients[i] is { } expected)
            {
                c.Check($"gradient {i}", expected, gradients[i]);
            }
        }

        Tensor[] v = [.. c.Inputs.Select((x, i) => c.Gradients[i] is null ? Tensor.ZerosLike(x) : OpRow.Directions(x, i))];
        Tensor tangent = Transform.Jvp(f, c.Inputs, v).Tangent;
        double reverse = v.Zip(gradients).Where((_, i) => c.Gradients[i] is not null).Sum(pair => (pair.First * pair.Second).Sum().ToScalar());
        Close.Equal(reverse, (tangent * c.Cotangent).Sum().ToScalar(), 1e-12);

        if (c.Second is { } second)
        {
            Tensor[] direction = [.. c.Inputs.Select((x, i) => second.V[i] ?? Tensor.ZerosLike(x))];
            Tensor[] products = Transform.HessianVectorProduct(x => (f(x) * c.Cotangent).Sum(), c.Inputs, direction);
            for (int i = 0; i < products.Length; i++)
            {
                if (second.Product[i] is { } expected)
                {
                    c.Check($"Hessian product {i}", expected, products[i]);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Present))]
    [MemberData(nameof(Absent), Skip = Missing)]
    public void Mapped_values_and_gradients_are_those_of_a_loop(string name)
    {
        GoldenCase c = s_cases[name];
        Func<Tensor[], Tensor> f = Called(c);
        Tensor[] other = [.. c.Inputs.Select((x, i) => c.Gradients[i] is null ? x : 0.9 * x)]; // a label is no label any more by 0.9
        Tensor[] batch = [.. c.Inputs.Zip(other, (x, y) => Tensor.Stack([x, y]))];
        Func<Tensor[], Tensor[]> gradient = Transform.Grad<Tensor[]>(x => (f(x) * c.Cotangent).Sum());

        Tensor y = Transform.Vmap(f)(batch);
        Tensor[] gradients = Transform.Vmap(gradient)(batch);

        c.Check("mapped value", c.Output, y[0]);
        Close.Equal(f(other), y[1], 1e-12);
        Assert.All(gradients.Zip(gradient(other)), pair => Close.Equal(pair.Second, pair.First[1], 1e-12));
        for (int i = 0; i < gradients.Length; i++)
        {
            if (c.Gradients[i] is { } expected)
            {
                c.Check($"mapped gradient {i}", expected, gradients[i][0]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ordinary))]
    public void Float32_comes_as_close_as_it_can(string name)
    {
        GoldenCase c = s_cases[name];
        Func<Tensor[], Tensor> f = Called(c);
        Tensor[] narrow = [.. c.Inputs.Select(x => x.DType == DType.Float64 ? x.To(DType.Float32) : x)];

        (Tensor y, Func<Tensor, Tensor[]> pullback) = Transform.Vjp(f, narrow);
        Tensor[] gradients = pullback(c.Cotangent.To(DType.Float32));

        Assert.Equal(DType.Float32, y.DType);
        c.CheckNarrow("value", c.Output, y);
        for (int i = 0; i < gradients.Length; i++)
        {
            if (c.Gradients[i] is { } expected)
            {
                c.CheckNarrow($"gradient {i}", expected, gradients[i]);
            }
        }
    }

    private static IEnumerable<string> Known => s_cases.Values.Where(c => GoldenCalls.For(c) is not null).Select(c => c.Name);

    private static Func<Tensor[], Tensor> Called(GoldenCase c)
    {
        Func<Tensor[], Tensor> call = GoldenCalls.For(c)!;
        return x => call([.. x.Select((leaf, i) => c.View(i, leaf))]);
    }
}
