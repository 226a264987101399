namespace AutoGrad.Data.Tests;

public sealed class IdxFileTests
{
    private static readonly byte[] s_whole = IdxBytes.Of([2, 1, 3], [1, 2, 3, 4, 5, 255]);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Plain_and_compressed_files_are_told_apart_by_their_bytes(bool compressed)
    {
        using TemporaryFolder folder = new();

        Tensor x = IdxFile.Read(folder.Write("x.idx", compressed ? IdxBytes.Gzip(s_whole) : s_whole));

        Assert.Equal(new Shape(2, 1, 3), x.Shape);
        Assert.Equal(new byte[] { 1, 2, 3, 4, 5, 255 }, x.ToArray<byte>());
    }

    [Fact]
    public void Extents_are_read_with_the_most_significant_byte_first()
    {
        byte[] bytes = [0, 0, 8, 1, 0, 0, 1, 2, .. new byte[258]];

        Assert.Equal(new Shape(258), Read(bytes).Shape);
    }

    [Fact]
    public void A_file_greater_than_one_chunk_arrives_whole()
    {
        byte[] elements = [.. Enumerable.Range(0, 3_000_001).Select(i => (byte)(i % 251))];

        Tensor x = Read(IdxBytes.Gzip(IdxBytes.Of([elements.Length], elements)));

        Assert.True(elements.AsSpan().SequenceEqual(x.ToArray<byte>()));
    }

    [Fact]
    public void An_empty_axis_is_allowed() => Assert.Equal(new Shape(0, 28), Read(IdxBytes.Of([0, 28], [])).Shape);

    [Fact]
    public void A_missing_file_is_named()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "absent");

        DataFileException error = Assert.Throws<DataFileException>(() => IdxFile.Read(path));

        Assert.Equal($"IdxFile.Read: the file must exist; got no {path}.", error.Message);
    }

    [Theory]
    [InlineData("", "an IDX file starts with 4 bytes that say its type and rank; got 0 bytes in x.")]
    [InlineData("000008", "an IDX file starts with 4 bytes that say its type and rank; got 3 bytes in x.")]
    [InlineData("89504E47", "an IDX file of unsigned bytes starts with the bytes 00 00 08; got 89504E in x.")]
    [InlineData("00000D01" + "00000001" + "00000000", "an IDX file of unsigned bytes starts with the bytes 00 00 08; got 00000D in x.")]
    [InlineData("00000802" + "00000001" + "0000", "a file of rank 2 has 8 bytes of extents; got 6 of them in x.")]
    [InlineData("00000801" + "00000003" + "0102", "a file of shape [3] has 3 elements; got 2 of them in x. The file is cut off: fetch it again.")]
    [InlineData("00000801" + "00000001" + "0102", "a file of shape [1] has 1 elements; got more in x.")]
    [InlineData("00000801" + "7FFFFF00" + "01", "a file of shape [2147483392] has 2147483392 elements; got 1 of them in x. The file is cut off: fetch it again.")]
    [InlineData("00000801" + "FFFFFFFF" + "01", "a tensor holds at most 2147483591 elements; got an extent of 4294967295 on axis 0 in x.")]
    [InlineData("00000802" + "00010000" + "00010000", "a tensor holds at most 2147483591 elements; got an extent of 65536 on axis 1 in x.")]
    public void What_is_wrong_with_a_file_is_said(string hex, string message)
    {
        DataFileException error = Assert.Throws<DataFileException>(() => Read(Convert.FromHexString(hex)));

        Assert.Equal("IdxFile.Read: " + message, error.Message);
    }

    [Fact]
    public void A_compressed_file_that_is_cut_off_anywhere_is_refused()
    {
        byte[] whole = IdxBytes.Gzip(IdxBytes.Of([500], [.. Enumerable.Range(0, 500).Select(i => (byte)(i * i))]));

        for (int length = 2; length < whole.Length - 8; length += 7)
        {
            Assert.Throws<DataFileException>(() => Read(whole[..length]));
        }
    }

    [Fact]
    public void A_compressed_file_with_a_flipped_bit_is_refused()
    {
        byte[] bytes = IdxBytes.Gzip(IdxBytes.Of([200], [.. Enumerable.Range(0, 200).Select(i => (byte)(i * 77))]));
        bytes[^6] ^= 1; // the checksum that ends a gzip file

        DataFileException error = Assert.Throws<DataFileException>(() => Read(bytes));

        Assert.Equal("IdxFile.Read: a compressed file must be whole; got damaged data in x.", error.Message);
    }

    private static Tensor Read(byte[] bytes)
    {
        using MemoryStream stream = new(bytes);
        return IdxFile.Read(stream, "x");
    }
}
