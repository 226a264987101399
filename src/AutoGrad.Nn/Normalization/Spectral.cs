using System.Globalization;

namespace AutoGrad.Nn;

public static partial class Normalize
{
    /// <summary>
    /// Divides weights by an estimate of their greatest singular value: <c>w / σ</c> with <c>σ = uᵀ W v = ‖Wᵀ u‖</c>, W the weights as a
    /// matrix [outputs, the rest], and u from power iterations that go on from call to call.
    /// </summary>
    /// <param name="weights">[..., outputs, ...]: a floating dtype.</param>
    /// <param name="vector">[outputs]: u, which the last call returned; at first a normal draw. Its length does not matter.</param>
    /// <param name="axis">The axis of the outputs, in [-rank, rank): 0 for filters of a convolution, 1 for an <see cref="Affine"/>.</param>
    /// <param name="iterations">How many this time; 1 in training, a few more at the start, 0 to leave u as it is.</param>
    /// <param name="epsilon">The least length, and the least σ, that is divided by; above 0.</param>
    /// <returns>The weights over σ, the vector to go on with, and σ.</returns>
    /// <exception cref="ShapeException">There is no such axis, the vector is not one number an output, or the dtypes differ or are not floating.</exception>
    /// <exception cref="ArgumentException">The number of iterations is negative, or epsilon is not above 0.</exception>
    /// <remarks>
    /// Derivative: u is a constant, so that <c>∂σ/∂W = u vᵀ</c> with <c>v = Wᵀ u / σ</c>, exact when u has converged.
    /// Source: Miyato, Kataoka, Koyama and Yoshida, Spectral Normalization, arXiv:1802.05957, Algorithm 1.
    /// </remarks>
    public static SpectralWeights Spectral(Tensor weights, Tensor vector, int axis = 0, int iterations = 1, double epsilon = 1e-12)
    {
        ArgumentNullException.ThrowIfNull(vector);
        Arguments.RequireFloating("spectral_norm", weights);
        int at = Arguments.AxisOf("spectral_norm", weights, axis);
        RequireShaped("spectral_norm", "the vector", [weights.Shape[at]], weights, vector);
        if (iterations < 0 || !(epsilon > 0))
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"spectral_norm: iterations must be 0 or more and epsilon above 0; got {iterations} and {epsilon}."));
        }

        int outputs = weights.Shape[at];
        Tensor matrix = weights.MoveAxis(at, 0).Reshape([outputs, outputs == 0 ? 0 : weights.Size / outputs]);
        Tensor constant = Transform.StopGradient(matrix);
        Tensor u = Unit(Transform.StopGradient(vector), 0, epsilon: epsilon);
        for (int i = 0; i < iterations; i++)
        {
            u = Unit(Tensor.MatMul(constant, Unit(Tensor.MatMul(u, constant), 0, epsilon: epsilon)), 0, epsilon: epsilon);
        }

        // uᵀ W v for v = Wᵀ u / ‖Wᵀ u‖.
        Tensor sigma = Tensor.MatMul(u, matrix).Norm();
        return new SpectralWeights(weights / Tensor.Maximum(sigma, epsilon), u, sigma);
    }
}
