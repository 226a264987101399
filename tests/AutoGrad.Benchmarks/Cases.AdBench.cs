using AutoGrad.Tests;
using static AutoGrad.Transform;

namespace AutoGrad.Benchmarks;

internal static partial class Cases
{
    // Value and gradient apart, as ADBench's own measure is the gradient's time over the function's.
    private static IEnumerable<BenchmarkCase> AdBench()
    {
        yield return new BenchmarkCase("adbench_gmm_value", () =>
        {
            (Gmm objective, GmmParameters start) = Mixture();
            return () => objective.LogPosterior(start);
        });
        yield return new BenchmarkCase("adbench_gmm_gradient", () =>
        {
            (Gmm objective, GmmParameters start) = Mixture();
            return () => Grad<GmmParameters>(objective.LogPosterior)(start);
        });
        yield return new BenchmarkCase("adbench_ba_value", () =>
        {
            BundleAdjustment scene = Scene();
            return () => scene.Errors();
        });
        yield return new BenchmarkCase("adbench_ba_jacobian", () =>
        {
            BundleAdjustment scene = Scene();
            return () => scene.Blocks();
        });
        yield return new BenchmarkCase("adbench_lstm_value", () =>
        {
            (LstmModel objective, LstmParameters start) = Sequence();
            return () => objective.Loss(start);
        });
        yield return new BenchmarkCase("adbench_lstm_gradient", () =>
        {
            (LstmModel objective, LstmParameters start) = Sequence();
            return () => Grad<LstmParameters>(objective.Loss)(start);
        });
    }

    internal static (Gmm Objective, GmmParameters Start) Mixture()
    {
        (int k, int d) = (Sizes.GmmComponents, Sizes.GmmFeatures);
        var start = new GmmParameters(
            Inputs.Normal(1, [k], DType.Float64),
            Inputs.Normal(2, [k, d], DType.Float64),
            Inputs.Normal(3, [k, d * (d + 1) / 2], DType.Float64));
        return (new Gmm(Inputs.Normal(4, [Sizes.GmmPoints, d], DType.Float64), Gamma: 1, M: 0), start);
    }

    internal static BundleAdjustment Scene()
    {
        // Points before the cameras, which are turned by little, so that all of them are seen.
        Tensor cameras = Inputs.Normal(1, [Sizes.Cameras, 11], DType.Float64, deviation: 0.1);
        Tensor points = Inputs.Normal(2, [Sizes.Points, 3], DType.Float64) + Tensor.From([3], [0.0, 0, 10]);
        return new BundleAdjustment(
            cameras,
            points,
            Inputs.Normal(3, [Sizes.Observations], DType.Float64),
            Inputs.Normal(4, [Sizes.Observations, 2], DType.Float64),
            Inputs.Labels(5, Sizes.Observations, Sizes.Cameras),
            Inputs.Labels(6, Sizes.Observations, Sizes.Points));
    }

    private static (LstmModel Objective, LstmParameters Start) Sequence()
    {
        const int Layers = 2, Length = 1024, Bits = 14;
        var start = new LstmParameters(
            Inputs.Normal(1, [2 * Layers, 4 * Bits], DType.Float64), Inputs.Normal(2, [3, Bits], DType.Float64));
        Tensor state = Inputs.Normal(3, [2, Layers, Bits], DType.Float64);
        Tensor sequence = Inputs.Labels(4, Length * Bits, 2).To(DType.Float64).Reshape(Length, Bits);
        return (new LstmModel(state[0], state[1], sequence), start);
    }
}
