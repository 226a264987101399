namespace AutoGrad.Reports;

/// <summary>How an axis counts.</summary>
public enum AxisScale
{
    /// <summary>Equal steps are equal differences.</summary>
    Linear,

    /// <summary>Equal steps are equal ratios; what is not above 0 is left out, and the picture says how much that was.</summary>
    Log,
}
