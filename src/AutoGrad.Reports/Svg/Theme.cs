namespace AutoGrad.Reports;

/// <summary>What a picture lies on.</summary>
public enum Theme
{
    /// <summary>Whatever the reader prefers: both are in the picture, and the page decides.</summary>
    Auto,

    /// <summary>Dark on white.</summary>
    Light,

    /// <summary>Light on black.</summary>
    Dark,
}
