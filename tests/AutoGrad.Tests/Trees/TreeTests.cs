using System.Collections.Immutable;
using System.Diagnostics;

namespace AutoGrad.Tests;

public sealed partial class TreeTests
{
    [Fact]
    public void A_tensor_is_a_leaf_without_a_path()
    {
        Tensor x = Number(3);

        Assert.Same(x, Assert.Single(Tree.Leaves(x)));
        Assert.Equal([""], Tree.Paths(x));
        Assert.Equal(6, Tree.Map(v => 2.0 * v, x).ToScalar());
        Assert.Equal(7, Tree.Map((v, w) => v + w, x, Number(4)).ToScalar());
        Assert.Equal(5, Tree.Rebuild(x, [Number(5)]).ToScalar());
    }

    [Fact]
    public void Records_and_arrays_nest_and_their_leaves_have_paths()
    {
        var tree = new Stack([new Line(Number(1), Number(2)), new Line(Number(3), null)], new Line(Number(4), Number(5)), "net");

        AssertLeaves(["Layers[0].Weight", "Layers[0].Bias", "Layers[1].Weight", "Head.Weight", "Head.Bias"], tree);
        Stack doubled = Tree.Map(v => 2.0 * v, tree);
        Assert.Equal([2, 4, 6, 8, 10], Numbers(doubled));
        Assert.Equal("net", doubled.Name);
        Assert.Null(doubled.Layers[1].Bias);
        Assert.Equal([1, 2, 3, 4, 5], Numbers(tree));
    }

    [Fact]
    public void Null_is_an_empty_tree()
    {
        Assert.Empty(Tree.Leaves<Line?>(null));
        Assert.Null(Tree.Map<Line?>(v => v, null));
        Assert.Null(Tree.Rebuild<Line?>(null, []));
        AssertLeaves(["[1].Weight"], new Line?[] { null, new Line(Number(1), null) });
    }

    [Fact]
    public void Sequences_come_back_as_what_they_were()
    {
        AssertLeaves(["[0]", "[1]"], new[] { Number(1), Number(2) });
        AssertLeaves(["[0][0]", "[1][0]", "[1][1]"], new Tensor[][] { [Number(1)], [Number(2), Number(3)] });
        AssertLeaves(["[0].First", "[0].Second"], new Pair[] { new(Number(1), Number(2)) });
        AssertLeaves(["[0]", "[1]"], new List<Tensor> { Number(1), Number(2) });
        AssertLeaves(["[0].Weight"], new List<Line?> { new(Number(1), null), null });
        AssertLeaves(["[0]", "[1]"], ImmutableArray.Create(Number(1), Number(2)));
        AssertLeaves(["[0].First", "[0].Second"], ImmutableArray.Create(new Pair(Number(1), Number(2))));
        AssertLeaves(["[0]", "[1]"], ImmutableList.Create(Number(1), Number(2)));
        AssertLeaves([], default(ImmutableArray<Tensor>));
        AssertLeaves([], Array.Empty<Tensor>());
    }

    [Fact]
    public void A_rebuilt_array_of_tensors_is_a_new_one_that_takes_any_tensor()
    {
        Tensor[] tree = [Number(1), Number(2)];

        Tensor[] rebuilt = Tree.Map(v => v, tree);

        Assert.NotSame(tree, rebuilt);
        Assert.NotSame(tree, Tree.Leaves(tree));
        Assert.Equal(typeof(Tensor[]), rebuilt.GetType());
    }

    [Fact]
    public void Collection_expressions_for_interfaces_are_sequences()
    {
        var tree = new Listed([Number(1), Number(2)], new Dictionary<string, Tensor> { ["a"] = Number(3) });
        IReadOnlyList<Tensor> one = [Number(1)];

        Listed doubled = Tree.Map(v => 2.0 * v, tree);

        Assert.Equal(["Layers[0]", "Layers[1]", "Named[a]"], Tree.Paths(tree));
        Assert.Equal([2, 4, 6], Numbers(doubled));
        Assert.Equal([3, 6, 9], Numbers(Tree.Map((v, w) => v + w, tree, doubled)));
        Assert.Equal([2], Numbers(Tree.Map(v => 2.0 * v, one)));
    }

