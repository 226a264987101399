using System.Globalization;
using Xunit.Abstractions;

namespace AutoGrad.Onnx.Tests;

/// <summary>The node tests of ONNX: every operator with every attribute, at the versions recorded.</summary>
public sealed class OnnxSuiteTests(ITestOutputHelper output)
{
    private const string Missing = "the library has no such operation yet";

    private static readonly Dictionary<string, OnnxCase> s_cases = OnnxCase.All().ToDictionary(c => c.Name);

    public static TheoryData<string> Cases => [.. Names(c => IsPresent(c))];

    public static TheoryData<string> Float32Cases => [.. Names(c => IsPresent(c) && c.HasFloat32)];

    public static TheoryData<string> Absent => [.. Names(c => !IsPresent(c))];

    [ExternalDataTheory(OnnxCase.Suite)]
    [MemberData(nameof(Cases))]
    public void Outputs_are_those_recorded(string name) => Check(s_cases[name], widen: false);

    [ExternalDataTheory(OnnxCase.Suite)]
    [MemberData(nameof(Float32Cases))]
    public void Outputs_are_those_recorded_when_computed_in_Float64(string name) => Check(s_cases[name], widen: true);

    [Theory(Skip = Missing)]
    [MemberData(nameof(Absent))]
    public void Outputs_of_absent_operators(string name) => Check(s_cases[name], widen: false);

    private static IEnumerable<string> Names(Func<OnnxCase, bool> which) => s_cases.Values.Where(which).Select(c => c.Name);

    private static bool IsPresent(OnnxCase c) => !c.Operators.Any(Adapters.Absent.Contains);

    private void Check(OnnxCase c, bool widen)
    {
        Exception? failure = Record.Exception(() => Compare(c, c.Evaluate(widen), widen));
        if (failure is not null && c.IsInformational)
        {
            output.WriteLine($"{c.Name} (informational): {failure.Message}");
        }
        else if (failure is not null)
        {
            throw failure;
        }
    }

    private static void Compare(OnnxCase c, Tensor?[] outputs, bool widen)
    {
        for (int k = 0; k < c.Expected.Length; k++)
        {
            if (c.Expected[k] is { } expected)
            {
                Tensor actual = outputs[k] ?? throw new InvalidDataException($"{c.Name}: output {k} was not computed");
                DType dtype = widen && actual.DType == DType.Float64 && expected.DType == DType.Float32 ? DType.Float32 : actual.DType;
                Assert.True(
                    expected.Spec == new Spec(actual.Shape, dtype), $"{c.Name}, output {k}: {expected.Spec} expected, got {actual.Spec}");
                Compare($"{c.Name}, output {k}", expected, actual.To(dtype), c, dtype == DType.Float32 && !widen);
            }
        }
    }

    // Float64 is rounded to Float32 and held to the case's tolerance; what was computed in Float32 gets the suite's allowance for it.
    private static void Compare(string what, Tensor expected, Tensor actual, OnnxCase c, bool isSingle)
    {
        if (!IsFloating(expected.DType))
        {
            Assert.Equal(expected.To(DType.Int64).ToArray<long>(), actual.To(DType.Int64).ToArray<long>());
            return;
        }

        double absolute = isSingle ? Math.Max(c.Absolute, c.Operators.Any(Adapters.Accumulating.Contains) ? 1e-5 : 1e-6) : c.Absolute;
        double[] e = expected.To(DType.Float64).ToArray<double>();
        double[] y = actual.To(DType.Float64).ToArray<double>();
        for (int i = 0; i < e.Length; i++)
        {
            bool holds = e[i].Equals(y[i]) || Math.Abs(y[i] - e[i]) <= absolute + c.Relative * Math.Abs(e[i]);
            Assert.True(holds, string.Create(CultureInfo.InvariantCulture, $"{what} [{i}]: {e[i]:R} expected, got {y[i]:R}"));
        }
    }

    private static bool IsFloating(DType dtype) => dtype is DType.Float32 or DType.Float64;
}
