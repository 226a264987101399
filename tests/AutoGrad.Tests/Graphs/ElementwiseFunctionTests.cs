namespace AutoGrad.Tests;

/// <summary>Elementwise functions in one pass beside the same operations one after the other.</summary>
[Collection("Threads")]
public sealed class ElementwiseFunctionTests
{
    // Around the length of a block, and beyond where threads begin.
    private static readonly int[] s_lengths = [0, 1, 7, 1023, 1024, 1025, 2048, 2049, 300_007];

    public static TheoryData<string> Rows => [.. Fused().Select(row => row.Key)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_elementwise_operation_gives_the_same_bits_in_one_pass(string op)
    {
        OpRow row = OpTable.Rows[op];
        Func<Tensor[], Tensor[]> composed = x => [row.Call(x)];
        var fused = new ElementwiseFunction(op, composed);
        foreach (DType dtype in (DType[])[DType.Float64, DType.Float32])
        {
            Tensor[] x = Long(row, dtype, 5003);

            Assert.NotNull(fused.Find(Array.ConvertAll(x, leaf => leaf.Spec)));
            AssertSame(composed(x), fused.Apply(x));
            AssertSameDerivatives(composed, fused.Apply, x);
        }
    }

    [Fact]
    public void No_elementwise_operation_is_left_out()
    {
        IEnumerable<string> elementwise = typeof(IElementwise).Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(IElementwise)) && type.IsAssignableTo(typeof(Op)) && !type.IsAbstract)
            .Select(type => type.Name);

