using CoreTable = AutoGrad.Tests.OpTable;
using NnTable = AutoGrad.Nn.Tests.OpTable;

namespace AutoGrad.PropertyTests;

/// <summary>The calls that the tables of operations list: every operation, and each way it branches.</summary>
internal static class TableCalls
{
    /// <summary>The rows' names, each with its cases.</summary>
    public static IReadOnlyList<(string Name, Call[] Cases)> All { get; } =
    [
        .. CoreTable.Rows.Select(row => Of("AutoGrad.Tests", row.Key, row.Value)),
        .. NnTable.Rows.Select(row => Of("AutoGrad.Nn.Tests", row.Key, row.Value)),
    ];

    private static (string Name, Call[] Cases) Of(string table, string name, OpRow row)
    {
        var calls = new Call[row.Cases.Length];
        for (int i = 0; i < calls.Length; i++)
        {
            Operand[] operands = row.Cases[i];
            calls[i] = new Call($"{name} of {string.Join(", ", operands.Select(operand => $"[{string.Join(", ", operand.Shape)}]"))}", operands, row.Call, x => $"{table}.OpTable.Rows[\"{name}\"].Call([{string.Join(", ", x)}])")
            {
                IsDiscrete = row.IsDiscrete,
            };
        }

        for (int i = 0; i < calls.Length; i++)
        {
            Call larger = calls[i];
            calls[i] = larger with { Simpler = () => calls.Where(call => call.Size < larger.Size && call.IsEmpty == larger.IsEmpty && call.Operands.Length == larger.Operands.Length) };
        }

        return (name, calls);
    }
}
