using AutoGrad.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace AutoGrad.Benchmarks.Peers;

/// <summary>ADBench's objectives by the same formulas as ours, over all points or observations at once.</summary>
internal static partial class Torch
{
    private static IEnumerable<PeerCase> AdBench()
    {
        yield return Of("adbench_gmm_value", () =>
        {
            (Func<torch.Tensor> value, _) = Mixture();
            return Value(value);
        });
        yield return Of("adbench_gmm_gradient", () =>
        {
            (Func<torch.Tensor> value, torch.Tensor[] by) = Mixture();
            return Gradient(value, by);
        });
        yield return Of("adbench_ba_value", () =>
        {
            Scene scene = Scene.Make();
            return Value(() => scene.Errors(scene.Observations()));
        });
        yield return Of("adbench_ba_jacobian", () =>
        {
            // A row of every block at once: an error depends on its own observation alone.
            Scene scene = Scene.Make();
            return () =>
            {
                using DisposeScope scope = NewDisposeScope();
                torch.Tensor[] observations;
                using (no_grad())
                {
                    observations = scene.Observations();
                }

                foreach (torch.Tensor part in observations)
                {
                    part.requires_grad_();
                }

                torch.Tensor errors = scene.Errors(observations);
                torch.Tensor Row(int row) => cat(
                    [.. autograd.grad([errors.select(1, row).sum()], observations, retain_graph: row == 0).Select(part => part.reshape(part.shape[0], -1))],
                    dim: 1);
                stack([Row(0), Row(1)], dim: 1);
            };
        });
    }

    private static (Func<torch.Tensor> Value, torch.Tensor[] By) Mixture()
    {
        (Gmm objective, GmmParameters start) = Benchmarks.Cases.Mixture();
        (int k, int d, int n) = (Sizes.GmmComponents, Sizes.GmmFeatures, Sizes.GmmPoints);
        torch.Tensor points = Copy(objective.Points);
        torch.Tensor alphas = Copy(start.Alphas, differentiable: true);
        torch.Tensor means = Copy(start.Means, differentiable: true);
        torch.Tensor factors = Copy(start.Factors, differentiable: true);

        long[] places = new long[d * d];
        for (int column = 0, next = d; column < d; column++)
        {
            for (int row = 0; row < d; row++)
            {
                places[column * d + row] = row < column ? d * (d + 1) / 2 : row == column ? column : next++;
            }
        }

        torch.Tensor index = tensor(places);
        torch.Tensor zero = zeros(k, 1, dtype: ScalarType.Float64);
        torch.Tensor Value()
        {
            torch.Tensor logDiagonals = factors.narrow(1, 0, d);
            torch.Tensor diagonals = logDiagonals.exp();
            torch.Tensor below = factors.narrow(1, d, d * (d - 1) / 2);
            torch.Tensor logDeterminants = logDiagonals.sum(1);
            torch.Tensor matrices = cat([diagonals, below, zero], dim: 1).index_select(1, index).reshape(k, d, d);
            torch.Tensor distances = (points - means.unsqueeze(1)).matmul(matrices).square().sum(2);
            torch.Tensor likelihood = ((alphas + logDeterminants).unsqueeze(1) - 0.5 * distances).logsumexp(0).sum()
                - 0.5 * n * d * Math.Log(2 * Math.PI) - n * alphas.logsumexp(0);
            torch.Tensor squares = diagonals.square().sum() + below.square().sum();
            return likelihood + 0.5 * objective.Gamma * objective.Gamma * squares - objective.M * logDeterminants.sum();
        }

        return (Value, [alphas, means, factors]);
    }

    private sealed record Scene(torch.Tensor Cameras, torch.Tensor Points, torch.Tensor Weights, torch.Tensor Features, torch.Tensor CameraOf, torch.Tensor PointOf)
    {
        public static Scene Make()
        {
            BundleAdjustment ours = Benchmarks.Cases.Scene();
            return new Scene(
                Copy(ours.Cameras), Copy(ours.Points), Copy(ours.Weights), Copy(ours.Features), Copy(ours.CameraOf), Copy(ours.PointOf));
        }

        public torch.Tensor[] Observations() => [Cameras.index_select(0, CameraOf), Points.index_select(0, PointOf), Weights.clone()];

        public torch.Tensor Errors(torch.Tensor[] observations)
        {
            (torch.Tensor camera, torch.Tensor point, torch.Tensor weight) = (observations[0], observations[1], observations[2]);
            torch.Tensor turned = Turn(camera.narrow(1, 0, 3), point - camera.narrow(1, 3, 3));
            torch.Tensor image = turned.narrow(1, 0, 2) / turned.narrow(1, 2, 1);
            torch.Tensor squared = image.square().sum(1, keepdim: true);
            torch.Tensor distortion = 1 + squared * (camera.narrow(1, 9, 1) + squared * camera.narrow(1, 10, 1));
            torch.Tensor projected = camera.narrow(1, 6, 1) * distortion * image + camera.narrow(1, 7, 2);
            return weight.unsqueeze(1) * (projected - Features);
        }

        private static torch.Tensor Turn(torch.Tensor r, torch.Tensor v)
        {
            torch.Tensor squared = r.square().sum(1, keepdim: true);
            torch.Tensor still = squared == 0;
            torch.Tensor angle = where(still, ones_like(squared), squared).sqrt();
            torch.Tensor axis = r / angle;
            torch.Tensor turned = v * angle.cos() + Cross(axis, v) * angle.sin() + axis * (axis * v).sum(1, keepdim: true) * (1 - angle.cos());
            return where(still, v + Cross(r, v), turned);
        }

        private static torch.Tensor Cross(torch.Tensor x, torch.Tensor y) => linalg.cross(x, y, 1);
    }
}
