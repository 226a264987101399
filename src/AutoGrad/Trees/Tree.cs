namespace AutoGrad;

/// <summary>
/// Takes values made of tensors apart and puts them together again: a tree is a tensor, or a record, tuple, array, list
/// or dictionary of trees.
/// </summary>
/// <remarks>
/// <para>What a value is, is decided by its run-time type, in this order:</para>
/// <list type="number">
/// <item>Built in. A <see cref="Tensor"/> is a leaf, and so is a random key. Arrays of rank 1, <c>List</c>, <c>ImmutableArray</c>,
/// <c>ImmutableList</c>, and <c>Dictionary</c>, <c>SortedDictionary</c>, <c>ImmutableDictionary</c> and
/// <c>ImmutableSortedDictionary</c> in the order of their keys, and tuples. Numbers, strings, enumerations, functions and
/// the like hold no tensors and ride along: they are part of the tree but no leaves. <c>null</c> is an empty tree.</item>
/// <item>Types given to <see cref="Register{T}"/>, and those derived from them.</item>
/// <item>Records of C# and F#, anonymous types, and F#'s lists, maps and options, by reflection. A record is rebuilt by its
/// longest constructor whose parameters are named after its properties (in any case); properties with a setter that this
/// does not take are set afterwards. Computed properties do not count. In a trimmed program, which may have lost
/// a record's members, this step is off, as it is if <c>AutoGrad.Trees.Reflection</c> is false: register such types.</item>
/// <item>Anything else is refused with a <see cref="TreeException"/>, never passed over.</item>
/// </list>
/// <para>In paths, members are named (<c>Item1</c> in tuples), and items and keys stand in brackets:
/// <c>Layers[1].Weight</c>, <c>[key].Item2</c>. The path of a tree that is a tensor is empty.</para>
/// </remarks>
public static class Tree
{
    private const string MustAgree = "the trees must agree";

    /// <summary>The tensors of a tree, in order, depth first.</summary>
    /// <param name="tree">Any tree.</param>
    /// <returns>A new array; empty if there are none.</returns>
    /// <exception cref="TreeException">A value in it is no tree.</exception>
    public static Tensor[] Leaves<T>(T tree) => Flatten(tree);

    /// <summary>The paths of the tensors of a tree, in the order of <see cref="Leaves{T}"/>.</summary>
    /// <param name="tree">Any tree.</param>
    /// <returns>One path a leaf, as in <c>Layers[1].Weight</c>.</returns>
    /// <exception cref="TreeException">A value in it is no tree.</exception>
    public static string[] Paths<T>(T tree) => Array.ConvertAll(LeavesWithPath(tree), leaf => leaf.Path);

    /// <summary>The tensors of a tree with their paths, in the order of <see cref="Leaves{T}"/>.</summary>
    /// <param name="tree">Any tree.</param>
    /// <returns>A new array; empty if there are none.</returns>
    /// <exception cref="TreeException">A value in it is no tree.</exception>
    public static TreeLeaf[] LeavesWithPath<T>(T tree)
    {
        List<TreeLeaf> leaves = [];
        TreeWalk.CollectPaths(tree, "", leaves);
        return [.. leaves];
    }

    /// <summary>How many numbers a tree holds: the sum of its leaves' sizes.</summary>
    /// <param name="tree">Any tree.</param>
    /// <exception cref="TreeException">A value in it is no tree.</exception>
    public static long Size<T>(T tree)
    {
        long size = 0;
        foreach (Tensor leaf in Flatten(tree))
        {
            size += leaf.Shape.Size;
        }

        return size;
    }

    /// <summary>Says what is in a tree, leaf by leaf: shapes, ranges, elements that are not finite.</summary>
    /// <param name="tree">Any tree: a network's parameters, or their gradient.</param>
    /// <returns>To be printed, or shown by a notebook.</returns>
    public static TreeSummary Summarize<T>(T tree) => TreeSummary.Of(LeavesWithPath(tree));

