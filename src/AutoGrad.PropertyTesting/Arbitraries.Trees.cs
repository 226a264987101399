using FsCheck;
using FsCheck.Fluent;

namespace AutoGrad.PropertyTesting;

public static partial class Arbitraries
{
    /// <summary>Records, tuples, lists or other trees of parameters, shaped like a template. They shrink to rounder and smaller numbers.</summary>
    /// <param name="template">Says the shapes and dtypes; leaves that are not floating stay as they are.</param>
    /// <param name="values">What the elements are; numbers from -10 to 10 if left out.</param>
    /// <exception cref="TreeException">The template is no tree of tensors.</exception>
    /// <example><code>Arbitraries.Trees(new Line(Slope: Tensor.Zeros([3]), Offset: Tensor.Zeros([])))</code></example>
    public static Arbitrary<T> Trees<T>(T template, Values? values = null)
    {
        Values elements = Checked(values, DType.Float64);
        return Arb.From(TreeDraws(template, elements), tree => TreeShrinks(tree, elements));
    }

    /// <summary>Trees of parameters whose shapes depend on sizes of their own. They shrink to smaller sizes, then to rounder and smaller numbers.</summary>
    /// <param name="sizes">How many sizes there are.</param>
    /// <param name="template">From the sizes, each 1 or more, to a tree that says the shapes and dtypes.</param>
    /// <param name="maxSize">The greatest size.</param>
    /// <param name="values">What the elements are; numbers from -10 to 10 if left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no size.</exception>
    /// <example><code>Arbitraries.SizedTrees(2, n => new Layer(Weight: Tensor.Zeros([n[0], n[1]]), Bias: Tensor.Zeros([n[1]])))</code></example>
    public static Arbitrary<T> SizedTrees<T>(int sizes, Func<IReadOnlyList<int>, T> template, int maxSize = 4, Values? values = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sizes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxSize, 1);
        ArgumentNullException.ThrowIfNull(template);
        Values elements = Checked(values, DType.Float64);
        Gen<T> draws = Gen.Sized(size =>
            from extents in Gen.Choose(1, Grown(size, 1, maxSize)).ArrayOf(sizes)
            from tree in TreeDraws(template(extents), elements)
            select tree);
        return Arb.From(draws, tree => SmallerTrees(tree, sizes, template, maxSize).Concat(TreeShrinks(tree, elements)));
    }

    private static Gen<T> TreeDraws<T>(T template, Values values) =>
        Gen.CollectToArray(Tree.Leaves(template), leaf => leaf.IsFloating() ? ElementDraws.Of(values, leaf.DType, leaf.Shape) : Gen.Constant(leaf))
            .Select(leaves => Tree.Rebuild(template, leaves));

    private static IEnumerable<T> TreeShrinks<T>(T tree, Values values)
    {
        Tensor[] leaves = Tree.Leaves(tree);

        // All leaves as simple as they get, then each by itself.
        Tensor[] simplest = Array.ConvertAll(leaves, leaf => TensorShrinks.Simpler(leaf, values).FirstOrDefault(leaf));
        return leaves.Length < 2 || leaves.SequenceEqual(simplest)
            ? OperandShrinks.Simpler(leaves, values).Select(simpler => Tree.Rebuild(tree, simpler))
            : OperandShrinks.Simpler(leaves, values).Prepend(simplest).Select(simpler => Tree.Rebuild(tree, simpler));
    }

    // The sizes of a tree are those whose template has its shapes; smaller ones take the first part of each leaf.
    private static IEnumerable<T> SmallerTrees<T>(T tree, int sizes, Func<IReadOnlyList<int>, T> template, int maxSize)
    {
        Tensor[] leaves = Tree.Leaves(tree);
        int[]? own = AllSizes(sizes, maxSize).FirstOrDefault(each => Tree.Leaves(template(each)).Select(leaf => leaf.Shape).SequenceEqual(leaves.Select(leaf => leaf.Shape)));
        for (int i = 0; own is not null && i < sizes; i++)
        {
            foreach (int smaller in ((int[])[1, own[i] / 2, own[i] - 1]).Where(smaller => smaller >= 1 && smaller < own[i]).Distinct())
            {
                Shape[] shapes = [.. Tree.Leaves(template([.. own[..i], smaller, .. own[(i + 1)..]])).Select(leaf => leaf.Shape)];
                if (shapes.Length == leaves.Length && shapes.Zip(leaves).All(pair => IsWithin(pair.First, pair.Second.Shape)))
                {
                    yield return Tree.Rebuild(tree, [.. leaves.Zip(shapes, First)]);
                }
            }
        }
    }

    private static IEnumerable<int[]> AllSizes(int sizes, int maxSize) => sizes == 0
        ? [[]]
        : AllSizes(sizes - 1, maxSize).SelectMany(rest => Enumerable.Range(1, maxSize).Select(size => (int[])[.. rest, size]));

    private static bool IsWithin(Shape inner, Shape outer) => inner.Rank == outer.Rank && inner.Zip(outer).All(pair => pair.First <= pair.Second);

    private static Tensor First(Tensor x, Shape shape) =>
        Enumerable.Range(0, x.Rank).Aggregate(x, (part, axis) => part.SliceAxis(axis, 0, shape[axis]));
}
