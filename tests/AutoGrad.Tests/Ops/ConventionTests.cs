using static AutoGrad.Tensor;
using static AutoGrad.Transform;

namespace AutoGrad.Tests;

/// <summary>
/// Values and slopes at kinks, ties and edges. The expected numbers follow from rules stated in the README: least subgradient,
/// limits where there is one, even shares among equals, the first maximum of a pooling window.
/// </summary>
public sealed class ConventionTests
{
    private const double Infinity = double.PositiveInfinity;

    public static TheoryData<string> Names => [.. s_slopes.Keys];

    private static readonly Dictionary<string, (Func<Tensor, Tensor> F, double[] X, double[] Slope)> s_slopes = new()
    {
        ["relu at 0"] = (Relu, [0, -0.0, 1, -1], [0, 0, 1, 0]),
        ["maximum with 0 at 0 is shared"] = (x => Maximum(x, 0.0), [0, 1e-8, -1e-8], [0.5, 1, 0]),
        ["maximum far below"] = (x => Maximum(x, -1.0), [1e-8], [1]),
        ["maximum of minus infinity"] = (x => Maximum(x, 1.0), [-Infinity], [0]),
        ["minimum at a tie"] = (x => Minimum(x, 2.0), [2, 1, 3], [0.5, 1, 0]),
        ["minimum at a tie, by the right"] = (x => Minimum(2.0 * OnesLike(x), x), [2, 1, 3], [0.5, 1, 0]),
        ["maximum at a tie, by the right"] = (x => Maximum(2.0 * OnesLike(x), x), [2, 1, 3], [0.5, 0, 1]),
        ["maximum of itself"] = (x => Maximum(x, x), [3, 0], [1, 1]),
        ["abs at 0"] = (Abs, [0, -0.0, -2], [0, 0, -1]),
        ["clamp at its bounds"] = (x => Clamp(x, -1, 1), [-1, 1, 0, -1.5, 1.5], [1, 1, 1, 0, 0]),
        ["max of ties is shared"] = (x => x.Max(), [3, 1, 3, 3], [1 / 3.0, 0, 1 / 3.0, 1 / 3.0]),
        ["min of ties is shared"] = (x => x.Min(), [3, 1, 1], [0, 0.5, 0.5]),
        ["max pooling of ties takes the first"] = (x => Pool.Max2d(x.Reshape(1, 1, 2, 2), 2), [1, 1, 1, 1], [1, 0, 0, 0]),
        ["gather by argmax takes the first"] = (x => x.Gather(x.ArgMax(0)), [1, 5, 5], [0, 1, 0]),
        ["sqrt at 0"] = (Sqrt, [0, 4], [Infinity, 0.25]),
        ["sqrt shielded at 0"] = (x => Where(x > 0.0, Sqrt, u => 0.0 * u, x), [0, 4, -1], [0, 0.25, 0]),
        ["log shielded with no element to accept"] = (x => Where(x > 0.0, Log, u => u * u, x), [0, -1], [0, -2]),
        ["power 0"] = (x => Pow(x, 0), [0, 2, -1], [0, 0, 0]),
        ["power 1 at 0"] = (x => Pow(x, 1), [0, 2], [1, 1]),
        ["square by power at 0"] = (x => Pow(x, 2), [0, -3], [0, -6]),
        ["power 3 at 0"] = (x => Pow(x, 3), [0, -2], [0, 12]),
        ["root by power at 0"] = (x => Pow(x, 0.5), [0], [Infinity]),
        ["exponent at base 0"] = (x => Pow(0.0, x), [0.5, 2, 0], [0, 0, 0]),
        ["log-sum-exp of nothing"] = (x => x.LogSumExp(), [-Infinity, -Infinity], [0, 0]),
        ["log-sum-exp with minus infinity"] = (x => x.LogSumExp(), [-Infinity, 0], [0, 1]),
        ["log-sum-exp far apart"] = (x => x.LogSumExp(), [-1000, 1000], [0, 1]),
        ["softmax far apart"] = (x => x.Softmax()[0], [2000, 0], [0, 0]),
        ["log-softmax far apart"] = (x => x.LogSoftmax()[1], [2000, 0], [-1, 1]),
        ["softmax with minus infinity"] = (x => x.Softmax()[0], [0, -Infinity, 0], [0.25, 0, -0.25]),
        ["softmax at minus infinity"] = (x => x.Softmax()[1], [0, -Infinity, 0], [0, 0, 0]),
        ["log-softmax with minus infinity"] = (x => x.LogSoftmax()[0], [0, -Infinity, 0], [0.5, 0, -0.5]),
        ["log-add-exp of nothing"] = (x => LogAddExp(x, x), [-Infinity], [0]),
        ["log-mean-exp with minus infinity"] = (x => x.LogMeanExp(), [-Infinity, 0], [0, 1]),
        ["running log-sum-exp after minus infinity"] = (x => x.CumLogSumExp(0)[1], [-Infinity, 0], [0, 1]),
        ["norm at 0"] = (x => x.Norm(), [0, 0], [0, 0]),
        ["norm shielded at 0"] = (LengthsShielded, [0, 0, 3, 4], [0, 0, 0.6, 0.8]),
        ["direction shielded at 0"] = (DirectionsShielded, [0, 0, 3, 4], [0, 0, 0.8 * 0.2 / 5, -0.6 * 0.2 / 5]),
        ["standard deviation of equals"] = (x => x.StandardDeviation(), [2, 2, 2], [0, 0, 0]),
        ["standard deviation of one"] = (x => x.StandardDeviation(), [2], [0]),
        ["0 log x at 0"] = (x => XLogY(ZerosLike(x), x), [0, 2], [0, 0]),
        ["x log 2 at 0"] = (x => XLogY(x, Full([1], 2, x.DType)), [0], [Math.Log(2)]),
        ["powers by tensors at 0"] = (x => Pow(x, From([0.0, 1, 2]).To(x.DType)), [0, 0, 0], [0, 1, 0]),
        ["sigmoid far out"] = (Sigmoid, [-1e4, 1e4], [0, 0]),
        ["tanh far out"] = (Tanh, [-1e4, 1e4], [0, 0]),
        ["exp of minus infinity"] = (Exp, [-Infinity], [0]),
        ["rounding has no slope"] = (x => Round(x) + Floor(x) + Ceiling(x) + Sign(x) + Truncate(x) + 0.0 * x, [0.5, 1.5], [0, 0]),
    };

