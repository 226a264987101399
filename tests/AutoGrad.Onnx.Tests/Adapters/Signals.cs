namespace AutoGrad.Onnx.Tests;

/// <summary>Windows and Fourier transforms, as the sums they are.</summary>
internal static partial class Adapters
{
    /// <summary>A window: a weighted sum of cosines of 0, 1, 2 … turns over its length.</summary>
    private static Adapter Window(params double[] weights) => One(node =>
    {
        int size = node.Integers(0)[0];
        DType dtype = ElementType(node, node.Int("output_datatype", 1));
        Tensor turn = 2 * Math.PI / (node.Flag("periodic", true) ? size : size - 1) * Tensor.Arange(0, size, DType.Float64);
        Tensor y = Tensor.Zeros([size], DType.Float64);
        foreach ((int turns, double weight) in weights.Index())
        {
            y += weight * Tensor.Cos(turns * turn);
        }

        return y.To(dtype);
    });

    private static Tensor Dft(Node node)
    {
        Tensor x = node[0];
        bool isOneSided = node.Flag("onesided"), isInverse = node.Flag("inverse");
        int axis = node.Opset >= 20 ? node.Optional(2) is null ? -2 : node.Integers(2)[0] : node.Int("axis", 1);
        axis = axis < 0 ? axis + x.Rank : axis;
        int given = x.Shape[axis];
        int length = node.Optional(1) is not null ? node.Integers(1)[0] : isInverse && isOneSided ? 2 * (given - 1) : given;
        return Fourier(x, axis, length, isInverse, isOneSided);
    }

    private static Tensor Stft(Node node)
    {
        Tensor x = node[0];
        int step = node.Integers(1)[0];
        int length = node.Optional(3) is not null ? node.Integers(3)[0] : node.Optional(2) is { } given ? given.Size : x.Shape[1];
        Tensor window = node.Optional(2) ?? Tensor.Ones([length], x.DType);
        int frames = 1 + (x.Shape[1] - length) / step;
        Tensor places = (step * Tensor.Arange(0, frames, DType.Int32)).Reshape(frames, 1) + Tensor.Arange(0, length, DType.Int32);
        return Fourier(x.Gather(places, axis: 1) * window.Reshape(length, 1), 2, length, isInverse: false, node.Flag("onesided", true));
    }

    // The last axis holds the real part, and the imaginary one unless that is 0.
    private static Tensor Fourier(Tensor x, int axis, int length, bool isInverse, bool isOneSided)
    {
        bool fills = isInverse && isOneSided;
        int wanted = fills ? length / 2 + 1 : length;
        int kept = Math.Min(x.Shape[axis], wanted);
        Tensor cut = x.SliceAxis(axis, 0, kept).MoveAxis(axis, -2);
        Tensor[] parts = [.. cut.Split(cut.Shape[^1], axis: -1).Select(part => part.Squeeze(-1))];
        Tensor real = parts[0], imaginary = parts.Length == 2 ? parts[1] : Tensor.ZerosLike(real);
        int outputs = isOneSided && !isInverse ? length / 2 + 1 : length;

        // Angles 2π k n / length from the whole product's rest, so that great ones lose nothing.
        Tensor product = Tensor.Arange(0, kept, DType.Int64).Reshape(kept, 1) * Tensor.Arange(0, outputs, DType.Int64);
        Tensor rest = Tensor.Remainder(product, Tensor.Scalar(length, DType.Int64));
        Tensor angle = (isInverse ? 2 : -2) * Math.PI / length * rest.To(DType.Float64);
        Tensor cosine = Tensor.Cos(angle).To(x.DType), sine = Tensor.Sin(angle).To(x.DType);
        if (fills)
        {
            // Half of the frequencies stand for both; the first, and the last of an even length, for themselves.
            Tensor counts = Tensor.Where(
                Tensor.Equal(Tensor.Remainder(2 * Tensor.Arange(0, kept, DType.Int32), Tensor.Scalar(length, DType.Int32)), 0), 1.0, Tensor.Full([kept], 2, x.DType));
            return ((Tensor.MatMul(real * counts, cosine) - Tensor.MatMul(imaginary * counts, sine)) / length).ExpandDims(-1).MoveAxis(-2, axis);
        }

        Tensor y = Tensor.Stack(
            [Tensor.MatMul(real, cosine) - Tensor.MatMul(imaginary, sine), Tensor.MatMul(real, sine) + Tensor.MatMul(imaginary, cosine)], -1);
        return (isInverse ? y / length : y).MoveAxis(-2, axis);
    }

    // Triangles over the spectrum's bins, whose corners lie evenly on the mel scale.
    private static Tensor MelWeightMatrix(Node node)
    {
        DType dtype = ElementType(node, node.Int("output_datatype", 1));
        (int count, int length, int rate) = (node.Integers(0)[0], node.Integers(1)[0], node.Integers(2)[0]);
        (double low, double high) = (Mel(node.Numbers(3)[0]), Mel(node.Numbers(4)[0]));
        int[] corners = [.. Enumerable.Range(0, count + 2).Select(
            i => (int)Math.Floor((length + 1) * 700 * (Math.Pow(10, (low + i * (high - low) / (count + 2)) / 2595) - 1) / rate))];
        int bins = length / 2 + 1;
        double[] weights = [.. Enumerable.Range(0, bins * count).Select(
            i => Weight(i / count, corners[i % count], corners[i % count + 1], corners[i % count + 2]))];
        return Tensor.From([bins, count], weights).To(dtype);

        static double Mel(double hertz) => 2595 * Math.Log10(1 + hertz / 700);

        static double Weight(int bin, int left, int centre, int right) =>
            bin == centre ? 1
            : bin > left && bin < centre ? (double)(bin - left) / (centre - left)
            : bin > centre && bin < right ? (double)(right - bin) / (right - centre)
            : 0;
    }
}
