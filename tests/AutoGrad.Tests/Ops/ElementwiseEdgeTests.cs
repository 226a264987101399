using static AutoGrad.Tensor;

namespace AutoGrad.Tests;

/// <summary>Values and slopes where a formula would divide 0 by 0 or multiply 0 by ∞.</summary>
public sealed class ElementwiseEdgeTests
{
    private const double Infinity = double.PositiveInfinity;

    private static readonly Dictionary<string, Func<Tensor, Tensor>> s_unary = new()
    {
        ["safe_sqrt"] = SafeSqrt,
        ["sinc"] = Sinc,
        ["rsqrt"] = Rsqrt,
        ["reciprocal"] = Reciprocal,
        ["cbrt"] = Cbrt,
        ["asin"] = Asin,
        ["acos"] = Acos,
        ["acosh"] = Acosh,
        ["atanh"] = Atanh,
        ["atan"] = Atan,
        ["erf"] = Erf,
        ["erfc"] = Erfc,
        ["erfinv"] = Erfinv,
        ["log_gamma"] = LogGamma,
        ["digamma"] = Digamma,
        ["log1mexp"] = Log1mexp,
        ["nan_to_num"] = x => NanToNum(x, 3),
        ["nan_to_num/given"] = x => NanToNum(x, 3, 4, -5),
    };

    private static readonly Dictionary<string, Func<Tensor, Tensor, Tensor>> s_binary = new()
    {
        ["hypot"] = Hypot,
        ["atan2"] = Atan2,
        ["xlogy"] = XLogY,
        ["logaddexp"] = LogAddExp,
        ["fmod"] = Fmod,
        ["remainder"] = Remainder,
        ["lerp/0"] = (x, y) => Lerp(x, y, 0),
        ["lerp/1"] = (x, y) => Lerp(x, y, 1),
        ["clamp/low"] = (x, y) => Clamp(x, y, Scalar(10, x.DType)),
        ["clamp/high"] = (x, y) => Clamp(x, Scalar(-10, x.DType), y),
    };

    [Theory]
    [InlineData("safe_sqrt", 0.0, 0.0, 0.0)]
    [InlineData("safe_sqrt", 4.0, 2.0, 0.25)]
    [InlineData("safe_sqrt", -1.0, double.NaN, double.NaN)]
    [InlineData("sinc", 0.0, 1.0, 0.0)]
    [InlineData("sinc", 2.0, 0.0, 0.5)]
    [InlineData("sinc", -3.0, 0.0, 1.0 / 3)]
    [InlineData("sinc", Infinity, 0.0, 0.0)]
    [InlineData("rsqrt", 0.0, Infinity, -Infinity)]
    [InlineData("rsqrt", Infinity, 0.0, 0.0)]
    [InlineData("reciprocal", Infinity, 0.0, 0.0)]
    [InlineData("cbrt", 0.0, 0.0, Infinity)]
    [InlineData("cbrt", -8.0, -2.0, 1.0 / 12)]
    [InlineData("asin", 1.0, Math.PI / 2, Infinity)]
    [InlineData("asin", -1.0, -Math.PI / 2, Infinity)]
    [InlineData("acos", 1.0, 0.0, -Infinity)]
    [InlineData("acosh", 1.0, 0.0, Infinity)]
    [InlineData("atanh", 1.0, Infinity, Infinity)]
    [InlineData("atan", Infinity, Math.PI / 2, 0.0)]
    [InlineData("atan", 1e200, Math.PI / 2, 0.0)]
    [InlineData("erf", Infinity, 1.0, 0.0)]
    [InlineData("erfc", -Infinity, 2.0, 0.0)]
    [InlineData("erfinv", 1.0, Infinity, Infinity)]
    [InlineData("erfinv", -1.0, -Infinity, Infinity)]
    [InlineData("erfinv", 0.0, 0.0, 0.88622692545275801)] // √π / 2
    [InlineData("log_gamma", 1.0, 0.0, -0.57721566490153286)] // Euler's constant
    [InlineData("log_gamma", Infinity, Infinity, Infinity)]
    [InlineData("digamma", 1.0, -0.57721566490153286, 1.6449340668482264)] // π² / 6
    [InlineData("log1mexp", 0.0, -Infinity, Infinity)]
    [InlineData("log1mexp", 0.69314718055994531, -0.69314718055994531, 1.0)]
    [InlineData("log1mexp", Infinity, 0.0, 0.0)]
    [InlineData("log1mexp", -1.0, double.NaN, -1.5819767068693265)] // 1 / (1/e - 1)
    [InlineData("nan_to_num", double.NaN, 3.0, 0.0)]
    [InlineData("nan_to_num", Infinity, double.MaxValue, 0.0)]
    [InlineData("nan_to_num", -Infinity, double.MinValue, 0.0)]
    [InlineData("nan_to_num", -7.0, -7.0, 1.0)]
    [InlineData("nan_to_num/given", Infinity, 4.0, 0.0)]
    [InlineData("nan_to_num/given", -Infinity, -5.0, 0.0)]
    public void Value_and_slope_at(string function, double x, double value, double slope)
    {
        Func<Tensor, Tensor> f = s_unary[function];
        Tensor at = Scalar(x, DType.Float64);

        Assert.Equal(value, f(at).ToScalar(), 1e-15);
        Assert.Equal(slope, Transform.Grad(f)(at).ToScalar(), 1e-14);
        Assert.Equal(slope, Transform.Jvp(f, at, OnesLike(at)).Tangent.ToScalar(), 1e-14);
    }

