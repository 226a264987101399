namespace AutoGrad.Benchmarks;

/// <summary>A product of matrices, [M, K] by [K, N].</summary>
internal sealed record ProductSize(DType DType, int M, int N, int K)
{
    public string Name => $"gemm_{(DType == DType.Float32 ? "f32" : "f64")}_{(M == N && N == K ? $"{M}" : $"{M}x{N}x{K}")}";
}

/// <summary>A convolution of square images with square filters.</summary>
internal sealed record ConvolutionSize(int Batch, int Inputs, int Outputs, int Window, int Extent, int Padding)
{
    public string Name => $"{Inputs}x{Outputs}_k{Window}_{Extent}_b{Batch}";

    /// <summary>Gets whether there is a layer below that wants a gradient; below a single channel lie the images.</summary>
    public bool NeedsInputGradient => Inputs > 1;

    public int OutputExtent => Extent + 2 * Padding - Window + 1;

    public double Flops => 2.0 * Batch * Inputs * Outputs * Window * Window * OutputExtent * OutputExtent;
}

/// <summary>The extents of the cases, which ours and those of other libraries share.</summary>
internal static class Sizes
{
    public const int ChainLength = 1000;

    public const int Batch = 128;

    public const int Pixels = 28;

    public const int Classes = 10;

    public const int LstmSteps = 32;

    public const int LstmBatch = 32;

    public const int LstmFeatures = 128;

    public const int TransformerBatch = 16;

    public const int TransformerLength = 64;

    public const int TransformerFeatures = 128;

    public const int TransformerHeads = 4;

    public const int ExampleBatch = 32;

    public const int GmmPoints = 1000;

    public const int GmmFeatures = 10;

    public const int GmmComponents = 25;

    public const int Cameras = 49;

    public const int Points = 7776;

    public const int Observations = 31843;

    public static readonly ProductSize[] Products =
    [
        new(DType.Float32, 256, 256, 256),
        new(DType.Float32, 512, 512, 512),
        new(DType.Float32, 1024, 1024, 1024),
        new(DType.Float32, 2048, 2048, 2048),
        new(DType.Float32, 784, 256, 128),
        new(DType.Float32, 4096, 32, 288),
        new(DType.Float32, 128, 10, 128),
        new(DType.Float64, 256, 256, 256),
        new(DType.Float64, 512, 512, 512),
        new(DType.Float64, 1024, 1024, 1024),
    ];

    public static readonly ConvolutionSize[] Convolutions =
    [
        new(Batch: 128, Inputs: 1, Outputs: 32, Window: 5, Extent: 28, Padding: 0),
        new(Batch: 128, Inputs: 32, Outputs: 64, Window: 3, Extent: 14, Padding: 1),
        new(Batch: 32, Inputs: 64, Outputs: 64, Window: 3, Extent: 32, Padding: 1),
        new(Batch: 128, Inputs: 32, Outputs: 64, Window: 5, Extent: 12, Padding: 0),
    ];

    public static readonly (int Channels, int Extent)[] Pools = [(32, 24), (64, 8)];

    public static readonly (int Rows, int Classes)[] CrossEntropies = [(128, 10), (128, 1000), (4096, 1000)];

    public static readonly (int Rows, int Features)[] LayerNorms = [(1024, 128), (4096, 512)];

    public static readonly (string Name, int Count)[] Elementwise = [("1e3", 1_000), ("1e5", 100_000), ("1e7", 10_000_000)];

    public static readonly int[] Mlp = [Pixels * Pixels, 256, 128, Classes];

    public static readonly int[] ExampleMlp = [Pixels * Pixels, 128, Classes];
}
