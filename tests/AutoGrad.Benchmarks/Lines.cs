using System.Text.Json;
using System.Text.Json.Serialization;

namespace AutoGrad.Benchmarks;

/// <summary>What is printed: a JSON object a line.</summary>
internal static class Lines
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Write<T>(T line) => JsonSerializer.Serialize(line, s_options);

    public static T Read<T>(string line) =>
        JsonSerializer.Deserialize<T>(line, s_options) ?? throw new FormatException($"Not a line of a benchmark: {line}");

    /// <summary>Four digits, which is more than holds from run to run.</summary>
    public static double Rounded(double number) =>
        number == 0 || !double.IsFinite(number) ? number : Math.Round(number, Math.Clamp(3 - (int)Math.Floor(Math.Log10(Math.Abs(number))), 0, 12));
}

/// <summary>What the machine can do at most.</summary>
internal sealed record LimitLine(string Limit, int Threads, int VectorBits, double? Gflops = null, double? GigabytesPerSecond = null);

/// <summary>What one case took.</summary>
/// <param name="Case">Its name.</param>
/// <param name="Threads">How many threads the library may take.</param>
/// <param name="Ms">The median of an operation.</param>
/// <param name="LowMs">The lowest.</param>
/// <param name="Samples">How many were taken.</param>
/// <param name="Gflops">What it computed in a second, if that bounds it.</param>
/// <param name="GigabytesPerSecond">What it moved in a second, if that bounds it.</param>
/// <param name="ShareOfPeak">Of the machine's limit at as many threads, measured in the same run.</param>
internal sealed record CaseLine(
    string Case, int Threads, double Ms, double LowMs, int Samples, double? Gflops, double? GigabytesPerSecond, double? ShareOfPeak);
