using System.Runtime.CompilerServices;

namespace AutoGrad;

/// <summary>
/// An immutable n-dimensional array of numbers, and what every operation takes and gives. Inside a transform
/// (<see cref="Transform"/>) it also stands for a value that is being differentiated or mapped; programs cannot tell.
/// </summary>
/// <remarks>Nothing needs disposing, and nothing can change a tensor once it is made.</remarks>
public abstract partial class Tensor
{
    // Apart, so that a derived class's small field comes to lie beside the dtype.
    private readonly Shape _shape;
    private readonly DType _dtype;

    private protected Tensor(Spec spec)
    {
        _shape = spec.Shape;
        _dtype = spec.DType;
    }

    /// <summary>The shape and dtype; prints as <c>f32[2, 3]</c>.</summary>
    public Spec Spec => new(_shape, _dtype);

    /// <summary>The extents, one an axis.</summary>
    public Shape Shape => _shape;

    /// <summary>The type of the elements.</summary>
    public DType DType => _dtype;

    /// <summary>How many axes there are; 0 for a scalar.</summary>
    public int Rank => _shape.Rank;

    /// <summary>How many elements there are.</summary>
    public int Size => _shape.Size;

    /// <summary>The interpreter that this tensor belongs to; none for plain numbers.</summary>
    internal Trace? Trace => this is DenseTensor ? null : Unsafe.As<BoxedTensor>(this).Owner;
}

/// <summary>A tensor that stands for more than its numbers, in the hands of a <see cref="AutoGrad.Trace"/>.</summary>
internal abstract class BoxedTensor(Spec spec, Trace owner, int id = 0) : Tensor(spec)
{
    public Trace Owner { get; } = owner;

    /// <summary>Its place among the values of its trace, if that numbers them. (Here, as it then shares a word with the dtype.)</summary>
    public int Id { get; } = id;
}
