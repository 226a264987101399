namespace AutoGrad;

/// <summary>
/// What an operation's reverse rule reads, and so what a tape keeps of it. Inputs of integer or Bool dtype (indices,
/// masks) are kept in any case: they are parameters rather than values.
/// </summary>
[Flags]
internal enum Saved
{
    /// <summary>Specs alone: linear operations.</summary>
    Nothing = 0,

    /// <summary>The values of the inputs.</summary>
    Inputs = 1,

    /// <summary>The values of the outputs.</summary>
    Output = 2,
}

internal static class SavedValues
{
    /// <summary>Whether this is named among what is saved. (<c>HasFlag</c> boxes wherever code is not optimised yet.)</summary>
    public static bool Names(this Saved saved, Saved value) => (saved & value) != 0;
}