    /// <summary>A tree like another with other leaves: the way back from <see cref="Leaves{T}"/>.</summary>
    /// <param name="template">Gives the structure and everything that rides along.</param>
    /// <param name="leaves">One tensor for each leaf of <paramref name="template"/>, in order, of any shape.</param>
    /// <exception cref="TreeException">The number of leaves differs.</exception>
    public static T Rebuild<T>(T template, ReadOnlySpan<Tensor> leaves) => (T)Unflatten(template, leaves)!;

    /// <inheritdoc cref="Rebuild{T}(T, ReadOnlySpan{Tensor})"/>
    public static T Rebuild<T>(T template, Tensor[] leaves)
    {
        ArgumentNullException.ThrowIfNull(leaves);
        return (T)Unflatten(template, leaves)!;
    }

    /// <summary>Applies a function to every leaf.</summary>
    /// <param name="f">From a leaf to the leaf that takes its place, of any shape.</param>
    /// <param name="tree">Any tree.</param>
    /// <returns>A tree of the same structure.</returns>
    /// <exception cref="TreeException">A value in the tree is no tree.</exception>
    public static T Map<T>(Func<Tensor, Tensor> f, T tree)
    {
        ArgumentNullException.ThrowIfNull(f);
        if (tree is Tensor x)
        {
            return (T)(object)f(x);
        }

        Tensor[] leaves = Flatten(tree);
        for (int i = 0; i < leaves.Length; i++)
        {
            leaves[i] = f(leaves[i]);
        }

        return (T)Unflatten(tree, leaves)!;
    }

    /// <summary>Applies a function to the leaves of two trees, pairwise.</summary>
    /// <param name="f">From a leaf of each tree to the leaf of the result.</param>
    /// <param name="first">Any tree; the result has its structure, and what rides along in it.</param>
    /// <param name="second">A tree of the same structure; its leaves may have other shapes.</param>
    /// <exception cref="TreeException">The structures differ; the message has the first path where they do.</exception>
    public static T Map<T>(Func<Tensor, Tensor, Tensor> f, T first, T second)
    {
        ArgumentNullException.ThrowIfNull(f);
        if (first is Tensor x && second is Tensor y)
        {
            return (T)(object)f(x, y);
        }

        Tensor[] xs = Flatten(first);
        Tensor[] ys = FlattenLike("Tree.Map", first, second);
        for (int i = 0; i < xs.Length; i++)
        {
            xs[i] = f(xs[i], ys[i]);
        }

        return (T)Unflatten(first, xs)!;
    }

    /// <summary>Applies a function to the leaves of three trees, together.</summary>
    /// <param name="f">From a leaf of each tree to the leaf of the result.</param>
    /// <param name="first">Any tree; the result has its structure, and what rides along in it.</param>
    /// <param name="second">A tree of the same structure; its leaves may have other shapes.</param>
    /// <param name="third">Another.</param>
    /// <exception cref="TreeException">The structures differ; the message has the first path where they do.</exception>
    public static T Map<T>(Func<Tensor, Tensor, Tensor, Tensor> f, T first, T second, T third)
    {
        ArgumentNullException.ThrowIfNull(f);
        Tensor[] xs = Flatten(first);
        Tensor[] ys = FlattenLike("Tree.Map", first, second);
        Tensor[] zs = FlattenLike("Tree.Map", first, third);
        for (int i = 0; i < xs.Length; i++)
        {
            xs[i] = f(xs[i], ys[i], zs[i]);
        }

        return (T)Unflatten(first, xs)!;
    }

    /// <summary>Applies a function to every leaf and its path.</summary>
    /// <param name="f">From a path, as in <c>Layers[1].Weight</c>, and the leaf there to the leaf that takes its place.</param>
    /// <param name="tree">Any tree.</param>
    /// <returns>A tree of the same structure.</returns>
    /// <exception cref="TreeException">A value in the tree is no tree.</exception>
    public static T MapWithPath<T>(Func<string, Tensor, Tensor> f, T tree)
    {
        ArgumentNullException.ThrowIfNull(f);
        return (T)Unflatten(tree, Array.ConvertAll(LeavesWithPath(tree), leaf => f(leaf.Path, leaf.Value)))!;
    }

