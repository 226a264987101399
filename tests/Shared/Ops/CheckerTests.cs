using System.Globalization;

namespace AutoGrad.Testing;

/// <summary>The gradient checker must not call a right gradient wrong: every row, at points without mercy.</summary>
/// <remarks>
/// <c>AUTOGRAD_CHECKS=150</c> in the environment is the long run: so many points of each case, over 100,000 checks in all. The seeds are those of
/// <see cref="Operand.Make"/>: the same points each time.
/// </remarks>
public sealed class CheckerTests
{
    private static readonly int s_points = int.Parse(Environment.GetEnvironmentVariable("AUTOGRAD_CHECKS") ?? "2", CultureInfo.InvariantCulture);

    [Theory]
    [MemberData(nameof(OpTable.Differentiable), MemberType = typeof(OpTable))]
    public void Right_gradients_are_not_called_wrong(string op)
    {
        OpRow row = OpTable.Rows[op];
        foreach (Operand[] operands in row.Cases)
        {
            for (int seed = 0; seed < s_points; seed++)
            {
                Tensor[] x = [.. OpRow.Make(operands, seed).Select((leaf, i) => leaf.DType == DType.Float64 && operands[i].Fixed is null ? Moved(leaf, operands[i], seed) : leaf)];
                if (!x.Any(leaf => leaf.DType == DType.Float64))
                {
                    continue;
                }

                GradientReport report;
                try
                {
                    report = GradientCheck.Run<Tensor[]>(row.Call, x, order: 1 + seed / 8 % 2, seed: seed);
                }
                catch (Exception e) when (e is ArithmeticException or (ArgumentException and not ShapeException))
                {
                    // No value there at all: a matrix that is not positive definite, a variance below 0.
                    continue;
                }

                // Some losses pass a slope on where they clip, and mean to.
                Assert.True(
                    report.Verdict is not (Verdict.Wrong or Verdict.NotDeterministic) || report.Operation == "stop_gradient",
                    $"{op}, seed {seed}: {report}{Environment.NewLine}at {string.Join(", ", x.Select(leaf => leaf.ToString()))}");
            }
        }
    }

    // In turn: as they are; round, so that there are ties, kinks and zeros; small; near an integer; large; on the bounds.
    private static Tensor Moved(Tensor x, Operand operand, int seed) => (seed % 8) switch
    {
        1 => Tensor.Round(x),
        2 => 0.5 * Tensor.Round(2.0 * x),
        3 => operand.Low < 0 ? 1e-6 * x : x,
        4 => Tensor.Round(x) + 1e-7 * Tensor.Cos(10.0 * x),
        5 => operand.Low < 0 ? 1e3 * x : x,
        6 => Tensor.Where(x > 0.5 * (operand.Low + operand.High), Tensor.Full(x.Shape, operand.High, x.DType), Tensor.Full(x.Shape, operand.Low, x.DType)),
        7 => Tensor.Zeros(x.Shape, x.DType) + x.ToArray<double>().FirstOrDefault(),
        _ => x,
    };
}
