namespace AutoGrad.Nn.Tests;

public static partial class OpTable
{
    private static IEnumerable<KeyValuePair<string, OpRow>> Pointwise() => new Dictionary<string, OpRow>
    {
        ["leaky_relu"] = Unary(x => Activations.LeakyRelu(x, 0.2), x => x, 0.1, 3),
        ["leaky_relu/negative"] = Unary(x => Activations.LeakyRelu(x, 0.2), x => 0.2 * x, -3, -0.1),
    };

    // On an interval without kinks; then empty, single and several axes.
    private static OpRow Unary(Func<Tensor, Tensor> call, Func<double, double> reference, double low, double high) => new(
        x => call(x[0]),
        x => x[0].Map(reference),
        [new Operand([7], low, high)], [new Operand([], low, high)], [new Operand([0], low, high)], [new Operand([2, 1, 3], low, high)]);
}
