namespace AutoGrad.Tests;

[Collection("Threads")]
public sealed class BroadcastLoopTests
{
    /// <summary>Two operands' shapes: rows too short for calls, rows long enough, small planes, and sizes beyond the threads' break-even.</summary>
    public static TheoryData<string, int[], int[]> Shapes { get; } = new()
    {
        { "rows of 1", [5000, 1], [1, 1] },
        { "a column beside rows of 2", [4001, 2], [4001, 1] },
        { "a column beside rows of 3", [40_001, 3], [40_001, 1] },
        { "a row beside rows of 3", [40_001, 3], [3] },
        { "a column beside a row of 3", [40_001, 1], [3] },
        { "a column beside rows of 7", [999, 1], [999, 7] },
        { "a row beside rows of 16", [16], [9001, 16] },
        { "a column beside rows of 47", [701, 47], [701, 1] },
        { "a column beside rows of 48", [701, 48], [701, 1] },
        { "a row beside long rows", [1, 3001], [70, 3001] },
        { "a column beside long rows", [7, 30_001], [7, 1] },
        { "a column beside a long row", [7, 1], [30_001] },
        { "an axis between", [5001, 1, 3], [5001, 2, 3] },
        { "an axis between, and a row", [5001, 1, 3], [2, 1] },
        { "by turns", [6, 1, 5, 1, 3], [1, 4, 1, 7, 1] },
        { "by turns, long", [6, 1, 5, 1, 64], [4, 1, 7, 1] },
        { "planes", [300, 1, 20, 20], [4, 1, 20] },
        { "unit axes between", [3, 1, 1, 5, 1], [1, 2, 1, 1] },
        { "nothing", [0, 3], [1, 3] },
        { "nothing in rows", [4, 1], [0] },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_place_gets_its_two_numbers(string name, int[] left, int[] right)
    {
        _ = name;
        int[] shape = Join(left, right);
        foreach (int threads in new[] { 1, 3 })
        {
            int before = WorkPool.Threads;
            WorkPool.Threads = threads;
            try
            {
                Check<double>(left, right, shape);
                Check<float>(left, right, shape);
                Check<long>(left, right, shape);
                Check<byte>(left, right, shape);
            }
            finally
            {
                WorkPool.Threads = before;
            }
        }
    }

    private static void Check<T>(int[] left, int[] right, int[] shape)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        (T[] x, T[] y) = (Numbers<T>(left, 7), Numbers<T>(right, 11));
        bool[] mask = [.. x.Select(v => T.IsEvenInteger(v))];
        int size = shape.Aggregate(1, (a, b) => a * b);
        int[] xs = [.. Enumerable.Range(0, size).Select(place => Offset(place, shape, left))];
        int[] ys = [.. Enumerable.Range(0, size).Select(place => Offset(place, shape, right))];
        (Tensor a, Tensor b) = (Tensor.From(x).Reshape(left), Tensor.From(y).Reshape(right));
        Tensor m = Tensor.From(mask).Reshape(left);

        Same(xs.Zip(ys, (i, j) => unchecked(x[i] - y[j])), (a - b).ToArray<T>());
        Same(xs.Zip(ys, (i, j) => unchecked(y[j] - x[i])), (b - a).ToArray<T>());
        Same(xs.Zip(ys, (i, j) => x[i] > y[j]), (a > b).ToArray<bool>());
        Same(xs.Zip(ys, (i, j) => x[i] == y[j]), Tensor.Equal(a, b).ToArray<bool>());
        Same(xs.Zip(ys, (i, j) => mask[i] | (y[j] > T.One)), (m | (b > Tensor.From([], [T.One]))).ToArray<bool>());
        Same(xs.Zip(ys, (i, j) => mask[i] ? y[j] : x[i]), Tensor.Where(m, b, a).ToArray<T>());
        Same(xs.Zip(ys, (i, j) => mask[i] ? T.One : y[j]), Tensor.Where(m, Tensor.From([], [T.One]), b).ToArray<T>());
        Same(xs.Select(i => x[i]), a.BroadcastTo([.. shape]).ToArray<T>());
        Same(xs.Select(i => mask[i]), m.BroadcastTo([.. shape]).ToArray<bool>());
    }

    // Assert.Equal compares a collection object by object, which takes a minute here.
    private static void Same<T>(IEnumerable<T> expected, T[] actual) => Assert.True(expected.ToArray().AsSpan().SequenceEqual(actual));

    private static T[] Numbers<T>(int[] shape, int seed)
        where T : System.Numerics.INumber<T>
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b)).Select(_ => T.CreateChecked(random.Next(0, 100)))];
    }

    private static int[] Join(int[] x, int[] y)
    {
        int rank = Math.Max(x.Length, y.Length);
        return [.. Enumerable.Range(0, rank).Select(axis => (Extent(x, axis - rank), Extent(y, axis - rank)) is (1, var other) ? other : Extent(x, axis - rank))];
    }

    private static int Extent(int[] shape, int fromEnd) => shape.Length + fromEnd >= 0 ? shape[shape.Length + fromEnd] : 1;

    private static int Offset(int place, int[] shape, int[] operand)
    {
        (int offset, int stride) = (0, 1);
        for (int axis = 1; axis <= shape.Length; axis++)
        {
            int index = place % shape[^axis];
            place /= shape[^axis];
            if (axis <= operand.Length)
            {
                offset += operand[^axis] == 1 ? 0 : index * stride;
                stride *= operand[^axis];
            }
        }

        return offset;
    }
}