    [Fact]
    public void Dictionaries_are_in_the_order_of_their_keys_and_stay_what_they_are()
    {
        var tree = new Dictionary<string, Tensor>(StringComparer.OrdinalIgnoreCase)
        {
            ["b"] = Number(2),
            ["a"] = Number(1),
            ["C"] = Number(0),
        };

        AssertLeaves(["[C]", "[a]", "[b]"], tree);
        Dictionary<string, Tensor> doubled = Tree.Map(v => 2.0 * v, tree);
        Assert.Equal(["b", "a", "C"], doubled.Keys);
        Assert.Equal(4, doubled["B"].ToScalar());

        AssertLeaves(["[-1]", "[2]", "[10]"], new Dictionary<int, Tensor> { [10] = Number(3), [2] = Number(2), [-1] = Number(1) });
        AssertLeaves(["[a].Weight"], new Dictionary<string, Line> { ["a"] = new(Number(1), null) });
        AssertLeaves(["[a]", "[b]"], new SortedDictionary<string, Tensor> { ["b"] = Number(2), ["a"] = Number(1) });
        AssertLeaves(["[a]", "[b]"], new SortedDictionary<string, Tensor> { ["b"] = Number(2), ["a"] = Number(1) }.ToImmutableDictionary());
        AssertLeaves(["[a]", "[b]"], new Dictionary<string, Tensor> { ["b"] = Number(2), ["a"] = Number(1) }.ToImmutableSortedDictionary());
    }

    [Fact]
    public void Tuples_of_any_length_are_trees()
    {
        AssertLeaves(["Item1"], ValueTuple.Create(Number(1)));
        AssertLeaves(["Item1", "Item2.Weight"], (Left: Number(1), Right: new Line(Number(2), null)));
        AssertLeaves(["Item1", "Item3"], (Number(1), 2, Number(3)));
        AssertLeaves(
            [.. Enumerable.Range(1, 9).Select(i => $"Item{i}")],
            (Number(1), Number(2), Number(3), Number(4), Number(5), Number(6), Number(7), Number(8), Number(9)));
        AssertLeaves(["Item1", "Item9"], (Number(1), 2, 3, 4, 5, 6, 7, "8", Number(9)));
        Assert.Equal((2, 8, "9"), Ends(Tree.Map(v => 2.0 * v, (Number(1), 2, 3, 4, 5, 6, 7, 8, "9"))));
        AssertLeaves(["Item1", "Item2"], Tuple.Create(Number(1), Number(2)));
        AssertLeaves(["Item1", "Item8"], Tuple.Create(Number(1), 2, 3, 4, 5, 6, 7, Number(8)));
        AssertLeaves(["Item1.Item1", "Item1.Item2", "Item2"], ((Number(1), Number(2)), Number(3)));
    }

    [Fact]
    public void Anonymous_types_are_trees()
    {
        var tree = new { Weight = Number(1), Width = 3, Inner = new { Bias = Number(2) } };

        AssertLeaves(["Weight", "Inner.Bias"], tree);
        Assert.Equal(3, Tree.Map(v => 2.0 * v, tree).Width);
    }

    [Fact]
    public void What_holds_no_tensor_rides_along()
    {
        Func<Tensor, Tensor> activation = v => v;
        var tree = new Mixed(
            3, 0.5, 0.25f, 7L, true, "mixed", DayOfWeek.Friday, DType.Float64, [2, 3], activation, [1, 2], ["a"], Number(1), null);

        AssertLeaves(["Weight"], tree);
        Mixed doubled = Tree.Map(v => 2.0 * v, tree);
        Assert.Equal(tree with { Weight = doubled.Weight }, doubled);
        Assert.Same(activation, doubled.Activation);
        Assert.Empty(Tree.Leaves((1, "two", 3.0)));
        Assert.Empty(Tree.Leaves(new HashSet<string> { "a" }));
        Assert.Equal(7, Tree.Map(v => v, 7));
    }

