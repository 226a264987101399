using System.Runtime.CompilerServices;

namespace AutoGrad;

/// <summary>A number known when a tile is compiled, so that its unused rows and columns vanish from the code.</summary>
internal interface ICount
{
    static abstract int Value { get; }
}

/// <summary>The innermost product: a tile of up to 12 rows and 2 vectors, kept in registers over the whole depth.</summary>
/// <remarks>Every element is one chain of multiply-adds over <c>p = 0 … depth - 1</c> from zero, whatever the tile and the vector.</remarks>
internal static unsafe class GemmTile<T, TVector, TLanes>
    where T : unmanaged
    where TVector : struct
    where TLanes : IGemmLanes<T, TVector>
{
    /// <summary><c>c[i, j] = Σₚ a[p, i] b[p, j]</c>, or added to c.</summary>
    /// <param name="depth">How many p.</param>
    /// <param name="a">[rows, depth]: packed, transposed or as it lies.</param>
    /// <param name="aRow">Elements from one row of a to the next.</param>
    /// <param name="aStep">Elements from one p to the next in a.</param>
    /// <param name="b">[depth, columns vectors], rows <paramref name="bStep"/> apart.</param>
    /// <param name="bStep">Elements from one p to the next in b.</param>
    /// <param name="c">[rows, columns vectors], rows <paramref name="cRow"/> apart.</param>
    /// <param name="cRow">Elements from one row of c to the next.</param>
    /// <param name="add">Not 0 to add to c.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run<TRows, TColumns>(int depth, T* a, nint aRow, nint aStep, T* b, nint bStep, T* c, nint cRow, int add)
        where TRows : struct, ICount
        where TColumns : struct, ICount
    {
        TVector c00 = default, c01 = default;
        TVector c10 = default, c11 = default;
        TVector c20 = default, c21 = default;
        TVector c30 = default, c31 = default;
        TVector c40 = default, c41 = default;
        TVector c50 = default, c51 = default;
        TVector c60 = default, c61 = default;
        TVector c70 = default, c71 = default;
        TVector c80 = default, c81 = default;
        TVector c90 = default, c91 = default;
        TVector c100 = default, c101 = default;
        TVector c110 = default, c111 = default;
        // Three pointers and three offsets reach every row, and fit the registers.
        nint aRow2 = 2 * aRow;
        nint aRow3 = 3 * aRow;
        T* a4 = a + 4 * aRow;
        T* a8 = a4 + 4 * aRow;
        for (int p = 0; p < depth; p++)
        {
            TVector b0 = TLanes.Load(b);
            TVector b1 = TColumns.Value > 1 ? TLanes.Load(b + TLanes.Count) : default;
            TVector x = TLanes.Broadcast(a);
            c00 = TLanes.MultiplyAdd(x, b0, c00);
            if (TColumns.Value > 1)
            {
                c01 = TLanes.MultiplyAdd(x, b1, c01);
            }

            if (TRows.Value > 1)
            {
                x = TLanes.Broadcast(a + aRow);
                c10 = TLanes.MultiplyAdd(x, b0, c10);
                if (TColumns.Value > 1)
                {
                    c11 = TLanes.MultiplyAdd(x, b1, c11);
                }
            }

            if (TRows.Value > 2)
            {
                x = TLanes.Broadcast(a + aRow2);
                c20 = TLanes.MultiplyAdd(x, b0, c20);
                if (TColumns.Value > 1)
                {
                    c21 = TLanes.MultiplyAdd(x, b1, c21);
                }
            }

            if (TRows.Value > 3)
            {
                x = TLanes.Broadcast(a + aRow3);
                c30 = TLanes.MultiplyAdd(x, b0, c30);
                if (TColumns.Value > 1)
                {
                    c31 = TLanes.MultiplyAdd(x, b1, c31);
                }
            }

            if (TRows.Value > 4)
            {
                x = TLanes.Broadcast(a4);
                c40 = TLanes.MultiplyAdd(x, b0, c40);
                if (TColumns.Value > 1)
                {
                    c41 = TLanes.MultiplyAdd(x, b1, c41);
                }
            }

            if (TRows.Value > 5)
            {
                x = TLanes.Broadcast(a4 + aRow);
                c50 = TLanes.MultiplyAdd(x, b0, c50);
                if (TColumns.Value > 1)
                {
                    c51 = TLanes.MultiplyAdd(x, b1, c51);
                }
            }

            if (TRows.Value > 6)
            {
                x = TLanes.Broadcast(a4 + aRow2);
                c60 = TLanes.MultiplyAdd(x, b0, c60);
                if (TColumns.Value > 1)
                {
                    c61 = TLanes.MultiplyAdd(x, b1, c61);
                }
            }

            if (TRows.Value > 7)
            {
                x = TLanes.Broadcast(a4 + aRow3);
                c70 = TLanes.MultiplyAdd(x, b0, c70);
                if (TColumns.Value > 1)
                {
                    c71 = TLanes.MultiplyAdd(x, b1, c71);
                }
            }

            if (TRows.Value > 8)
            {
                x = TLanes.Broadcast(a8);
                c80 = TLanes.MultiplyAdd(x, b0, c80);
                if (TColumns.Value > 1)
                {
                    c81 = TLanes.MultiplyAdd(x, b1, c81);
                }
            }

            if (TRows.Value > 9)
            {
                x = TLanes.Broadcast(a8 + aRow);
                c90 = TLanes.MultiplyAdd(x, b0, c90);
                if (TColumns.Value > 1)
                {
                    c91 = TLanes.MultiplyAdd(x, b1, c91);
                }
            }

            if (TRows.Value > 10)
            {
                x = TLanes.Broadcast(a8 + aRow2);
                c100 = TLanes.MultiplyAdd(x, b0, c100);
                if (TColumns.Value > 1)
                {
                    c101 = TLanes.MultiplyAdd(x, b1, c101);
                }
            }

            if (TRows.Value > 11)
            {
                x = TLanes.Broadcast(a8 + aRow3);
                c110 = TLanes.MultiplyAdd(x, b0, c110);
                if (TColumns.Value > 1)
                {
                    c111 = TLanes.MultiplyAdd(x, b1, c111);
                }
            }

            a += aStep;
            a4 += aStep;
            a8 += aStep;
            b += bStep;
        }

        Store<TColumns>(c00, c01, c, add);
        if (TRows.Value > 1)
        {
            Store<TColumns>(c10, c11, c += cRow, add);
        }

        if (TRows.Value > 2)
        {
            Store<TColumns>(c20, c21, c += cRow, add);
        }

        if (TRows.Value > 3)
        {
            Store<TColumns>(c30, c31, c += cRow, add);
        }

        if (TRows.Value > 4)
        {
            Store<TColumns>(c40, c41, c += cRow, add);
        }

        if (TRows.Value > 5)
        {
            Store<TColumns>(c50, c51, c += cRow, add);
        }

        if (TRows.Value > 6)
        {
            Store<TColumns>(c60, c61, c += cRow, add);
        }

        if (TRows.Value > 7)
        {
            Store<TColumns>(c70, c71, c += cRow, add);
        }

        if (TRows.Value > 8)
        {
            Store<TColumns>(c80, c81, c += cRow, add);
        }

        if (TRows.Value > 9)
        {
            Store<TColumns>(c90, c91, c += cRow, add);
        }

        if (TRows.Value > 10)
        {
            Store<TColumns>(c100, c101, c += cRow, add);
        }

        if (TRows.Value > 11)
        {
            Store<TColumns>(c110, c111, c += cRow, add);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TColumns>(TVector x, TVector y, T* c, int add)
        where TColumns : struct, ICount
    {
        TLanes.Store(add != 0 ? TLanes.Add(TLanes.Load(c), x) : x, c);
        if (TColumns.Value > 1)
        {
            TLanes.Store(add != 0 ? TLanes.Add(TLanes.Load(c + TLanes.Count), y) : y, c + TLanes.Count);
        }
    }
}
