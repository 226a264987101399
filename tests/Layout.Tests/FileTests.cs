namespace Layout.Tests;

public sealed class FileTests
{
    [Fact]
    public void Sources_are_found()
    {
        Assert.Contains(Repository.Sources, file => file.Path == "src/AutoGrad/Tensors/Shape.cs");
        Assert.DoesNotContain(Repository.Sources, file => file.Path.Contains("/obj/", StringComparison.Ordinal));
    }

    [Fact]
    public void No_file_is_too_long() => Found.Nothing(FileRules.TooLong(Repository.Sources));

    [Fact]
    public void A_file_of_401_lines_is_too_long() =>
        Assert.Equal(["src/A/B.cs: 401 lines"], FileRules.TooLong([Lines("src/A/B.cs", 401), Lines("src/A/C.cs", 400)]));

    [Fact]
    public void A_last_line_without_its_end_counts() => Assert.Equal(2, new SourceFile("src/A/B.cs", "a\nb").Lines);

    [Fact]
    public void The_root_holds_what_the_layout_says() =>
        Found.Nothing(FileRules.UnknownAtTheRoot(new DirectoryInfo(Repository.Root).EnumerateFileSystemInfos().Select(entry => entry.Name)));

    [Fact]
    public void A_new_folder_at_the_root_is_found() =>
        Assert.Equal(["docs"], FileRules.UnknownAtTheRoot(["src", "docs", ".ci", "README.md"]));

    [Fact]
    public void Nothing_is_left_unfinished() => Found.Nothing(FileRules.Unfinished(Repository.Sources));

    [Theory]
    [InlineData("throw new NotImplementedException();")]
    [InlineData("// TODO: more")]
    [InlineData("int x; // HACK")]
    public void An_unfinished_place_is_found(string line) =>
        Assert.Equal([$"src/A/B.cs:2: {line}"], FileRules.Unfinished([new("src/A/B.cs", "a\n" + line)]));

    [Fact]
    public void Instructions_of_one_processor_have_another_way_beside_them() => Found.Nothing(FileRules.UnguardedInstructions(Repository.Sources));

    [Fact]
    public void Instructions_without_another_way_are_found() =>
        Assert.Equal(
            ["src/AutoGrad/Kernels/A.cs: Avx2", "src/AutoGrad/Kernels/D.cs: AdvSimd"],
            FileRules.UnguardedInstructions(
            [
                new("src/AutoGrad/Kernels/A.cs", "Sse.IsSupported ? Sse.Add(x, y) : Avx2.Add(x, y)"),
                new("src/AutoGrad/Kernels/B.cs", "Avx2.IsSupported ? Avx.Shuffle(x, y, 0) : Vector256.Add(x, y)"),
                new("src/AutoGrad/Kernels/C.cs", "AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(x, y) : TWide.Fma(x, y, z)"),
                new("src/AutoGrad/Kernels/D.cs", "AdvSimd.Arm64.ZipLow(x, y)"),
            ]));

    [Fact]
    public void Primitives_stay_in_kernels() => Found.Nothing(FileRules.PrimitivesOutsideKernels(Repository.Sources));

    [Fact]
    public void A_primitive_outside_kernels_is_found()
    {
        const string Using = "using System.Numerics.Tensors;";

        Assert.Equal(
            [$"src/AutoGrad/Transforms/A.cs:1: {Using}", $"src/AutoGrad.Nn/Ops/B.cs:1: {Using}"],
            FileRules.PrimitivesOutsideKernels(
            [
                new("src/AutoGrad/Transforms/A.cs", Using),
                new("src/AutoGrad.Nn/Ops/B.cs", Using),
                new("src/AutoGrad/Kernels/C.cs", Using),
                new("src/AutoGrad/Ops/Products/D.cs", Using),
                new("src/AutoGrad/Transforms/E.cs", "// not TensorPrimitives'"),
            ]));
    }

    [Fact]
    public void Draws_come_from_keys() => Found.Nothing(FileRules.SystemRandom(Repository.Sources));

    [Theory]
    [InlineData("var random = new Random(3);")]
    [InlineData("double x = Random.Shared.NextDouble();")]
    [InlineData("Random random = new(3);")]
    public void A_draw_without_a_key_is_found(string line) =>
        Assert.Equal(
            [$"src/AutoGrad/A.cs:1: {line}"],
            FileRules.SystemRandom([new("src/AutoGrad/A.cs", line), new("src/AutoGrad.Samples/A.cs", line)]));

    [Fact]
    public void A_project_has_one_namespace() => Found.Nothing(FileRules.ForeignNamespace(Repository.Sources));

    [Fact]
    public void A_namespace_for_a_folder_is_found() =>
        Assert.Equal(
            ["src/AutoGrad/Ops/A.cs: namespace AutoGrad.Ops"],
            FileRules.ForeignNamespace([new("src/AutoGrad/Ops/A.cs", "using System;\nnamespace AutoGrad.Ops;"), new("src/AutoGrad/B.cs", "namespace AutoGrad;")]));

    [Fact]
    public void Var_stands_beside_its_type() => Found.Nothing(FileRules.VarWithoutItsType(Repository.Sources));

    [Theory]
    [InlineData("var n = x.Length;", 1)]
    [InlineData("for (var i = 0; i < n; i++)", 1)]
    [InlineData("var ys = new int[n];", 0)]
    [InlineData("var copy = (object?[])xs.Clone();", 0)]
    [InlineData("var set = ImmutableArray.CreateBuilder<int>(n);", 0)]
    [InlineData("int n = x.Length; // not var n = x", 0)]
    public void A_var_without_its_type_is_found(string line, int findings) =>
        Assert.Equal(findings, FileRules.VarWithoutItsType([new("src/A/B.cs", line)]).Count);

    private static SourceFile Lines(string path, int count) => new(path, string.Concat(Enumerable.Repeat("x\n", count)));
}
