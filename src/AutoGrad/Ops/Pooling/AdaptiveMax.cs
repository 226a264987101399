namespace AutoGrad;

public static partial class Pool
{
    /// <summary>Takes the greatest numbers of as many windows as are asked for: those of <see cref="AdaptiveAverage1d"/>.</summary>
    /// <param name="x">[n, c, w]: rows, channels first; a floating dtype.</param>
    /// <param name="outputs">How many windows; 1 or more.</param>
    /// <returns>[n, c, outputs]</returns>
    /// <exception cref="ShapeException">The rows are not of rank 3, or empty; or no outputs are asked for.</exception>
    /// <remarks>Derivative: 1 for the place chosen, the first in scan order among equals; a NaN is chosen before any number.</remarks>
    public static Tensor AdaptiveMax1d(Tensor x, int outputs) =>
        AdaptiveMax1dWithIndices(x, outputs).Values;

    /// <summary>Takes the greatest numbers of as many windows as are asked for, those of <see cref="AdaptiveAverage1d"/>, and says where they were.</summary>
    /// <param name="x">[n, c, w]: rows, channels first; a floating dtype.</param>
    /// <param name="outputs">How many windows; 1 or more.</param>
    /// <returns>Values and indices, both [n, c, outputs]; an index counts along its own row, in [0, w).</returns>
    /// <exception cref="ShapeException">The rows are not of rank 3, or empty; or no outputs are asked for.</exception>
    /// <remarks>Derivative: 1 for the place chosen, the first in scan order among equals; a NaN is chosen before any number.</remarks>
    public static ValuesAndIndices AdaptiveMax1dWithIndices(Tensor x, int outputs) =>
        MaxAdaptively("adaptive_max_pool1d", x, [outputs], outputs);

    /// <summary>Takes the greatest numbers of as many windows as are asked for: those of <see cref="AdaptiveAverage2d"/>.</summary>
    /// <param name="x">[n, c, h, w]: images, channels first; a floating dtype.</param>
    /// <param name="outputs">How many windows below and beside one another; each 1 or more.</param>
    /// <returns>[n, c, outputs.Height, outputs.Width]</returns>
    /// <exception cref="ShapeException">The images are not of rank 4, or empty; or no outputs are asked for.</exception>
    /// <remarks>Derivative: 1 for the place chosen, the first in scan order among equals; a NaN is chosen before any number.</remarks>
    public static Tensor AdaptiveMax2d(Tensor x, (int Height, int Width) outputs) =>
        AdaptiveMax2dWithIndices(x, outputs).Values;

    /// <summary>Takes the greatest numbers of as many windows as are asked for, those of <see cref="AdaptiveAverage2d"/>, and says where they were.</summary>
    /// <param name="x">[n, c, h, w]: images, channels first; a floating dtype.</param>
    /// <param name="outputs">How many windows below and beside one another; each 1 or more.</param>
    /// <returns>Values and indices, both [n, c, outputs.Height, outputs.Width]; an index counts through its own image's rows, in [0, h w).</returns>
    /// <exception cref="ShapeException">The images are not of rank 4, or empty; or no outputs are asked for.</exception>
    /// <remarks>Derivative: 1 for the place chosen, the first in scan order among equals; a NaN is chosen before any number.</remarks>
    public static ValuesAndIndices AdaptiveMax2dWithIndices(Tensor x, (int Height, int Width) outputs) =>
        MaxAdaptively("adaptive_max_pool2d", x, [outputs.Height, outputs.Width], outputs);

    /// <summary>Takes the greatest numbers of as many windows as are asked for: those of <see cref="AdaptiveAverage3d"/>.</summary>
    /// <param name="x">[n, c, d, h, w]: volumes, channels first; a floating dtype.</param>
    /// <param name="outputs">How many windows behind, below and beside one another; each 1 or more.</param>
    /// <returns>[n, c, outputs.Depth, outputs.Height, outputs.Width]</returns>
    /// <exception cref="ShapeException">The volumes are not of rank 5, or empty; or no outputs are asked for.</exception>
    /// <remarks>Derivative: 1 for the place chosen, the first in scan order among equals; a NaN is chosen before any number.</remarks>
    public static Tensor AdaptiveMax3d(Tensor x, (int Depth, int Height, int Width) outputs) =>
        AdaptiveMax3dWithIndices(x, outputs).Values;

    /// <summary>Takes the greatest numbers of as many windows as are asked for, those of <see cref="AdaptiveAverage3d"/>, and says where they were.</summary>
    /// <param name="x">[n, c, d, h, w]: volumes, channels first; a floating dtype.</param>
    /// <param name="outputs">How many windows behind, below and beside one another; each 1 or more.</param>
    /// <returns>Values and indices, both [n, c, outputs.Depth, outputs.Height, outputs.Width]; an index counts through its own volume's planes and rows, in [0, d h w).</returns>
    /// <exception cref="ShapeException">The volumes are not of rank 5, or empty; or no outputs are asked for.</exception>
    /// <remarks>Derivative: 1 for the place chosen, the first in scan order among equals; a NaN is chosen before any number.</remarks>
    public static ValuesAndIndices AdaptiveMax3dWithIndices(Tensor x, (int Depth, int Height, int Width) outputs) =>
        MaxAdaptively("adaptive_max_pool3d", x, [outputs.Depth, outputs.Height, outputs.Width], outputs);
}
