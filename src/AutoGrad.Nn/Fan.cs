namespace AutoGrad.Nn;

/// <summary>By what starting weights are made smaller.</summary>
public enum Fan
{
    /// <summary>How many inputs each output is a sum of: signals keep their size.</summary>
    In,

    /// <summary>How many outputs each input goes into: gradients keep theirs.</summary>
    Out,

    /// <summary>The mean of both.</summary>
    Average,
}
