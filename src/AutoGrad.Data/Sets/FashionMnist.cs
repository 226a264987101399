using System.Security.Cryptography;

namespace AutoGrad.Data;

public static partial class Datasets
{
    private const string FashionMnistOp = "Datasets.FashionMnist";
    private const string FashionMnistAddress = "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/";
    private const string DebianFolder = "/usr/share/datasets/fashion-mnist";

    private const string WaysToFashionMnist =
        "Install Debian's package dataset-fashion-mnist, or name a folder that holds the four files.";

    // The sums of the data set's own README. Debian packs the same images anew, so its files have others.
    private static readonly (string Name, string Md5)[] s_fashionMnistFiles =
    [
        ("train-images-idx3-ubyte", "8d4fb7e6c68d591d4c3dfef9ec88bf0d"),
        ("train-labels-idx1-ubyte", "25c81989df183df01b3e8a0aad5dffbe"),
        ("t10k-images-idx3-ubyte", "bef4ecab320f06d8554ea6380940ec79"),
        ("t10k-labels-idx1-ubyte", "bb300cfdad3c16e7a12a480ee83cd310"),
    ];

    /// <summary>70,000 images of clothing, 28 by 28 pixels, from the folder given, or else from where they are found.</summary>
    /// <param name="folder">
    /// Holds the four files, plain or with <c>.gz</c>. Without it: /usr/share/datasets/fashion-mnist if it exists, or
    /// else they are fetched, once, into AutoGrad/fashion-mnist in the user's folder of local application data.
    /// </param>
    /// <returns>
    /// 60,000 to learn from and 10,000 to be judged by: images [n, 1, 28, 28], UInt8 from 0 to 255; labels [n], Int32:
    /// 0 T-shirt, 1 trouser, 2 pullover, 3 dress, 4 coat, 5 sandal, 6 shirt, 7 sneaker, 8 bag, 9 ankle boot.
    /// </returns>
    /// <remarks>Source: Xiao, Rasul and Vollgraf, Fashion-MNIST, arXiv:1708.07747. MIT licence, Zalando SE.</remarks>
    /// <exception cref="DataFileException">A file is missing or damaged, or cannot be fetched.</exception>
    public static TrainAndTest FashionMnist(string? folder = null)
    {
        folder ??= Directory.Exists(DebianFolder) ? DebianFolder : null;
        if (folder is null)
        {
            using HttpClient client = new();
            return FashionMnist(client, CacheFolder());
        }

        if (!Directory.Exists(folder))
        {
            throw new DataFileException(FashionMnistOp, "the folder must exist", $"no {folder}", WaysToFashionMnist);
        }

        return new TrainAndTest(ReadImages(folder, "train"), ReadImages(folder, "t10k"));
    }

    /// <summary>The same, fetched into a folder of the caller's; files that are there already and whole are not fetched again.</summary>
    /// <param name="client">What fetches.</param>
    /// <param name="cache">Where the files go; made if it does not exist.</param>
    /// <returns>As <see cref="FashionMnist(string?)"/>.</returns>
    /// <exception cref="DataFileException">A file cannot be fetched, or is not the one that was published.</exception>
    public static TrainAndTest FashionMnist(HttpClient client, string cache) => FashionMnist(client, cache, s_fashionMnistFiles);

    /// <summary>The same for files with these names and sums.</summary>
    internal static TrainAndTest FashionMnist(HttpClient client, string cache, (string Name, string Md5)[] files)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrEmpty(cache);
        Directory.CreateDirectory(cache);
        foreach ((string name, string md5) in files)
        {
            string path = Path.Combine(cache, name + ".gz");
            if (!File.Exists(path) || Md5Of(path) != md5)
            {
                Fetch(client, new Uri(FashionMnistAddress + name + ".gz"), path, md5);
            }
        }

        return new TrainAndTest(ReadImages(cache, "train"), ReadImages(cache, "t10k"));
    }

    private static string CacheFolder() =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "AutoGrad", "fashion-mnist");

    // Under another name until it is known to be whole: a run that is cut short leaves nothing that looks like a file.
    private static void Fetch(HttpClient client, Uri address, string path, string md5)
    {
        string part = $"{path}.{Path.GetRandomFileName()}.part";
        try
        {
            using (HttpRequestMessage request = new(HttpMethod.Get, address))
            using (HttpResponseMessage response = client.Send(request, HttpCompletionOption.ResponseHeadersRead))
            {
                response.EnsureSuccessStatusCode();
                using Stream from = response.Content.ReadAsStream();
                using FileStream to = new(part, FileMode.CreateNew);
                from.CopyTo(to);
            }

            string got = Md5Of(part);
            if (got != md5)
            {
                throw new DataFileException(FashionMnistOp, $"{address} must have the MD5 sum {md5}", got, WaysToFashionMnist);
            }

            File.Move(part, path, overwrite: true);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or HttpIOException)
        {
            throw new DataFileException(
                FashionMnistOp, $"{address} must be within reach", exception.Message.TrimEnd('.'), WaysToFashionMnist, exception);
        }
        finally
        {
            File.Delete(part);
        }
    }

    private static string Md5Of(string path)
    {
        using FileStream file = File.OpenRead(path);
#pragma warning disable CA5351 // It tells a damaged file from a whole one; it guards against nobody.
        return Convert.ToHexStringLower(MD5.HashData(file));
#pragma warning restore CA5351
    }

    private static Examples ReadImages(string folder, string part)
    {
        string imagesPath = Find(folder, $"{part}-images-idx3-ubyte");
        string labelsPath = Find(folder, $"{part}-labels-idx1-ubyte");
        Tensor images = IdxFile.Read(imagesPath);
        Tensor labels = IdxFile.Read(labelsPath);
        if (images.Rank != 3 || images.Shape[1..] != new Shape(28, 28))
        {
            throw new DataFileException(FashionMnistOp, "images must be [n, 28, 28]", $"{images.Shape} in {imagesPath}");
        }

        if (images.Shape[0] == 0)
        {
            throw new DataFileException(FashionMnistOp, "there must be an image", $"{images.Shape} in {imagesPath}");
        }

        if (labels.Rank != 1 || labels.Shape[0] != images.Shape[0])
        {
            throw new DataFileException(FashionMnistOp, $"there must be as many labels as images, [{images.Shape[0]}]", $"{labels.Shape} in {labelsPath}");
        }

        if (labels.Max().ToScalar() > 9)
        {
            throw new DataFileException(FashionMnistOp, "labels must be 0 to 9", $"{labels.Max().ToScalar()} in {labelsPath}");
        }

        return new Examples(images.Reshape([-1, 1, 28, 28]), labels.To(DType.Int32));
    }

    private static string Find(string folder, string name)
    {
        string plain = Path.Combine(folder, name);
        return File.Exists(plain + ".gz") ? plain + ".gz"
            : File.Exists(plain) ? plain
            : throw new DataFileException(FashionMnistOp, $"the folder must hold {name}.gz or {name}", $"neither in {folder}", WaysToFashionMnist);
    }
}
