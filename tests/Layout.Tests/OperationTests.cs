namespace Layout.Tests;

public sealed class OperationTests
{
    private static readonly IReadOnlyList<Type> s_operations =
        OperationRules.Operations(Repository.Load("AutoGrad"), Repository.Type("AutoGrad.Op"));

    [Fact]
    public void Operations_are_found() => Assert.NotEmpty(s_operations);

    [Fact]
    public void Operations_are_internal_sealed_records() => Found.Nothing(OperationRules.NotInternalSealedRecords(s_operations));

    [Fact]
    public void An_open_record_and_a_class_are_found() =>
        Assert.Equal(
            ["OpenOp is not an internal sealed record", "ClassOp is not an internal sealed record"],
            OperationRules.NotInternalSealedRecords([typeof(GoodOp), typeof(OpenOp), typeof(ClassOp)]));

    [Fact]
    public void Operations_live_in_files_of_their_own() => Found.Nothing(OperationRules.Misplaced(s_operations, Repository.Sources));

    [Fact]
    public void Misplaced_operations_are_found() =>
        Assert.Equal(
            [
                "ClassOp shares src/AutoGrad/Ops/A.cs with AnotherOp",
                "GoodOp is declared in src/AutoGrad/Tensors/C.cs",
                "OpenOp is declared in 0 files",
            ],
            OperationRules.Misplaced(
                [typeof(GoodOp), typeof(OpenOp), typeof(ClassOp), typeof(AnotherOp)],
                [
                    new("src/AutoGrad/Ops/A.cs", "sealed record AnotherOp : Op;\nsealed class ClassOp : Op;"),
                    new("src/AutoGrad/Tensors/C.cs", "sealed record GoodOp : Op;"),
                ]));
}

internal sealed record GoodOp;

internal sealed record AnotherOp;

internal record OpenOp;

internal sealed record DerivedOp : OpenOp;

internal sealed class ClassOp;
