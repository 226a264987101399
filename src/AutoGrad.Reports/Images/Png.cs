using System.Buffers.Binary;
using System.IO.Compression;

namespace AutoGrad.Reports;

/// <summary>Images as PNG files.</summary>
/// <remarks>Source: W3C, Portable Network Graphics (Third Edition), 2025. Rows are filtered by Sub, which suits photographs and flat areas alike.</remarks>
public static class Png
{
    private static readonly byte[] s_signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];
    private static readonly uint[] s_remainders = [.. Enumerable.Range(0, 256).Select(Remainder)];

    /// <summary>Writes an image as a PNG file.</summary>
    /// <param name="image">
    /// [h, w], or [c, h, w] with 1 (grey), 3 (red, green, blue) or 4 (and opacity) channels. UInt8 as it is; floating dtypes from 0 (black)
    /// to 1 (white), beyond which they are cut; NaN is black; Bool is black and white.
    /// </param>
    /// <returns>The bytes of the file.</returns>
    /// <exception cref="ShapeException">The tensor is no image, or has no pixel.</exception>
    public static byte[] Encode(Tensor image)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (image.Shape.Rank is not (2 or 3) || image.Size == 0 || (image.Shape.Rank == 3 && image.Shape[0] is not (1 or 3 or 4)))
        {
            throw new ShapeException("png", "an image must be [h, w] or [c, h, w] with 1, 3 or 4 channels, and have pixels", image.Spec.ToString());
        }

        int channels = image.Shape.Rank == 2 ? 1 : image.Shape[0], height = image.Shape[-2], width = image.Shape[-1];
        byte[] planes = Bytes(image);
        var pixels = new byte[planes.Length];
        int plane = height * width;
        for (int c = 0; c < channels; c++)
        {
            for (int i = 0; i < plane; i++)
            {
                pixels[i * channels + c] = planes[c * plane + i];
            }
        }

        return Encode(pixels, width, height, channels);
    }

    /// <summary>Pixels row by row, their channels together.</summary>
    internal static byte[] Encode(ReadOnlySpan<byte> pixels, int width, int height, int channels)
    {
        using var file = new MemoryStream();
        file.Write(s_signature);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        header[8] = 8;
        header[9] = channels switch { 1 => 0, 3 => 2, _ => 6 };
        header[10..].Clear();
        Chunk(file, "IHDR"u8, header);
        Chunk(file, "IDAT"u8, Compressed(pixels, width * channels, channels));
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Compressed(ReadOnlySpan<byte> pixels, int stride, int channels)
    {
        const byte Sub = 1;
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            var row = new byte[stride];
            for (int start = 0; start < pixels.Length; start += stride)
            {
                for (int i = 0; i < stride; i++)
                {
                    row[i] = (byte)(pixels[start + i] - (i < channels ? 0 : pixels[start + i - channels]));
                }

                zlib.WriteByte(Sub);
                zlib.Write(row);
            }
        }

        return packed.ToArray();
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> word = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(word, data.Length);
        file.Write(word);
        file.Write(type);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(word, ~Continue(Continue(uint.MaxValue, type), data));
        file.Write(word);
    }

    // The cyclic redundancy check of annex D: the polynomial 0xedb88320, lowest bit first.
    private static uint Continue(uint check, ReadOnlySpan<byte> data)
    {
        foreach (byte b in data)
        {
            check = s_remainders[(byte)check ^ b] ^ (check >> 8);
        }

        return check;
    }

    private static uint Remainder(int value)
    {
        uint check = (uint)value;
        for (int bit = 0; bit < 8; bit++)
        {
            check = (check & 1) != 0 ? 0xedb88320 ^ (check >> 1) : check >> 1;
        }

        return check;
    }

    private static byte[] Bytes(Tensor image) => image.DType switch
    {
        DType.UInt8 => image.ToArray<byte>(),
        DType.Bool => [.. image.ToArray<bool>().Select(set => set ? byte.MaxValue : (byte)0)],
        DType.Float32 or DType.Float64 => [.. image.To(DType.Float64).ToArray<double>().Select(Level)],
        _ => throw new ShapeException("png", "an image's dtype must be UInt8, Bool, Float32 or Float64: convert with x.To(DType.UInt8)", image.Spec.ToString()),
    };

    private static byte Level(double share) => double.IsNaN(share) ? (byte)0 : (byte)Math.Round(Math.Clamp(share, 0, 1) * 255);
}
