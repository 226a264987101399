namespace AutoGrad;

/// <summary>A function of a tree, seen as one from numbers to numbers: those of all floating leaves, one after another.</summary>
internal sealed class TreeFunction<T>
{
    private readonly Func<T, Tensor> _f;
    private readonly T _at;
    private readonly TreeLeaf[] _leaves;
    private readonly int[] _starts;
    private readonly Spec _result;

    public TreeFunction(Func<T, Tensor> f, T at)
    {
        _f = f;
        _at = at;
        _leaves = Tree.LeavesWithPath(at);
        _starts = new int[_leaves.Length + 1];
        for (int i = 0; i < _leaves.Length; i++)
        {
            _starts[i + 1] = _starts[i] + (_leaves[i].Value.DType.IsFloating() ? _leaves[i].Value.Size : 0);
        }

        Numbers = Read(null, at);
        _result = Lifted(lift =>
        {
            Tensor y = f(Holding(lift, Numbers));
            ShapeException.ThrowUnless(y.DType.IsFloating(), "gradient_check", "the function's value must be floating", y.Spec);
            return y.Spec;
        });
    }

    /// <summary>The numbers of the tree it was made with.</summary>
    public double[] Numbers { get; }

    public int Outputs => _result.Shape.Size;

    /// <summary>The claim that the library's derivatives are the function's.</summary>
    public Claim Claim() => new()
    {
        At = Numbers,
        Value = numbers => Lifted(lift => Read(lift, _f(Holding(lift, numbers)))),
        Pull = (numbers, w) => Lifted(lift => Read(lift, Transform.Vjp(_f, Holding(lift, numbers)).Pullback(Cotangent(lift, w)))),
        Push = (numbers, v) => Lifted(lift => Read(lift, Transform.Jvp(_f, Holding(lift, numbers), Holding(lift, v)).Tangent)),
        Map = (points, w) => Lifted(lift => Mapped(lift, points, w)),
        Starts = _starts,
        Input = Place,
        Output = k => _result.Shape.Rank == 0 ? "" : _result.Shape.Position(k),
    };

    /// <summary>Runs the function and hands on what it applied to what depends on its argument, while that can still be used.</summary>
    public TResult Watched<TResult>(Func<IReadOnlyList<Applied>, TResult> use) => Lifted(lift =>
    {
        var watch = new WatchTrace();
        try
        {
            _f(Tree.Map(leaf => new WatchTensor(watch, leaf), Holding(lift, Numbers)));
            watch.IsOver = true;
            return use(watch.Applied);
        }
        finally
        {
            watch.Close();
        }
    });

    private (string Path, string Index) Place(int i)
    {
        int leaf = Array.FindLastIndex(_starts, start => start <= i);
        return (_leaves[leaf].Path, _leaves[leaf].Value.Shape.Position(i - _starts[leaf]));
    }

    // In Float64 whatever the leaves' dtypes, which the function goes on to see.
    private static TResult Lifted<TResult>(Func<LiftTrace, TResult> run)
    {
        var lift = new LiftTrace();
        try
        {
            return run(lift);
        }
        finally
        {
            lift.Close();
        }
    }

    private LiftedTensor Cotangent(LiftTrace lift, double[] w) => lift.Lift(Tensor.From(_result.Shape, w), _result.DType);

    private MappedRun? Mapped(LiftTrace lift, double[][] points, double[] w)
    {
        var stacked = new object?[_leaves.Length];
        var axes = new int?[_leaves.Length];
        for (int i = 0; i < stacked.Length; i++)
        {
            Tensor leaf = _leaves[i].Value;
            (int start, int end) = (_starts[i], _starts[i + 1]);
            bool moves = leaf.DType.IsFloating();
            axes[i] = moves ? 0 : null;
            stacked[i] = moves
                ? lift.Lift(Tensor.From(leaf.Shape.Insert(0, points.Length), (double[])[.. points.SelectMany(point => point[start..end])]), leaf.DType)
                : leaf;
        }

        T Example(object?[] all) => Tree.Rebuild(_at, Array.ConvertAll(all, leaf => (Tensor)leaf!));
        try
        {
            double[] values = Read(lift, Transform.Map(stacked, axes, 0, all => _f(Example(all))));
            Tensor[] pulled = Transform.Map(stacked, axes, 0, all =>
                Tree.Leaves(Transform.Vjp(_f, Example(all)).Pullback(Cotangent(lift, w))).Where(leaf => leaf.DType.IsFloating()).ToArray());
            double[][] parts = Array.ConvertAll(pulled, part => Read(lift, part));
            return new MappedRun(
                Rows(values, points.Length),
                [.. Enumerable.Range(0, points.Length).Select(row => (double[])[.. parts.SelectMany(part => Rows(part, points.Length)[row])])]);
        }
        catch (Exception e) when (e is InvalidOperationException or ArithmeticException)
        {
            // It reads numbers out, which a map of it cannot give.
            return null;
        }
    }

    private static double[][] Rows(double[] numbers, int count) => [.. Enumerable.Range(0, count).Select(row => numbers[(numbers.Length / count * row)..(numbers.Length / count * (row + 1))])];

    private T Holding(LiftTrace lift, double[] numbers)
    {
        var leaves = new Tensor[_leaves.Length];
        for (int i = 0; i < leaves.Length; i++)
        {
            Tensor leaf = _leaves[i].Value;
            leaves[i] = leaf.DType.IsFloating()
                ? lift.Lift(Tensor.From(leaf.Shape, numbers[_starts[i].._starts[i + 1]]), leaf.DType)
                : leaf;
        }

        return Tree.Rebuild(_at, leaves);
    }

    private static double[] Read<TTree>(LiftTrace? lift, TTree tree) =>
        [.. Tree.Leaves(tree).Where(leaf => leaf.DType.IsFloating()).SelectMany(leaf => (lift?.Unbox(leaf) ?? leaf.To(DType.Float64)).ToArray<double>())];
}
