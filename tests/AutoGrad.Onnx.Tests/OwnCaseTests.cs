using System.Text.Json;

namespace AutoGrad.Onnx.Tests;

/// <summary>What the recorded suite does not ask of the adapters: computed from ONNX's documentation, by other means than this library.</summary>
public sealed class OwnCaseTests
{
    private static readonly Dictionary<string, OnnxCase> s_cases = OnnxCase.Own().ToDictionary(c => c.Name);

    public static TheoryData<string> Cases => [.. s_cases.Keys];

    public static TheoryData<string> Float32Cases => [.. s_cases.Values.Where(c => c.HasFloat32).Select(c => c.Name)];

    public static TheoryData<string> MovingCases => [.. s_cases.Values.Where(c => c.CanMove).Select(c => c.Name)];

    public static TheoryData<string> MappedCases => [.. s_cases.Values.Where(c => c.CanMap).Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Outputs_are_those_computed_elsewhere(string name) => s_cases[name].Check(widen: false);

    [Theory]
    [MemberData(nameof(Float32Cases))]
    public void Outputs_are_those_computed_elsewhere_in_Float64(string name) => s_cases[name].Check(widen: true);

    [Theory]
    [MemberData(nameof(MovingCases))]
    public void Both_modes_of_differentiation_agree(string name) => s_cases[name].CheckModes();

    [Theory]
    [MemberData(nameof(MappedCases))]
    public void A_map_over_the_first_input_is_a_loop(string name) => s_cases[name].CheckBatch();

    [Fact]
    public void An_operator_without_an_adapter_is_named() => Refuses(
        "Whirl: there is no adapter for this operator", "Whirl", "{}");

    [Fact]
    public void An_attribute_that_no_adapter_reads_is_named() => Refuses(
        "Relu, opset 14: the adapter does not know the attributes leak", "Relu", """{"leak": 0.1}""");

    [Fact]
    public void A_value_of_an_attribute_that_is_not_known_is_named() => Refuses(
        "Gelu, opset 14: the adapter does not know the approximation cubic", "Gelu", """{"approximate": "cubic"}""");

    private static void Refuses(string message, string op, string attributes) => Assert.Equal(
        message,
        Assert.Throws<InvalidDataException>(
            () => Adapters.Run(new Node(op, 14, JsonDocument.Parse(attributes).RootElement, [Tensor.Zeros([2])], 1))).Message);
}
