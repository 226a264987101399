using System.IO.Compression;

namespace AutoGrad.Data.Tests;

/// <summary>IDX files put together byte by byte, as the format's description says.</summary>
internal static class IdxBytes
{
    /// <summary>00 00, 08 for unsigned bytes, the rank; the extents, most significant byte first; the elements.</summary>
    public static byte[] Of(int[] extents, byte[] elements) =>
        [0, 0, 8, (byte)extents.Length, .. extents.SelectMany(n => new[] { (byte)(n >> 24), (byte)(n >> 16), (byte)(n >> 8), (byte)n }), .. elements];

    public static byte[] Gzip(byte[] bytes)
    {
        MemoryStream compressed = new();
        using (GZipStream gzip = new(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return compressed.ToArray();
    }
}
