using Xunit.Abstractions;

namespace AutoGrad.Onnx.Tests;

/// <summary>The node tests of ONNX: every operator with every attribute, at the versions recorded.</summary>
public sealed class OnnxSuiteTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, OnnxCase> s_cases = OnnxCase.All().ToDictionary(c => c.Name);

    public static TheoryData<string> Cases => [.. s_cases.Keys];

    public static TheoryData<string> Float32Cases => [.. Names(c => c.HasFloat32)];

    public static TheoryData<string> MovingCases => [.. Names(c => c.CanMove)];

    public static TheoryData<string> MappedCases => [.. Names(c => c.CanMap)];

    [ExternalDataTheory(OnnxCase.Suite)]
    [MemberData(nameof(Cases))]
    public void Outputs_are_those_recorded(string name) => Check(s_cases[name], widen: false);

    [ExternalDataTheory(OnnxCase.Suite)]
    [MemberData(nameof(Float32Cases))]
    public void Outputs_are_those_recorded_when_computed_in_Float64(string name) => Check(s_cases[name], widen: true);

    [ExternalDataTheory(OnnxCase.Suite)]
    [MemberData(nameof(MovingCases))]
    public void Both_modes_of_differentiation_agree(string name) => s_cases[name].CheckModes();

    [ExternalDataTheory(OnnxCase.Suite)]
    [MemberData(nameof(MappedCases))]
    public void A_map_over_the_first_input_is_a_loop(string name) => s_cases[name].CheckBatch();

    private static IEnumerable<string> Names(Func<OnnxCase, bool> which) => s_cases.Values.Where(which).Select(c => c.Name);

    private void Check(OnnxCase c, bool widen)
    {
        Exception? failure = Record.Exception(() => c.Check(widen));
        if (failure is not null && c.IsInformational)
        {
            output.WriteLine($"{c.Name} (informational): {failure.Message}");
        }
        else if (failure is not null)
        {
            throw failure;
        }
    }
}
