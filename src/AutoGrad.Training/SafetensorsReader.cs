using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using AutoGrad.Data;

namespace AutoGrad.Training;

/// <summary>The reading half of <see cref="Safetensors"/>: nothing in the file is believed before it is checked.</summary>
internal sealed class SafetensorsReader(Stream stream, string name)
{
    public const string Op = "Safetensors.Load";
    public const string Metadata = "__metadata__";

    // The limit of the format's own reader.
    private const int MostHeaderBytes = 100_000_000;

    private readonly record struct Entry(string Name, DType DType, Shape Shape, long Begin, long End);

    public Dictionary<string, Tensor> Read()
    {
        Entry[] entries = [.. ReadHeader().OrderBy(entry => entry.Begin).ThenBy(entry => entry.End)];
        RequireGapless(entries, stream.Length - stream.Position);
        Dictionary<string, Tensor> tensors = new(StringComparer.Ordinal);
        foreach (Entry entry in entries)
        {
            tensors.Add(entry.Name, ReadElements(entry));
        }

        return tensors;
    }

    private List<Entry> ReadHeader()
    {
        Span<byte> prefix = stackalloc byte[sizeof(ulong)];
        int read = stream.ReadAtLeast(prefix, prefix.Length, throwOnEndOfStream: false);
        if (read < prefix.Length)
        {
            throw Refused("a file starts with 8 bytes, the length of its header", $"{read} of them");
        }

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        ulong rest = (ulong)(stream.Length - stream.Position);
        if (length > MostHeaderBytes || length > rest)
        {
            throw Refused($"the header must lie in the file and have at most {MostHeaderBytes} bytes", $"a length of {length} before {rest} bytes");
        }

        var header = new byte[length];
        stream.ReadExactly(header);
        try
        {
            using JsonDocument json = JsonDocument.Parse(header, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? [.. json.RootElement.EnumerateObject().Where(member => member.Name != Metadata).Select(ReadEntry)]
                : throw Refused("the header must be a JSON object", json.RootElement.ValueKind.ToString());
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw Refused("the header must be a JSON object that names each tensor once", exception.Message.TrimEnd('.'), exception);
        }
    }

    private Entry ReadEntry(JsonProperty member)
    {
        JsonElement value = member.Value;
        if (value.ValueKind != JsonValueKind.Object
            || !value.TryGetProperty("dtype", out JsonElement type) || type.ValueKind != JsonValueKind.String
            || !value.TryGetProperty("shape", out JsonElement shape)
            || !value.TryGetProperty("data_offsets", out JsonElement offsets)
            || Integers(shape) is not { } extents
            || Integers(offsets) is not [long begin, long end])
        {
            throw Refused("an entry must have dtype, shape and data_offsets [begin, end]", $"{member.Name}: {Cut(value)}");
        }

        if (SafetensorsTypes.Find(type.GetString()) is not { } dtype)
        {
            throw Refused($"the dtype must be one of {SafetensorsTypes.Names}", $"{member.Name}: {type.GetString()}");
        }

        UInt128 size = 1;
        foreach (long extent in extents)
        {
            // Neither product can overflow: 2³¹ times 2³¹, as more is refused on the way.
            size *= (UInt128)Math.Min(extent, int.MaxValue);
            if (extent > Array.MaxLength || size > (UInt128)Array.MaxLength)
            {
                throw Refused($"a tensor holds at most {Array.MaxLength} elements", $"{member.Name}: [{string.Join(", ", extents)}]");
            }
        }

        long bytes = (long)size * SafetensorsTypes.BytesOf(dtype);
        Shape parsed = new([.. extents.Select(extent => (int)extent)]);
        return end - begin == bytes
            ? new Entry(member.Name, dtype, parsed, begin, end)
            : throw Refused($"{member.Name}, {type.GetString()} {parsed}, has {bytes} bytes", $"data_offsets [{begin}, {end}]");
    }

    // Tensors that overlap, lie outside or leave a hole would let a file say two things, or hide one.
    private void RequireGapless(Entry[] entries, long length)
    {
        long place = 0;
        foreach (Entry entry in entries)
        {
            if (entry.Begin != place)
            {
                throw Refused("the tensors must lie one after another", $"{entry.Name} at {entry.Begin} where {place} is next");
            }

            place = entry.End;
        }

        if (place != length)
        {
            throw Refused($"the header says that there are {place} bytes of elements", $"{length}");
        }
    }

    private Tensor ReadElements(Entry entry) => entry.DType switch
    {
        DType.Float32 => ReadElements<float>(entry),
        DType.Float64 => ReadElements<double>(entry),
        DType.Int32 => ReadElements<int>(entry),
        DType.Int64 => ReadElements<long>(entry),
        DType.UInt8 => ReadElements<byte>(entry),
        DType.UInt32 => ReadElements<uint>(entry),
        _ => ReadTruths(entry),
    };

    private Tensor ReadElements<T>(Entry entry)
        where T : unmanaged => Tensor.From(entry.Shape, ReadArray<T>(entry));

    // A byte other than 0 and 1 is no bool: it would be true, and yet not equal to true.
    private Tensor ReadTruths(Entry entry)
    {
        byte[] bytes = ReadArray<byte>(entry);
        return bytes.AsSpan().ContainsAnyExceptInRange((byte)0, (byte)1)
            ? throw Refused("a BOOL is a byte of 0 or 1", $"{entry.Name}: {bytes.Max()}")
            : Tensor.From(entry.Shape, Array.ConvertAll(bytes, value => value == 1));
    }

    private T[] ReadArray<T>(Entry entry)
        where T : unmanaged
    {
        var elements = new T[entry.Shape.Size];
        const int Run = 1 << 20;
        for (int start = 0; start < elements.Length; start += Run)
        {
            stream.ReadExactly(MemoryMarshal.AsBytes(elements.AsSpan(start, Math.Min(elements.Length - start, Run))));
        }

        return elements;
    }

    private static long[]? Integers(JsonElement array)
    {
        if (array.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var numbers = new long[array.GetArrayLength()];
        int i = 0;
        foreach (JsonElement item in array.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out numbers[i]) || numbers[i++] < 0)
            {
                return null;
            }
        }

        return numbers;
    }

    private static string Cut(JsonElement value)
    {
        string text = value.GetRawText();
        return text.Length <= 100 ? text : text[..100] + "…";
    }

    private DataFileException Refused(string rule, string got, Exception? cause = null) => new(Op, rule, $"{got} in {name}", cause: cause);
}
