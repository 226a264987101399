using System.Buffers.Binary;
using System.IO.Compression;

namespace AutoGrad.Data;

/// <summary>Reads IDX files, the format of MNIST and its kin: extents, then bytes.</summary>
/// <remarks>Source: LeCun, Cortes and Burges, The MNIST database of handwritten digits, section "File formats".</remarks>
public static class IdxFile
{
    private const string Op = "IdxFile.Read";
    private const byte UnsignedByte = 0x08;
    private const int ChunkBytes = 1 << 20;

    /// <summary>Reads a file of unsigned bytes, plain or compressed with gzip: its first bytes tell.</summary>
    /// <param name="path">The file.</param>
    /// <returns>[as the file says]: UInt8.</returns>
    /// <exception cref="DataFileException">The file is missing, is no IDX file of unsigned bytes, is damaged, or is shorter or longer than its extents say.</exception>
    public static Tensor Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return Read(file, path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataFileException(Op, "the file must exist", $"no {path}", cause: exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new DataFileException(Op, "the file must be one that may be read", path, cause: exception);
        }
    }

    /// <summary>Reads unsigned bytes in this format, plain or compressed with gzip: the first bytes tell.</summary>
    /// <param name="stream">Read to its end; it must be able to seek.</param>
    /// <param name="name">What messages call it.</param>
    /// <returns>[as the file says]: UInt8.</returns>
    /// <exception cref="DataFileException">It is no IDX file of unsigned bytes, is damaged, or is shorter or longer than its extents say.</exception>
    public static Tensor Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        long start = stream.Position;
        Span<byte> gzip = stackalloc byte[2];
        bool compressed = stream.ReadAtLeast(gzip, 2, throwOnEndOfStream: false) == 2 && gzip is [0x1f, 0x8b];
        stream.Position = start;
        if (!compressed)
        {
            return ReadPlain(stream, name);
        }

        try
        {
            using GZipStream plain = new(stream, CompressionMode.Decompress, leaveOpen: true);
            return ReadPlain(plain, name);
        }
        catch (InvalidDataException exception)
        {
            throw new DataFileException(Op, "a compressed file must be whole", $"damaged data in {name}", cause: exception);
        }
    }

    private static Tensor ReadPlain(Stream stream, string name)
    {
        Span<byte> magic = stackalloc byte[4];
        int length = stream.ReadAtLeast(magic, 4, throwOnEndOfStream: false);
        if (length < 4)
        {
            throw new DataFileException(Op, "an IDX file starts with 4 bytes that say its type and rank", $"{length} bytes in {name}");
        }

        if (magic is not [0, 0, UnsignedByte, _])
        {
            throw new DataFileException(Op, "an IDX file of unsigned bytes starts with the bytes 00 00 08", $"{Convert.ToHexString(magic[..3])} in {name}");
        }

        Shape shape = ReadShape(stream, magic[3], name);
        return Tensor.From(shape, ReadElements(stream, shape, name));
    }

    private static Shape ReadShape(Stream stream, int rank, string name)
    {
        var header = new byte[4 * rank];
        int length = stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (length < header.Length)
        {
            throw new DataFileException(Op, $"a file of rank {rank} has {header.Length} bytes of extents", $"{length} of them in {name}");
        }

        var extents = new int[rank];
        long size = 1;
        for (int i = 0; i < rank; i++)
        {
            uint extent = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4 * i));

            // Neither product can overflow: each factor is below 2³².
            size = Math.Min(size * Math.Max(extent, 1), int.MaxValue);
            if (extent > Array.MaxLength || size > Array.MaxLength)
            {
                throw new DataFileException(Op, $"a tensor holds at most {Array.MaxLength} elements", $"an extent of {extent} on axis {i} in {name}");
            }

            extents[i] = (int)extent;
        }

        return new Shape(extents);
    }

    // Room is made as bytes come, so that a damaged header cannot ask for two gigabytes.
    private static byte[] ReadElements(Stream stream, Shape shape, string name)
    {
        var elements = new byte[Math.Min(shape.Size, ChunkBytes)];
        int length = 0;
        while (true)
        {
            length += stream.ReadAtLeast(elements.AsSpan(length), elements.Length - length, throwOnEndOfStream: false);
            if (length < elements.Length)
            {
                throw new DataFileException(Op, $"a file of shape {shape} has {shape.Size} elements", $"{length} of them in {name}", "The file is cut off: fetch it again.");
            }

            if (length == shape.Size)
            {
                break;
            }

            Array.Resize(ref elements, (int)Math.Min(shape.Size, 2L * length));
        }

        return stream.ReadByte() < 0
            ? elements
            : throw new DataFileException(Op, $"a file of shape {shape} has {shape.Size} elements", $"more in {name}");
    }
}