    // From the formula in 40-digit decimal arithmetic; log(1 - exp(-x)) itself has no digit of either.
    [Theory]
    [InlineData(1e-20, -46.051701859880913680, 1e20)]
    [InlineData(1e-10, -23.025850929990456840, 9999999999.5)]
    [InlineData(50.0, -1.9287498479639177830e-22, 1.9287498479639177830e-22)]
    public void The_logarithm_of_what_is_missing_from_1_keeps_its_digits(double x, double value, double slope)
    {
        Tensor at = Scalar(x, DType.Float64);

        Close.Within([value], Log1mexp(at), relative: 1e-15);
        Close.Within([slope], Transform.Grad(Log1mexp)(at), relative: 1e-14);
    }

    [Theory]
    [InlineData(DType.Float32)]
    [InlineData(DType.Float64)]
    [InlineData(DType.Int32)]
    [InlineData(DType.Int64)]
    [InlineData(DType.UInt32)]
    [InlineData(DType.UInt8)]
    [InlineData(DType.Bool)]
    public void Where_takes_elements_of_every_dtype_whole(DType dtype)
    {
        Tensor mask = From([true, false, true]);
        (Tensor x, Tensor y) = (From([1.0, 0, 1]).To(dtype), From([0.0, 1, 0]).To(dtype));

        Close.Same(From([1.0, 1, 1]).To(dtype), Where(mask, x, y));
        Close.Same(From([1.0, 0, 1]).To(dtype), Where(mask, x, Zeros([], dtype)));
        Close.Same(From([0.0, 1, 0]).To(dtype), Where(mask, Zeros([], dtype), y));
    }

    [Fact]
    public void Where_keeps_infinities_and_NaN_on_their_side()
    {
        Tensor z = Where(From([true, false, true, false]), From([Infinity, double.NaN, -3, 7]), From([double.NaN, -Infinity, double.NaN, 2.5]));

        Close.Within([Infinity, -Infinity, -3, 2.5], z, relative: 0);
    }

