using System.Globalization;
using System.IO.Compression;

namespace AutoGrad.Data;

/// <summary>Real data to learn from.</summary>
public static partial class Datasets
{
    /// <summary>1,797 images of handwritten digits, 8 by 8 pixels.</summary>
    /// <returns>Images [1797, 1, 8, 8], Float32 from 0 (paper) to 16 (ink); labels [1797], Int32 from 0 to 9.</returns>
    /// <remarks>
    /// The rows come by writer. A random split (<see cref="Split"/>) puts each writer on both sides; a split at a row
    /// holds out whole writers, which is harder. Source: the test part of Alpaydin and Kaynak, Optical Recognition of
    /// Handwritten Digits, UCI Machine Learning Repository, 1998, doi:10.24432/C50P49, CC BY 4.0.
    /// </remarks>
    public static Examples Digits()
    {
        const int Pixels = 64;
        using GZipStream plain = new(Resource("digits.csv.gz"), CompressionMode.Decompress);
        Table table = Table.Read(plain, columns: Pixels + 1, skip: 0);
        return new Examples(table.Inputs(Pixels).Reshape([-1, 1, 8, 8]), table.Labels(Pixels));
    }

    /// <summary>150 irises, measured by Fisher.</summary>
    /// <returns>
    /// Features [150, 4], Float32: length and width of sepal, then of petal, in cm; labels [150], Int32: 0 setosa,
    /// 1 versicolor, 2 virginica. Fifty of each, in this order.
    /// </returns>
    /// <remarks>Source: Fisher, 1936; UCI Machine Learning Repository, doi:10.24432/C56C76, CC BY 4.0.</remarks>
    public static Examples Iris()
    {
        const int Features = 4;
        using Stream plain = Resource("iris.csv");
        Table table = Table.Read(plain, columns: Features + 1, skip: 1);
        return new Examples(table.Inputs(Features), table.Labels(Features));
    }

    private static Stream Resource(string name) =>
        typeof(Datasets).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not embedded in AutoGrad.Data.");

    /// <summary>Rows of numbers with commas between them; the last column is the label.</summary>
    private readonly record struct Table(float[][] Rows)
    {
        public static Table Read(Stream stream, int columns, int skip)
        {
            using StreamReader reader = new(stream);
            List<float[]> rows = [];
            while (reader.ReadLine() is { } line)
            {
                if (skip-- <= 0)
                {
                    var row = new float[columns];
                    int column = 0;
                    foreach (Range field in line.AsSpan().Split(','))
                    {
                        row[column++] = float.Parse(line.AsSpan()[field], CultureInfo.InvariantCulture);
                    }

                    rows.Add(row);
                }
            }

            return new Table([.. rows]);
        }

        public Tensor Inputs(int count) => Tensor.From([Rows.Length, count], [.. Rows.SelectMany(row => row[..count])]);

        public Tensor Labels(int column) => Tensor.From([.. Rows.Select(row => (int)row[column])]);
    }
}
