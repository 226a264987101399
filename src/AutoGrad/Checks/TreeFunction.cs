namespace AutoGrad;

/// <summary>A function of a tree, seen as one from numbers to numbers: those of all floating leaves, one after another.</summary>
internal sealed class TreeFunction<T>
{
    private readonly Func<T, Tensor> _f;
    private readonly T _at;
    private readonly TreeLeaf[] _leaves;
    private readonly int[] _starts;
    private readonly Shape _result;

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

        Numbers = Read(at);
        Tensor y = f(Holding(Numbers));
        ShapeException.ThrowUnless(y.DType.IsFloating(), "gradient_check", "the function's value must be floating", y.Spec);
        _result = y.Shape;
    }

    /// <summary>The numbers of the tree it was made with.</summary>
    public double[] Numbers { get; }

    public int Outputs => _result.Size;

    /// <summary>The claim that the library's derivatives are the function's.</summary>
    public Claim Claim() => new()
    {
        At = Numbers,
        Value = x => Read(_f(Holding(x))),
        Pull = w => Read(Transform.Vjp(_f, Holding(Numbers)).Pullback(Tensor.From(_result, w))),
        Push = v => Read(Transform.Jvp(_f, Holding(Numbers), Holding(v)).Tangent),
        Input = Place,
        Output = k => _result.Rank == 0 ? "" : _result.Position(k),
    };

    private (string Path, string Index) Place(int i)
    {
        int leaf = Array.FindLastIndex(_starts, start => start <= i);
        return (_leaves[leaf].Path, _leaves[leaf].Value.Shape.Position(i - _starts[leaf]));
    }

    private T Holding(double[] numbers)
    {
        var leaves = new Tensor[_leaves.Length];
        for (int i = 0; i < leaves.Length; i++)
        {
            Tensor leaf = _leaves[i].Value;
            leaves[i] = leaf.DType.IsFloating() ? Tensor.From(leaf.Shape, numbers[_starts[i].._starts[i + 1]]) : leaf;
        }

        return Tree.Rebuild(_at, leaves);
    }

    private static double[] Read<TTree>(TTree tree) =>
        [.. Tree.Leaves(tree).Where(leaf => leaf.DType.IsFloating()).SelectMany(leaf => leaf.To(DType.Float64).ToArray<double>())];
}