    [Theory]
    [InlineData("hypot", 0.0, 0.0, 0.0, 0.0, 0.0)]
    [InlineData("hypot", 3e200, 4e200, 5e200, 0.6, 0.8)]
    [InlineData("hypot", 3e-200, -4e-200, 5e-200, 0.6, -0.8)]
    [InlineData("atan2", 0.0, 0.0, 0.0, 0.0, 0.0)]
    [InlineData("atan2", 0.0, -1.0, Math.PI, -1.0, 0.0)]
    [InlineData("atan2", 1e200, 1e200, Math.PI / 4, 5e-201, -5e-201)]
    [InlineData("xlogy", 0.0, 0.0, 0.0, 0.0, 0.0)]
    [InlineData("xlogy", 0.0, -1.0, 0.0, 0.0, 0.0)]
    [InlineData("xlogy", 0.0, Infinity, 0.0, 0.0, 0.0)]
    [InlineData("xlogy", 0.0, 1.0, 0.0, 0.0, 0.0)]
    [InlineData("xlogy", 0.0, Math.E, 0.0, 1.0, 0.0)]
    [InlineData("xlogy", 2.0, 1.0, 0.0, 0.0, 2.0)]
    [InlineData("logaddexp", -Infinity, -Infinity, -Infinity, 0.0, 0.0)]
    [InlineData("logaddexp", Infinity, Infinity, Infinity, 0.5, 0.5)]
    [InlineData("logaddexp", -Infinity, 1.0, 1.0, 0.0, 1.0)]
    [InlineData("logaddexp", Infinity, 1.0, Infinity, 1.0, 0.0)]
    [InlineData("logaddexp", 1000.0, 1000.0, 1000.6931471805599, 0.5, 0.5)]
    [InlineData("logaddexp", 1000.0, -1000.0, 1000.0, 1.0, 0.0)]
    [InlineData("fmod", -7.0, 3.0, -1.0, 1.0, 2.0)]
    [InlineData("fmod", 7.0, -3.0, 1.0, 1.0, 2.0)]
    [InlineData("fmod", 6.0, 3.0, 0.0, 1.0, -2.0)]
    [InlineData("fmod", 2.0, Infinity, 2.0, 1.0, 0.0)]
    [InlineData("remainder", -7.0, 3.0, 2.0, 1.0, 3.0)]
    [InlineData("remainder", 7.0, -3.0, -2.0, 1.0, 3.0)]
    [InlineData("remainder", -6.0, 3.0, 0.0, 1.0, 2.0)]
    [InlineData("lerp/0", 0.1, 1e20, 0.1, 1.0, 0.0)]
    [InlineData("lerp/1", 1e20, 0.1, 0.1, 0.0, 1.0)]
    [InlineData("clamp/low", 2.0, 2.0, 2.0, 1.0, 0.0)]
    [InlineData("clamp/low", 1.0, 2.0, 2.0, 0.0, 1.0)]
    [InlineData("clamp/low", 1.0, 12.0, 10.0, 0.0, 0.0)]
    [InlineData("clamp/high", 2.0, 2.0, 2.0, 1.0, 0.0)]
    [InlineData("clamp/high", 3.0, 2.0, 2.0, 0.0, 1.0)]
    [InlineData("clamp/high", double.NaN, 2.0, double.NaN, 1.0, 0.0)]
    public void Value_and_slopes_at(string function, double x, double y, double value, double left, double right)
    {
        Tensor[] at = [Scalar(x, DType.Float64), Scalar(y, DType.Float64)];
        Func<Tensor[], Tensor> f = v => s_binary[function](v[0], v[1]);

        Tensor[] gradient = Transform.Grad(f)(at);

        // Close takes NaN for NaN, and all the finite numbers here are near 1 or compared as quotients.
        Close.Equal([value == 0 || !double.IsFinite(value) ? value : 1], value == 0 || !double.IsFinite(value) ? f(at) : f(at) / value, 1e-15);
        Close.Equal([left == 0 ? 0 : 1], left == 0 ? gradient[0] : gradient[0] / left, 1e-15);
        Close.Equal([right == 0 ? 0 : 1], right == 0 ? gradient[1] : gradient[1] / right, 1e-15);
    }

    [Theory]
    [InlineData("hypot", 0.0, 0.0, 0.0)]
    [InlineData("atan2", 0.0, 0.0, 0.0)]
    [InlineData("xlogy", 0.0, 0.0, 0.0)]
    [InlineData("logaddexp", -Infinity, -Infinity, 0.0)]
    [InlineData("logaddexp", 3.0, 3.0, 0.25)]
    public void Second_derivative_by_the_first_argument_at(string function, double x, double y, double second)
    {
        Tensor fixedY = Scalar(y, DType.Float64);
        Func<Tensor, Tensor> slope = Transform.Grad<Tensor>(v => s_binary[function](v, fixedY));

        Assert.Equal(second, Transform.Grad(slope)(Scalar(x, DType.Float64)).ToScalar(), 1e-15);
    }

