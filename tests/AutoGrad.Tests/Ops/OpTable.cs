namespace AutoGrad.Tests;

/// <summary>One row for each public operation and each way it branches. A new operation gets a row here and, with it, every test.</summary>
public static partial class OpTable
{
    public static IReadOnlyDictionary<string, OpRow> Rows { get; } = new Dictionary<string, OpRow>(
        [
            .. Elementwise(),
            .. Binary(),
            .. Special(),
            .. Comparisons(),
            .. Integers,
            .. Reductions(),
            .. Statistics(),
            .. Normalization(),
            .. Attending(),
            .. Shaping(),
            .. Indexing(),
            .. Sorting(),
            .. Updating(),
            .. Rearranging(),
            .. Contractions(),
            .. Products(),
            .. Matrices(),
            .. Decompositions(),
            .. MatrixFunctions(),
            .. Solvers(),
            .. Convolutions(),
            .. Volumes(),
            .. Pooling(),
            .. MorePooling(),
            .. Windows(),
            .. Folding(),
            .. Loops(),
            .. RecurrentWalks(),
            .. Draws(),
        ]);

    public static TheoryData<string> Names => [.. Rows.Keys];

    public static TheoryData<string> Differentiable => [.. Rows.Where(row => !row.Value.IsDiscrete).Select(row => row.Key)];

    public static TheoryData<string> Discrete => [.. Rows.Where(row => row.Value.IsDiscrete).Select(row => row.Key)];
}
