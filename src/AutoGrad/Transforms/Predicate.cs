namespace AutoGrad;

/// <summary>A choice made by a tensor: by one number, or by one for each example of every open Vmap.</summary>
internal readonly struct Predicate
{
    private readonly Tensor _value;

    private Predicate(Tensor value, bool? holds, bool isUnknown)
    {
        _value = value;
        Holds = holds;
        IsUnknown = isUnknown;
    }

    /// <summary>What all examples agree on: false if there are none, for loops must end; null if they differ or are not known.</summary>
    public bool? Holds { get; }

    /// <summary>Whether there are no numbers to read yet.</summary>
    public bool IsUnknown { get; }

    public static Predicate Of(string op, Tensor value)
    {
        ArgumentNullException.ThrowIfNull(value);
        value.Trace?.RequireUsable(op);
        ShapeException.ThrowUnless(
            value.DType == DType.Bool && value.Rank == 0, op, "the condition must be Bool and of no axes (compare first: x > 0.0; join many with All or Any)", value.Spec);
        if (Numbers(value, op) is not { } numbers)
        {
            return new(value, null, isUnknown: true);
        }

        ReadOnlySpan<bool> all = numbers.ToArray<bool>();
        bool? holds = !all.Contains(true) ? false : !all.Contains(false) ? true : null;
        return new(value, holds, isUnknown: false);
    }

    /// <summary>The tree with the leaves of examples that chose otherwise replaced by those of one that did not.</summary>
    public T Shield<T>(T tree, bool holds)
    {
        Tensor accepts = holds ? _value : !_value;
        return Tree.Map(leaf => ShieldOp.Instance.Apply(accepts, leaf), tree);
    }

    /// <summary>Leaf by leaf the one tree or the other.</summary>
    public T Select<T>(T whenTrue, T whenFalse)
    {
        Tensor mask = _value;
        return Tree.Map((y, z) => Tensor.Where(mask, y, z), whenTrue, whenFalse);
    }

    // A mapped predicate holds the numbers of all examples: whether these agree says nothing of any one.
    private static Tensor? Numbers(Tensor x, string op) =>
        x.HasNumbers ? x.ToDense(op) : x is BatchTensor box ? Numbers(box.Values, op) : null;
}

/// <summary>
/// Lets a tensor through where it is accepted; of a batch, puts the first example that is accepted in the place of those that
/// are not, and outside of any batch, ones in the place of a tensor that is not.
/// </summary>
internal sealed record ShieldOp : SingleOp
{
    public static readonly ShieldOp Instance = new();

    public override string Name => "shield";

    public override Saved Saved => Saved.Nothing;

    public override Spec Infer(ReadOnlySpan<Spec> inputs) => inputs[1];

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output) => throw Unreachable("copying");

    protected override void Evaluate(ReadOnlySpan<DenseTensor> inputs, Span<Tensor> outputs) =>
        outputs[0] = inputs[0].ToArray<bool>()[0] ? inputs[1] : Tensor.OnesLike(inputs[1]);

    // What stands in is constant.
    protected override Tensor? Vjp(int input, Tensor yBar, Recorded recorded) => Tensor.Where(recorded.Input(0), yBar, 0.0);

    protected override Tensor? Jvp(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor?> tangents, Tensor output) =>
        tangents[1] is { } xDot ? Tensor.Where(inputs[0], xDot, 0.0) : null;

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size)
    {
        (Tensor accepts, Tensor x) = (inputs[0], inputs[1]);
        if (!batched[0])
        {
            return Apply(accepts, x);
        }

        x = Batching.Expand(x, batched[1], size);
        Tensor first = Transform.StopGradient(x.Gather(accepts.To(DType.Int32).ArgMax(axis: 0), axis: 0));
        Tensor mask = accepts.Reshape([size, .. Enumerable.Repeat(1, x.Rank - 1)]);

        // If this batch accepts no example, one of an outer batch does.
        return Apply(accepts.Any(), Tensor.Where(mask, x, first));
    }
}
