using System.Net;
using System.Security.Cryptography;

namespace AutoGrad.Data.Tests;

public sealed class FashionMnistTests
{
    private const string WayOut = " Install Debian's package dataset-fashion-mnist, or name a folder that holds the four files.";

    private static readonly Dictionary<string, byte[]> s_files = new()
    {
        ["train-images-idx3-ubyte"] = IdxBytes.Gzip(IdxBytes.Of([2, 28, 28], [.. Enumerable.Range(0, 2 * 784).Select(i => (byte)(i / 784 + 3))])),
        ["train-labels-idx1-ubyte"] = IdxBytes.Gzip(IdxBytes.Of([2], [9, 0])),
        ["t10k-images-idx3-ubyte"] = IdxBytes.Gzip(IdxBytes.Of([1, 28, 28], new byte[784])),
        ["t10k-labels-idx1-ubyte"] = IdxBytes.Gzip(IdxBytes.Of([1], [5])),
    };

#pragma warning disable CA5351 // The sums of the data set are MD5 sums.
    private static readonly (string Name, string Md5)[] s_sums =
        [.. s_files.Select(file => (file.Key, Convert.ToHexStringLower(MD5.HashData(file.Value))))];
#pragma warning restore CA5351

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_folder_may_hold_the_files_plain_or_compressed(bool plain)
    {
        using TemporaryFolder folder = new();
        Fill(folder, plain);

        ((Tensor images, Tensor labels), (Tensor test, Tensor testLabels)) = Datasets.FashionMnist(folder.Path);

        Assert.Equal(new Spec([2, 1, 28, 28], DType.UInt8), images.Spec);
        Assert.Equal([3, 4], new[] { images[0].Max().ToScalar(), images[1].Min().ToScalar() });
        Assert.Equal([9, 0], labels.ToArray<int>());
        Assert.Equal(new Spec([1, 1, 28, 28], DType.UInt8), test.Spec);
        Assert.Equal([5], testLabels.ToArray<int>());
    }

    [Fact]
    public void A_missing_folder_and_a_missing_file_are_named_with_the_way_out()
    {
        using TemporaryFolder folder = new();

        Assert.Equal(
            $"Datasets.FashionMnist: the folder must hold train-images-idx3-ubyte.gz or train-images-idx3-ubyte; got neither in {folder.Path}.{WayOut}",
            Assert.Throws<DataFileException>(() => Datasets.FashionMnist(folder.Path)).Message);
        Assert.Equal(
            $"Datasets.FashionMnist: the folder must exist; got no {folder.Path}/absent.{WayOut}",
            Assert.Throws<DataFileException>(() => Datasets.FashionMnist(folder.Path + "/absent")).Message);
    }

    [Fact]
    public void Files_that_do_not_belong_together_are_refused()
    {
        using TemporaryFolder folder = new();
        Fill(folder, plain: false);

        string labels = folder.Write("train-labels-idx1-ubyte.gz", IdxBytes.Of([3], [1, 2, 3]));
        Assert.Equal(
            $"Datasets.FashionMnist: there must be as many labels as images, [2]; got [3] in {labels}.",
            Assert.Throws<DataFileException>(() => Datasets.FashionMnist(folder.Path)).Message);

        folder.Write("train-labels-idx1-ubyte.gz", IdxBytes.Of([2], [1, 10]));
        Assert.Equal(
            $"Datasets.FashionMnist: labels must be 0 to 9; got 10 in {labels}.",
            Assert.Throws<DataFileException>(() => Datasets.FashionMnist(folder.Path)).Message);

        string images = folder.Write("train-images-idx3-ubyte.gz", IdxBytes.Of([0, 28, 28], []));
        Assert.Equal(
            $"Datasets.FashionMnist: there must be an image; got [0, 28, 28] in {images}.",
            Assert.Throws<DataFileException>(() => Datasets.FashionMnist(folder.Path)).Message);

        folder.Write("train-images-idx3-ubyte.gz", IdxBytes.Of([2, 1, 1], [1, 2]));
        Assert.Equal(
            $"Datasets.FashionMnist: images must be [n, 28, 28]; got [2, 1, 1] in {images}.",
            Assert.Throws<DataFileException>(() => Datasets.FashionMnist(folder.Path)).Message);
    }

