using System.Globalization;

namespace AutoGrad.Nn;

/// <summary>
/// Normalisation as plain functions: of a tensor by its own mean and variance, or of weights by their size. Nothing is kept from
/// call to call; running statistics go in and come out.
/// </summary>
/// <remarks>Variances are those of all there is (divided by the count), and of distances from the mean, so that no digits cancel.</remarks>
public static partial class Normalize
{
    private const string ChannelsRule = "x must be [n, c, ...]";

    /// <summary>Takes out mean and variance over some axes; there may be none, and then every element is its own mean.</summary>
    private static Tensor Standard(Tensor x, ReadOnlySpan<int> axes, double epsilon)
    {
        if (axes.IsEmpty)
        {
            return 0.0 * x;
        }

        if (AreLast(axes, x.Rank))
        {
            return x.LayerNorm(axes: axes.Length, epsilon: epsilon);
        }

        Tensor centred = x - x.Mean(axes, keepDims: true);
        return centred * Tensor.Rsqrt(Tensor.Square(centred).Mean(axes, keepDims: true) + epsilon);
    }

    private static bool AreLast(ReadOnlySpan<int> axes, int rank)
    {
        int[] sorted = [.. axes];
        for (int i = 0; i < sorted.Length; i++)
        {
            sorted[i] += sorted[i] < 0 ? rank : 0;
        }

        Array.Sort(sorted);
        return sorted.AsSpan().SequenceEqual(From(Math.Max(0, rank - axes.Length), rank));
    }

    /// <summary>Scales and shifts by tensors that broadcast.</summary>
    private static Tensor Affinely(Tensor x, Tensor? scale, Tensor? shift)
    {
        Tensor y = scale is null ? x : x * scale;
        return shift is null ? y : y + shift;
    }

    /// <summary>[c] as [c, 1, ...], to stand beside a tensor [n, c, ...].</summary>
    private static Tensor? Channels(Tensor? perChannel, int rank) => perChannel?.Reshape([perChannel.Size, .. Enumerable.Repeat(1, rank - 2)]);

    private static int[] From(int axis, int rank) => [.. Enumerable.Range(axis, rank - axis)];

    private static void Require(string op, bool holds, string rule, Tensor x)
    {
        Arguments.RequireFloating(op, x);
        if (!holds)
        {
            throw new ShapeException(op, rule, x.Spec.ToString());
        }
    }

    /// <summary>Refuses parameters that would broadcast by accident, and mixed dtypes.</summary>
    private static void RequireShaped(string op, string name, Shape shape, Tensor x, Tensor? parameter)
    {
        if (parameter is not null && (parameter.Shape != shape || parameter.DType != x.DType))
        {
            throw new ShapeException(op, $"{name} must be {shape} and have the dtype of x", $"{parameter.Spec} for {x.Spec}");
        }
    }

    private static void RequireEpsilon(string op, double epsilon)
    {
        if (!(epsilon >= 0))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{op}: epsilon must be 0 or more; got {epsilon}."));
        }
    }
}
