using AutoGrad.Nn;
using static AutoGrad.Transform;

namespace AutoGrad.Benchmarks;

internal static partial class Cases
{
    private static IEnumerable<BenchmarkCase> Products() => Sizes.Products.Select(size => new BenchmarkCase(size.Name, () =>
    {
        Tensor x = Inputs.Normal(1, [size.M, size.K], size.DType);
        Tensor y = Inputs.Normal(2, [size.K, size.N], size.DType);
        return () => Tensor.MatMul(x, y);
    })
    {
        Flops = 2.0 * size.M * size.N * size.K,
        DType = size.DType,
    });

    private static IEnumerable<BenchmarkCase> Convolutions()
    {
        foreach (ConvolutionSize size in Sizes.Convolutions)
        {
            Tensor Images() => Inputs.Normal(1, [size.Batch, size.Inputs, size.Extent, size.Extent]);
            Tensor Filters() => Inputs.Normal(2, [size.Outputs, size.Inputs, size.Window, size.Window]);
            yield return new BenchmarkCase($"conv_fwd_{size.Name}", () =>
            {
                (Tensor x, Tensor w) = (Images(), Filters());
                return () => Tensor.Convolve2d(x, w, padding: size.Padding);
            })
            {
                Flops = size.Flops,
            };
            yield return new BenchmarkCase($"conv_fwd_bwd_{size.Name}", () =>
            {
                (Tensor x, Tensor w) = (Images(), Filters());
                Tensor Sum(Tensor images, Tensor filters) => Tensor.Convolve2d(images, filters, padding: size.Padding).Sum();
                return size.NeedsInputGradient
                    ? () => Grad<(Tensor X, Tensor W)>(p => Sum(p.X, p.W))((x, w))
                    : () => Grad(v => Sum(x, v))(w);
            })
            {
                Flops = size.Flops * (size.NeedsInputGradient ? 3 : 2),
            };
        }
    }

    private static IEnumerable<BenchmarkCase> Pools() => Sizes.Pools.Select(size => new BenchmarkCase(
        $"max_pool_fwd_bwd_{size.Channels}_{size.Extent}_b{Sizes.Batch}",
        () =>
        {
            Tensor x = Inputs.Normal(1, [Sizes.Batch, size.Channels, size.Extent, size.Extent]);
            return () => Grad(v => Pool.Max2d(v, 2).Sum())(x);
        }));

    private static IEnumerable<BenchmarkCase> Rows()
    {
        foreach ((int rows, int classes) in Sizes.CrossEntropies)
        {
            yield return new BenchmarkCase($"softmax_cross_entropy_fwd_bwd_{rows}x{classes}", () =>
            {
                Tensor x = Inputs.Normal(1, [rows, classes]);
                Tensor labels = Inputs.Labels(2, rows, classes);
                return () => Grad(v => Losses.SoftmaxCrossEntropy(v, labels))(x);
            });
        }

        foreach ((int rows, int features) in Sizes.LayerNorms)
        {
            yield return new BenchmarkCase($"layer_norm_fwd_bwd_{rows}x{features}", () =>
            {
                Tensor x = Inputs.Normal(1, [rows, features]);
                var norm = LayerNorm.Init([features]);
                return () => Grad<(LayerNorm Norm, Tensor X)>(p => LayerNorm.Apply(p.Norm, p.X).Sum())((norm, x));
            });
        }
    }

    private static IEnumerable<BenchmarkCase> Elementwise()
    {
        foreach ((string name, int count) in Sizes.Elementwise)
        {
            yield return new BenchmarkCase($"mean_sigmoid_tanh_fwd_bwd_{name}", () =>
            {
                Tensor x = Inputs.Normal(1, [count]);
                return () => Grad(v => (v * Tensor.Sigmoid(v) + Tensor.Tanh(v)).Mean())(x);
            });
            yield return new BenchmarkCase($"add_f32_{name}", () =>
            {
                (Tensor x, Tensor y) = (Inputs.Normal(1, [count]), Inputs.Normal(2, [count]));
                return () => Tensor.Add(x, y);
            })
            {
                Bytes = 3.0 * sizeof(float) * count,
            };
        }
    }
}