    [Fact]
    public void Sinc_has_all_its_derivatives_at_zero()
    {
        // Σ (-1)ᵏ (π x)²ᵏ / (2k + 1)!, so that the derivative of order 2k is (-1)ᵏ π²ᵏ / (2k + 1).
        double[] expected = [1, 0, -Math.Pow(Math.PI, 2) / 3, 0, Math.Pow(Math.PI, 4) / 5, 0];
        Func<Tensor, Tensor> f = Sinc;
        foreach (double derivative in expected)
        {
            Assert.Equal(derivative, f(Scalar(0, DType.Float64)).ToScalar(), 1e-13);
            f = Transform.Grad(f);
        }
    }

    [Fact]
    public void Safe_square_root_has_a_second_derivative_of_zero_at_zero() =>
        Assert.Equal(0, Transform.Grad(Transform.Grad<Tensor>(SafeSqrt))(Scalar(0, DType.Float64)).ToScalar());

    [Fact]
    public void Signs_of_zeros_and_infinities_choose_the_angle()
    {
        Tensor y = From([0.0, -0.0, 0.0, -0.0, Infinity, -Infinity, Infinity]);
        Tensor x = From([1.0, 1.0, -1.0, -1.0, Infinity, -Infinity, 5.0]);

        double[] angles = Atan2(y, x).ToArray<double>();

        Assert.Equal([0, 0, Math.PI, -Math.PI, Math.PI / 4, -3 * Math.PI / 4, Math.PI / 2], angles);
        Assert.True(double.IsNegative(angles[1]));
    }

    [Fact]
    public void Integers_are_finite_and_bounded_by_integers()
    {
        Tensor x = From([-3, 0, 9]);

        Assert.Equal([true, true, true], IsFinite(x).ToArray<bool>());
        Assert.Equal([false, false, false], IsNaN(x).ToArray<bool>());
        Assert.Equal([false, false, false], IsInfinity(x).ToArray<bool>());
        Assert.Equal([-1, 0, 5], Clamp(x, Scalar(-1, DType.Int32), Scalar(5, DType.Int32)).ToArray<int>());
    }

    [Fact]
    public void Refusals_name_the_operation_the_rule_and_the_values()
    {
        Tensor floats = Zeros([2]);
        Tensor doubles = Zeros([3], DType.Float64);
        Tensor integers = Zeros([2], DType.Int32);

        AssertRefused("clamp: both tensors must have one dtype (convert one with x.To(DType.Float64)); got f32[2] and f64[3].", () => Clamp(floats, doubles, doubles));
        AssertRefused("lerp: a floating dtype is needed (convert with x.To(DType.Float32)); got i32[2].", () => Lerp(integers, integers, 0.5));
        AssertRefused("xlogy: a floating dtype is needed (convert with x.To(DType.Float32)); got i32[2].", () => XLogY(integers, integers));
        AssertRefused("hypot: a floating dtype is needed (convert with x.To(DType.Float32)); got i32[2].", () => Hypot(integers, integers));
        AssertRefused("nan_to_num: a floating dtype is needed (convert with x.To(DType.Float32)); got i32[2].", () => NanToNum(integers));
        AssertRefused("reciprocal: a floating dtype is needed (convert with x.To(DType.Float32)); got i32[2].", () => Reciprocal(integers));
        AssertRefused("safe_sqrt: a floating dtype is needed (convert with x.To(DType.Float32)); got i32[2].", () => SafeSqrt(integers));
        AssertRefused("and: both tensors must be Bool (compare first: x > 0.0); got i32[2] and i32[2].", () => LogicalAnd(integers, integers));
        AssertRefused(
            "logaddexp: shapes must be equal or broadcast: aligned at the last axis, each pair of extents equal or one of them 1; got f64[2] and f64[3].",
            () => LogAddExp(floats.To(DType.Float64), doubles));
    }

    private static void AssertRefused(string message, Action call) => Assert.Equal(message, Assert.Throws<ShapeException>(call).Message);
}
