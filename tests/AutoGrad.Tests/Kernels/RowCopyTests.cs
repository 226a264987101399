using System.Numerics;

namespace AutoGrad.Tests;

/// <summary>Operations that move rows, against the index arithmetic that says where each number goes.</summary>
[Collection("Threads")]
public sealed class RowCopyTests
{
    // Widths around each change of the move that a row is copied with, in elements of one, four and eight bytes.
    public static TheoryData<int, int> Sizes { get; } = new()
    {
        { 1, 1 }, { 5, 1 }, { 700, 1 }, { 700, 2 }, { 700, 3 }, { 30_011, 3 }, { 700, 4 }, { 700, 5 }, { 700, 7 }, { 700, 8 }, { 700, 9 }, { 700, 15 },
        { 700, 16 }, { 700, 17 }, { 700, 31 }, { 700, 32 }, { 700, 33 }, { 300, 64 }, { 300, 65 }, { 100, 130 }, { 3, 70_001 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_number_goes_to_its_place(int rows, int width)
    {
        foreach (int threads in new[] { 1, 3 })
        {
            int before = WorkPool.Threads;
            WorkPool.Threads = threads;
            try
            {
                Check<byte>(rows, width);
                Check<float>(rows, width);
                Check<double>(rows, width);
            }
            finally
            {
                WorkPool.Threads = before;
            }
        }
    }

    private static void Check<T>(int rows, int width)
        where T : unmanaged, INumber<T>
    {
        T[] numbers = [.. Enumerable.Range(0, rows * (width + 2)).Select(i => T.CreateTruncating(i * 7919L % 251))];
        T At(int row, int column) => numbers[row * (width + 2) + column];
        Tensor x = Tensor.From(numbers).Reshape(rows, width + 2);
        Tensor middle = x.SliceAxis(1, 1, width);
        int[] places = [.. Enumerable.Range(0, rows).Select(i => (int)(i * 7919L % rows))];

        Same(rows, width, (i, j) => At(i, j + 1), middle);
        Same(rows, width, (i, j) => At(places[i], j + 1), middle.Gather(Tensor.From(places)));
        Same(rows, width, (i, j) => At(places[i], j + 1), middle.Gather(Tensor.From([.. places.Select(place => place - rows)])));
        Same(rows, width, (i, j) => At(i, width - j), middle.Flip(1));
        Same(rows, width, (i, j) => At(rows - 1 - i, j + 1), middle.Flip(0));
        Same(rows, width, (i, j) => At(rows - 1 - i, width - j), middle.Flip());
        Same(rows, width + 2, (i, j) => j > 0 && j <= width ? At(i, j) : T.Zero, middle.Pad([0, 1], [0, 1]));
        Same(rows, 2 * width + 2, (i, j) => j < width ? At(i, j + 1) : At(i, j - width), Tensor.Concatenate([middle, x], 1));
        Same(2 * rows, width, (i, j) => At(i % rows, j + 1), Tensor.Concatenate([middle, middle]));
        Same(rows, width, (i, j) => At(i, (j + width - 1) % width + 1), middle.Roll(1, 1));
        Same((rows + 1) / 2, (width + 2) / 2, (i, j) => At(2 * i, 2 * j + 1), x.SliceAxis(0, 0, (rows + 1) / 2, 2).SliceAxis(1, 1, (width + 2) / 2, 2));

        var added = new T[rows * width];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < width; j++)
            {
                added[places[i] / 2 * width + j] = unchecked(added[places[i] / 2 * width + j] + At(i, j + 1));
            }
        }

        Same(rows, width, (i, j) => added[i * width + j], middle.ScatterAdd(Tensor.From([.. places.Select(place => place / 2)]), rows));
    }

    private static void Same<T>(int rows, int width, Func<int, int, T> expected, Tensor actual)
        where T : unmanaged, INumber<T>
    {
        Assert.Equal(new Shape(rows, width), actual.Shape);
        T[] numbers = actual.ToArray<T>();
        for (int place = 0; place < numbers.Length; place++)
        {
            if (numbers[place] != expected(place / width, place % width))
            {
                Assert.Fail($"at [{place / width}, {place % width}]: {expected(place / width, place % width)} expected, got {numbers[place]}");
            }
        }
    }
}
