namespace AutoGrad.Reports;

/// <summary>What is written around a chart; empty for nothing.</summary>
internal readonly record struct Labels(string Title, string X, string Y)
{
    public static Labels Of(string? title, string? x, string? y) => new(title ?? "", x ?? "", y ?? "");
}
