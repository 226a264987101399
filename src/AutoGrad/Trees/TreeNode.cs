namespace AutoGrad;

/// <summary>How the values of one run-time type come apart into children and together again.</summary>
/// <param name="kind">What a value in the same place of another tree must be: the type itself, or <see cref="System.Collections.IList"/>
/// for every sequence and <see cref="System.Collections.IDictionary"/> for every dictionary.</param>
internal abstract class TreeNode(Type kind)
{
    public Type Kind { get; } = kind;

    /// <summary>The children in order. The array may be the value's own: it is not to be written to.</summary>
    public abstract object?[] Children(object value);

    /// <summary>The part of a path that leads to a child: a member's name, <c>[1]</c>, or nothing.</summary>
    public abstract string Step(object value, int index);

    /// <summary>A value like <paramref name="value"/> around other children, of which at least one has a leaf.</summary>
    public abstract object Rebuild(object value, object?[] children);

    /// <summary>Says how two values of this kind differ in their number of children or their keys; null if they do not.</summary>
    public virtual string? Difference(object expected, object?[] expectedChildren, object actual, object?[] actualChildren) =>
        expectedChildren.Length == actualChildren.Length ? null
        : $"{expectedChildren.Length} {(expectedChildren.Length == 1 ? "item" : "items")} expected, got {actualChildren.Length}";

    /// <summary>Whether the members that are not children are equal in both values.</summary>
    public virtual bool EqualBesidesChildren(object first, object second) => true;
}

/// <summary>A value that holds no tensor and rides along: a number, a string, a function.</summary>
internal sealed class StaticNode() : TreeNode(typeof(void))
{
    public static readonly StaticNode Instance = new();

    public override object?[] Children(object value) => [];

    public override string Step(object value, int index) => "";

    public override object Rebuild(object value, object?[] children) => value;

    public override bool EqualBesidesChildren(object first, object second) => first.Equals(second);
}

/// <summary>A type that is no tree, and why.</summary>
/// <param name="rule">What a tree is made of.</param>
/// <param name="type">What was found.</param>
/// <param name="wayOut">How to mend it.</param>
/// <param name="fault">What is wrong with this type: <c>, which ...</c></param>
internal sealed class RejectedNode(string rule, Type type, string wayOut, string fault = "") : TreeNode(typeof(void))
{
    public TreeException At(string path)
    {
        string place = path.Length == 0 ? "" : $" at {path}";
        return new TreeException("Tree", rule, $"got {TypeNames.WithArticle(type)}{place}{fault}", wayOut);
    }

    public override object?[] Children(object value) => throw At("");

    public override string Step(object value, int index) => throw At("");

    public override object Rebuild(object value, object?[] children) => throw At("");
}

/// <summary>A type of the library that holds one tensor, which has its holder's path.</summary>
internal sealed class HolderNode(Type type) : TreeNode(type)
{
    public override object?[] Children(object value) => [((ITensorHolder)value).Held];

    public override string Step(object value, int index) => "";

    public override object Rebuild(object value, object?[] children) => ((ITensorHolder)value).Hold((Tensor)children[0]!);
}

/// <summary>A type that the user has said how to take apart.</summary>
internal sealed class RegisteredNode<T>(
    Func<T, IReadOnlyList<object?>> children, Func<T, IReadOnlyList<object?>, T> rebuild, IReadOnlyList<string>? names)
    : TreeNode(typeof(T))
{
    public override object?[] Children(object value) =>
        children((T)value) is { } list ? [.. list] : throw Null(nameof(children));

    public override string Step(object value, int index) => index < names?.Count ? names[index] : $"[{index}]";

    public override object Rebuild(object value, object?[] children) =>
        rebuild((T)value, children) is { } rebuilt ? rebuilt : throw Null(nameof(rebuild));

    public bool IsSame(RegisteredNode<T> other) => other.Functions == Functions;

    private (Delegate, Delegate) Functions => (children, rebuild);

    private static TreeException Null(string function) =>
        new($"Tree.Register<{TypeNames.Of(typeof(T))}>", $"{function} must return a value", "got null");
}
