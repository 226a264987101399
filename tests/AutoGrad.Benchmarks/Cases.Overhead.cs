using static AutoGrad.Transform;

namespace AutoGrad.Benchmarks;

internal static partial class Cases
{
    // Dependent products: nothing but an operation's own cost, on the way there and back.
    private static IEnumerable<BenchmarkCase> Overheads()
    {
        yield return new BenchmarkCase("scalar_chain_fwd", () =>
        {
            (Tensor x, Tensor y) = Factors([]);
            return () => Chain(x, y);
        })
        {
            Operations = Sizes.ChainLength,
        };
        yield return new BenchmarkCase("scalar_chain_fwd_bwd", () =>
        {
            (Tensor x, Tensor y) = Factors([]);
            return () => Grad(v => Chain(v, y))(x);
        })
        {
            Operations = Sizes.ChainLength,
        };
        yield return new BenchmarkCase("scalar_grad_call", () =>
        {
            (Tensor x, Tensor y) = Factors([]);
            return () => Grad(v => v * y)(x);
        });
        yield return new BenchmarkCase("ten_chain_fwd_bwd", () =>
        {
            (Tensor x, Tensor y) = Factors([10]);
            return () => Grad(v => Chain(v, y).Sum())(x);
        })
        {
            Operations = Sizes.ChainLength,
        };
    }

    private static (Tensor X, Tensor Y) Factors(Shape shape) => (Tensor.Full(shape, 1.5), Tensor.Full(shape, 0.999));

    private static Tensor Chain(Tensor x, Tensor y)
    {
        for (int i = 0; i < Sizes.ChainLength; i++)
        {
            x *= y;
        }

        return x;
    }
}
