namespace AutoGrad;

public static partial class Pool
{
    /// <summary>
    /// Averages as many windows as are asked for: window i of m along an extent e holds the places from <c>⌊i e / m⌋</c> to below
    /// <c>⌈(i + 1) e / m⌉</c>, so that windows share places, and differ in size, where m does not divide e.
    /// </summary>
    /// <param name="x">[n, c, w]: rows, channels first; a floating dtype.</param>
    /// <param name="outputs">How many windows; 1 or more.</param>
    /// <returns>[n, c, outputs]</returns>
    /// <exception cref="ShapeException">The rows are not of rank 3, or empty; or no outputs are asked for.</exception>
    /// <remarks>The windows are PyTorch's.</remarks>
    public static Tensor AdaptiveAverage1d(Tensor x, int outputs) =>
        AverageAdaptively("adaptive_average_pool1d", x, [outputs], outputs);

    /// <summary>
    /// Averages as many windows as are asked for: window i of m along an extent e holds the places from <c>⌊i e / m⌋</c> to below
    /// <c>⌈(i + 1) e / m⌉</c>, so that windows share places, and differ in size, where m does not divide e.
    /// </summary>
    /// <param name="x">[n, c, h, w]: images, channels first; a floating dtype.</param>
    /// <param name="outputs">How many windows below and beside one another; each 1 or more.</param>
    /// <returns>[n, c, outputs.Height, outputs.Width]</returns>
    /// <exception cref="ShapeException">The images are not of rank 4, or empty; or no outputs are asked for.</exception>
    /// <remarks>The windows are PyTorch's.</remarks>
    public static Tensor AdaptiveAverage2d(Tensor x, (int Height, int Width) outputs) =>
        AverageAdaptively("adaptive_average_pool2d", x, [outputs.Height, outputs.Width], outputs);

    /// <summary>
    /// Averages as many windows as are asked for: window i of m along an extent e holds the places from <c>⌊i e / m⌋</c> to below
    /// <c>⌈(i + 1) e / m⌉</c>, so that windows share places, and differ in size, where m does not divide e.
    /// </summary>
    /// <param name="x">[n, c, d, h, w]: volumes, channels first; a floating dtype.</param>
    /// <param name="outputs">How many windows behind, below and beside one another; each 1 or more.</param>
    /// <returns>[n, c, outputs.Depth, outputs.Height, outputs.Width]</returns>
    /// <exception cref="ShapeException">The volumes are not of rank 5, or empty; or no outputs are asked for.</exception>
    /// <remarks>The windows are PyTorch's.</remarks>
    public static Tensor AdaptiveAverage3d(Tensor x, (int Depth, int Height, int Width) outputs) =>
        AverageAdaptively("adaptive_average_pool3d", x, [outputs.Depth, outputs.Height, outputs.Width], outputs);
}