    // The derivative of the slope along a direction; as products of probabilities 3/4 and 1/4, and of the sides of a triangle of 3, 4, 5.
    private static readonly Dictionary<string, (Func<Tensor, Tensor> F, double[] X, double[] Direction, double[] Second)> s_seconds = new()
    {
        ["softmax with minus infinity"] = (x => x.Softmax()[0], [Math.Log(3), -Infinity, 0], [1, 0, 0], [-3 / 32.0, 0, 3 / 32.0]),
        ["log-softmax with minus infinity"] = (x => x.LogSoftmax()[0], [Math.Log(3), -Infinity, 0], [1, 0, 0], [-3 / 16.0, 0, 3 / 16.0]),
        ["log-sum-exp with minus infinity"] = (x => x.LogSumExp(), [Math.Log(3), -Infinity, 0], [1, 0, 0], [3 / 16.0, 0, -3 / 16.0]),
        ["running log-sum-exp with minus infinity"] = (x => x.CumLogSumExp(0)[2], [-Infinity, Math.Log(3), 0], [0, 1, 0], [0, 3 / 16.0, -3 / 16.0]),
        ["log-add-exp of nothing"] = (x => LogAddExp(x, x), [-Infinity], [1], [0]),
        ["norm at 0"] = (x => x.Norm(), [0, 0], [1, 1], [0, 0]),
        ["norm shielded at 0"] = (LengthsShielded, [0, 0, 3, 4], [1, 0, 1, 0], [0, 0, 0.64 / 5, -0.48 / 5]),
        ["standard deviation of equals"] = (x => x.StandardDeviation(), [2, 2, 2], [1, 0, 0], [0, 0, 0]),
        ["0 log x at 0"] = (x => XLogY(ZerosLike(x), x), [0, 2], [1, 1], [0, 0]),
        ["powers by tensors at 0"] = (x => Pow(x, From([0.0, 1, 2, 3]).To(x.DType)), [0, 0, 0, 0], [1, 1, 1, 1], [0, 0, 2, 0]),
    };

    public static TheoryData<string> Seconds => [.. s_seconds.Keys];

