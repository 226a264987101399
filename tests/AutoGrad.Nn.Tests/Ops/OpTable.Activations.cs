namespace AutoGrad.Nn.Tests;

public static partial class OpTable
{
    private static IEnumerable<KeyValuePair<string, OpRow>> Pointwise() => new Dictionary<string, OpRow>
    {
        ["identity"] = Unary(Activations.Identity, x => x, -3, 3),
        ["relu"] = Unary(Activations.Relu, x => x, 0.1, 3),
        ["relu/negative"] = Unary(Activations.Relu, _ => 0, -3, -0.1),
        ["sigmoid"] = Unary(Activations.Sigmoid, x => 1 / (1 + Math.Exp(-x)), -4, 4),
        ["tanh"] = Unary(Activations.Tanh, Math.Tanh, -3, 3),
        ["exponential"] = Unary(Activations.Exponential, Math.Exp, -3, 2),
        ["leaky_relu"] = Unary(x => Activations.LeakyRelu(x, 0.2), x => x, 0.1, 3),
        ["leaky_relu/negative"] = Unary(x => Activations.LeakyRelu(x, 0.2), x => 0.2 * x, -3, -0.1),
        ["leaky_relu/default"] = Unary(x => Activations.LeakyRelu(x), x => 0.01 * x, -3, -0.1),
        ["relu6"] = Unary(Activations.Relu6, x => x, 0.1, 5.9),
        ["relu6/negative"] = Unary(Activations.Relu6, _ => 0, -3, -0.1),
        ["relu6/above"] = Unary(Activations.Relu6, _ => 6, 6.1, 9),
        ["elu"] = Unary(x => Activations.Elu(x, 1.3), x => x, 0.1, 3),
        ["elu/negative"] = Unary(x => Activations.Elu(x, 1.3), x => 1.3 * (Math.Exp(x) - 1), -3, -0.1),
        ["elu/default"] = Unary(x => Activations.Elu(x), x => Math.Exp(x) - 1, -3, -0.1),
        ["selu"] = Unary(Activations.Selu, x => 1.0507009873554805 * x, 0.1, 3),
        ["selu/negative"] = Unary(Activations.Selu, x => 1.7580993408473766 * (Math.Exp(x) - 1), -3, -0.1),
        ["celu"] = Unary(x => Activations.Celu(x, 2), x => x, 0.1, 3),
        ["celu/negative"] = Unary(x => Activations.Celu(x, 2), x => 2 * (Math.Exp(x / 2) - 1), -3, -0.1),
        ["gelu"] = Unary(Activations.Gelu, x => 0.5 * x * (1 + Erf(x / Math.Sqrt(2))), -3, 3),
        ["gelu_tanh"] = Unary(Activations.GeluTanh, x => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x))), -3, 3),
        ["silu"] = Unary(Activations.Silu, x => x / (1 + Math.Exp(-x)), -4, 4),
        ["swish"] = Unary(x => Activations.Swish(x, 1.7), x => x / (1 + Math.Exp(-1.7 * x)), -3, 3),
        ["mish"] = Unary(Activations.Mish, x => x * Math.Tanh(Math.Log(1 + Math.Exp(x))), -3, 3),
        ["softplus"] = Unary(x => Activations.Softplus(x), x => Math.Log(1 + Math.Exp(x)), -3, 3),
        ["softplus/sharp"] = Unary(x => Activations.Softplus(x, 2.5), x => Math.Log(1 + Math.Exp(2.5 * x)) / 2.5, -2, 2),
        ["log_sigmoid"] = Unary(Activations.LogSigmoid, x => -Math.Log(1 + Math.Exp(-x)), -3, 3),
        ["softsign"] = Unary(Activations.Softsign, x => x / (1 + x), 0.1, 3),
        ["softsign/negative"] = Unary(Activations.Softsign, x => x / (1 - x), -3, -0.1),
        ["squareplus"] = Unary(x => Activations.Squareplus(x, 3), x => (x + Math.Sqrt(x * x + 3)) / 2, -3, 3),
        ["squareplus/default"] = Unary(x => Activations.Squareplus(x), x => (x + Math.Sqrt(x * x + 4)) / 2, -3, 3),
        ["sparse_plus"] = Unary(Activations.SparsePlus, x => (x + 1) * (x + 1) / 4, -0.9, 0.9),
        ["sparse_plus/negative"] = Unary(Activations.SparsePlus, _ => 0, -3, -1.1),
        ["sparse_plus/above"] = Unary(Activations.SparsePlus, x => x, 1.1, 3),
        ["sparse_sigmoid"] = Unary(Activations.SparseSigmoid, x => (x + 1) / 2, -0.9, 0.9),
        ["sparse_sigmoid/above"] = Unary(Activations.SparseSigmoid, _ => 1, 1.1, 3),
        ["soft_shrink"] = Unary(x => Activations.SoftShrink(x, 0.3), x => x - 0.3, 0.4, 3),
        ["soft_shrink/negative"] = Unary(x => Activations.SoftShrink(x, 0.3), x => x + 0.3, -3, -0.4),
        ["soft_shrink/default"] = Unary(x => Activations.SoftShrink(x), _ => 0, -0.4, 0.4),
        ["hard_shrink"] = Unary(x => Activations.HardShrink(x, 0.3), x => x, 0.4, 3),
        ["hard_shrink/default"] = Unary(x => Activations.HardShrink(x), _ => 0, -0.4, 0.4),
        ["tanh_shrink"] = Unary(Activations.TanhShrink, x => x - Math.Tanh(x), -3, 3),
        ["hard_sigmoid"] = Unary(x => Activations.HardSigmoid(x), x => (x + 3) / 6, -2.9, 2.9),
        ["hard_sigmoid/onnx"] = Unary(x => Activations.HardSigmoid(x, 0.2), x => 0.2 * x + 0.5, -2.4, 2.4),
        ["hard_sigmoid/negative"] = Unary(x => Activations.HardSigmoid(x), _ => 0, -5, -3.1),
        ["hard_swish"] = Unary(Activations.HardSwish, x => x * (x + 3) / 6, -2.9, 2.9),
        ["hard_swish/negative"] = Unary(Activations.HardSwish, _ => 0, -5, -3.1),
        ["hard_swish/above"] = Unary(Activations.HardSwish, x => x, 3.1, 5),
        ["hard_tanh"] = Unary(x => Activations.HardTanh(x, -2, 1), x => x, -1.9, 0.9),
        ["hard_tanh/above"] = Unary(x => Activations.HardTanh(x), _ => 1, 1.1, 3),
        ["threshold"] = Unary(x => Activations.Threshold(x, 0.3, -1), x => x, 0.4, 3),
        ["threshold/below"] = Unary(x => Activations.Threshold(x, 0.3, -1), _ => -1, -2, 0.2),
        ["rrelu"] = Unary(x => Activations.RRelu(RandomKey.FromSeed(6), x), x => x, 0.1, 3),
        ["rrelu/negative"] = new(
            x => Activations.RRelu(RandomKey.FromSeed(6), x[0], 0.25, 0.5),
            x => Nd.Zip(v => v[0] * v[1], x[0], Nd.Of(Draw.Uniform(RandomKey.FromSeed(6), Shape.Create(x[0].Shape), 0.25, 0.5, DType.Float64))),
            [new Operand([2, 3], -2, -0.1)], [new Operand([], -2, -0.1)], [new Operand([0], -2, -0.1)]),
        ["prelu"] = new(
            x => Activations.PRelu(x[0], x[1]), x => Nd.Zip(v => v[0] > 0 ? v[0] : v[1] * v[0], x),
            [new Operand([2, 3], 0.1, 2), (int[])[2, 3]], [new Operand([2, 3, 2], -2, -0.1), (int[])[3, 1]], [new Operand([2, 3], -2, -0.1), (int[])[]],
            [new Operand([], -2, -0.1), (int[])[]], [new Operand([0, 2], -2, -0.1), (int[])[2]], [new Operand([1], -2, -0.1), (int[])[1]]),
    };

    private static IEnumerable<KeyValuePair<string, OpRow>> AlongAnAxis() => new Dictionary<string, OpRow>
    {
        ["softmax"] = Slices(x => Activations.Softmax(x), -1, v => [.. v.Select(x => Math.Exp(x) / v.Sum(Math.Exp))]),
        ["softmax/axis"] = Slices(x => Activations.Softmax(x, axis: 0), 0, v => [.. v.Select(x => Math.Exp(x) / v.Sum(Math.Exp))]),
        ["softmin"] = Slices(x => Activations.Softmin(x, axis: 0), 0, v => [.. v.Select(x => Math.Exp(-x) / v.Sum(u => Math.Exp(-u)))]),
        ["log_softmax"] = Slices(x => Activations.LogSoftmax(x), -1, v => [.. v.Select(x => x - Math.Log(v.Sum(Math.Exp)))]),
        ["sparsemax/last"] = Slices(x => Activations.Sparsemax(x), -1, NearestOfTheSimplex) with { Tolerance = 1e-13 },
        ["sparsemax/axis"] = Slices(x => Activations.Sparsemax(x, axis: 0), 0, NearestOfTheSimplex) with { Tolerance = 1e-13 },
        ["hardmax"] = Slices(x => Activations.Hardmax(x), -1, v => [.. v.Select((x, i) => Array.IndexOf(v, v.Max()) == i ? 1.0 : 0)]) with { IsDiscrete = true },
        ["hardmax/axis"] = Slices(x => Activations.Hardmax(x, axis: 0), 0, v => [.. v.Select((x, i) => Array.IndexOf(v, v.Max()) == i ? 1.0 : 0)]) with { IsDiscrete = true },
        ["glu"] = Halves(x => Activations.Glu(x), 1, (a, b) => a / (1 + Math.Exp(-b))),
        ["glu/axis"] = Halves(x => Activations.Glu(x, axis: -2), 0, (a, b) => a / (1 + Math.Exp(-b))),
        ["swiglu"] = Halves(x => Activations.SwiGlu(x), 1, (a, b) => a / (1 + Math.Exp(-a)) * b),
    };

    // On an interval without kinks; then empty, single and several axes.
    private static OpRow Unary(Func<Tensor, Tensor> call, Func<double, double> reference, double low, double high) => new(
        x => call(x[0]),
        x => x[0].Map(reference),
        [new Operand([7], low, high)], [new Operand([], low, high)], [new Operand([0], low, high)], [new Operand([2, 1, 3], low, high)]);

    private static OpRow Slices(Func<Tensor, Tensor> call, int axis, Func<double[], double[]> reference) => new(
        x => call(x[0]), x => x[0].Slices(axis, reference), [(int[])[3, 4]], [(int[])[5, 2]], [(int[])[1, 1]], [axis == 0 ? (int[])[2, 0] : (int[])[0, 2]]);

    private static OpRow Halves(Func<Tensor, Tensor> call, int axis, Func<double, double, double> reference) => new(
        x => call(x[0]),
        x =>
        {
            int[] half = [.. x[0].Shape.Select((extent, i) => i == axis ? extent / 2 : extent)];
            return Nd.Make(half, at => reference(x[0][at], x[0][[.. at.Select((place, i) => i == axis ? place + half[axis] : place)]]));
        },
        [(int[])[4, 6]], [(int[])[2, 2]], [(int[])[2, 0]]);

    // The series around 0; 40 terms leave nothing of it for |x| below 2.2.
    private static double Erf(double x)
    {
        double term = x;
        double sum = x;
        for (int n = 1; n < 40; n++)
        {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }

    // The threshold at which what is left sums to 1, by bisection: no sorting, and no candidate supports.
    private static double[] NearestOfTheSimplex(double[] x)
    {
        (double low, double high) = (x.Min() - 1, x.Max());
        for (int i = 0; i < 200; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = x.Sum(v => Math.Max(v - middle, 0)) > 1 ? (middle, high) : (low, middle);
        }

        return [.. x.Select(v => Math.Max(v - low, 0))];
    }
}