    [Fact]
    public void A_tree_without_leaves_is_given_back_as_it_is()
    {
        var plain = new Plain();
        object[] numbers = [1, "two"];

        Assert.Same(plain, Tree.Map(v => v, plain));
        Assert.Same(numbers, Tree.Map(v => v, numbers));
    }

    [Fact]
    public void Computed_properties_are_not_leaves_and_are_computed_anew()
    {
        var tree = new Computed(Number(1)) { Bias = Number(2), Epoch = 9, Hidden = Number(3) };

        AssertLeaves(["Weight", "Bias", "Hidden"], tree);
        Computed tenfold = Tree.Map(v => 10.0 * v, tree);
        Assert.Equal([10, 20, 30], Numbers(tenfold));
        Assert.Equal(20, tenfold.Norm.ToScalar());
        Assert.Equal(20, tenfold.Twice.ToScalar());
        Assert.Equal(9, tenfold.Epoch);
    }

    [Fact]
    public void Records_that_inherit_keep_what_their_bases_hold()
    {
        Base tree = new Derived(Number(1), Number(2), Width: 4) { Extra = Number(3) };

        AssertLeaves(["Bias", "Weight", "Extra"], tree);
        Assert.Equal(4, Assert.IsType<Derived>(Tree.Map(v => 2.0 * v, tree)).Width);
        AssertLeaves(["Weight"], new Overriding { Weight = Number(1) });
    }

    [Fact]
    public void Record_structs_are_trees_with_or_without_a_constructor()
    {
        AssertLeaves(["First", "Second"], new Pair(Number(1), Number(2)));
        AssertLeaves(["First", "Second"], new Loose { First = Number(1), Second = Number(2) });
        AssertLeaves(["First"], (Loose?)new Loose { First = Number(1) });
    }

    [Fact]
    public void Numbers_in_private_fields_ride_along()
    {
        WithFields rebuilt = Tree.Map(v => 2.0 * v, new WithFields(Number(1)).Use().Use());

        Assert.Equal(2, rebuilt.Uses());
    }

    [Fact]
    public void Unlike_states_in_one_array_are_a_tree()
    {
        Solver[] tree = [new Momentum<Line>(new Line(Number(1), Number(2))), new Plain(), new Counter(Number(3))];

        AssertLeaves(["[0].Velocity.Weight", "[0].Velocity.Bias", "[2].Step"], tree);
        Assert.IsType<Momentum<Line>>(Tree.Map(v => 2.0 * v, tree)[0]);
    }

    [Fact]
    public void A_type_that_holds_one_tensor_has_it_in_its_own_place()
    {
        AssertLeaves(["Key", "Weight"], new Drawing(new Key(Number(1)), Number(2)));
        AssertLeaves([""], new Key(Number(1)));
    }

    [Fact]
    public void Paths_come_with_leaves()
    {
        TreeLeaf[] leaves = Tree.LeavesWithPath(new Line(Number(1), Number(2)));
        (string path, Tensor value) = leaves[1];

        Line mapped = Tree.MapWithPath((p, v) => p == "Bias" ? 10.0 * v : v, new Line(Number(1), Number(2)));

        Assert.Equal("Bias", path);
        Assert.Equal(2, value.ToScalar());
        Assert.Equal([1, 20], Numbers(mapped));
    }

    [Fact]
    public void Size_counts_numbers()
    {
        Assert.Equal(16, Tree.Size(new Line(Filled(3, 4), Filled(4))));
        Assert.Equal(0, Tree.Size(3));
    }