    [Theory]
    [MemberData(nameof(Seconds))]
    public void Second_derivative_is_the_convention_by_every_way(string name)
    {
        (Func<Tensor, Tensor> f, double[] numbers, double[] direction, double[] second) = s_seconds[name];

        foreach (DType dtype in new[] { DType.Float64, DType.Float32 })
        {
            Tensor x = From(numbers).To(dtype);
            Tensor along = From(direction).To(dtype);
            Func<Tensor, Tensor> sum = v => f(v).Sum();
            Func<Tensor, Tensor> twice = Grad(v => (Grad(sum)(v) * along).Sum());

            double tolerance = dtype == DType.Float64 ? 1e-15 : 1e-7;
            Close.Equal(second, HessianVectorProduct(sum, x, along), tolerance);
            Close.Equal(second, twice(x), tolerance);
            Close.Equal(second, Vmap(twice)(Stack([x, x]))[1], tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Slope_is_the_convention_in_both_modes_and_both_precisions(string name)
    {
        (Func<Tensor, Tensor> f, double[] numbers, double[] slope) = s_slopes[name];

        foreach (DType dtype in new[] { DType.Float64, DType.Float32 })
        {
            Tensor x = From(numbers).To(dtype);

            Tensor reverse = Grad(v => f(v).Sum())(x);
            Tensor forward = JacobianForward(v => f(v).Sum())(x);
            Tensor mapped = Vmap(Grad(v => f(v).Sum()))(Stack([x, x]))[1];

            double tolerance = dtype == DType.Float64 ? 1e-15 : 1e-7;
            Close.Equal(slope, reverse, tolerance);
            Close.Equal(slope, mapped, tolerance);

            // The basis vectors are 0 elsewhere, and 0 · ∞ is NaN: an infinite slope is one element's own.
            if (!slope.Contains(Infinity))
            {
                Close.Equal(slope, forward, tolerance);
            }
        }
    }

    [Fact]
    public void Values_at_the_edges_are_those_of_the_formulas()
    {
        Close.Equal([-Infinity], From([-Infinity, -Infinity]).LogSumExp().Reshape(1), 0);
        Close.Equal([-Infinity], Zeros([0], DType.Float64).LogSumExp().Reshape(1), 0);
        Assert.True(double.IsNaN(From([-Infinity, -Infinity]).Softmax()[0].ToScalar()));
        Close.Equal([-1000, 0], From([-1000.0, 0.0]).LogSoftmax(), 0);
        Close.Equal([0.5, 0.5], From([1000.0, 1000.0]).Softmax(), 1e-16);
        Assert.Equal(0, Zeros([0]).Sum().ToScalar());
        Assert.True(double.IsNaN(Zeros([0]).Mean().ToScalar()));
        Assert.Equal("max: axis 1 must have an element to choose; got f32[2, 0].", Assert.Throws<ShapeException>(() => Zeros([2, 0]).Max(1)).Message);
        Assert.Equal("argmax: axis 0 must have an element to choose; got f32[0].", Assert.Throws<ShapeException>(() => Zeros([0]).ArgMax(0)).Message);
        Assert.True(double.IsNaN(From([1.0, double.NaN, 3.0]).Max().ToScalar()));
        Assert.Equal(1, From([1.0, double.NaN, 3.0]).ArgMax(0).ToScalar());
        Close.Equal([2, -2, 0, 2], Round(From([2.5, -2.5, 0.5, 1.5])), 0);
        Close.Equal([1, 1, 0], Pow(From([0.0, double.NaN, 0.0]), From([0.0, 0.0, 2.0])), 0);
        Assert.Equal(1e-8, Maximum(From([1e-8]), -1.0)[0].ToScalar());
        Assert.Equal(1, Maximum(From([-Infinity]), 1.0)[0].ToScalar());
    }

    [Fact]
    public void Second_derivatives_hold_at_the_edges_too()
    {
        Assert.Equal(2, Grad(Grad(x => Pow(x, 2)))(Scalar(0, DType.Float64)).ToScalar());
        Assert.Equal(0, Grad(Grad(x => Pow(x, 0)))(Scalar(0, DType.Float64)).ToScalar());
        Assert.Equal(0, Grad(Grad(x => Pow(x, 1)))(Scalar(0, DType.Float64)).ToScalar());
        Assert.Equal(0, Grad(Grad(x => Pow(x, 3)))(Scalar(0, DType.Float64)).ToScalar());
        Assert.Equal(0, Grad(Grad(Abs))(Scalar(0, DType.Float64)).ToScalar());
        Close.Equal(Zeros([2, 2], DType.Float64), Hessian(x => x.LogSumExp())(From([-Infinity, -Infinity])), 0);
        Close.Equal(Zeros([2, 2], DType.Float64), Hessian(x => x.Max())(From([1.0, 1.0])), 0);
        Close.Equal([0, -1 / 32.0], Grad(v => Grad(x => Where(x > 0.0, Sqrt, u => 0.0 * u, x).Sum())(v).Sum())(From([0.0, 4.0])), 1e-16);
    }

    private static Tensor LengthsShielded(Tensor x) => Shielded(x, rows => rows.Norm(1, keepDims: true) * From([1.0, 0]).To(x.DType));

    private static Tensor DirectionsShielded(Tensor x) => Shielded(x, rows => rows / rows.Norm(1, keepDims: true));

    private static Tensor Shielded(Tensor x, Func<Tensor, Tensor> f)
    {
        Tensor rows = x.Reshape(-1, 2);
        return Where(NotEqual(rows, 0.0).Any(1, keepDims: true).BroadcastTo(rows.Shape), f, u => 0.0 * u, rows, safe: 1);
    }
}
