using System.Buffers.Binary;
using System.Text;
using AutoGrad.Data;
using AutoGrad.Nn;

namespace AutoGrad.Training.Tests;

public sealed class SafetensorsTests
{
    [Fact]
    public void A_file_put_together_by_hand_is_read()
    {
        using TemporaryFolder folder = new();
        // IEEE 754: 1 is 3F800000 and -2 is C0000000 in binary32, 0.5 is 3FE0000000000000 in binary64.
        string path = folder.Write("x", File(
            """{"__metadata__":{"format":"pt"},"w":{"dtype":"F32","shape":[2,1],"data_offsets":[8,16]},"d":{"dtype":"F64","shape":[],"data_offsets":[0,8]},"m":{"dtype":"BOOL","shape":[2],"data_offsets":[16,18]},"e":{"dtype":"I64","shape":[0,3],"data_offsets":[18,18]},"b":{"dtype":"U8","shape":[1],"data_offsets":[18,19]}}""",
            Convert.FromHexString("000000000000E03F" + "0000803F" + "000000C0" + "0100" + "FF")));

        IReadOnlyDictionary<string, Tensor> tensors = Safetensors.Load(path);

        Assert.Equal(["b", "d", "e", "m", "w"], tensors.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(new Shape(2, 1), tensors["w"].Shape);
        Assert.Equal([1f, -2f], tensors["w"].ToArray<float>());
        Assert.Equal([0.5], tensors["d"].ToArray<double>());
        Assert.Equal([true, false], tensors["m"].ToArray<bool>());
        Assert.Equal(new Spec([0, 3], DType.Int64), tensors["e"].Spec);
        Assert.Equal(new byte[] { 255 }, tensors["b"].ToArray<byte>());
    }

    [Fact]
    public void A_file_is_written_byte_for_byte_as_the_format_says()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("x");

        Safetensors.Save(path, new Dictionary<string, Tensor> { ["a"] = Tensor.From([1, 2], [1, -1]), ["b"] = Tensor.Scalar(0.5, DType.Float64) });

        // Wide elements first, and the header padded with spaces to a multiple of 8 bytes.
        string header = """{"[b]":{"dtype":"F64","shape":[],"data_offsets":[0,8]},"[a]":{"dtype":"I32","shape":[1,2],"data_offsets":[8,16]}}""";
        byte[] expected = File(header.PadRight((header.Length + 7) / 8 * 8), Convert.FromHexString("000000000000E03F" + "01000000" + "FFFFFFFF"));
        Assert.Equal(expected, System.IO.File.ReadAllBytes(path));
    }

    [Fact]
    public void A_tree_comes_back_with_every_dtype()
    {
        using TemporaryFolder folder = new();
        (Mlp Net, Tensor[] Parts, RandomKey Key) tree = (
            Net: Mlp.Init(RandomKey.FromSeed(1), 3, 4, 2),
            Parts: new[] { Tensor.From([long.MinValue, 5]), Tensor.From([uint.MaxValue]), Tensor.From([true, false]), Tensor.Scalar(double.NaN, DType.Float64), Tensor.Zeros([0]) },
            Key: RandomKey.FromSeed(77));
        string path = folder.File("x.safetensors");

        Safetensors.Save(path, tree);
        (Mlp, Tensor[], RandomKey) template = Tree.Map(Tensor.ZerosLike, tree);
        (Mlp Net, Tensor[] Parts, RandomKey Key) again = Safetensors.Load(path, template);

        Assert.Equal(["Item1.Layers[0].Weight", "Item1.Layers[0].Bias"], Tree.Paths(again)[..2]);
        foreach ((TreeLeaf expected, TreeLeaf actual) in Tree.LeavesWithPath(tree).Zip(Tree.LeavesWithPath(again)))
        {
            Assert.Equal(expected.Value.Spec, actual.Value.Spec);
            Assert.Equal(expected.Value.ToString(), actual.Value.ToString());
        }

        Assert.Equal(tree.Net.Layers[1].Weight.ToArray<float>(), again.Net.Layers[1].Weight.ToArray<float>());
        Assert.Equal(long.MinValue, again.Parts[0].ToArray<long>()[0]);
    }

    [Fact]
    public void Saving_replaces_the_file_and_leaves_nothing_beside_it()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("x.safetensors");

        Safetensors.Save(path, Tensor.Scalar(1));
        Safetensors.Save(path, Tensor.Scalar(2));

        Assert.Equal(2, Safetensors.Load(path, Tensor.Scalar(0)).ToScalar());
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void What_does_not_fit_the_template_is_named()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("x");
        Safetensors.Save(path, new Dictionary<string, Tensor> { ["a"] = Tensor.Zeros([2, 3]), ["b"] = Tensor.Zeros([1]), ["c"] = Tensor.Zeros([1]) });

        DataFileException error = Assert.Throws<DataFileException>(() => Safetensors.Load(
            path, new Dictionary<string, Tensor> { ["a"] = Tensor.Zeros([3, 2]), ["b"] = Tensor.Zeros([1], DType.Float64), ["d"] = Tensor.Zeros([1]) }));

