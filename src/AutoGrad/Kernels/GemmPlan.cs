using System.Runtime.Intrinsics;

namespace AutoGrad;

/// <summary>What the product of one element type runs on: the widest vectors at hand, and a tile for every remainder.</summary>
internal sealed unsafe class GemmPlan
{
    private static readonly GemmPlan s_single =
        Vector512.IsHardwareAccelerated ? High<float, Vector512<float>, GemmLanes512Single>()
        : Vector256.IsHardwareAccelerated ? Low<float, Vector256<float>, GemmLanes256Single>()
        : Vector64.IsHardwareAccelerated ? High<float, Vector128<float>, GemmLanes128Single>()
        : Low<float, Vector128<float>, GemmLanes128Single>();

    private static readonly GemmPlan s_double =
        Vector512.IsHardwareAccelerated ? High<double, Vector512<double>, GemmLanes512Double>()
        : Vector256.IsHardwareAccelerated ? Low<double, Vector256<double>, GemmLanes256Double>()
        : Vector64.IsHardwareAccelerated ? High<double, Vector128<double>, GemmLanes128Double>()
        : Low<double, Vector128<double>, GemmLanes128Double>();

    private readonly nint[] _one;
    private readonly nint[] _two;

    private GemmPlan(int lanes, nint[] one, nint[] two)
    {
        Lanes = lanes;
        _one = one;
        _two = two;
    }

    /// <summary>Gets the elements in a vector; a tile is two vectors wide.</summary>
    public int Lanes { get; }

    /// <summary>Gets the rows of the highest tile: 12 of 2 vectors need 27 registers, 6 need 15.</summary>
    public int Rows => _one.Length;

    /// <summary>Gets the plan for float or double.</summary>
    public static GemmPlan Of<T>()
        where T : unmanaged =>
        typeof(T) == typeof(float) ? s_single
        : typeof(T) == typeof(double) ? s_double
        : throw new NotSupportedException($"gemm: elements must be float or double; got {typeof(T)}.");

    /// <summary>Gets a tile of so many rows and vectors (1 or 2).</summary>
    public delegate*<int, T*, nint, nint, T*, nint, T*, nint, int, void> Tile<T>(int rows, int vectors)
        where T : unmanaged =>
        (delegate*<int, T*, nint, nint, T*, nint, T*, nint, int, void>)(vectors == 1 ? _one : _two)[rows - 1];

    // Thirty-two vector registers: AVX-512, and ARM64 (the only processors with 64-bit vectors).
    private static GemmPlan High<T, TVector, TLanes>()
        where T : unmanaged
        where TVector : struct
        where TLanes : IGemmLanes<T, TVector> =>
        new(TLanes.Count, Tiles<T, TVector, TLanes, One>(12), Tiles<T, TVector, TLanes, Two>(12));

    // Sixteen.
    private static GemmPlan Low<T, TVector, TLanes>()
        where T : unmanaged
        where TVector : struct
        where TLanes : IGemmLanes<T, TVector> =>
        new(TLanes.Count, Tiles<T, TVector, TLanes, One>(6), Tiles<T, TVector, TLanes, Two>(6));

    private static nint[] Tiles<T, TVector, TLanes, TColumns>(int count)
        where T : unmanaged
        where TVector : struct
        where TLanes : IGemmLanes<T, TVector>
        where TColumns : struct, ICount
    {
        nint[] all =
        [
            (nint)(delegate*<int, T*, nint, nint, T*, nint, T*, nint, int, void>)&GemmTile<T, TVector, TLanes>.Run<One, TColumns>,
            (nint)(delegate*<int, T*, nint, nint, T*, nint, T*, nint, int, void>)&GemmTile<T, TVector, TLanes>.Run<Two, TColumns>,
            (nint)(delegate*<int, T*, nint, nint, T*, nint, T*, nint, int, void>)&GemmTile<T, TVector, TLanes>.Run<Three, TColumns>,
            (nint)(delegate*<int, T*, nint, nint, T*, nint, T*, nint, int, void>)&GemmTile<T, TVector, TLanes>.Run<Four, TColumns>,
            (nint)(delegate*<int, T*, nint, nint, T*, nint, T*, nint, int, void>)&GemmTile<T, TVector, TLanes>.Run<Five, TColumns>,
            (nint)(delegate*<int, T*, nint, nint, T*, nint, T*, nint, int, void>)&GemmTile<T, TVector, TLanes>.Run<Six, TColumns>,
            (nint)(delegate*<int, T*, nint, nint, T*, nint, T*, nint, int, void>)&GemmTile<T, TVector, TLanes>.Run<Seven, TColumns>,
            (nint)(delegate*<int, T*, nint, nint, T*, nint, T*, nint, int, void>)&GemmTile<T, TVector, TLanes>.Run<Eight, TColumns>,
            (nint)(delegate*<int, T*, nint, nint, T*, nint, T*, nint, int, void>)&GemmTile<T, TVector, TLanes>.Run<Nine, TColumns>,
            (nint)(delegate*<int, T*, nint, nint, T*, nint, T*, nint, int, void>)&GemmTile<T, TVector, TLanes>.Run<Ten, TColumns>,
            (nint)(delegate*<int, T*, nint, nint, T*, nint, T*, nint, int, void>)&GemmTile<T, TVector, TLanes>.Run<Eleven, TColumns>,
            (nint)(delegate*<int, T*, nint, nint, T*, nint, T*, nint, int, void>)&GemmTile<T, TVector, TLanes>.Run<Twelve, TColumns>,
        ];
        return all[..count];
    }

    private readonly struct One : ICount
    {
        public static int Value => 1;
    }

    private readonly struct Two : ICount
    {
        public static int Value => 2;
    }

    private readonly struct Three : ICount
    {
        public static int Value => 3;
    }

    private readonly struct Four : ICount
    {
        public static int Value => 4;
    }

    private readonly struct Five : ICount
    {
        public static int Value => 5;
    }

    private readonly struct Six : ICount
    {
        public static int Value => 6;
    }

    private readonly struct Seven : ICount
    {
        public static int Value => 7;
    }

    private readonly struct Eight : ICount
    {
        public static int Value => 8;
    }

    private readonly struct Nine : ICount
    {
        public static int Value => 9;
    }

    private readonly struct Ten : ICount
    {
        public static int Value => 10;
    }

    private readonly struct Eleven : ICount
    {
        public static int Value => 11;
    }

    private readonly struct Twelve : ICount
    {
        public static int Value => 12;
    }
}
