namespace AutoGrad.Benchmarks;

/// <summary>The machine's limits, measured once a run.</summary>
internal sealed record Limits(double Float32Gflops, double Float64Gflops, double GigabytesPerSecond)
{
    public static Limits Measure(int threads) =>
        new(MachineLimits.Fma<float>(threads), MachineLimits.Fma<double>(threads), MachineLimits.Triad(threads));

    public IEnumerable<LimitLine> Lines(int threads) =>
    [
        new("fma_f32", threads, MachineLimits.VectorBits, Gflops: Benchmarks.Lines.Rounded(Float32Gflops)),
        new("fma_f64", threads, MachineLimits.VectorBits, Gflops: Benchmarks.Lines.Rounded(Float64Gflops)),
        new("triad", threads, MachineLimits.VectorBits, GigabytesPerSecond: Benchmarks.Lines.Rounded(GigabytesPerSecond)),
    ];

    public CaseLine Line(BenchmarkCase one, int threads, Timing timing)
    {
        double? gflops = one.Flops > 0 ? Benchmarks.Lines.Rounded(one.Flops / timing.Median / 1e6) : null;
        double? bandwidth = one.Bytes > 0 ? Benchmarks.Lines.Rounded(one.Bytes / timing.Median / 1e6) : null;
        double? share = gflops / (one.DType == DType.Float32 ? Float32Gflops : Float64Gflops) ?? bandwidth / GigabytesPerSecond;
        return new CaseLine(
            one.Name,
            threads,
            Benchmarks.Lines.Rounded(timing.Median / one.Operations),
            Benchmarks.Lines.Rounded(timing.Low / one.Operations),
            timing.Samples,
            gflops,
            bandwidth,
            share is { } number ? Math.Round(number, 3) : null);
    }
}