    [Fact]
    public void What_was_fetched_is_not_fetched_again_unless_it_is_damaged()
    {
        using TemporaryFolder folder = new();
        string cache = Path.Combine(folder.Path, "new", "cache");
        using Server server = new(request => Answer(s_files[Path.GetFileNameWithoutExtension(request.AbsolutePath)]));
        using HttpClient client = new(server);

        Assert.Equal([9, 0], Datasets.FashionMnist(client, cache, s_sums).Train.Labels.ToArray<int>());
        Assert.Equal(s_files.Keys.Select(name => $"http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/{name}.gz"), server.Requests);

        server.Requests.Clear();
        Datasets.FashionMnist(client, cache, s_sums);
        Assert.Empty(server.Requests);

        File.WriteAllBytes(Path.Combine(cache, "t10k-labels-idx1-ubyte.gz"), [1, 2, 3]);
        Assert.Equal([5], Datasets.FashionMnist(client, cache, s_sums).Test.Labels.ToArray<int>());
        Assert.EndsWith("t10k-labels-idx1-ubyte.gz", Assert.Single(server.Requests), StringComparison.Ordinal);
        Assert.Equal(4, Directory.GetFiles(cache).Length);
    }

    [Fact]
    public void A_file_with_another_checksum_is_refused_and_not_kept()
    {
        using TemporaryFolder folder = new();
        using Server server = new(_ => Answer([1, 2, 3]));
        using HttpClient client = new(server);

        DataFileException error = Assert.Throws<DataFileException>(() => Datasets.FashionMnist(client, folder.Path));

        // md5sum of the bytes 1 2 3, by coreutils.
        Assert.Equal(
            "Datasets.FashionMnist: http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/train-images-idx3-ubyte.gz "
                + "must have the MD5 sum 8d4fb7e6c68d591d4c3dfef9ec88bf0d; got 5289df737df57326fcdd22597afb1fac." + WayOut,
            error.Message);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_server_that_does_not_answer_well_is_named()
    {
        using TemporaryFolder folder = new();
        using Server refusing = new(_ => new HttpResponseMessage(HttpStatusCode.NotFound));
        using Server broken = new(_ => throw new HttpRequestException("Name or service not known."));
        using HttpClient refused = new(refusing);
        using HttpClient failing = new(broken);

        const string Start = "Datasets.FashionMnist: http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/train-images-idx3-ubyte.gz must be within reach; got ";
        Assert.Equal(
            Start + "Response status code does not indicate success: 404 (Not Found)." + WayOut,
            Assert.Throws<DataFileException>(() => Datasets.FashionMnist(refused, folder.Path)).Message);
        Assert.Equal(
            Start + "Name or service not known." + WayOut,
            Assert.Throws<DataFileException>(() => Datasets.FashionMnist(failing, folder.Path)).Message);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    private static void Fill(TemporaryFolder folder, bool plain)
    {
        foreach ((string name, byte[] bytes) in s_files)
        {
            using System.IO.Compression.GZipStream gzip = new(new MemoryStream(bytes), System.IO.Compression.CompressionMode.Decompress);
            MemoryStream unpacked = new();
            gzip.CopyTo(unpacked);
            folder.Write(plain ? name : name + ".gz", plain ? unpacked.ToArray() : bytes);
        }
    }

    private static HttpResponseMessage Answer(byte[] bytes) => new(HttpStatusCode.OK) { Content = new ByteArrayContent(bytes) };

    private sealed class Server(Func<Uri, HttpResponseMessage> answer) : HttpMessageHandler
    {
        public List<string> Requests { get; } = [];

        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Add(request.RequestUri!.AbsoluteUri);
            return answer(request.RequestUri);
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(Send(request, cancellationToken));
    }
}
