namespace AutoGrad.Tests;

public sealed class LiftingTests
{
    private static readonly Tensor s_data = Tensor.From([0.1f, -0.7f, 1.3f]);

    // In Float32 differences would be good to about 1e-3.
    public static readonly TheoryData<string, Func<Tensor, Tensor>> Functions = new()
    {
        { "captured", x => Tensor.Tanh(x * s_data).Sum() },
        { "made inside", x => (Tensor.Exp(x) * Tensor.Full([3], 0.3)).Sum() + Tensor.Scalar(2) },
        { "converted", x => Tensor.Sin(x.To(DType.Float64)).Sum().To(DType.Float32) },
        { "checkpoint", x => Transform.Checkpoint(v => Tensor.Sin(v * s_data))(x).Sum() },
        { "custom rule", x => Transform.CustomVjp(v => Tensor.Sin(v) * s_data, (v, _, yBar) => yBar * s_data * Tensor.Cos(v))(x).Sum() },
        { "captured by a custom rule", x =>
            {
                Tensor scale = Transform.StopGradient(Tensor.OnesLike(x)) + Tensor.Sign(x);
                return Transform.CustomVjp(v => Tensor.Sin(v) * scale, (v, _, yBar) => yBar * scale * Tensor.Cos(v))(x).Sum();
            } },
        { "map", x => Transform.Vmap(v => Tensor.Exp(v) * s_data)(x).Sum() },
        { "gradient", x => (Transform.Grad(v => (Tensor.Sin(v) * s_data).Sum())(x) * x).Sum() },
    };

    [Theory]
    [MemberData(nameof(Functions))]
    public void Float32_functions_are_checked_in_float64(string name, Func<Tensor, Tensor> f)
    {
        GradientReport report = GradientCheck.Run(f, Tensor.From([0.3f, -1.2f, 2f]), order: 2);

        Assert.True(report.Verdict == Verdict.Pass && report.WorstError < 1e-8, $"{name}: {report}");
    }

    [Fact]
    public void The_function_sees_its_own_dtypes_and_reads_numbers_of_them()
    {
        GradientReport report = GradientCheck.Run(
            x =>
            {
                Assert.Equal(DType.Float32, (x * 2.0).DType);
                Assert.Equal(2, x.ToArray<float>().Length);
                return x.Sum();
            },
            Tensor.From([0.3f, -1.2f]));

        Assert.Equal(Verdict.Pass, report.Verdict);
    }

    [Fact]
    public void Lifted_tensors_are_of_no_use_afterwards()
    {
        Tensor? kept = null;
        GradientCheck.Run(x => (kept = x).Sum(), Tensor.From([0.3f]));

        Assert.Throws<EscapedTraceException>(() => kept! + 1.0);
    }
}
