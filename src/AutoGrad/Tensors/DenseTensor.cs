using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AutoGrad;

/// <summary>Numbers in memory, row-major; perhaps a run of a buffer that other tensors share.</summary>
internal sealed class DenseTensor : Tensor
{
    private readonly Array _buffer;
    private readonly int _offset;

    private DenseTensor(Spec spec, Array buffer, int offset, Lease? lease)
        : base(spec, null)
    {
        _buffer = buffer;
        _offset = offset;
        Lease = lease;
    }

    /// <summary>On what terms the buffer is lent; null if it is the garbage collector's.</summary>
    public Lease? Lease { get; }

    /// <summary>Makes room for a result. The contents are anything: who asks for it writes every element.</summary>
    public static DenseTensor Allocate(Spec spec)
    {
        int size = spec.Shape.Size;
        if (spec.DType.IsFloating() && size >= BufferPool.LeastLength)
        {
            Array pooled = BufferPool.Rent(spec.DType, size);
            var lease = new Lease(pooled);
            Arena.Add(lease);
            return new DenseTensor(spec, pooled, 0, lease);
        }

        Array buffer = spec.DType switch
        {
            DType.Float32 => GC.AllocateUninitializedArray<float>(size),
            DType.Float64 => GC.AllocateUninitializedArray<double>(size),
            DType.Int32 => GC.AllocateUninitializedArray<int>(size),
            DType.Int64 => GC.AllocateUninitializedArray<long>(size),
            DType.UInt8 => GC.AllocateUninitializedArray<byte>(size),
            DType.UInt32 => GC.AllocateUninitializedArray<uint>(size),
            _ => GC.AllocateUninitializedArray<bool>(size),
        };
        return new DenseTensor(spec, buffer, 0, null);
    }

    /// <summary>Takes over an array that nobody else will write to.</summary>
    public static DenseTensor Own<T>(Shape shape, T[] elements) => new(new Spec(shape, DTypes.Of<T>()), elements, 0, null);

    /// <summary>The elements. Only the operation that allocated this tensor writes to them, and only before it hands it out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> Span<T>()
    {
        Debug.Assert(_buffer is T[], "asked for elements of another dtype");
        if (Lease is { IsOpen: false })
        {
            throw new InvalidOperationException("The memory of this tensor was returned: a tensor has outlived the transform that it was computed in.");
        }

        return Unsafe.As<T[]>(_buffer).AsSpan(_offset, Size);
    }

    /// <summary>The same elements, or a run of them, under another shape; nothing is copied.</summary>
    public DenseTensor View(Shape shape, int offset = 0)
    {
        Debug.Assert(offset + shape.Size <= Size, "a view must lie inside its tensor");
        return new DenseTensor(new Spec(shape, DType), _buffer, _offset + offset, Lease);
    }
}
