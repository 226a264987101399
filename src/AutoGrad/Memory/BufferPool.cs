using System.Runtime.InteropServices;

namespace AutoGrad;

/// <summary>
/// Arrays of floating numbers that are used again. A fresh array costs a page fault for every 4 KiB, which is more than most
/// kernels do with it.
/// </summary>
/// <remarks>
/// Arrays are kept by exact length, in whole cache lines: a program asks for the same lengths again and again. Many come back
/// by way of the garbage collector, which sees small objects only and so has no reason to run; the pool gives it one. What has lain
/// unused from one such time to the next is let go.
/// </remarks>
internal static class BufferPool
{
    private const int CacheLine = 64;

    /// <summary>How many bytes are left to the garbage collector before it is asked which of them nobody has any more.</summary>
    private const long Patience = 32 << 20;

    private static readonly Dictionary<int, Shelf<float>> s_singles = [];
    private static readonly Dictionary<int, Shelf<double>> s_doubles = [];
    private static long s_left;

    /// <summary>Whether returned arrays are filled with NaN, so that whoever still reads one is found out: for tests.</summary>
    public static bool Poisons { get; } = Environment.GetEnvironmentVariable("AUTOGRAD_POISON") == "1";

    /// <summary>In elements. Below that, lending costs more than it saves; a search for what is read too late leaves nothing out.</summary>
    public static int LeastLength { get; } = Poisons ? 1 : 2048;

    /// <summary>How many bytes nobody has: what they are kept for is to be used again.</summary>
    public static long IdleBytes => Idle(s_singles) + Idle(s_doubles);

    /// <summary>An array of at least so many elements; what they hold is anything.</summary>
    public static Array Rent(DType dtype, int size) => dtype == DType.Float32 ? Rent(s_singles, size) : Rent(s_doubles, size);

    /// <summary>Hears of an array that only the garbage collector will return.</summary>
    public static void Leave(Array array)
    {
        if (Interlocked.Add(ref s_left, Buffer.ByteLength(array)) > Patience)
        {
            Interlocked.Exchange(ref s_left, 0);
            Trim(s_singles);
            Trim(s_doubles);
            GC.Collect(1, GCCollectionMode.Forced, blocking: true);
        }
    }

    /// <summary>Takes an array back that nobody will read or write any more.</summary>
    public static void Return(Array array)
    {
        if (array is float[] singles)
        {
            Return(s_singles, singles, float.NaN);
        }
        else
        {
            Return(s_doubles, (double[])array, double.NaN);
        }
    }

    private static T[] Rent<T>(Dictionary<int, Shelf<T>> shelves, int size)
        where T : unmanaged
    {
        int line = CacheLine / Marshal.SizeOf<T>();
        int length = (int)Math.Min(((long)size + line - 1) / line * line, Array.MaxLength);
        lock (shelves)
        {
            if (shelves.TryGetValue(length, out Shelf<T>? shelf) && shelf.Arrays.TryPop(out T[]? array))
            {
                shelf.Least = Math.Min(shelf.Least, shelf.Arrays.Count);
                return array;
            }
        }

        return GC.AllocateUninitializedArray<T>(length);
    }

    private static void Return<T>(Dictionary<int, Shelf<T>> shelves, T[] array, T poison)
    {
        if (Poisons)
        {
            array.AsSpan().Fill(poison);
        }

        lock (shelves)
        {
            ref Shelf<T>? shelf = ref CollectionsMarshal.GetValueRefOrAddDefault(shelves, array.Length, out _);
            (shelf ??= new Shelf<T>()).Arrays.Push(array);
        }
    }

    private static long Idle<T>(Dictionary<int, Shelf<T>> shelves)
        where T : unmanaged
    {
        lock (shelves)
        {
            return shelves.Sum(shelf => (long)shelf.Key * Marshal.SizeOf<T>() * shelf.Value.Arrays.Count);
        }
    }

    private static void Trim<T>(Dictionary<int, Shelf<T>> shelves)
    {
        lock (shelves)
        {
            foreach ((int length, Shelf<T> shelf) in shelves)
            {
                for (int i = 0; i < shelf.Least; i++)
                {
                    shelf.Arrays.Pop();
                }

                shelf.Least = shelf.Arrays.Count;
                if (shelf.Arrays.Count == 0)
                {
                    shelves.Remove(length);
                }
            }
        }
    }

    /// <summary>The arrays of one length that nobody has.</summary>
    private sealed class Shelf<T>
    {
        public Stack<T[]> Arrays { get; } = [];

        /// <summary>The fewest that have lain here since the last look: so many were not needed.</summary>
        public int Least { get; set; }
    }
}
