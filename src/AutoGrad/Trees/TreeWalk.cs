namespace AutoGrad;

/// <summary>The walks over a tree. The usual ones keep no paths; one that fails is walked again with paths, to say where.</summary>
internal static class TreeWalk
{
    /// <summary>Adds the leaves of a subtree, depth first.</summary>
    public static void Collect(object? value, List<Tensor> leaves, object? root)
    {
        if (value is Tensor leaf)
        {
            leaves.Add(leaf);
        }
        else if (value is not null)
        {
            foreach (object? child in NodeOf(value, root).Children(value))
            {
                Collect(child, leaves, root);
            }
        }
    }

    /// <summary>Adds the leaves of a subtree with their paths.</summary>
    /// <exception cref="TreeException">A value is no tree; the message has its path.</exception>
    public static void CollectPaths(object? value, string path, List<TreeLeaf> leaves)
    {
        if (value is Tensor leaf)
        {
            leaves.Add(new TreeLeaf(path, leaf));
        }
        else if (value is not null)
        {
            TreeNode node = TreeNodes.Of(value.GetType());
            if (node is RejectedNode rejected)
            {
                throw rejected.At(path);
            }

            object?[] children = node.Children(value);
            for (int i = 0; i < children.Length; i++)
            {
                CollectPaths(children[i], Join(path, node.Step(value, i)), leaves);
            }
        }
    }

    /// <summary>Puts leaves in the places of those of a template, counting them off in <paramref name="next"/>.</summary>
    /// <remarks>Goes on past the last leaf, so that the caller can say how many there ought to be.</remarks>
    public static object? Rebuild(object? template, ReadOnlySpan<Tensor> leaves, ref int next, object? root)
    {
        if (template is Tensor)
        {
            int i = next++;
            return i < leaves.Length ? leaves[i] : template;
        }

        if (template is null)
        {
            return null;
        }

        int start = next;
        TreeNode node = NodeOf(template, root);
        object?[] children = node.Children(template);
        object?[] rebuilt = new object?[children.Length];
        for (int i = 0; i < rebuilt.Length; i++)
        {
            rebuilt[i] = Rebuild(children[i], leaves, ref next, root);
        }

        return next == start ? template : node.Rebuild(template, rebuilt);
    }

    /// <summary>Adds the leaves of a tree; false as soon as its structure is not the expected one.</summary>
    public static bool CollectAlike(object? expected, object? actual, List<Tensor> leaves, object? expectedRoot, object? actualRoot)
    {
        if (actual is Tensor leaf)
        {
            leaves.Add(leaf);
            return expected is Tensor;
        }

        TreeNode? node = expected is null or Tensor ? null : NodeOf(expected, expectedRoot);
        TreeNode? other = actual is null ? null : NodeOf(actual, actualRoot);
        if (node is null or StaticNode)
        {
            return expected is not Tensor && other is null or StaticNode;
        }

        if (other is null || node.Kind != other.Kind)
        {
            return false;
        }

        object?[] children = node.Children(expected!);
        object?[] others = other.Children(actual!);
        if (node.Difference(expected!, children, actual!, others) is not null)
        {
            return false;
        }

        for (int i = 0; i < children.Length; i++)
        {
            if (!CollectAlike(children[i], others[i], leaves, expectedRoot, actualRoot))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Says where two trees first differ in structure or, if asked, in the spec of a leaf; null if they do not.</summary>
    public static string? Difference(object? expected, object? actual, string path, bool specs)
    {
        if (expected is Tensor e && actual is Tensor a)
        {
            return specs && e.Spec != a.Spec ? At(path, $"{e.Spec} expected, got {a.Spec}") : null;
        }

        TreeNode? node = expected is null or Tensor ? null : NodeOf(expected, expected);
        TreeNode? other = actual is null or Tensor ? null : NodeOf(actual, actual);
        if (expected is not Tensor && actual is not Tensor && node is null or StaticNode && other is null or StaticNode)
        {
            return null;
        }

        if (node is null or StaticNode || other is null || node.Kind != other.Kind)
        {
            return At(path, $"{TypeNames.Describe(expected)} expected, got {TypeNames.Describe(actual)}");
        }

        object?[] children = node.Children(expected!);
        object?[] others = other.Children(actual!);
        if (node.Difference(expected!, children, actual!, others) is { } difference)
        {
            return At(path, difference);
        }

        for (int i = 0; i < children.Length; i++)
        {
            if (Difference(children[i], others[i], Join(path, node.Step(expected!, i)), specs) is { } inner)
            {
                return inner;
            }
        }

        return null;
    }

    /// <summary>Whether two values are the same but for their leaves: run-time types, keys and everything that rides along.</summary>
    public static bool EqualBesidesLeaves(object? first, object? second)
    {
        if (first is null || second is null || first is Tensor || second is Tensor)
        {
            return first is null ? second is null : first is Tensor && second is Tensor;
        }

        if (first.GetType() != second.GetType())
        {
            return false;
        }

        TreeNode node = NodeOf(first, first);
        object?[] children = node.Children(first);
        object?[] others = node.Children(second);
        if (node.Difference(first, children, second, others) is not null || !node.EqualBesidesChildren(first, second))
        {
            return false;
        }

        for (int i = 0; i < children.Length; i++)
        {
            if (!EqualBesidesLeaves(children[i], others[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static TreeNode NodeOf(object value, object? root)
    {
        TreeNode node = TreeNodes.Of(value.GetType());
        if (node is RejectedNode rejected)
        {
            CollectPaths(root, "", []); // throws, with the path
            throw rejected.At("");
        }

        return node;
    }

    private static string Join(string path, string step) =>
        path.Length == 0 || step.Length == 0 || step[0] == '[' ? path + step : $"{path}.{step}";

    private static string At(string path, string difference) => path.Length == 0 ? difference : $"{path}: {difference}";
}
