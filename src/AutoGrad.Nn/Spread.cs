namespace AutoGrad.Nn;

/// <summary>From what kind of distribution starting weights are drawn.</summary>
public enum Spread
{
    /// <summary>A normal one.</summary>
    Normal,

    /// <summary>A normal one without what is beyond two of its deviations, wider by as much as that takes away.</summary>
    TruncatedNormal,

    /// <summary>An even one.</summary>
    Uniform,
}
