using System.Xml.Linq;

namespace Layout.Tests;

public sealed class DocumentationTests
{
    public static TheoryData<string> Libraries => [.. Repository.Libraries];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Tensor_parameters_say_their_shapes(string library)
    {
        XDocument documentation = XDocument.Load(Path.Combine(AppContext.BaseDirectory, library + ".xml"));

        Found.Nothing(DocumentationRules.ShapelessParameters(Repository.Load(library).GetTypes(), documentation, Repository.Type("AutoGrad.Tensor")));
    }

    [Fact]
    public void Libraries_are_found() => Assert.Contains("AutoGrad", Repository.Libraries);

    [Fact]
    public void Parameters_without_a_shape_are_found()
    {
        XDocument documentation = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "Layout.Tests.xml"));
        const string Name = "Layout.Tests.DocumentationTests.";

        IReadOnlyList<string> findings = DocumentationRules.ShapelessParameters(
            typeof(DocumentationTests).GetNestedTypes(), documentation, typeof(Vector));

        Assert.Equal(
            [
                $"M:{Name}Documented.op_Explicit(Layout.Tests.DocumentationTests.Vector)~Layout.Tests.DocumentationTests.Documented: x: What is converted.",
                $"M:{Name}Documented.Wrong``1(System.Func{{Layout.Tests.DocumentationTests.Vector,``0[]}},Layout.Tests.DocumentationTests.Vector): x: The input.",
                $"M:{Name}Documented.Missing(Layout.Tests.DocumentationTests.Vector): x: not documented",
                $"P:{Name}Documented.Item(Layout.Tests.DocumentationTests.Vector): i: An index.",
                $"M:{Name}Pair.#ctor(Layout.Tests.DocumentationTests.Vector,Layout.Tests.DocumentationTests.Vector): Y: The other.",
                $"M:{Name}Rule.Invoke(Layout.Tests.DocumentationTests.Vector): x: not documented",
            ],
            findings);
    }

    /// <summary>Stands for a tensor.</summary>
    public sealed class Vector;

    /// <summary>Members, documented well and ill.</summary>
    public sealed class Documented
    {
        /// <summary>An element.</summary>
        /// <param name="i">An index.</param>
        public Vector this[Vector i] => i;

        /// <summary>Converts.</summary>
        /// <param name="x">What is converted.</param>
        public static explicit operator Documented(Vector x) => new();

        /// <summary>Joins two, whose shapes broadcast.</summary>
        public static Documented operator +(Documented x, Vector y) => y is null ? new() : x;

        /// <summary>Well documented.</summary>
        /// <param name="f">Not a tensor.</param>
        /// <param name="x">[n]: the input.</param>
        public static void Good<T>(Func<Vector, T[]> f, Vector x) => f(x);

        /// <summary>Ill documented.</summary>
        /// <param name="f">Not a tensor.</param>
        /// <param name="x">The input.</param>
        public static void Wrong<T>(Func<Vector, T[]> f, Vector x) => f(x);

        /// <summary>Not documented.</summary>
        public static Vector Missing(Vector x) => x;

        /// <inheritdoc cref="Good"/>
        public static Vector Inherited(Vector x) => x;
    }

    /// <summary>A record.</summary>
    /// <param name="X">[n]: the one.</param>
    /// <param name="Y">The other.</param>
    public sealed record Pair(Vector X, Vector Y);

    /// <summary>A delegate.</summary>
    public delegate Vector Rule(Vector x);
}
