using System.Numerics;

namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Makes a tensor of these elements, which are copied; their type gives the dtype.</summary>
    /// <typeparam name="T">float, double, int, long, byte, uint or bool.</typeparam>
    /// <param name="shape">The extents.</param>
    /// <param name="elements">Row by row: the last axis runs fastest.</param>
    /// <returns>[shape]</returns>
    /// <exception cref="ShapeException">The shape has another number of elements.</exception>
    /// <example><code>Tensor.From([2, 2], [1.0, 2.0, 3.0, 4.0])</code></example>
    public static Tensor From<T>(Shape shape, ReadOnlySpan<T> elements)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(shape);
        return shape.Size == elements.Length
            ? DenseTensor.Own(shape, elements.ToArray())
            : throw new ShapeException("from", $"{shape} has {shape.Size} elements", $"{elements.Length} of them");
    }

    /// <inheritdoc cref="From{T}(Shape, ReadOnlySpan{T})"/>
    public static Tensor From<T>(Shape shape, T[] elements)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(elements);
        return From(shape, new ReadOnlySpan<T>(elements));
    }

    /// <summary>Makes a vector of these elements, which are copied.</summary>
    /// <typeparam name="T">float, double, int, long, byte, uint or bool.</typeparam>
    /// <param name="elements">In order.</param>
    /// <returns>[n]</returns>
    public static Tensor From<T>(T[] elements)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(elements);
        return From([elements.Length], new ReadOnlySpan<T>(elements));
    }

    /// <summary>Makes a matrix of these elements, which are copied.</summary>
    /// <typeparam name="T">float, double, int, long, byte, uint or bool.</typeparam>
    /// <param name="elements">Rows by columns.</param>
    /// <returns>[n, m]</returns>
    public static Tensor From<T>(T[,] elements)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(elements);
        var flat = new T[elements.Length];
        int i = 0;
        foreach (T element in elements)
        {
            flat[i++] = element;
        }

        return DenseTensor.Own([elements.GetLength(0), elements.GetLength(1)], flat);
    }

    /// <summary>Makes a tensor without axes that holds one number.</summary>
    /// <param name="value">The number.</param>
    /// <param name="dtype">The type of the element.</param>
    /// <returns>[]</returns>
    /// <exception cref="ShapeException">The dtype cannot hold the number.</exception>
    public static Tensor Scalar(double value, DType dtype = DType.Float32) => Full(Shape.Scalar, value, dtype);

    /// <summary>Makes a tensor that holds one number everywhere.</summary>
    /// <param name="shape">The extents.</param>
    /// <param name="value">The number.</param>
    /// <param name="dtype">The type of the elements.</param>
    /// <returns>[shape]</returns>
    /// <exception cref="ShapeException">The dtype cannot hold the number.</exception>
    public static Tensor Full(Shape shape, double value, DType dtype = DType.Float32)
    {
        ArgumentNullException.ThrowIfNull(shape);
        RequireHolds("full", dtype, value);

        DenseTensor full = DenseTensor.Allocate(new Spec(shape, dtype));
        switch (dtype)
        {
            case DType.Float32: full.Span<float>().Fill((float)value); break;
            case DType.Float64: full.Span<double>().Fill(value); break;
            case DType.Int32: full.Span<int>().Fill((int)value); break;
            case DType.Int64: full.Span<long>().Fill((long)value); break;
            case DType.UInt8: full.Span<byte>().Fill((byte)value); break;
            case DType.UInt32: full.Span<uint>().Fill((uint)value); break;
            default: full.Span<bool>().Fill(value != 0); break;
        }

        return full;
    }

    /// <summary>Makes a tensor of zeros.</summary>
    /// <param name="shape">The extents.</param>
    /// <param name="dtype">The type of the elements.</param>
    /// <returns>[shape]</returns>
    public static Tensor Zeros(Shape shape, DType dtype = DType.Float32) => Full(shape, 0, dtype);

    /// <summary>Makes a tensor of ones.</summary>
    /// <param name="shape">The extents.</param>
    /// <param name="dtype">The type of the elements.</param>
    /// <returns>[shape]</returns>
    public static Tensor Ones(Shape shape, DType dtype = DType.Float32) => Full(shape, 1, dtype);

    /// <summary>Makes zeros with the shape and dtype of another tensor.</summary>
    /// <param name="x">[...]: only its shape and dtype are read.</param>
    /// <returns>[...]</returns>
    public static Tensor ZerosLike(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Full(x.Shape, 0, x.DType);
    }

    /// <summary>Makes ones with the shape and dtype of another tensor.</summary>
    /// <param name="x">[...]: only its shape and dtype are read.</param>
    /// <returns>[...]</returns>
    public static Tensor OnesLike(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Full(x.Shape, 1, x.DType);
    }

    /// <summary>Counts: <c>start, start + step, …</c> up to but not including <paramref name="stop"/>.</summary>
    /// <param name="start">The first number.</param>
    /// <param name="stop">Where to end; not itself included.</param>
    /// <param name="dtype">The type of the elements.</param>
    /// <param name="step">The distance from one to the next; not 0.</param>
    /// <returns>[n]: n = ⌈(stop - start) / step⌉, 0 where that is negative.</returns>
    /// <exception cref="ArgumentException">The step is 0, or a number is not finite.</exception>
    /// <exception cref="ShapeException">The dtype cannot hold one of the numbers.</exception>
    public static Tensor Arange(double start, double stop, DType dtype = DType.Float32, double step = 1)
    {
        double count = Math.Ceiling((stop - start) / step);
        if (!double.IsFinite(count) || count > Array.MaxLength)
        {
            throw new ArgumentException($"arange: start, stop and step must be finite, step not 0, and the count fit an array; got {start}, {stop} and {step}.");
        }

        int n = Math.Max(0, (int)count);
        return Sequence("arange", n, i => start + i * step, dtype);
    }

    /// <summary>Divides an interval evenly: <paramref name="count"/> numbers from <paramref name="start"/> to <paramref name="stop"/>, both included.</summary>
    /// <param name="start">The first number.</param>
    /// <param name="stop">The last number.</param>
    /// <param name="count">How many; 1 or more.</param>
    /// <param name="dtype">The type of the elements.</param>
    /// <returns>[count]</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 1.</exception>
    /// <exception cref="ShapeException">The dtype cannot hold one of the numbers.</exception>
    public static Tensor Linspace(double start, double stop, int count, DType dtype = DType.Float32)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return Sequence("linspace", count, i => i == count - 1 && i > 0 ? stop : start + (stop - start) * i / Math.Max(1, count - 1), dtype);
    }

    /// <summary>Makes the identity matrix, or ones on another diagonal.</summary>
    /// <param name="n">Rows.</param>
    /// <param name="dtype">The type of the elements.</param>
    /// <param name="columns">Columns; as many as rows unless said.</param>
    /// <param name="diagonal">How far above the main diagonal the ones are; negative for below.</param>
    /// <returns>[n, columns]: ones where the column is the row and <paramref name="diagonal"/>, zeros elsewhere.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number of rows or columns is negative.</exception>
    public static Tensor Eye(int n, DType dtype = DType.Float32, int? columns = null, int diagonal = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        ArgumentOutOfRangeException.ThrowIfNegative(columns ?? n, nameof(columns));

        // In Int64, so that no diagonal comes round again.
        return Equal(Arange(0, n, DType.Int64).Reshape([n, 1]) + diagonal, Arange(0, columns ?? n, DType.Int64)).To(dtype);
    }

    /// <summary>Marks each label's place: <c>y[..., k] = 1</c> where the label is k, 0 elsewhere.</summary>
    /// <param name="labels">[...]: integers in [0, classes); another label gets a row of zeros.</param>
    /// <param name="classes">How many places, k.</param>
    /// <param name="dtype">The type of the result.</param>
    /// <returns>[..., k]</returns>
    /// <exception cref="ShapeException">The labels are not integers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of classes is negative.</exception>
    public static Tensor OneHot(Tensor labels, int classes, DType dtype = DType.Float32)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ShapeException.ThrowUnless(!labels.DType.IsFloating() && labels.DType != DType.Bool, "one_hot", "labels must be integers", labels.Spec);
        ArgumentOutOfRangeException.ThrowIfNegative(classes);

        // In Int64, as there may be more classes than the labels' dtype counts to.
        return Equal(labels.To(DType.Int64).Reshape([.. labels.Shape, 1]), Arange(0, classes, DType.Int64)).To(dtype);
    }

    /// <summary>A C# number beside a tensor: it takes the tensor's dtype.</summary>
    internal static Tensor Weak(double value, DType dtype, string op)
    {
        if (!dtype.Holds(value))
        {
            throw new ShapeException(
                op,
                $"a number beside a tensor takes its dtype, and DType.{dtype} must hold it (convert the tensor with x.To(DType.Float32))",
                value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        return dtype switch
        {
            DType.Float32 => DenseTensor.Of((float)value),
            DType.Float64 => DenseTensor.Of(value),
            _ => Full(Shape.Scalar, value, dtype),
        };
    }

    private static DenseTensor Sequence(string op, int n, Func<int, double> element, DType dtype)
    {
        DenseTensor y = DenseTensor.Allocate(new Spec([n], dtype));
        switch (dtype)
        {
            case DType.Float32: Fill(op, y.Span<float>(), element, dtype); break;
            case DType.Float64: Fill(op, y.Span<double>(), element, dtype); break;
            case DType.Int32: Fill(op, y.Span<int>(), element, dtype); break;
            case DType.Int64: Fill(op, y.Span<long>(), element, dtype); break;
            case DType.UInt8: Fill(op, y.Span<byte>(), element, dtype); break;
            case DType.UInt32: Fill(op, y.Span<uint>(), element, dtype); break;
            default: throw new ShapeException(op, "a Bool tensor cannot count", dtype.ToString());
        }

        return y;
    }

    private static void Fill<T>(string op, Span<T> y, Func<int, double> element, DType dtype)
        where T : INumberBase<T>
    {
        for (int i = 0; i < y.Length; i++)
        {
            double value = element(i);
            RequireHolds(op, dtype, value);
            y[i] = T.CreateChecked(value);
        }
    }

    private static void RequireHolds(string op, DType dtype, double value)
    {
        if (!dtype.Holds(value))
        {
            throw new ShapeException(op, $"the number must be one that DType.{dtype} holds", value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }
}
