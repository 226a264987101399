namespace AutoGrad.Tests;

public sealed partial class TreeTests
{
    [Fact]
    public void Leaves_put_back_are_counted()
    {
        var tree = new Line(Number(1), Number(2));

        AssertMessage("Tree.Rebuild: the template has 2 leaves, and each needs one tensor; got 1.", () => Tree.Rebuild(tree, [Number(1)]));
        AssertMessage(
            "Tree.Rebuild: the template has 1 leaf, and each needs one tensor; got 2.",
            () => Tree.Rebuild(Number(1), new[] { Number(1), Number(2) }));
        AssertMessage("Tree: every leaf must be a tensor; got null.", () => Tree.Map(v => null!, tree));
    }

    [Fact]
    public void Trees_of_other_structure_are_refused_by_path()
    {
        var line = new Line(Filled(3), Filled(3));
        var stack = new Stack([line, line, line], line);
        void Refused(string difference, Stack other) =>
            AssertMessage($"Tree.Map: the trees must agree; {difference}.", () => Tree.Map((x, y) => x + y, stack, other));

        Refused("Layers: 3 items expected, got 2", stack with { Layers = [line, line] });
        Refused("Head: a Line expected, got null", stack with { Head = null });
        Refused("Layers[1].Bias: f32[3] expected, got null", stack with { Layers = [line, new Line(line.Weight, null), line] });
        Refused("Layers[2]: a Line expected, got null", stack with { Layers = [line, line, null!] });
        AssertMessage(
            "Tree.Map: the trees must agree; null expected, got a Line.", () => Tree.Map((x, y) => x, null, line));
        AssertMessage(
            "Tree.Map: the trees must agree; [0]: a Momentum<Line> expected, got a Counter.",
            () => Tree.Map((x, y) => x, new Solver[] { new Momentum<Line>(line) }, [new Counter(Number(1))]));
        AssertMessage(
            "Tree.Map: the trees must agree; Inside: f32[] expected, got an int.",
            () => Tree.Map((x, y) => x, new Holder(Number(1)), new Holder(1)));
        AssertMessage(
            "Tree.Map: the trees must agree; Inside: a double expected, got f32[].",
            () => Tree.Map((x, y) => x, new Holder(1.0), new Holder(Number(1))));
        AssertMessage(
            "Tree.Map: the trees must agree; keys [a], [b] expected, got [a], [c].",
            () => Tree.Map(
                (x, y) => x,
                new Dictionary<string, Tensor> { ["b"] = Number(1), ["a"] = Number(1) },
                new Dictionary<string, Tensor> { ["a"] = Number(1), ["c"] = Number(1) }));
        AssertMessage(
            "Tree.Map: the trees must agree; Inside: 1 item expected, got 0.",
            () => Tree.Map((x, y, z) => x, new Holder(new[] { line }), new Holder(new[] { line }), new Holder(new List<Line>())));
    }

    [Fact]
    public void Leaves_of_another_shape_or_dtype_are_refused_by_path()
    {
        var expected = new Stack([new Line(Filled(2), null), new Line(Filled(3, 4), null)], null);
        var actual = new Stack([new Line(Filled(2), null), new Line(Filled(4, 3), null)], null);

        Tree.RequireSameSpecs("Update", expected, expected);
        Tree.RequireSameStructure("Update", expected, actual);
        AssertMessage(
            "Update: the trees must agree; Layers[1].Weight: f32[3, 4] expected, got f32[4, 3].",
            () => Tree.RequireSameSpecs("Update", expected, actual));
        AssertMessage(
            "Update: the trees must agree; f32[2] expected, got f32[3].",
            () => Tree.RequireSameSpecs("Update", Filled(2), Filled(3)));
        AssertMessage(
            "Update: the trees must agree; Layers: 2 items expected, got 0.",
            () => Tree.RequireSameStructure("Update", expected, new Stack([], null)));
    }

    [Fact]
    public void What_is_no_tree_is_refused_by_path_with_the_way_out()
    {
        const string Rule = "Tree: a tree is made of tensors, records, tuples, arrays, lists and dictionaries; got ";

        AssertMessage(
            Rule + "an Opaque at [1].Inside. Make Opaque a record, or say how it comes apart with Tree.Register<Opaque>.",
            () => Tree.Leaves(new[] { new Holder(1), new Holder(new Opaque()) }));
        AssertMessage(
            Rule + "an Opaque. Make Opaque a record, or say how it comes apart with Tree.Register<Opaque>.",
            () => Tree.Map(v => v, new Opaque()));
        AssertMessage(
            Rule + "a Tensor[,] at Inside. Make Tensor[,] a record, or say how it comes apart with Tree.Register<Tensor[,]>.",
            () => Tree.Rebuild(new Holder(new Tensor[1, 1]), []));
        AssertMessage(
            Rule + "a Stack<Tensor>. Make Stack<Tensor> a record, or say how it comes apart with Tree.Register<Stack<Tensor>>.",
            () => Tree.Paths(new Stack<Tensor>()));
        AssertMessage(
            "Tree: the keys of a dictionary must be comparable, to put its tensors in order; got a Dictionary<object, Tensor>. "
                + "Let object implement IComparable, or use strings.",
            () => Tree.Leaves(new Dictionary<object, Tensor>()));
    }

