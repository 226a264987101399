namespace AutoGrad.Tests;

[Collection("Threads")]
public sealed class TransposeKernelTests
{
    public static TheoryData<int[], int[]> Cases => new()
    {
        { [], [] }, { [5], [0] }, { [1, 1], [1, 0] }, { [3, 4], [0, 1] }, { [1, 7], [1, 0] }, { [3, 4], [1, 0] }, { [8, 8], [1, 0] }, { [16, 16], [1, 0] },
        { [9, 17], [1, 0] }, { [63, 65], [1, 0] }, { [64, 64], [1, 0] }, { [129, 200], [1, 0] }, { [700, 500], [1, 0] }, { [2, 3, 4], [0, 2, 1] },
        { [2, 3, 4], [2, 1, 0] }, { [2, 3, 4], [1, 0, 2] }, { [2, 3, 4], [1, 2, 0] }, { [2, 3, 4], [2, 0, 1] }, { [10, 20, 2], [1, 0, 2] },
        { [10, 20, 4], [1, 0, 2] }, { [10, 20, 8], [1, 0, 2] }, { [6, 5, 4, 3], [3, 1, 0, 2] }, { [6, 5, 4, 3], [0, 2, 1, 3] }, { [6, 1, 4, 3], [3, 1, 0, 2] },
        { [3, 32, 20, 20], [0, 2, 3, 1] }, { [3, 20, 20, 32], [0, 3, 1, 2] }, { [2, 3, 2, 3, 2], [4, 3, 2, 1, 0] }, { [16, 64, 4, 32], [0, 2, 1, 3] },
        { [2, 2, 2, 2, 2, 2, 2], [6, 0, 5, 1, 4, 2, 3] }, { [5, 0, 3], [2, 0, 1] }, { [100_000, 2, 2], [0, 2, 1] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Elements_of_every_size_go_where_their_axes_go(int[] extents, int[] permutation)
    {
        int length = extents.Aggregate(1, (product, extent) => product * extent);
        int[] source = Sources(extents, permutation);

        Check<byte>([.. Enumerable.Range(0, length).Select(i => (byte)(i * 7))], extents, permutation, source);
        Check<float>([.. Enumerable.Range(0, length).Select(i => (float)i)], extents, permutation, source);
        Check<long>([.. Enumerable.Range(0, length).Select(i => (long)i << 20)], extents, permutation, source);
        Check<short>([.. Enumerable.Range(0, length).Select(i => (short)i)], extents, permutation, source);
    }

    [Fact]
    public void Bits_of_NaN_are_carried_unchanged()
    {
        uint[] x = [.. Enumerable.Range(0, 300).Select(i => 0x7f800001u + (uint)i)], y = new uint[300];

        TransposeKernel.Run<uint>([15, 20], [1, 0], x, y);

        Assert.All(Enumerable.Range(0, 300), i => Assert.Equal(x[i % 15 * 20 + i / 15], y[i]));
    }

    [Fact]
    public void A_wrong_permutation_is_refused()
    {
        Assert.Throws<ArgumentException>(() => TransposeKernel.Run<float>([2, 3], [0, 0], new float[6], new float[6]));
        Assert.Throws<ArgumentException>(() => TransposeKernel.Run<float>([2, 3], [0], new float[6], new float[6]));
        Assert.Throws<ArgumentException>(() => TransposeKernel.Run<float>([2, 3], [1, 0], new float[6], new float[5]));
    }

    private static void Check<T>(T[] x, int[] extents, int[] permutation, int[] source)
        where T : unmanaged
    {
        var y = new T[x.Length];

        TransposeKernel.Run<T>(extents, permutation, x, y);

        Assert.Equal(source.Select(i => x[i]), y);
    }

    private static int[] Sources(int[] extents, int[] permutation)
    {
        int rank = extents.Length;
        int length = extents.Aggregate(1, (product, extent) => product * extent);
        int[] source = new int[length];
        for (int i = 0; i < length; i++)
        {
            int rest = i;
            int[] index = new int[rank];
            for (int axis = rank - 1; axis >= 0; axis--)
            {
                index[permutation[axis]] = rest % extents[permutation[axis]];
                rest /= extents[permutation[axis]];
            }

            int at = 0;
            for (int axis = 0; axis < rank; axis++)
            {
                at = at * extents[axis] + index[axis];
            }

            source[i] = at;
        }

        return source;
    }
}