        Assert.Empty(elementwise.Except(Fused().SelectMany(row => row.Value.Covers).Append("ConvertOp").Append("LogicOp")));
    }

    [Theory]
    [InlineData(DType.Float32)]
    [InlineData(DType.Float64)]
    public void Random_programs_give_the_same_bits_as_their_operations(DType dtype)
    {
        for (int seed = 0; seed < 60; seed++)
        {
            Func<Tensor[], Tensor[]> composed = RandomPrograms.Make(seed);
            var fused = new ElementwiseFunction("random", composed);
            int length = s_lengths[seed % s_lengths.Length];
            Tensor[] x = RandomPrograms.Arguments(seed, length, dtype);

            Assert.NotNull(fused.Find(Array.ConvertAll(x, leaf => leaf.Spec)));
            AssertSame(composed(x), fused.Apply(x));
            if (length < 3000)
            {
                AssertSameDerivatives(composed, fused.Apply, x);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Any_number_of_threads_gives_the_same_bits(int threads)
    {
        var fused = new ElementwiseFunction("random", RandomPrograms.Make(3));
        Tensor[] x = RandomPrograms.Arguments(3, 1_000_003, DType.Float32);

        (Tensor[] expected, Tensor[] actual) = ThreadLimit.Run(threads, () => (fused.Definition(x), fused.Apply(x)));

        AssertSame(expected, actual);
    }

    [Fact]
    public void Derivatives_of_one_function_of_two_arguments_and_of_three_are_not_taken_for_each_other()
    {
        Func<Tensor[], Tensor[]> product = Transform.FuseAll(all => [all.Aggregate((a, b) => a * b)]);
        Tensor[] x = [.. Enumerable.Range(2, 3).Select(i => Tensor.Full([4], i, DType.Float64))];
        Tensor First(params Tensor[] rest) => Transform.Grad(a => product([a, .. rest])[0].Sum())(x[0]);
        Tensor Along(params Tensor[] rest) => Transform.Jvp(a => product([a, .. rest])[0], x[0], Tensor.OnesLike(x[0])).Tangent;

        Assert.Equal([3, 3, 3, 3], First(x[1]).ToArray<double>());
        Assert.Equal([12, 12, 12, 12], First(x[1], x[2]).ToArray<double>());
        Assert.Equal([3, 3, 3, 3], Along(x[1]).ToArray<double>());
        Assert.Equal([12, 12, 12, 12], Along(x[1], x[2]).ToArray<double>());
    }

    [Fact]
    public void Many_threads_may_ask_at_once()
    {
        var fused = new ElementwiseFunction("random", RandomPrograms.Make(5));
        Tensor[][] arguments = [.. Enumerable.Range(0, 64).Select(i => RandomPrograms.Arguments(i, 5000 + i, i % 2 == 0 ? DType.Float32 : DType.Float64))];
        var results = new Tensor[arguments.Length][];

        Parallel.For(0, arguments.Length, i => results[i] = fused.Apply(arguments[i]));

        for (int i = 0; i < arguments.Length; i++)
        {
            AssertSame(fused.Definition(arguments[i]), results[i]);
        }
    }

    [Fact]
    public void A_function_that_reads_the_shape_runs_as_it_is()
    {
        Func<Tensor, Tensor> fused = Transform.Fuse(x => x / x.Size + x.Rank);

        Assert.Equal([1.5, 2], fused(Tensor.From([2], (double[])[1.0, 2.0])).ToArray<double>());
        Assert.Equal([2.25, 2.5, 2.75, 3], fused(Tensor.From([2, 2], (double[])[1.0, 2.0, 3.0, 4.0])).ToArray<double>());
    }

    [Fact]
    public void Shapes_that_broadcast_and_sums_run_as_they_are()
    {
        Func<Tensor, Tensor, Tensor> add = Transform.Fuse((x, y) => x + y * y);
        Func<Tensor, Tensor> centred = Transform.Fuse(x => x - x.Sum());

        Assert.Equal([5.0, 10, 6, 11], add(Tensor.From([2, 1], (double[])[1.0, 2.0]), Tensor.From([2], (double[])[2.0, 3.0])).ToArray<double>());
        Assert.Equal([-2.0, -1], centred(Tensor.From([2], (double[])[1.0, 2.0])).ToArray<double>());
    }

    [Fact]
    public void What_is_wrong_is_said_of_the_tensors_given()
    {
        Func<Tensor, Tensor, Tensor> fused = Transform.Fuse((x, y) => x + y);

        ShapeException error = Assert.Throws<ShapeException>(() => fused(Tensor.Zeros([4]), Tensor.Zeros([4], DType.Int32)));

        Assert.Contains("f32[4] and i32[4]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_captured_tensor_that_is_being_differentiated_keeps_its_share()
    {
        Tensor x = Tensor.From([2], (double[])[3.0, 5.0]);

        Tensor gradient = Transform.Grad(w => Transform.Fuse(u => u * w)(x).Sum())(Tensor.Scalar(2, DType.Float64));

        Assert.Equal(8, gradient.ToScalar());
    }

    [Fact]
    public void A_rule_of_ones_own_inside_is_kept_to()
    {
        Func<Tensor, Tensor> ruled = Transform.CustomJvp(Tensor.Sin, (_, _, xDot) => 7.0 * xDot);
        Func<Tensor, Tensor> fused = Transform.Fuse(x => 2.0 * ruled(x));

        Assert.Equal([14.0, 14], Transform.Grad(x => fused(x).Sum())(Tensor.From([2], (double[])[1.0, 2.0])).ToArray<double>());
    }

    private static Dictionary<string, OpRow> Fused() => OpTable.Rows
        .Where(row => row.Value.Cases.Length > 0 && new ElementwiseFunction(row.Key, x => [row.Value.Call(x)]).Find([.. row.Value.Arguments().First().Select(leaf => leaf.Spec)]) is not null)
        .ToDictionary();

    // The row's own numbers over and over, which no kernel can tell from others.
    private static Tensor[] Long(OpRow row, DType dtype, int length) => Array.ConvertAll(row.Arguments().First(), x =>
    {
        double[] numbers = x.To(DType.Float64).ToArray<double>();
        Tensor tiled = x.Rank == 0 ? x.To(DType.Float64) : Tensor.From([length], (double[])[.. Enumerable.Range(0, length).Select(i => numbers[i % numbers.Length])]);
        return tiled.To(x.DType.IsFloating() ? dtype : x.DType);
    });

    private static void AssertSameDerivatives(Func<Tensor[], Tensor[]> composed, Func<Tensor[], Tensor[]> fused, Tensor[] x)
    {
        int[] moving = [.. Enumerable.Range(0, x.Length).Where(i => x[i].DType.IsFloating())];
        int[] results = [.. composed(x).Select((y, k) => (y, k)).Where(result => result.y.DType.IsFloating()).Select(result => result.k)];
        if (moving.Length == 0 || results.Length == 0)
        {
            return;
        }

        Tensor[] at = [.. moving.Select(i => x[i])];
        Tensor[] directions = [.. at.Select((leaf, i) => OpRow.Directions(leaf, i))];
        Func<Tensor[], Tensor[]> Of(Func<Tensor[], Tensor[]> f) => u =>
        {
            Tensor[] y = f(TreeOp.Replace(x, moving, u));
            return Array.ConvertAll(results, k => y[k]);
        };

        Func<Tensor[], Tensor[]> Pulled(Func<Tensor[], Tensor[]> f) => u =>
        {
            ValueAndPullback<Tensor[], Tensor[]> there = Transform.Vjp(f, u);
            return there.Pullback([.. there.Value.Select((y, k) => OpRow.Directions(y, k))]);
        };
        Func<Tensor[], Tensor[]> Pushed(Func<Tensor[], Tensor[]> f) => u => Transform.Jvp(f, u, directions).Tangent;

        AssertSame(Pulled(Of(composed))(at), Pulled(Of(fused))(at));
        AssertSame(Pushed(Of(composed))(at), Pushed(Of(fused))(at));
        AssertSame(Pushed(Pulled(Of(composed)))(at), Pushed(Pulled(Of(fused)))(at));
        AssertSame(Pulled(Pulled(Of(composed)))(at), Pulled(Pulled(Of(fused)))(at));
    }

    private static void AssertSame(Tensor[] expected, Tensor[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int k = 0; k < expected.Length; k++)
        {
            Assert.Equal(expected[k].Spec, actual[k].Spec);
            Assert.True(Bits(expected[k]).SequenceEqual(Bits(actual[k])), $"Result {k} differs: {Where(expected[k], actual[k])}.");
        }
    }

    private static string Where(Tensor expected, Tensor actual)
    {
        double[] x = expected.To(DType.Float64).ToArray<double>(), y = actual.To(DType.Float64).ToArray<double>();
        int i = Enumerable.Range(0, x.Length).FirstOrDefault(i => !x[i].Equals(y[i]) || double.IsNegative(x[i]) != double.IsNegative(y[i]));
        return x.Length == 0 ? "" : $"{x[i]:R} and {y[i]:R} at {i} of {x.Length}";
    }

    private static ReadOnlySpan<byte> Bits(Tensor x) => x.ToDense("test").Bytes();
}
