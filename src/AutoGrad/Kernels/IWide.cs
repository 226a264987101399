namespace AutoGrad;

/// <summary>One hardware vector of <typeparamref name="T"/> (<c>float</c> or <c>double</c>), so that a formula is written once for every width.</summary>
/// <remarks>
/// Every member does the same IEEE 754 arithmetic in a lane whatever the width, so results do not depend on the processor.
/// Masks are lanes of all ones or all zeros. Members named <c>Bits</c> read the lanes as integers of the same size.
/// </remarks>
internal interface IWide<TSelf, T>
    where TSelf : unmanaged, IWide<TSelf, T>
    where T : unmanaged
{
    static abstract int Count { get; }

    static abstract TSelf Load(ref T source, nuint offset);

    static abstract void Store(TSelf x, ref T target, nuint offset);

    static abstract implicit operator TSelf(T value);

    static abstract TSelf operator +(TSelf x, TSelf y);

    static abstract TSelf operator -(TSelf x, TSelf y);

    static abstract TSelf operator *(TSelf x, TSelf y);

    static abstract TSelf operator /(TSelf x, TSelf y);

    static abstract TSelf operator &(TSelf x, TSelf y);

    static abstract TSelf operator |(TSelf x, TSelf y);

    static abstract TSelf operator ^(TSelf x, TSelf y);

    static abstract TSelf operator <(TSelf x, TSelf y);

    static abstract TSelf operator >(TSelf x, TSelf y);

    /// <summary>Computes <c>x·y + z</c> with one rounding, in hardware or not.</summary>
    static abstract TSelf Fma(TSelf x, TSelf y, TSelf z);

    /// <summary>Takes <paramref name="x"/> where the mask is set and <paramref name="y"/> elsewhere.</summary>
    static abstract TSelf Select(TSelf mask, TSelf x, TSelf y);

    static abstract TSelf Equal(TSelf x, TSelf y);

    static abstract bool All(TSelf mask);

    static abstract TSelf Abs(TSelf x);

    static abstract TSelf Sqrt(TSelf x);

    /// <summary>Adds the lanes up, halves onto each other: one tree for any number of them.</summary>
    static abstract T Sum(TSelf x);

    /// <summary>Takes the greatest lane, in the same tree; what it makes of NaN is open.</summary>
    static abstract T Max(TSelf x);

    static abstract TSelf AddBits(TSelf x, TSelf y);

    static abstract TSelf SubtractBits(TSelf x, TSelf y);

    static abstract TSelf ShiftLeftBits(TSelf x, int count);

    static abstract TSelf ShiftRightBits(TSelf x, int count);
}
