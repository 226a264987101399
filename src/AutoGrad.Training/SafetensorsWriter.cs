using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace AutoGrad.Training;

/// <summary>The writing half of <see cref="Safetensors"/>.</summary>
internal static class SafetensorsWriter
{
    // So that other readers may map the elements into memory where they lie.
    private const int Alignment = 8;

    public static void Write(Stream stream, TreeLeaf[] leaves)
    {
        // Wide elements first: with the header padded, each tensor then starts at a multiple of its elements' size.
        TreeLeaf[] ordered = [.. leaves.OrderByDescending(leaf => SafetensorsTypes.BytesOf(leaf.Value.DType))];
        ArrayBufferWriter<byte> header = new();
        WriteHeader(header, ordered);
        while (header.WrittenCount % Alignment != 0)
        {
            header.Write(" "u8);
        }

        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.WrittenCount);
        stream.Write(length);
        stream.Write(header.WrittenSpan);
        foreach (TreeLeaf leaf in ordered)
        {
            WriteElements(stream, leaf.Value);
        }
    }

    private static void WriteHeader(IBufferWriter<byte> header, TreeLeaf[] leaves)
    {
        using Utf8JsonWriter json = new(header);
        json.WriteStartObject();
        long begin = 0;
        foreach ((string path, Tensor value) in leaves)
        {
            long end = begin + (long)value.Size * SafetensorsTypes.BytesOf(value.DType);
            json.WriteStartObject(path);
            json.WriteString("dtype", SafetensorsTypes.NameOf(value.DType));
            json.WriteStartArray("shape");
            foreach (int extent in value.Shape)
            {
                json.WriteNumberValue(extent);
            }

            json.WriteEndArray();
            json.WriteStartArray("data_offsets");
            json.WriteNumberValue(begin);
            json.WriteNumberValue(end);
            json.WriteEndArray();
            json.WriteEndObject();
            begin = end;
        }

        json.WriteEndObject();
    }

    private static void WriteElements(Stream stream, Tensor value)
    {
        switch (value.DType)
        {
            case DType.Float32: Write<float>(); break;
            case DType.Float64: Write<double>(); break;
            case DType.Int32: Write<int>(); break;
            case DType.Int64: Write<long>(); break;
            case DType.UInt8: Write<byte>(); break;
            case DType.UInt32: Write<uint>(); break;
            default: Write<bool>(); break;
        }

        // By way of another span, for an array of one type seen as bytes may be longer than an array can be.
        void Write<T>()
            where T : unmanaged
        {
            ReadOnlySpan<T> elements = value.ToArray<T>();
            const int Run = 1 << 20;
            for (int start = 0; start < elements.Length; start += Run)
            {
                stream.Write(MemoryMarshal.AsBytes(elements[start..Math.Min(elements.Length, start + Run)]));
            }
        }
    }
}
