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
        _result = Lifted((lift, x) =>
        {
            Tensor y = f(x(Numbers));
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
        Value = numbers => Lifted((lift, x) => Read(lift, _f(x(numbers)))),
        Pull = w => Lifted((lift, x) => Read(lift, Transform.Vjp(_f, x(Numbers)).Pullback(lift.Lift(Tensor.From(_result.Shape, w), _result.DType)))),
        Push = v => Lifted((lift, x) => Read(lift, Transform.Jvp(_f, x(Numbers), x(v)).Tangent)),
        Input = Place,
        Output = k => _result.Shape.Rank == 0 ? "" : _result.Shape.Position(k),
    };

    private (string Path, string Index) Place(int i)
    {
        int leaf = Array.FindLastIndex(_starts, start => start <= i);
        return (_leaves[leaf].Path, _leaves[leaf].Value.Shape.Position(i - _starts[leaf]));
    }

    // In Float64 whatever the leaves' dtypes, which the function goes on to see.
    private TResult Lifted<TResult>(Func<LiftTrace, Func<double[], T>, TResult> run)
    {
        var lift = new LiftTrace();
        try
        {
            return run(lift, numbers => Holding(lift, numbers));
        }
        finally
        {
            lift.Close();
        }
    }

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
