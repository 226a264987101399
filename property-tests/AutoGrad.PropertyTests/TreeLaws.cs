using FsCheck.Xunit;

namespace AutoGrad.PropertyTests;

/// <summary>Taking a tree apart and putting it together again changes nothing.</summary>
[Properties(Arbitrary = [typeof(Arbitraries)])]
public sealed class TreeLaws
{
    [Property]
    public bool Rebuilding_from_its_leaves_gives_the_tree(Vector at, string name)
    {
        Node tree = Made(at, name);

        Node again = Tree.Rebuild(tree, Tree.Leaves(tree));

        return again.Name == tree.Name && Same(tree, again) && again.Next!.Next is null && Tree.Paths(tree).SequenceEqual(Tree.Paths(again));
    }

    [Property]
    public bool Mapping_composes(Vector at)
    {
        Node tree = Made(at, "");

        return Same(Tree.Map(x => Tensor.Sin(2.0 * x), tree), Tree.Map(Tensor.Sin, Tree.Map(x => 2.0 * x, tree)))
            && Same(tree, Tree.Map(x => x, tree))
            && Tree.Size(tree) == Tree.Leaves(tree).Sum(leaf => leaf.Size);
    }

    private static bool Same(Node x, Node y) => Tree.Leaves(x).Zip(Tree.Leaves(y)).All(pair => Laws.IsClose(pair.First, pair.Second, 0));

    private static Node Made(Vector at, string name)
    {
        Tensor[] parts = [.. at.Numbers.Select(number => Tensor.Scalar(number, DType.Float64))];
        var inner = new Node(at.Tensor, parts[..1], new Dictionary<string, Tensor> { ["b"] = parts[0], ["a"] = parts[^1] }, (parts[0], at.Tensor), name, null);
        return inner with { Parts = parts, Next = inner };
    }

    private sealed record Node(Tensor Value, Tensor[] Parts, Dictionary<string, Tensor> ByName, (Tensor First, Tensor Second) Pair, string Name, Node? Next);
}
