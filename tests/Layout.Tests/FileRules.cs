using System.Text.RegularExpressions;

namespace Layout.Tests;

/// <summary>What the text of files may hold. Each rule takes files and gives its findings, one line each.</summary>
public static partial class FileRules
{
    public const int MostLines = 400;

    private static readonly HashSet<string> s_topLevel = new(StringComparer.Ordinal)
    {
        "src", "tests", "property-tests", "notebooks", "AutoGrad.sln", "README.md",
        "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "NOTICE.md",
        "Directory.Build.props", "Directory.Packages.props", "BannedSymbols.txt", "global.json",
    };

    // Where numbers in memory are known; everything else speaks of tensors.
    private static readonly string[] s_spanFolders = ["Kernels", "Ops", "Tensors", "Memory", "Graphs"];

    /// <summary>A file too long to be read at once.</summary>
    public static IReadOnlyList<string> TooLong(IEnumerable<SourceFile> files) =>
        [.. files.Where(file => file.IsCode && file.Lines > MostLines).Select(file => $"{file.Path}: {file.Lines} lines")];

    /// <summary>Something at the root that the layout does not know.</summary>
    /// <param name="names">Names of files and folders; hidden ones are free.</param>
    public static IReadOnlyList<string> UnknownAtTheRoot(IEnumerable<string> names) =>
        [.. names.Where(name => !name.StartsWith('.') && !s_topLevel.Contains(name))];

    /// <summary>Places that say of themselves that they are not finished.</summary>
    public static IReadOnlyList<string> Unfinished(IEnumerable<SourceFile> files) => Matches(files, UnfinishedWord(), file => file.Text);

    /// <summary>Vector primitives where nothing knows how numbers lie in memory.</summary>
    public static IReadOnlyList<string> PrimitivesOutsideKernels(IEnumerable<SourceFile> files) =>
        Matches(files.Where(file => file.IsCode && !MayTouchSpans(file)), Primitives(), file => file.Code);

    /// <summary>Draws that do not come from a key. The samples are programs of users, who may.</summary>
    public static IReadOnlyList<string> SystemRandom(IEnumerable<SourceFile> files) =>
        Matches(files.Where(file => file.IsCode && file.Project != "AutoGrad.Samples"), Random(), file => file.Code);

    /// <summary>A namespace other than its project's.</summary>
    public static IReadOnlyList<string> ForeignNamespace(IEnumerable<SourceFile> files) =>
        [.. from file in files
            where file.IsCode
            from Match match in NamespaceDeclaration().Matches(file.Text)
            where match.Groups[1].Value != file.Project
            select $"{file.Path}: namespace {match.Groups[1].Value}"];

    /// <summary>A <c>var</c> whose type is not on the line. The compiler's own rule sees to types that are not built in.</summary>
    public static IReadOnlyList<string> VarWithoutItsType(IEnumerable<SourceFile> files) =>
        Matches(files.Where(file => file.IsCSharp), BareVar(), file => file.Code);

    /// <summary>
    /// Instructions of one family of processors in a file that never asks whether there are any. A class is asked by itself or by
    /// one whose name goes on from its own, which implies it: <c>Avx2.IsSupported</c> for <c>Avx</c>.
    /// </summary>
    public static IReadOnlyList<string> UnguardedInstructions(IEnumerable<SourceFile> files) =>
        [.. from file in files
            where file.IsCSharp
            from name in Instructions().Matches(file.Code).Select(match => match.Groups[1].Value).Distinct()
            where !Regex.IsMatch(file.Code, $@"\b{name}\w*(\.\w+)?\.IsSupported\b")
            select $"{file.Path}: {name}"];

    private static bool MayTouchSpans(SourceFile file) =>
        file.Project == "AutoGrad" && s_spanFolders.Contains(file.Folder.Split('/')[0]);

    private static IReadOnlyList<string> Matches(IEnumerable<SourceFile> files, Regex pattern, Func<SourceFile, string> text) =>
        [.. from file in files
            from line in text(file).Split('\n').Index()
            where pattern.IsMatch(line.Item)
            select $"{file.Path}:{line.Index + 1}: {line.Item.Trim()}"];

    [GeneratedRegex("NotImplemented|TODO|HACK|FIXME")]
    private static partial Regex UnfinishedWord();

    [GeneratedRegex(@"using (static )?System\.Numerics\.Tensors\b|\bTensorPrimitives\b")]
    private static partial Regex Primitives();

    [GeneratedRegex(@"\bnew Random\(|\bRandom\.Shared\b|\bSystem\.Random\b|\bRandomNumberGenerator\b|\bRandom \w+ = new\(")]
    private static partial Regex Random();

    [GeneratedRegex(@"\bvar \w+ = (?!new\b|stackalloc\b|await\b|\([\w<>\[\]?., ]+\)|[A-Z][\w.]*(<.*>)?[.(]|.* as [A-Z])")]
    private static partial Regex BareVar();

    // The classes of System.Runtime.Intrinsics.X86 and .Arm.
    [GeneratedRegex(@"\b(Sse\d*|Ssse3|Avx\w*|Fma|Bmi[12]|Aes|Lzcnt|Popcnt|Pclmulqdq|X86Base|X86Serialize|AdvSimd|ArmBase|Crc32|Dp|Rdm|Sha1|Sha256|Sve\d*)\.(?:(?:X64|Arm64|V256|V512)\.)?(?!IsSupported)[A-Z]\w*\(")]
    private static partial Regex Instructions();

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex NamespaceDeclaration();
}
