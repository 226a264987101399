namespace AutoGrad.Nn;

/// <summary>Mean and variance of each channel. They go into a call and come out of it; nothing keeps them.</summary>
/// <param name="Mean">[c]</param>
/// <param name="Variance">[c]</param>
public sealed record BatchStatistics(Tensor Mean, Tensor Variance)
{
    /// <summary>Starts with mean 0 and variance 1.</summary>
    /// <param name="channels">How many channels; 0 or more.</param>
    /// <param name="dtype">A floating dtype.</param>
    public static BatchStatistics Init(int channels, DType dtype = DType.Float32) => new(Tensor.Zeros([channels], dtype), Tensor.Ones([channels], dtype));
}
