namespace AutoGrad.PropertyTesting;

/// <summary>What a convolution takes: at least one window fits.</summary>
/// <param name="X">[n, c, ...]: with one, two or three places' axes at the end.</param>
/// <param name="Weights">[out, c/groups, ...]: with as many axes of taps.</param>
/// <param name="Stride">Distance from one window to the next; 1 or more.</param>
/// <param name="Padding">Zeros added to both ends of each axis; 0 or more.</param>
/// <param name="Dilation">Distance between the taps of a window; 1 or more.</param>
/// <param name="Groups">How many parts the channels are in; 1 or more.</param>
public sealed record ConvolutionInputs(Tensor X, Tensor Weights, int Stride, int Padding, int Dilation, int Groups);
