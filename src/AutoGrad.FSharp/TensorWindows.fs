namespace AutoGrad.FSharp

open AutoGrad

/// <summary>More of the module Tensor: convolutions and pools. It opens by itself.</summary>
[<AutoOpen>]
module TensorWindows =

    /// <summary>Operations on tensors as curried functions, the tensor last.</summary>
    [<RequireQualifiedAccess>]
    module Tensor =

        /// <summary>Slides filters over rows, one place at a time, without padding.</summary>
        /// <param name="weights">[out, c, kw]</param>
        /// <param name="x">[n, c, w]: of the weights' floating dtype.</param>
        /// <returns>[n, out, w - kw + 1]</returns>
        /// <exception cref="T:AutoGrad.ShapeException">The shapes do not fit, or the filters are longer than the rows.</exception>
        let convolve1d (weights: Tensor) (x: Tensor) : Tensor = Tensor.Convolve1d(x, weights)

        /// <summary>Slides filters over images, with windows that differ by axis and side.</summary>
        /// <param name="window">Strides, paddings and dilations.</param>
        /// <param name="weights">[out, c, kh, kw]</param>
        /// <param name="x">[n, c, h, w]: of the weights' floating dtype.</param>
        /// <returns>[n, out, oh, ow]</returns>
        /// <exception cref="T:AutoGrad.ShapeException">The shapes do not fit, or the filters are larger than the padded images.</exception>
        let convolve2d (window: Window2d) (weights: Tensor) (x: Tensor) : Tensor = Tensor.Convolve2d(x, weights, window)

        /// <summary>Slides filters through volumes, with windows that differ by axis and side.</summary>
        /// <param name="window">Strides, paddings and dilations.</param>
        /// <param name="weights">[out, c, kd, kh, kw]</param>
        /// <param name="x">[n, c, d, h, w]: of the weights' floating dtype.</param>
        /// <returns>[n, out, od, oh, ow]</returns>
        /// <exception cref="T:AutoGrad.ShapeException">The shapes do not fit, or the filters are larger than the padded volumes.</exception>
        let convolve3d (window: Window3d) (weights: Tensor) (x: Tensor) : Tensor = Tensor.Convolve3d(x, weights, window)

        /// <summary>Spreads each place of a row over a window: the transpose of the convolution with the same weights.</summary>
        /// <param name="window">Stride, dilation, and as paddings how much is cut off.</param>
        /// <param name="weights">[c, out, kw]</param>
        /// <param name="x">[n, c, w]: of the weights' floating dtype.</param>
        /// <returns>[n, out, ow]</returns>
        /// <exception cref="T:AutoGrad.ShapeException">The shapes do not fit, or nothing would be left of the rows.</exception>
        let convolveTranspose1d (window: Window1d) (weights: Tensor) (x: Tensor) : Tensor = Tensor.ConvolveTranspose1d(x, weights, window)

        /// <summary>Spreads each pixel over a window: the transpose of the convolution with the same weights.</summary>
        /// <param name="window">Strides, dilations, and as paddings how much is cut off.</param>
        /// <param name="weights">[c, out, kh, kw]</param>
        /// <param name="x">[n, c, h, w]: of the weights' floating dtype.</param>
        /// <returns>[n, out, oh, ow]</returns>
        /// <exception cref="T:AutoGrad.ShapeException">The shapes do not fit, or nothing would be left of the images.</exception>
        let convolveTranspose2d (window: Window2d) (weights: Tensor) (x: Tensor) : Tensor = Tensor.ConvolveTranspose2d(x, weights, window)

        /// <summary>Spreads each place of a volume over a window: the transpose of the convolution with the same weights.</summary>
        /// <param name="window">Strides, dilations, and as paddings how much is cut off.</param>
        /// <param name="weights">[c, out, kd, kh, kw]</param>
        /// <param name="x">[n, c, d, h, w]: of the weights' floating dtype.</param>
        /// <returns>[n, out, od, oh, ow]</returns>
        /// <exception cref="T:AutoGrad.ShapeException">The shapes do not fit, or nothing would be left of the volumes.</exception>
        let convolveTranspose3d (window: Window3d) (weights: Tensor) (x: Tensor) : Tensor = Tensor.ConvolveTranspose3d(x, weights, window)

        /// <summary>Lays the windows of images out as columns, channel by channel and within each row by row, one pixel at a time.</summary>
        /// <param name="window">Height and width of the window, in pixels.</param>
        /// <param name="x">[n, c, h, w]</param>
        /// <returns>[n, c window², windows]</returns>
        /// <exception cref="T:AutoGrad.ShapeException">The images are not of rank 4, or smaller than the window.</exception>
        let unfold2d (window: int) (x: Tensor) : Tensor = Tensor.Unfold2d(x, window)

        /// <summary>Adds columns up where <c>unfold2d</c> would have taken them: its transpose.</summary>
        /// <param name="image">Height and width of the images, in pixels.</param>
        /// <param name="window">Height and width of the window, in pixels.</param>
        /// <param name="x">[n, c window², windows]</param>
        /// <returns>[n, c, h, w]</returns>
        /// <exception cref="T:AutoGrad.ShapeException">The columns are not those of such images.</exception>
        let fold2d (image: struct (int * int)) (window: int) (x: Tensor) : Tensor = Tensor.Fold2d(x, image, window)

        /// <summary>Takes the greatest number of each window of rows, windows side by side; the first of equals takes the slope.</summary>
        /// <param name="window">How many places the window holds.</param>
        /// <param name="x">[n, c, w]: a floating dtype.</param>
        /// <returns>[n, c, w / window]</returns>
        /// <exception cref="T:AutoGrad.ShapeException">The rows are not of rank 3, or shorter than the window.</exception>
        let maxPool1d (window: int) (x: Tensor) : Tensor = Pool.Max1d(x, window)

        /// <summary>Takes the greatest number of each window, windows side by side; the first of equals takes the slope.</summary>
        /// <param name="window">Height and width of the window, in pixels.</param>
        /// <param name="x">[n, c, h, w]: a floating dtype.</param>
        /// <returns>[n, c, h / window, w / window]</returns>
        /// <exception cref="T:AutoGrad.ShapeException">The images are not of rank 4, or smaller than the window.</exception>
        let maxPool2d (window: int) (x: Tensor) : Tensor = Pool.Max2d(x, window)

        /// <summary>Takes the greatest number of each window of volumes, windows side by side; the first of equals takes the slope.</summary>
        /// <param name="window">Depth, height and width of the window.</param>
        /// <param name="x">[n, c, d, h, w]: a floating dtype.</param>
        /// <returns>[n, c, d / window, h / window, w / window]</returns>
        /// <exception cref="T:AutoGrad.ShapeException">The volumes are not of rank 5, or smaller than the window.</exception>
        let maxPool3d (window: int) (x: Tensor) : Tensor = Pool.Max3d(x, window)

        /// <summary>Averages each window of rows, windows side by side.</summary>
        /// <param name="window">How many places the window holds.</param>
        /// <param name="x">[n, c, w]: a floating dtype.</param>
        /// <returns>[n, c, w / window]</returns>
        /// <exception cref="T:AutoGrad.ShapeException">The rows are not of rank 3, or shorter than the window.</exception>
        let averagePool1d (window: int) (x: Tensor) : Tensor = Pool.Average1d(x, window)

        /// <summary>Averages each window, windows side by side.</summary>
        /// <param name="window">Height and width of the window, in pixels.</param>
        /// <param name="x">[n, c, h, w]: a floating dtype.</param>
        /// <returns>[n, c, h / window, w / window]</returns>
        /// <exception cref="T:AutoGrad.ShapeException">The images are not of rank 4, or smaller than the window.</exception>
        let averagePool2d (window: int) (x: Tensor) : Tensor = Pool.Average2d(x, window)

        /// <summary>Averages each window of volumes, windows side by side.</summary>
        /// <param name="window">Depth, height and width of the window.</param>
        /// <param name="x">[n, c, d, h, w]: a floating dtype.</param>
        /// <returns>[n, c, d / window, h / window, w / window]</returns>
        /// <exception cref="T:AutoGrad.ShapeException">The volumes are not of rank 5, or smaller than the window.</exception>
        let averagePool3d (window: int) (x: Tensor) : Tensor = Pool.Average3d(x, window)

        /// <summary>Puts numbers where a max-pool found them, and zeros elsewhere.</summary>
        /// <param name="places">The extents after the channels that the result has.</param>
        /// <param name="indices">[n, c, ...]: integers, each counting through its own channel's places.</param>
        /// <param name="x">[n, c, ...]: the shape of the indices.</param>
        /// <returns>[n, c, places]</returns>
        /// <exception cref="T:AutoGrad.ShapeException">The shapes differ, or the indices are not integers.</exception>
        let maxUnpool (places: int list) (indices: Tensor) (x: Tensor) : Tensor = Pool.MaxUnpool(x, indices, Shape(List.toArray places))

        /// <summary>Averages all places of each channel.</summary>
        /// <param name="x">[n, c, ...]: a floating dtype.</param>
        /// <returns>[n, c, 1, ...]</returns>
        /// <exception cref="T:AutoGrad.ShapeException">There are no axes after the channels, or no places.</exception>
        let globalAveragePool (x: Tensor) : Tensor = Pool.GlobalAverage x

        /// <summary>Takes the greatest number of each channel; the first of equals takes the slope.</summary>
        /// <param name="x">[n, c, ...]: a floating dtype.</param>
        /// <returns>[n, c, 1, ...]</returns>
        /// <exception cref="T:AutoGrad.ShapeException">There are no axes after the channels, or no places.</exception>
        let globalMaxPool (x: Tensor) : Tensor = Pool.GlobalMax x
