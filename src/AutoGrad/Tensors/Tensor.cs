namespace AutoGrad;

/// <summary>
/// An immutable n-dimensional array of numbers, and what every operation takes and gives. Inside a transform
/// (<see cref="Transform"/>) it also stands for a value that is being differentiated or mapped; programs cannot tell.
/// </summary>
/// <remarks>Nothing needs disposing, and nothing can change a tensor once it is made.</remarks>
public abstract partial class Tensor
{
    private protected Tensor(Spec spec, Trace? trace)
    {
        Spec = spec;
        Trace = trace;
    }

    /// <summary>The shape and dtype; prints as <c>f32[2, 3]</c>.</summary>
    public Spec Spec { get; }

    /// <summary>The extents, one an axis.</summary>
    public Shape Shape => Spec.Shape;

    /// <summary>The type of the elements.</summary>
    public DType DType => Spec.DType;

    /// <summary>How many axes there are; 0 for a scalar.</summary>
    public int Rank => Spec.Shape.Rank;

    /// <summary>How many elements there are.</summary>
    public int Size => Spec.Shape.Size;

    /// <summary>The interpreter that this tensor belongs to; none for plain numbers.</summary>
    internal Trace? Trace { get; }
}