    [Fact]
    public void Records_that_cannot_be_rebuilt_are_refused()
    {
        AssertMessage(
            "Tree: a record needs a constructor whose parameters are named after its properties; "
                + "got an Unmatched at Inside, which has none. Say how it comes apart with Tree.Register<Unmatched>.",
            () => Tree.Leaves(new Holder(new Unmatched(Number(1)))));
        AssertMessage(
            "Tree: a record's tensors must be in properties that it stores itself; got a Secretive, whose field _cache is hidden. "
                + "Say how it comes apart with Tree.Register<Secretive>.",
            () => Tree.Leaves(new Secretive(Number(1))));
    }

    [Fact]
    public void What_a_constructor_throws_reaches_the_caller()
    {
        ShapeException error = Assert.Throws<ShapeException>(() => Tree.Map(v => Filled(2, 2), new Checked(Filled(2))));

        Assert.Equal("Checked: Weight must be [n]; got f32[2, 2].", error.Message);
    }

    [Fact]
    public void A_registered_class_is_a_tree_and_so_are_those_derived_from_it()
    {
        Func<Registered, IReadOnlyList<object?>> children = line => [line.Slope];
        Func<Registered, IReadOnlyList<object?>, Registered> rebuild = (line, c) =>
            line is RegisteredLater ? new RegisteredLater((Tensor)c[0]!, line.Degree) : new Registered((Tensor)c[0]!, line.Degree);

        Tree.Register(children, rebuild, ["Slope"]);
        Tree.Register(children, rebuild, ["Slope"]);
        Registered[] doubled = Tree.Map(v => 2.0 * v, new Registered[] { new(Number(1), 3), new RegisteredLater(Number(2), 4) });

        Assert.Equal(["[0].Slope", "[1].Slope"], Tree.Paths(doubled));
        Assert.Equal([2, 4], Numbers(doubled));
        Assert.Equal(4, Assert.IsType<RegisteredLater>(doubled[1]).Degree);
        AssertMessage(
            "Tree.Register<Registered>: a type is registered once; Registered is registered already.",
            () => Tree.Register<Registered>(line => [], (line, c) => line));
    }

    [Fact]
    public void A_type_that_has_a_meaning_is_not_registered()
    {
        Tree.Leaves(new UsedRecord(Number(1)));

        AssertMessage(
            "Tree.Register<UsedRecord>: a type is registered before its first use; UsedRecord has been taken apart already. "
                + "Register it where the program starts.",
            () => Tree.Register<UsedRecord>(line => [], (line, c) => line));
        AssertMessage(
            "Tree.Register<Tensor[]>: a class or struct of your own can be registered; got Tensor[], which is built in.",
            () => Tree.Register<Tensor[]>(line => [], (line, c) => line));
        AssertMessage(
            "Tree.Register<IDisposable>: a class or struct of your own can be registered; got IDisposable, which is no class.",
            () => Tree.Register<IDisposable>(line => [], (line, c) => line));
    }

    [Fact]
    public void Without_reflection_a_record_is_refused_and_never_passed_over()
    {
        TreeNode node = TreeNodes.Resolve(typeof(Unregistered), reflects: false);

        Assert.Equal(
            "Tree: records, and lists and tuples of structs, must be registered in a trimmed program (AutoGrad.Trees.Reflection is off); "
                + "got an Unregistered at Head. Call Tree.Register<Unregistered> where the program starts.",
            Assert.IsType<RejectedNode>(node).At("Head").Message);
        Assert.IsNotType<RejectedNode>(TreeNodes.Resolve(typeof(List<Unregistered>), reflects: false));
        Assert.IsNotType<RejectedNode>(TreeNodes.Resolve(typeof((Tensor, Line)), reflects: false));
    }

    [Fact]
    public void The_feature_switch_is_on_unless_set()
    {
        Assert.True(TreeNodes.Reflects);
    }

    private static void AssertMessage(string message, Action action) =>
        Assert.Equal(message, Assert.Throws<TreeException>(action).Message);
}
