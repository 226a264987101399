namespace AutoGrad.Testing;

public sealed class VmapTests
{
    private const int Examples = 3;

    // Reductions regroup their sums when a batch stands in front of them; everything else is the same sum in the same order.
    private const double Regrouped = 1e-13;

    [Theory]
    [MemberData(nameof(OpTable.Names), MemberType = typeof(OpTable))]
    public void Mapping_is_a_loop(string op) => AgreesWithLoop(OpTable.Rows[op], OpTable.Rows[op].Call, exact: true);

    [Theory]
    [MemberData(nameof(OpTable.Differentiable), MemberType = typeof(OpTable))]
    public void Mapping_the_gradient_is_a_loop(string op)
    {
        OpRow row = OpTable.Rows[op];
        Func<Tensor[], Tensor[]> gradient = Transform.Grad<Tensor[]>(row.Weighed);

        AgreesWithLoop(row, x => gradient(x).First(leaf => leaf.DType == DType.Float64), exact: false);
        AgreesWithLoop(row, x => gradient(x).Last(leaf => leaf.DType == DType.Float64), exact: false);
    }

    [Theory]
    [MemberData(nameof(OpTable.Differentiable), MemberType = typeof(OpTable))]
    public void Mapping_the_tangent_is_a_loop(string op)
    {
        OpRow row = OpTable.Rows[op];

        AgreesWithLoop(
            row,
            x => Transform.Jvp<Tensor[], Tensor>(row.Call, x, [.. x.Select(leaf => leaf.DType == DType.Float64 ? OpRow.Directions(leaf, 0.4) : Tensor.ZerosLike(leaf))]).Tangent,
            exact: false);
    }

    [Theory]
    [MemberData(nameof(OpTable.Differentiable), MemberType = typeof(OpTable))]
    public void The_gradient_of_a_map_is_a_loop(string op)
    {
        OpRow row = OpTable.Rows[op];
        Func<Tensor[], Tensor[]> gradient = Transform.Grad<Tensor[]>(row.Weighed);

        foreach (Operand[] operands in row.Cases)
        {
            Tensor[][] examples = [.. Enumerable.Range(0, Examples).Select(seed => OpRow.Make(operands, seed))];
            Tensor[] batch = Stacked(examples);

            Tensor[] gradients = Transform.Grad<Tensor[]>(x => Transform.Vmap<Tensor[], Tensor>(row.Weighed)(x).Sum())(batch);

            Tensor[] expected = Stacked([.. examples.Select(gradient)]);
            Assert.All(expected.Zip(gradients), pair => Close.Equal(pair.First, pair.Second, Regrouped));
        }
    }

    [Theory]
    [MemberData(nameof(OpTable.Names), MemberType = typeof(OpTable))]
    public void Mapping_twice_is_two_loops(string op)
    {
        OpRow row = OpTable.Rows[op];
        foreach (Operand[] operands in row.Cases)
        {
            Tensor[][][] examples =
                [.. Enumerable.Range(0, 2).Select(outer => (Tensor[][])[.. Enumerable.Range(0, Examples).Select(inner => OpRow.Make(operands, outer * Examples + inner))])];
            Tensor expected = Tensor.Stack([.. examples.Select(inner => Tensor.Stack([.. inner.Select(row.Call)]))]);
            Tensor[] batch = Stacked([.. examples.Select(Stacked)]);

            Tensor both = Transform.Vmap<Tensor[], Tensor>(inner => Transform.Vmap<Tensor[], Tensor>(row.Call)(inner))(batch);
            Tensor crossed = Transform.Vmap<Tensor[], Tensor>(inner => Transform.Vmap<Tensor[], Tensor>(row.Call)(inner), inAxis: 1, outAxis: 1)(batch);

            Close.Equal(expected, both, Regrouped);
            Close.Equal(expected, crossed, Regrouped);
        }
    }

    private static void AgreesWithLoop(OpRow row, Func<Tensor[], Tensor> f, bool exact)
    {
        foreach (Operand[] operands in row.Cases)
        {
            Tensor[][] examples = [.. Enumerable.Range(0, Examples).Select(seed => OpRow.Make(operands, seed))];
            Tensor[] batch = Stacked(examples);
            int subsets = operands.Length > 3 ? 2 : 1 << operands.Length;
            for (int subset = 1; subset < subsets; subset++)
            {
                bool[] mapped = [.. operands.Select((_, i) => (subset >> i & 1) == 1)];
                Tensor expected = Tensor.Stack([.. examples.Select(x => f([.. x.Select((leaf, i) => mapped[i] ? leaf : examples[0][i])]))]);

                Tensor[] chosen = [.. batch.Where((_, i) => mapped[i])];
                Tensor actual = Transform.Vmap<Tensor[], Tensor>(some =>
                {
                    int next = 0;
                    return f([.. mapped.Select((isMapped, i) => isMapped ? some[next++] : examples[0][i])]);
                })(chosen);

                if (exact)
                {
                    Close.Same(expected, actual);
                }
                else
                {
                    Close.Equal(expected, actual, Regrouped);
                }
            }
        }
    }

    private static Tensor[] Stacked(Tensor[][] examples) =>
        [.. Enumerable.Range(0, examples[0].Length).Select(i => Tensor.Stack([.. examples.Select(x => x[i])]))];
}
