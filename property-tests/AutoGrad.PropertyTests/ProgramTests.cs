namespace AutoGrad.PropertyTests;

/// <summary>The programs themselves: a wrong one is found, shrinks, and prints as code that compiles.</summary>
public sealed class ProgramTests
{
    private static readonly Operand s_operand = new([2, 3], -2, 2);

    /// <summary>Functions that are wrong in one way each, and the law that says so. The chain rule and that of products no function can break.</summary>
    public static TheoryData<string, string> Wrong => new()
    {
        { "slope", "The derivative along a line is what differences give" },
        { "slope", "The gradient check passes" },
        { "second order", "Second derivatives are symmetric, the same in every order of modes, and what differences of gradients give" },
        { "map", "A map is a loop" },
        { "map", "A map of a map is two loops" },
        { "map", "The map of a gradient and the gradient of a map are loops" },
        { "runs", "A checkpoint changes nothing" },
        { "tangent", "Forward and reverse mode hold one Jacobian" },
        { "tangent", "A custom rule that says what the library's own does changes nothing" },
        { "tangent", "Derivatives are linear in their direction" },
        { "dtype", "Float32 agrees with Float64" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_function_breaks_the_law(string function, string law)
    {
        RandomProgram program = Of(function);

        Assert.NotNull(ProgramChecks.All.Single(each => each.Name == law).Try(program, 1).Failure);
    }

    [Fact]
    public void A_right_function_breaks_no_law() =>
        Assert.All(ProgramChecks.All, law => Assert.Null(law.Try(Of("right"), 1).Failure));

    [Fact]
    public void A_kink_and_an_infinite_slope_say_nothing()
    {
        Assert.True(Differences.Check(t => [Math.Abs(t)], [0.5]).IsDiscarded);
        Assert.True(Differences.Check(t => [Math.Abs(t - 1e-3)], [-1]).IsDiscarded);
        Assert.True(Differences.Check(t => [Math.Cbrt(t)], [0.5]).IsDiscarded);
        Assert.NotNull(Differences.Check(t => [Math.Sin(t)], [1.00001]).Failure);
        Assert.Equal(Outcome.Held, Differences.Check(t => [Math.Sin(t)], [1]));
    }

    [Fact]
    public void A_slope_of_rounding_alone_says_nothing_and_a_wrong_one_is_not_excused_by_it()
    {
        const string Law = "The derivative along a line is what differences give";
        Law law = ProgramChecks.All.Single(each => each.Name == Law);

        Assert.True(law.Try(Of("residue"), 1).IsDiscarded);
        Assert.NotNull(law.Try(Of("slope"), 1).Failure);
        Assert.True(Differences.Check(t => [Math.Sin(t)], [1.001], () => 0.01).IsDiscarded);
        Assert.NotNull(Differences.Check(t => [Math.Sin(t)], [1.001], () => 1e-4).Failure);
    }

    [Fact]
    public void A_program_shrinks_to_what_makes_it_fail()
    {
        Call sine = Row("sin");
        Call product = Row("matmul");
        var x = new Leaf(s_operand, Tensor.From([2, 3], [0.123, 1.5, -0.7, 1.1, 0.2, -1.9]));
        var program = new RandomProgram(new Step(Row("exp"), [new Step(product, [new Step(sine, [x]), new Step(Row("tanh"), [new Leaf(s_operand, s_operand.Make(1))])])]));

        RandomProgram smallest = Shrinker.Smallest(program, candidate => candidate.Steps.Any(step => step.Call.Name.StartsWith("sin ", StringComparison.Ordinal)));

        Step step = Assert.Single(smallest.Steps);
        Assert.Equal("sin of []", step.Call.Name);
        Assert.Equal([0.0], smallest.Arguments.Single().ToArray<double>());
    }

    [Fact]
    public void A_program_prints_as_code_that_computes_it()
    {
        var x = new Leaf(s_operand, Tensor.From([2, 3], [0.5, 1, -1, 2, 0, -2]));
        Call mask = Row("where/number_right");
        var y = new Step(Row("exp"), [new Step(Row("log"), [x])]);
        var program = new RandomProgram(new Step(mask, [new Leaf(mask.Operands[0], Tensor.From([3], (bool[])[true, false, true])), y]));

        const string Code = """
            Tensor x0 = Tensor.From([3], (bool[])[true, false, true]);
            Tensor x1 = Tensor.From([2, 3], (double[])[0.5, 1, -1, 2, 0, -2]);
            Tensor y = Program([x0, x1]);

            static Tensor Program(Tensor[] x)
            {
                Tensor y0 = AutoGrad.Tests.OpTable.Rows["log"].Call([Fit.To(x[1], [2, 3], 0.96, 2.6)]);
                Tensor y1 = AutoGrad.Tests.OpTable.Rows["exp"].Call([y0]);
                Tensor y2 = AutoGrad.Tests.OpTable.Rows["where/number_right"].Call([x[0], Fit.To(y1, [2, 3], 0.833, -2.17)]);
                return y2;
            }
            """;
        Tensor x0 = Tensor.From([3], (bool[])[true, false, true]);
        Tensor x1 = Tensor.From([2, 3], (double[])[0.5, 1, -1, 2, 0, -2]);
        Tensor pasted = Program([x0, x1]);

        static Tensor Program(Tensor[] x)
        {
            Tensor y0 = AutoGrad.Tests.OpTable.Rows["log"].Call([Fit.To(x[1], [2, 3], 0.96, 2.6)]);
            Tensor y1 = AutoGrad.Tests.OpTable.Rows["exp"].Call([y0]);
            Tensor y2 = AutoGrad.Tests.OpTable.Rows["where/number_right"].Call([x[0], Fit.To(y1, [2, 3], 0.833, -2.17)]);
            return y2;
        }

        Assert.Equal(Code, program.ToCode());
        Assert.Equal(program.Value.ToArray<double>(), pasted.ToArray<double>());
    }

    [Fact]
    public void The_same_numbers_give_the_same_program()
    {
        Assert.Equal(ProgramLaws.Made(5, 77).Program.ToCode(), ProgramLaws.Made(5, 77).Program.ToCode());
        Assert.NotEqual(ProgramLaws.Made(5, 77).Program.ToCode(), ProgramLaws.Made(6, 77).Program.ToCode());
    }

    private static Call Row(string name) => TableCalls.All.First(row => row.Name == name).Cases[0];

    private static RandomProgram Of(string function)
    {
        int runs = 0;
        Func<Tensor, Tensor> wrong = function switch
        {
            "slope" => Transform.CustomVjp(Tensor.Sin, (x, _, bar) => 1.00001 * Tensor.Cos(x) * bar),
            "second order" => Transform.CustomVjp(Tensor.Sin, (x, _, bar) => Transform.StopGradient(Tensor.Cos(x)) * bar),
            "map" => x => Spread(x) is { } all ? all : Tensor.Sin(x),
            "runs" => x => (1 + 1e-6 * runs++) * Tensor.Sin(x),

            // The value is 0 whatever x is; the slope is what rounding leaves of sin² + cos² − 1, made large.
            "residue" => Transform.CustomVjp(x => 0.0 * x, (x, _, bar) => (1e12 * (Tensor.Sin(x) * Tensor.Sin(x) + Tensor.Cos(x) * Tensor.Cos(x) - 1.0) + 1e-3) * bar),
            "tangent" => Transform.CustomJvp(Tensor.Sin, (x, _, xDot) => Tensor.Cos(x) * xDot + 1e-6 * xDot * xDot),
            "dtype" => x => x.DType == DType.Float32 ? 1.01 * Tensor.Sin(x) : Tensor.Sin(x),
            _ => Tensor.Sin,
        };
        var call = new Call(function, [s_operand], x => wrong(x[0]), x => x[0]);
        return new RandomProgram(new Step(call, [new Leaf(s_operand, s_operand.Make(3))]));
    }

    // Sees whether examples stand behind it, which no function of one example should.
    private static Tensor? Spread(Tensor x)
    {
        try
        {
            _ = x.ToArray<double>();
            return null;
        }
        catch (InvalidOperationException)
        {
            return 1.0001 * Tensor.Sin(x);
        }
    }
}