    [Fact]
    public void Three_trees_are_mapped_together()
    {
        Line Tree3(double w, double b) => new(Number(w), Number(b));

        Line sum = Tree.Map((x, y, z) => x + y + z, Tree3(1, 2), Tree3(10, 20), Tree3(100, 200));

        Assert.Equal([111, 222], Numbers(sum));
    }

    [Fact]
    public void Trees_that_ride_along_differently_still_agree()
    {
        var first = new Stack([], new Line(Number(1), null), "first");

        Stack sum = Tree.Map((x, y) => x + y, first, first with { Name = "second" });

        Assert.Equal("first", sum.Name);
    }

    [Fact]
    public void Trees_are_compared_but_for_their_leaves()
    {
        var tree = new Stack([new Line(Number(1), null)], null, "net");

        Assert.True(Tree.EqualBesidesLeaves(tree, Tree.Map(v => 2.0 * v, tree)));
        Assert.True(Tree.EqualBesidesLeaves(new Pair(Number(1), Number(2)), new Pair(Number(3), Number(4))));
        Assert.False(Tree.EqualBesidesLeaves(tree, tree with { Name = "other" }));
        Assert.False(Tree.EqualBesidesLeaves(tree, tree with { Head = new Line(Number(1), null) }));
        Assert.False(Tree.EqualBesidesLeaves(tree, tree with { Layers = [] }));
        Assert.False(Tree.EqualBesidesLeaves((Number(1), 2), (Number(1), 3)));
        Assert.False(Tree.EqualBesidesLeaves(new Holder(Number(1)), new Holder(1)));
    }

    [Fact]
    public void Trees_may_be_taken_apart_on_many_threads()
    {
        var tree = new Momentum<(Line, Base[])>((new Line(Number(1), null), [new Base(Number(2))]));

        Parallel.For(0, 1000, _ => Assert.Equal([2, 4], Numbers(Tree.Map(v => 2.0 * v, tree))));
    }

    [Fact]
    public void Taking_apart_a_small_network_takes_microseconds()
    {
        var stack = new Stack([new Line(Number(1), Number(2)), new Line(Number(3), Number(4))], new Line(Number(5), null));
        var tree = new Momentum<Stack>(stack);
        Tensor[] leaves = Tree.Leaves(tree);
        Stopwatch watch = Stopwatch.StartNew();

        for (int i = 0; i < 100_000; i++)
        {
            leaves = Tree.Leaves(tree);
        }

        Assert.Equal(5, leaves.Length);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 5); // 0.05 s when written: a hundredfold, for loaded machines
    }

    private static Tensor Number(double value) => Tensor.Scalar(value);

    private static Tensor Filled(params int[] extents) => Tensor.Full(new Shape(extents), 1);

    private static double[] Numbers<T>(T tree) => Array.ConvertAll(Tree.Leaves(tree), leaf => leaf.ToScalar());

    private static (int, int, string) Ends<T1>((T1, int, int, int, int, int, int, int, string) tuple) =>
        (tuple.Item2, tuple.Item8, tuple.Item9);

    // Everything that holds of every tree, and its paths.
    private static void AssertLeaves<T>(string[] paths, T tree)
    {
        Assert.Equal(paths, Tree.Paths(tree));
        double[] numbers = Numbers(tree);
        Assert.Equal(paths.Length, numbers.Length);
        Assert.Equal(numbers, Array.ConvertAll(Tree.LeavesWithPath(tree), leaf => leaf.Value.ToScalar()));

        T doubled = Tree.Map(v => 2.0 * v, tree);
        Assert.Equal(tree?.GetType(), doubled?.GetType());
        Assert.Equal(paths, Tree.Paths(doubled));
        Assert.Equal(numbers.Select(n => 2 * n), Numbers(doubled));
        Assert.Equal(numbers, Numbers(tree));
        Assert.Equal(numbers, Numbers(Tree.Rebuild(doubled, Tree.Leaves(tree))));
        Assert.Equal(numbers.Select(n => 3 * n), Numbers(Tree.Map((v, w) => v + w, tree, doubled)));
    }
}
