using System.Globalization;
using System.Text;

namespace AutoGrad;

public abstract partial class Tensor
{
    // NumPy's limits: more elements than this are cut to the first and last few along each axis.
    private const int MostElements = 1000;
    private const int EdgeItems = 3;

    /// <summary>Prints the spec and the numbers, as NumPy does; a large tensor is cut, and one inside a transform says so.</summary>
    public override string ToString() => this switch
    {
        DenseTensor dense => $"{Spec} {Numbers(dense)}",
        ReverseTensor { Trace.IsOpen: true } box => $"{Spec} recorded: {box.Primal}",
        ForwardTensor { Trace.IsOpen: true } box => $"{Spec} with a tangent: {box.Primal}",
        BatchTensor { Trace.IsOpen: true } box => $"{Spec} for each example of {box.Values}",
        GraphTensor { Trace.IsOpen: true } => $"{Spec} not computed yet",
        _ => $"{Spec} of a transform that has returned",
    };

    private static string Numbers(DenseTensor x)
    {
        string[] texts = Texts(x, out int[] kept);
        if (x.Size == 0)
        {
            return "[]";
        }

        int width = texts.Max(text => text.Length);
        var builder = new StringBuilder();
        Write(builder, x.Shape, 0, [.. texts.Select(text => text.PadLeft(width))], kept, 0, out _);
        return builder.ToString();
    }

    private static void Write(StringBuilder builder, Shape shape, int axis, string[] texts, int[] kept, int next, out int after)
    {
        if (axis == shape.Rank)
        {
            builder.Append(texts[next]);
            after = next + 1;
            return;
        }

        bool last = axis == shape.Rank - 1;
        string separator = last ? ", " : "," + new string('\n', shape.Rank - axis - 1) + new string(' ', axis + 1);
        builder.Append('[');
        for (int i = 0; i < kept[axis]; i++)
        {
            if (i > 0)
            {
                builder.Append(separator);
            }

            if (kept[axis] < shape[axis] && i == EdgeItems)
            {
                builder.Append("...").Append(separator);
            }

            Write(builder, shape, axis + 1, texts, kept, next, out next);
        }

        builder.Append(']');
        after = next;
    }

    // The elements that will be printed, in order, and how many places of each axis they come from.
    private static string[] Texts(DenseTensor x, out int[] kept)
    {
        bool cut = x.Size > MostElements;
        kept = [.. x.Shape.Select(extent => cut ? Math.Min(extent, 2 * EdgeItems) : extent)];
        var flat = new List<int>();
        Collect(x.Shape, kept, x.Shape.Strides(), 0, 0, flat);
        return x.DType switch
        {
            DType.Float32 => Floats(flat, x.ToArray<float>(), value => value.ToString("G6", CultureInfo.InvariantCulture)),
            DType.Float64 => Floats(flat, x.ToArray<double>(), value => value.ToString("G8", CultureInfo.InvariantCulture)),
            DType.Int32 => Plain(flat, x.ToArray<int>()),
            DType.Int64 => Plain(flat, x.ToArray<long>()),
            DType.UInt8 => Plain(flat, x.ToArray<byte>()),
            DType.UInt32 => Plain(flat, x.ToArray<uint>()),
            _ => [.. flat.Select(i => x.Span<bool>()[i] ? "true" : "false")],
        };
    }

    private static void Collect(Shape shape, int[] kept, int[] strides, int axis, int start, List<int> flat)
    {
        if (axis == shape.Rank)
        {
            flat.Add(start);
            return;
        }

        for (int i = 0; i < kept[axis]; i++)
        {
            int place = kept[axis] < shape[axis] && i >= EdgeItems ? shape[axis] - 2 * EdgeItems + i : i;
            Collect(shape, kept, strides, axis + 1, start + place * strides[axis], flat);
        }
    }

    private static string[] Floats<T>(List<int> flat, T[] values, Func<T, string> print) => [.. flat.Select(i => print(values[i]))];

    private static string[] Plain<T>(List<int> flat, T[] values)
        where T : IFormattable => [.. flat.Select(i => values[i].ToString(null, CultureInfo.InvariantCulture))];
}
