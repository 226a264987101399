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
