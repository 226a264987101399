namespace AutoGrad.Nn.Tests;

/// <summary>One row for each public function on tensors and each way it branches. A new function gets a row here and, with it, every test.</summary>
public static partial class OpTable
{
    public static IReadOnlyDictionary<string, OpRow> Rows { get; } = new Dictionary<string, OpRow>(
        [
            .. Pointwise(),
            .. Convolutions(),
            .. Attending(),
            .. Looking(),
            .. Placing(),
            .. LossesOfNumbers(),
            .. LossesOfClasses(),
            .. LossesOfVectors(),
            .. Noises(),
            .. AlongAnAxis(),
            .. Normalization(),
            .. Resizing(),
            .. Sampling(),
            .. Recurrences(),
            .. Alignments(),
        ]);

    public static TheoryData<string> Names => [.. Rows.Keys];

    public static TheoryData<string> Differentiable => [.. Rows.Where(row => !row.Value.IsDiscrete).Select(row => row.Key)];
}
