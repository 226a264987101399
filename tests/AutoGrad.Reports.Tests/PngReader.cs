using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace AutoGrad.Reports.Tests;

/// <summary>Reads what the standard says of 8-bit PNG files, by another way than the writer's.</summary>
internal static class PngReader
{
    public static byte[] Pixels(byte[] file, out int width, out int height, out int channels)
    {
        Assert.Equal([137, 80, 78, 71, 13, 10, 26, 10], file[..8]);
        (width, height, channels) = (0, 0, 0);
        using var packed = new MemoryStream();
        for (int at = 8; at < file.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            ReadOnlySpan<byte> typed = file.AsSpan(at + 4, length + 4);
            Assert.Equal(Check(typed), BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + length)));
            ReadOnlySpan<byte> data = typed[4..];
            switch (Encoding.ASCII.GetString(typed[..4]))
            {
                case "IHDR":
                    width = BinaryPrimitives.ReadInt32BigEndian(data);
                    height = BinaryPrimitives.ReadInt32BigEndian(data[4..]);
                    Assert.Equal([8, 0, 0, 0], [data[8], data[10], data[11], data[12]]);
                    channels = data[9] switch { 0 => 1, 2 => 3, 6 => 4, byte other => throw new InvalidDataException($"colour type {other}") };
                    break;
                case "IDAT": packed.Write(data); break;
            }

            at += 12 + length;
        }

        packed.Position = 0;
        using var zlib = new ZLibStream(packed, CompressionMode.Decompress);
        var pixels = new byte[width * height * channels];
        for (int row = 0; row < height; row++)
        {
            Assert.Equal(1, zlib.ReadByte());
            int start = row * width * channels;
            zlib.ReadExactly(pixels, start, width * channels);
            for (int i = channels; i < width * channels; i++)
            {
                pixels[start + i] += pixels[start + i - channels];
            }
        }

        return pixels;
    }

    // Bit by bit, as the definition reads: division by the polynomial.
    private static uint Check(ReadOnlySpan<byte> data)
    {
        uint rest = uint.MaxValue;
        foreach (byte b in data)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                bool odd = ((rest ^ (uint)(b >> bit)) & 1) != 0;
                rest = (rest >> 1) ^ (odd ? 0xedb88320 : 0);
            }
        }

        return ~rest;
    }
}