    /// <summary>Says how the values of a type of your own come apart and together again.</summary>
    /// <param name="children">The parts of a value that are trees, always in one order and number for one structure.</param>
    /// <param name="rebuild">A value like the given one around other parts, which come in the same order.</param>
    /// <param name="names">What paths call the parts; <c>[0]</c>, <c>[1]</c> and so on if left out.</param>
    /// <typeparam name="T">A class or struct that is not built in. It serves the classes derived from it too.</typeparam>
    /// <exception cref="TreeException">The type is built in, has been used already, or is registered with other functions.</exception>
    /// <remarks>
    /// Registration holds for the whole process, from any thread, and for good: a tree must not mean something else
    /// halfway through. So it comes before the first use of the type, where the program starts; registering the same
    /// functions again changes nothing.
    /// </remarks>
    /// <example>
    /// <code>
    /// Tree.Register&lt;Line&gt;(line => [line.Slope, line.Offset], (line, c) => new Line((Tensor)c[0]!, (Tensor)c[1]!));
    /// </code>
    /// </example>
    public static void Register<T>(
        Func<T, IReadOnlyList<object?>> children, Func<T, IReadOnlyList<object?>, T> rebuild, IReadOnlyList<string>? names = null)
    {
        ArgumentNullException.ThrowIfNull(children);
        ArgumentNullException.ThrowIfNull(rebuild);
        TreeNodes.Register(new RegisteredNode<T>(children, rebuild, names));
    }

    /// <summary><see cref="Leaves{T}"/> of a value of any type.</summary>
    internal static Tensor[] Flatten(object? tree)
    {
        if (tree is Tensor leaf)
        {
            return [leaf];
        }

        List<Tensor> leaves = [];
        TreeWalk.Collect(tree, leaves, tree);
        return [.. leaves];
    }

    /// <summary>The leaves of a tree that must have the structure of another.</summary>
    internal static Tensor[] FlattenLike(string op, object? expected, object? actual)
    {
        List<Tensor> leaves = [];
        if (!TreeWalk.CollectAlike(expected, actual, leaves, expected, actual))
        {
            throw Disagreement(op, TreeWalk.Difference(expected, actual, "", specs: false)!);
        }

        return [.. leaves];
    }

    /// <summary><see cref="Rebuild{T}(T, ReadOnlySpan{Tensor})"/> of a value of any type.</summary>
    internal static object? Unflatten(object? template, ReadOnlySpan<Tensor> leaves)
    {
        foreach (Tensor? leaf in leaves)
        {
            if (leaf is null)
            {
                throw new TreeException("Tree", "every leaf must be a tensor", "got null");
            }
        }

        int count = 0;
        object? tree = TreeWalk.Rebuild(template, leaves, ref count, template);
        return count == leaves.Length
            ? tree
            : throw new TreeException(
                "Tree.Rebuild", $"the template has {count} {(count == 1 ? "leaf" : "leaves")}, and each needs one tensor",
                $"got {leaves.Length}");
    }

    /// <summary>Throws unless two trees have one structure and their leaves the same shapes and dtypes.</summary>
    internal static void RequireSameSpecs(string op, object? expected, object? actual, string rule = MustAgree)
    {
        if (expected is Tensor x && actual is Tensor y && x.Spec == y.Spec)
        {
            return;
        }

        if (TreeWalk.Difference(expected, actual, "", specs: true) is { } difference)
        {
            throw new TreeException(op, rule, difference);
        }
    }

    /// <summary>Throws unless two trees have one structure; what rides along may differ.</summary>
    internal static void RequireSameStructure(string op, object? expected, object? actual)
    {
        if (TreeWalk.Difference(expected, actual, "", specs: false) is { } difference)
        {
            throw Disagreement(op, difference);
        }
    }

    /// <summary>Whether two trees are the same but for their leaves: a program recorded for one holds for the other.</summary>
    internal static bool EqualBesidesLeaves(object? first, object? second) => TreeWalk.EqualBesidesLeaves(first, second);

    private static TreeException Disagreement(string op, string difference) => new(op, MustAgree, difference);
}
