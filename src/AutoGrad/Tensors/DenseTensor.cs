using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoGrad;

/// <summary>Numbers in memory, row-major; perhaps a run of a buffer that other tensors share.</summary>
internal sealed class DenseTensor : Tensor
{
    // An array of the garbage collector's, a lease on one of the pool's, or null: then the one element lies in _place. A program of
    // scalars so makes one object each.
    private readonly object? _memory;

    // Where in the array the elements begin; without an array the element itself, in as many of the bytes as it has.
    private long _place;

    private DenseTensor(Spec spec, object? memory, long place)
        : base(spec)
    {
        _memory = memory;
        _place = place;
    }

    /// <summary>On what terms the buffer is lent; null if it is the garbage collector's.</summary>
    public Lease? Lease => _memory as Lease;

    /// <summary>Makes room for a result. The contents are anything: who asks for it writes every element.</summary>
    public static DenseTensor Allocate(Spec spec)
    {
        int size = spec.Shape.Size;
        if (size >= BufferPool.LeastLength && spec.DType.IsFloating())
        {
            var lease = new Lease(BufferPool.Rent(spec.DType, size));
            Arena.Add(lease);
            return new DenseTensor(spec, lease, 0);
        }

        return new DenseTensor(spec, size == 1 ? null : NewArray(spec.DType, size), 0);
    }

    /// <summary>Takes over an array that nobody else will write to.</summary>
    public static DenseTensor Own<T>(Shape shape, T[] elements) => new(new Spec(shape, DTypes.Of<T>()), elements, 0);

    /// <summary>A tensor of one number.</summary>
    public static DenseTensor Of<T>(T value)
        where T : unmanaged
    {
        long place = 0;
        Unsafe.As<long, T>(ref place) = value;
        return new DenseTensor(new Spec(Shape.Scalar, DTypes.Of<T>()), null, place);
    }

    /// <summary>The elements. Only the operation that allocated this tensor writes to them, and only before it hands it out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> Span<T>()
    {
        Debug.Assert(DTypes.Of<T>() == DType, "asked for elements of another dtype");
        object? memory = _memory;
        if (memory is null)
        {
            return MemoryMarshal.CreateSpan(ref Unsafe.As<long, T>(ref _place), Size);
        }

        return Unsafe.As<T[]>(memory is Lease lease ? lease.Buffer : memory).AsSpan((int)_place, Size);
    }

    /// <summary>The array that the elements lie in; null for a number that lies in none.</summary>
    /// <param name="start">In bytes from the array's first element.</param>
    public Array? Memory(out nint start)
    {
        start = (nint)_place * DType.Bytes();
        return _memory is Lease lease ? lease.Buffer : (Array?)_memory;
    }

    /// <summary>The elements, whatever their dtype; to be written only as <see cref="Span{T}"/> is.</summary>
    public Span<byte> Bytes() => DType.Bytes() switch
    {
        1 => MemoryMarshal.CreateSpan(ref First<byte>(), Size),
        4 => MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref First<uint>(), Size)),
        _ => MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref First<ulong>(), Size)),
    };

    /// <summary>The same elements, or a run of them, under another shape; only a single number is copied.</summary>
    public DenseTensor View(Shape shape, int offset = 0)
    {
        Debug.Assert(offset + shape.Size <= Size, "a view must lie inside its tensor");
        return new DenseTensor(new Spec(shape, DType), _memory, _memory is null ? _place : _place + offset);
    }

    private ref T First<T>()
        where T : unmanaged
    {
        if (Memory(out nint start) is { } array)
        {
            return ref Unsafe.As<byte, T>(ref Unsafe.AddByteOffset(ref MemoryMarshal.GetArrayDataReference(array), start));
        }

        return ref Unsafe.As<long, T>(ref _place);
    }

    private static Array NewArray(DType dtype, int size) => dtype switch
    {
        DType.Float32 => GC.AllocateUninitializedArray<float>(size),
        DType.Float64 => GC.AllocateUninitializedArray<double>(size),
        DType.Int32 => GC.AllocateUninitializedArray<int>(size),
        DType.Int64 => GC.AllocateUninitializedArray<long>(size),
        DType.UInt8 => GC.AllocateUninitializedArray<byte>(size),
        DType.UInt32 => GC.AllocateUninitializedArray<uint>(size),
        _ => GC.AllocateUninitializedArray<bool>(size),
    };
}
