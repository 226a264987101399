namespace AutoGrad.Tests;

/// <summary>What holds of fused operations: their kernels compute what their definitions say, and the rules they override are the definitions' own.</summary>
public sealed partial class RuleTests
{
    // Sums in another order, over some hundred numbers at the most.
    private const double Regrouped = 1e-13;

    // The same in Float32: some tens of roundings of 2⁻²⁴.
    private const double RegroupedFloat32 = 4e-6;

    [Fact]
    public void Every_fused_operation_has_a_row() =>
        Assert.Empty(typeof(FusedOp).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(FusedOp)) && !type.IsAbstract).Select(type => type.Name)
            .Except(OpTable.Rows.Keys.SelectMany(Fused).Select(application => application.Type)));

    [Theory]
    [MemberData(nameof(OpTable.Differentiable), MemberType = typeof(OpTable))]
    public void A_fused_kernel_computes_its_definition(string op)
    {
        foreach (Application a in Fused(op))
        {
            Tensor[] narrow = [.. a.Inputs.Select(x => x.DType.IsFloating() ? x.To(DType.Float32) : x)];

            AllClose(a, Definition(a, a.Inputs), Outputs(a, a.Inputs), Regrouped);
            AllClose(a, Definition(a, narrow), Outputs(a, narrow), RegroupedFloat32);
        }
    }

    [Theory]
    [MemberData(nameof(OpTable.Differentiable), MemberType = typeof(OpTable))]
    public void Derivatives_of_a_fused_operation_are_those_of_its_definition(string op)
    {
        foreach (Application a in Fused(op).Where(a => a.Inputs.Where((_, i) => Moves(a, i)).Any()))
        {
            int[] moving = [.. Enumerable.Range(0, a.Inputs.Length).Where(i => Moves(a, i))];
            Tensor[] x = [.. moving.Select(i => a.Inputs[i])];
            Func<Tensor[], Tensor[]> definition = some => Definition(a, TreeOp.Replace(a.Inputs, moving, some));
            Tensor[] v = [.. x.Select((leaf, i) => OpRow.Directions(leaf, i))];
            var tangents = new Tensor?[a.Outputs.Length];
            a.Op.Jvp(a.Inputs, [.. a.Inputs.Select((_, i) => Array.IndexOf(moving, i) is var m and >= 0 ? v[m] : null)], a.Outputs, tangents);
            Tensor?[] w = Cotangents(a);
            Tensor?[] bars = Reversed(a, a.Inputs, a.Outputs, w);

            AllClose(a, Transform.Jvp(definition, x, v).Tangent, [.. tangents.Select((yDot, k) => yDot ?? Tensor.ZerosLike(a.Outputs[k]))], Regrouped);
            AllClose(
                a,
                Transform.Vjp(definition, x).Pullback([.. w.Select((yBar, k) => yBar ?? Tensor.ZerosLike(a.Outputs[k]))]),
                [.. moving.Select(i => bars[i] ?? Tensor.ZerosLike(a.Inputs[i]))],
                Regrouped);
        }
    }

    private static IEnumerable<Application> Fused(string op) => Applications(op).Where(application => application.Op is FusedOp);

    private static Tensor[] Definition(Application a, Tensor[] inputs) => ((FusedOp)a.Op).Definition(inputs);

    // Relative to the greatest number of each output, where that is above 1.
    private static void AllClose(Application a, Tensor[] expected, Tensor[] actual, double tolerance)
    {
        Assert.Equal(expected.Select(y => y.Spec), actual.Select(y => y.Spec));
        Assert.All(expected.Zip(actual), pair =>
        {
            double[] wide = pair.First.To(DType.Float64).ToArray<double>();
            double scale = wide.Select(Math.Abs).Where(double.IsFinite).Append(1).Max();
            Assert.All(wide.Zip(pair.Second.To(DType.Float64).ToArray<double>()), numbers => Assert.True(
                numbers.First.Equals(numbers.Second) || Math.Abs(numbers.First - numbers.Second) <= tolerance * scale,
                $"{a.Op}: {numbers.First:R} defined, {numbers.Second:R} computed"));
        });
    }
}
