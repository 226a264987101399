using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AutoGrad.Benchmarks.Peers;

internal static partial class Torch
{
    private static IEnumerable<PeerCase> Kernels() =>
        [.. Sizes.Products.Select(Product), .. Sizes.Convolutions.SelectMany(Convolution), .. Pools(), .. Rows(), .. Elementwise()];

    private static PeerCase Product(ProductSize size) => Of(size.Name, () =>
    {
        torch.Tensor x = Copy(Inputs.Normal(1, [size.M, size.K], size.DType));
        torch.Tensor y = Copy(Inputs.Normal(2, [size.K, size.N], size.DType));
        return Value(() => x.matmul(y));
    });

    private static IEnumerable<PeerCase> Convolution(ConvolutionSize size)
    {
        torch.Tensor Images(bool differentiable) =>
            Copy(Inputs.Normal(1, [size.Batch, size.Inputs, size.Extent, size.Extent]), differentiable);
        torch.Tensor Filters(bool differentiable) =>
            Copy(Inputs.Normal(2, [size.Outputs, size.Inputs, size.Window, size.Window]), differentiable);
        torch.Tensor Convolved(torch.Tensor x, torch.Tensor w) => functional.conv2d(x, w, padding: [size.Padding, size.Padding]);
        yield return Of($"conv_fwd_{size.Name}", () =>
        {
            (torch.Tensor x, torch.Tensor w) = (Images(false), Filters(false));
            return Value(() => Convolved(x, w));
        });
        yield return Of($"conv_fwd_bwd_{size.Name}", () =>
        {
            (torch.Tensor x, torch.Tensor w) = (Images(size.NeedsInputGradient), Filters(true));
            return Gradient(() => Convolved(x, w).sum(), size.NeedsInputGradient ? [x, w] : [w]);
        });
    }

    private static IEnumerable<PeerCase> Pools() => Sizes.Pools.Select(size => Of(
        $"max_pool_fwd_bwd_{size.Channels}_{size.Extent}_b{Sizes.Batch}",
        () =>
        {
            torch.Tensor x = Copy(Inputs.Normal(1, [Sizes.Batch, size.Channels, size.Extent, size.Extent]), differentiable: true);
            return Gradient(() => functional.max_pool2d(x, 2).sum(), x);
        }));

    private static IEnumerable<PeerCase> Rows()
    {
        foreach ((int rows, int classes) in Sizes.CrossEntropies)
        {
            yield return Of($"softmax_cross_entropy_fwd_bwd_{rows}x{classes}", () =>
            {
                torch.Tensor x = Copy(Inputs.Normal(1, [rows, classes]), differentiable: true);
                torch.Tensor labels = Copy(Inputs.Labels(2, rows, classes));
                return Gradient(() => functional.cross_entropy(x, labels), x);
            });
        }

        foreach ((int rows, int features) in Sizes.LayerNorms)
        {
            yield return Of($"layer_norm_fwd_bwd_{rows}x{features}", () =>
            {
                torch.Tensor x = Copy(Inputs.Normal(1, [rows, features]), differentiable: true);
                torch.Tensor scale = ones(features, requires_grad: true);
                torch.Tensor shift = zeros(features, requires_grad: true);
                return Gradient(() => functional.layer_norm(x, [features], scale, shift).sum(), x, scale, shift);
            });
        }
    }

    private static IEnumerable<PeerCase> Elementwise()
    {
        foreach ((string name, int count) in Sizes.Elementwise)
        {
            yield return Of($"mean_sigmoid_tanh_fwd_bwd_{name}", () =>
            {
                torch.Tensor x = Copy(Inputs.Normal(1, [count]), differentiable: true);
                return Gradient(() => (x * x.sigmoid() + x.tanh()).mean(), x);
            });
            yield return Of($"add_f32_{name}", () =>
            {
                (torch.Tensor x, torch.Tensor y) = (Copy(Inputs.Normal(1, [count])), Copy(Inputs.Normal(2, [count])));
                return Value(() => x.add(y));
            });
        }
    }

    private static IEnumerable<PeerCase> Overheads()
    {
        yield return Of("scalar_chain_fwd", () =>
        {
            (torch.Tensor x, torch.Tensor y) = Factors([]);
            return Value(() => Chain(x, y));
        });
        yield return Of("scalar_chain_fwd_bwd", () =>
        {
            (torch.Tensor x, torch.Tensor y) = Factors([]);
            return Gradient(() => Chain(x, y), x);
        });
        yield return Of("scalar_grad_call", () =>
        {
            (torch.Tensor x, torch.Tensor y) = Factors([]);
            return Gradient(() => x.mul(y), x);
        });
        yield return Of("ten_chain_fwd_bwd", () =>
        {
            (torch.Tensor x, torch.Tensor y) = Factors([10]);
            return Gradient(() => Chain(x, y).sum(), x);
        });
    }

    private static (torch.Tensor X, torch.Tensor Y) Factors(long[] shape) =>
        (full(shape, 1.5f, requires_grad: true), full(shape, 0.999f));

    private static torch.Tensor Chain(torch.Tensor x, torch.Tensor y)
    {
        for (int i = 0; i < Sizes.ChainLength; i++)
        {
            x = x.mul(y);
        }

        return x;
    }
}
