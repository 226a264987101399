namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Gives the same elements, in the same row-major order, another shape. Nothing is copied.</summary>
    /// <param name="extents">One an axis; at most one may be -1 and is then what the others leave.</param>
    /// <returns>[extents]</returns>
    /// <exception cref="ShapeException">The shape would have another number of elements.</exception>
    public Tensor Reshape(params ReadOnlySpan<int> extents)
    {
        Shape shape = Complete(extents);
        return shape == Shape ? this : new ReshapeOp(shape).Apply(this);
    }

    /// <inheritdoc cref="Reshape(ReadOnlySpan{int})"/>
    public Tensor Reshape(params int[] extents)
    {
        ArgumentNullException.ThrowIfNull(extents);
        return Reshape(extents.AsSpan());
    }

    /// <summary>Inserts an axis of extent 1.</summary>
    /// <param name="axis">Where it will be, in [-rank - 1, rank].</param>
    /// <returns>[..., 1, ...]</returns>
    /// <exception cref="ShapeException">There is no such place.</exception>
    public Tensor ExpandDims(int axis)
    {
        int at = axis < 0 ? axis + Rank + 1 : axis;
        return (uint)at <= (uint)Rank
            ? Reshape(Shape.Insert(at, 1))
            : throw new ShapeException("expand_dims", $"axis must be in [-{Rank + 1}, {Rank}]", $"{axis} for {Spec}");
    }

    /// <summary>Removes an axis of extent 1.</summary>
    /// <param name="axis">In [-rank, rank).</param>
    /// <returns>[...]</returns>
    /// <exception cref="ShapeException">There is no such axis, or its extent is not 1.</exception>
    public Tensor Squeeze(int axis)
    {
        int at = Shape.Axis(axis, "squeeze");
        ShapeException.ThrowUnless(Shape[at] == 1, "squeeze", $"the extent of axis {axis} must be 1", Spec);
        return Reshape(Shape.Without(at));
    }

    private Shape Complete(ReadOnlySpan<int> extents)
    {
        int free = extents.IndexOf(-1);
        long known = 1;
        for (int i = 0; i < extents.Length; i++)
        {
            known *= i == free ? 1 : extents[i];
        }

        bool fits = free < 0 ? known == Size : known > 0 && Size % known == 0 && extents[(free + 1)..].IndexOf(-1) < 0;
        if (!fits || extents.ContainsAnyInRange(int.MinValue, -2))
        {
            throw new ShapeException("reshape", $"the extents must hold {Size} elements, with at most one -1 for what the others leave", $"[{string.Join(", ", extents.ToArray())}] for {Spec}");
        }

        if (free < 0)
        {
            return Shape.Create(extents);
        }

        int[] completed = extents.ToArray();
        completed[free] = (int)(Size / known);
        return Shape.Create(completed);
    }
}

internal sealed record ReshapeOp(Shape Shape) : LinearOp
{
    public override string Name => "reshape";

    public override Spec Infer(ReadOnlySpan<Spec> inputs)
    {
        ShapeException.ThrowUnless(inputs[0].Shape.Size == Shape.Size, Name, $"{Shape} has {Shape.Size} elements", inputs[0]);
        return inputs[0] with { Shape = Shape };
    }

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output) => throw Unreachable("copying");

    protected override void Evaluate(ReadOnlySpan<DenseTensor> inputs, Span<Tensor> outputs) => outputs[0] = inputs[0].View(Shape);

    protected override Tensor Transpose(int input, Tensor yBar, Recorded recorded) => yBar.Reshape(recorded.InputSpec(0).Shape);

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size) => inputs[0].Reshape(Shape.Insert(0, size));
}
