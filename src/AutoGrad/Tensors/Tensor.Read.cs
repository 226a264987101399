namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>
    /// Whether the numbers can be read here. Not where a tensor stands for many examples (Vmap) or is not computed yet
    /// (Checkpoint), so that a check of values can step aside there.
    /// </summary>
    public virtual bool HasNumbers => true;

    /// <summary>Reads the one number of a tensor of one element, as a double.</summary>
    /// <exception cref="ShapeException">There is not exactly one element.</exception>
    /// <exception cref="InvalidOperationException">The tensor is one of many examples (Vmap) or not yet computed (Checkpoint).</exception>
    public double ToScalar()
    {
        ShapeException.ThrowUnless(Size == 1, "to_scalar", "the tensor must have one element (read several with ToArray)", Spec);
        DenseTensor x = ToDense("ToScalar");
        double number = DType switch
        {
            DType.Float32 => x.Span<float>()[0],
            DType.Float64 => x.Span<double>()[0],
            DType.Int32 => x.Span<int>()[0],
            DType.Int64 => x.Span<long>()[0],
            DType.UInt8 => x.Span<byte>()[0],
            DType.UInt32 => x.Span<uint>()[0],
            _ => x.Span<bool>()[0] ? 1 : 0,
        };
        GC.KeepAlive(x); // a span alone does not keep the memory
        return number;
    }

    /// <summary>Copies the elements out, row by row. Inside a transform the copy is a constant to every derivative.</summary>
    /// <typeparam name="T">The elements' type; it must be that of the dtype.</typeparam>
    /// <exception cref="ShapeException">The dtype has other elements.</exception>
    /// <exception cref="InvalidOperationException">The tensor is one of many examples (Vmap) or not yet computed (Checkpoint).</exception>
    public T[] ToArray<T>()
        where T : unmanaged
    {
        DType wanted = DTypes.Of<T>();
        ShapeException.ThrowUnless(DType == wanted, "to_array", $"{typeof(T).Name} elements need DType.{wanted} (convert with x.To(DType.{wanted}))", Spec);
        DenseTensor x = ToDense("ToArray");
        T[] elements = x.Span<T>().ToArray();
        GC.KeepAlive(x);
        return elements;
    }

    /// <summary>Copies the elements into memory of the caller's.</summary>
    /// <typeparam name="T">The elements' type; it must be that of the dtype.</typeparam>
    /// <param name="destination">At least <see cref="Size"/> long.</param>
    public void CopyTo<T>(Span<T> destination)
        where T : unmanaged
    {
        DType wanted = DTypes.Of<T>();
        ShapeException.ThrowUnless(DType == wanted, "copy_to", $"{typeof(T).Name} elements need DType.{wanted} (convert with x.To(DType.{wanted}))", Spec);
        DenseTensor x = ToDense("CopyTo");
        x.Span<T>().CopyTo(destination);
        GC.KeepAlive(x);
    }

    /// <summary>Reads the one number of a tensor of one element.</summary>
    public static explicit operator double(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.ToScalar();
    }

    /// <summary>Reads the one number of a tensor of one element.</summary>
    public static explicit operator float(Tensor x) => (float)(double)x;

    /// <summary>Reads the one number of a tensor of one element, which must be whole and fit.</summary>
    public static explicit operator int(Tensor x) => checked((int)(long)x);

    /// <summary>Reads the one number of a tensor of one element, which must be whole and fit.</summary>
    public static explicit operator long(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x is DenseTensor { DType: DType.Int64, Size: 1 } whole)
        {
            return whole.Span<long>()[0];
        }

        double value = (double)x;
        return double.IsInteger(value) ? checked((long)value) : throw new InvalidCastException($"{value} is not a whole number.");
    }

    /// <summary>Reads the one truth value of a Bool tensor of one element.</summary>
    public static explicit operator bool(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        ShapeException.ThrowUnless(x.DType == DType.Bool, "to_bool", "only a Bool tensor is a truth value (compare first: x > 0.0)", x.Spec);
        return x.ToScalar() != 0;
    }

    /// <summary>The numbers behind this tensor; a trace that has none says why and what to do.</summary>
    internal virtual DenseTensor ToDense(string reader) => (DenseTensor)this;
}
