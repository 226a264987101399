using TorchSharp;
using static TorchSharp.torch;

namespace AutoGrad.Benchmarks.Peers;

/// <summary>libtorch by way of TorchSharp, used as its authors advise: a scope that disposes what a step has made.</summary>
internal static partial class Torch
{
    public const string Name = "torchsharp";

    public static IEnumerable<PeerCase> Cases() => [.. Kernels(), .. Overheads(), .. Training(), .. AdBench()];

    private static PeerCase Of(string name, Func<Action> prepare) => new(name, Name, prepare);

    /// <summary>A copy of one of our tensors.</summary>
    private static torch.Tensor Copy(AutoGrad.Tensor x, bool differentiable = false)
    {
        long[] shape = [.. x.Shape.Select(extent => (long)extent)];
        torch.Tensor copy = x.DType switch
        {
            DType.Float32 => tensor(x.ToArray<float>(), shape),
            DType.Float64 => tensor(x.ToArray<double>(), shape),
            _ => tensor(x.To(DType.Int64).ToArray<long>(), shape),
        };
        return differentiable ? copy.requires_grad_() : copy;
    }

    /// <summary>The values of a function, which are thrown away.</summary>
    private static Action Value(Func<torch.Tensor> f) => () =>
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable still = no_grad();
        f();
    };

    /// <summary>The gradient of a scalar function by some tensors.</summary>
    private static Action Gradient(Func<torch.Tensor> f, params torch.Tensor[] by) => () =>
    {
        using DisposeScope scope = NewDisposeScope();
        autograd.grad([f()], by);
    };
}