        Assert.Equal(
            "Safetensors.Load: the file's tensors must be those of the template; "
                + $"got [d] missing, [a] f32[2, 3] where f32[3, 2] is expected, [b] f32[1] where f64[1] is expected, [c] superfluous in {path}.",
            error.Message);
    }

    /// <summary>A tensor by the name that the format keeps for itself.</summary>
    public sealed record Taken(Tensor __metadata__);

    [Fact]
    public void What_could_not_be_read_back_is_not_written()
    {
        using TemporaryFolder folder = new();
        Tensor one = Tensor.Scalar(1);
        Dictionary<string, Dictionary<string, Tensor>> twice = new() { ["a"] = new() { ["b][c"] = one }, ["a][b"] = new() { ["c"] = one } };
        const string Rule = "Safetensors.Save: each tensor must have a path of its own, other than __metadata__; got a second ";

        Assert.Equal(Rule + "[a][b][c].", Assert.Throws<ArgumentException>(() => Safetensors.Save(folder.File("x"), twice)).Message);
        Assert.Equal(Rule + "__metadata__.", Assert.Throws<ArgumentException>(() => Safetensors.Save(folder.File("x"), new Taken(one))).Message);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        using TemporaryFolder folder = new();

        Assert.Equal(
            $"Safetensors.Load: the file must exist; got no {folder.File("absent")}.",
            Assert.Throws<DataFileException>(() => Safetensors.Load(folder.File("absent"))).Message);
    }

    [Theory]
    [InlineData("", "a file starts with 8 bytes, the length of its header; got 0 of them")]
    [InlineData("0A0000", "a file starts with 8 bytes, the length of its header; got 3 of them")]
    [InlineData("FFFFFFFFFFFFFFFF" + "7B7D", "the header must lie in the file and have at most 100000000 bytes; got a length of 18446744073709551615 before 2 bytes")]
    [InlineData("0300000000000000" + "7B7D", "the header must lie in the file and have at most 100000000 bytes; got a length of 3 before 2 bytes")]
    [InlineData("0200000000000000" + "5B5D", "the header must be a JSON object; got Array")]
    [InlineData("0200000000000000" + "7B7D" + "00", "the header says that there are 0 bytes of elements; got 1")]
    public void A_damaged_frame_is_refused(string hex, string message) => Refuses(Convert.FromHexString(hex), message);

    [Theory]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 8, "w, F32 [2], has 8 bytes; got data_offsets [0, 4]")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 7, "the header says that there are 8 bytes of elements; got 7")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "the tensors must lie one after another; got w at 4 where 0 is next")]
    [InlineData("""{"v":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"w":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "the tensors must lie one after another; got w at 4 where 8 is next")]
    [InlineData("""{"w":{"dtype":"F32","shape":[0],"data_offsets":[9223372036854775807,9223372036854775807]}}""", 0, "the tensors must lie one after another; got w at 9223372036854775807 where 0 is next")]
    [InlineData("""{"w":{"dtype":"F32","shape":[65536,65536],"data_offsets":[0,17179869184]}}""", 0, "a tensor holds at most 2147483591 elements; got w: [65536, 65536]")]
    [InlineData("""{"w":{"dtype":"F32","shape":[9223372036854775807,9223372036854775807],"data_offsets":[0,4]}}""", 4, "a tensor holds at most 2147483591 elements; got w: [9223372036854775807, 9223372036854775807]")]
    [InlineData("""{"w":{"dtype":"BF16","shape":[1],"data_offsets":[0,2]}}""", 2, "the dtype must be one of F32, F64, I32, I64, U8, U32, BOOL; got w: BF16")]
    [InlineData("""{"w":{"dtype":"BOOL","shape":[2],"data_offsets":[0,2]}}""", 2, "a BOOL is a byte of 0 or 1; got w: 7")]
    [InlineData("""{"w":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, """an entry must have dtype, shape and data_offsets [begin, end]; got w: {"dtype":"F32","shape":[-1],"data_offsets":[0,4]}""")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}""", 4, """an entry must have dtype, shape and data_offsets [begin, end]; got w: {"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}""")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", 4, """an entry must have dtype, shape and data_offsets [begin, end]; got w: {"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}""")]
    [InlineData("""{"w":3}""", 0, "an entry must have dtype, shape and data_offsets [begin, end]; got w: 3")]
    public void A_hostile_header_is_refused(string header, int bytes, string message) =>
        Refuses(File(header, [.. Enumerable.Repeat((byte)7, bytes)]), message);

    [Theory]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}""")]
    [InlineData("""{"\ud800":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""")]
    public void A_header_that_is_no_sound_JSON_is_refused(string header)
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("x", File(header, new byte[4]));

        DataFileException error = Assert.Throws<DataFileException>(() => Safetensors.Load(path));

        Assert.StartsWith("Safetensors.Load: the header must be a JSON object that names each tensor once; got ", error.Message, StringComparison.Ordinal);
    }

    private static void Refuses(byte[] bytes, string message)
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("x", bytes);

        DataFileException error = Assert.Throws<DataFileException>(() => Safetensors.Load(path));

        Assert.Equal($"Safetensors.Load: {message} in {path}.", error.Message);
    }

    private static byte[] File(string header, byte[] elements)
    {
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, Encoding.UTF8.GetByteCount(header));
        return [.. length, .. Encoding.UTF8.GetBytes(header), .. elements];
    }
}
