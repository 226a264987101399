namespace AutoGrad;

/// <summary>What a gradient check found, from harmless to bad.</summary>
public enum Verdict
{
    /// <summary>Rule and differences agree.</summary>
    Pass,

    /// <summary>The function is too steep or too noisy there for differences to decide: their own error exceeds the tolerance.</summary>
    IllConditioned,

    /// <summary>The slopes from the two sides differ: there is no gradient to compare with.</summary>
    Kink,

    /// <summary>The gradient, or the function at the point or beside it, is infinite or NaN.</summary>
    NotFinite,

    /// <summary>Two runs at the same point gave different numbers.</summary>
    NotDeterministic,

    /// <summary>Rule and differences disagree, or two ways to the same derivative do.</summary>
    Wrong,
}
