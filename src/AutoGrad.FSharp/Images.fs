namespace AutoGrad.FSharp

open System
open AutoGrad
open AutoGrad.Nn

/// <summary>Images made larger or smaller, read anywhere, or with places exchanged for channels, curried with the images last.</summary>
[<RequireQualifiedAccess>]
module Images =
    /// <summary>Makes images smaller or larger.</summary>
    /// <param name="interpolation">How values between places are made.</param>
    /// <param name="size">The new extents of the last axes.</param>
    /// <param name="x">[..., extents...]: any dtype for the nearest place, else a floating one.</param>
    /// <returns>[..., size...]</returns>
    /// <exception cref="T:AutoGrad.ShapeException">There are not as many axes, or an extent cannot become that size.</exception>
    let resize (interpolation: Interpolation) (size: int list) (x: Tensor) : Tensor =
        Images.Resize(x, ReadOnlySpan(List.toArray size), interpolation)

    /// <summary>Makes images smaller or larger by a factor.</summary>
    /// <param name="interpolation">How values between places are made.</param>
    /// <param name="factor">How much larger along each axis but the first two.</param>
    /// <param name="x">[n, c, extents...]: any dtype for the nearest place, else a floating one.</param>
    /// <returns>[n, c, ⌊factor · extents⌋...]</returns>
    /// <exception cref="T:AutoGrad.ShapeException">There are fewer than three axes.</exception>
    let scale (interpolation: Interpolation) (factor: float) (x: Tensor) : Tensor = Images.Scale(x, factor, interpolation)

    /// <summary>Makes one axis shorter or longer in any way.</summary>
    /// <param name="how">Where new places lie, and how they are read.</param>
    /// <param name="axis">Which axis; a negative one counts from the last.</param>
    /// <param name="size">The new extent.</param>
    /// <param name="x">[..., n, ...]: any dtype for the nearest place, else a floating one.</param>
    /// <returns>[..., size, ...]</returns>
    /// <exception cref="T:AutoGrad.ShapeException">There is no such axis, or it cannot become that size.</exception>
    let resizeAxis (how: Resampling) (axis: int) (size: int) (x: Tensor) : Tensor = Images.ResizeAxis(x, axis, size, how)

    /// <summary>Reads images where a grid says, in coordinates from -1 to 1 over the image; zeros beyond.</summary>
    /// <param name="interpolation">How values between places are made.</param>
    /// <param name="grid">[n, places..., d]: coordinates, of the last axis first.</param>
    /// <param name="x">[n, c, extents...]: a floating dtype.</param>
    /// <returns>[n, c, places...]</returns>
    /// <exception cref="T:AutoGrad.ShapeException">The shapes or dtypes do not fit.</exception>
    let gridSample (interpolation: Interpolation) (grid: Tensor) (x: Tensor) : Tensor = Images.GridSample(x, grid, interpolation)

    /// <summary>Makes the grid that reads images through affine maps.</summary>
    /// <param name="size">The extents of the result.</param>
    /// <param name="maps">[n, d, d + 1]: a floating dtype.</param>
    /// <returns>[n, size..., d]</returns>
    /// <exception cref="T:AutoGrad.ShapeException">The maps do not fit the size.</exception>
    let affineGrid (size: int list) (maps: Tensor) : Tensor = Images.AffineGrid(maps, ReadOnlySpan(List.toArray size))

    /// <summary>Spreads channels over blocks of places.</summary>
    /// <param name="factor">The side of a block.</param>
    /// <param name="x">[..., c factor², h, w]: any dtype.</param>
    /// <returns>[..., c, h factor, w factor]</returns>
    /// <exception cref="T:AutoGrad.ShapeException">The square of the factor does not divide the channels.</exception>
    let pixelShuffle (factor: int) (x: Tensor) : Tensor = Images.PixelShuffle(x, factor)

    /// <summary>Gathers blocks of places into channels: the inverse of <c>pixelShuffle</c>.</summary>
    /// <param name="factor">The side of a block.</param>
    /// <param name="x">[..., c, h factor, w factor]: any dtype.</param>
    /// <returns>[..., c factor², h, w]</returns>
    /// <exception cref="T:AutoGrad.ShapeException">The factor does not divide the height and the width.</exception>
    let pixelUnshuffle (factor: int) (x: Tensor) : Tensor = Images.PixelUnshuffle(x, factor)

    /// <summary>Takes one channel of each group in turn.</summary>
    /// <param name="groups">How many; they must divide the channels.</param>
    /// <param name="x">[n, c, ...]: any dtype.</param>
    /// <returns>[n, c, ...]</returns>
    /// <exception cref="T:AutoGrad.ShapeException">The groups do not divide the channels.</exception>
    let channelShuffle (groups: int) (x: Tensor) : Tensor = Images.ChannelShuffle(x, groups)
