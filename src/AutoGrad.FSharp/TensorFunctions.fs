namespace AutoGrad.FSharp

open System
open AutoGrad

/// <summary>Operations on tensors as curried functions, the tensor last, for pipelines: <c>x |&gt; Tensor.square |&gt; Tensor.sum</c>.</summary>
/// <remarks>
/// They stand beside the static members of the type <see cref="T:AutoGrad.Tensor"/>, under one name: Tensor.sum is a function of
/// this module, Tensor.Full a member of the type. F#'s own abs, acos, asin, atan, atan2, ceil, cos, cosh, exp, floor, log,
/// log10, round, sin, sinh, sqrt, tan, tanh, truncate and ** take tensors too.
/// </remarks>
[<RequireQualifiedAccess>]
[<CompilationRepresentation(CompilationRepresentationFlags.ModuleSuffix)>]
module Tensor =

    /// <summary>Squares each element: <c>y = x²</c>.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
    let square (x: Tensor) : Tensor = Tensor.Square x

    /// <summary>Keeps what is positive: <c>y = max(x, 0)</c>, with slope 0 at 0.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
    let relu (x: Tensor) : Tensor = Tensor.Relu x

    /// <summary>The logistic function of each element: <c>y = 1 / (1 + exp(-x))</c>.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
    let sigmoid (x: Tensor) : Tensor = Tensor.Sigmoid x

    /// <summary>The logarithm of one more than each element: <c>y = log(1 + x)</c>, exact near 0.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
    let log1p (x: Tensor) : Tensor = Tensor.Log1p x

    /// <summary>One less than the exponential of each element: <c>y = exp(x) - 1</c>, exact near 0.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
    let expm1 (x: Tensor) : Tensor = Tensor.Expm1 x

    /// <summary>The sign of each element: -1, 0 or 1.</summary>
    /// <param name="x">[...]: any shape.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
    let sign (x: Tensor) : Tensor = Tensor.Sign x

    /// <summary>Holds each element between two bounds; the slope is 1 inside and on a bound, 0 outside.</summary>
    /// <param name="low">The least value.</param>
    /// <param name="high">The greatest value; not below <paramref name="low"/>.</param>
    /// <param name="x">[...]: any shape.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
    let clamp (low: float) (high: float) (x: Tensor) : Tensor = Tensor.Clamp(x, low, high)

    /// <summary>The greater of each pair of elements; where they are equal, each gets half the slope.</summary>
    /// <param name="x">[...]</param>
    /// <param name="y">[...]: broadcasts with <paramref name="x"/>.</param>
    /// <returns>[...]: the shape both broadcast to.</returns>
    /// <exception cref="T:AutoGrad.ShapeException">The shapes do not broadcast.</exception>
    let maximum (x: Tensor) (y: Tensor) : Tensor = Tensor.Maximum(x, y)

    /// <summary>The smaller of each pair of elements; where they are equal, each gets half the slope.</summary>
    /// <param name="x">[...]</param>
    /// <param name="y">[...]: broadcasts with <paramref name="x"/>.</param>
    /// <returns>[...]: the shape both broadcast to.</returns>
    /// <exception cref="T:AutoGrad.ShapeException">The shapes do not broadcast.</exception>
    let minimum (x: Tensor) (y: Tensor) : Tensor = Tensor.Minimum(x, y)

    /// <summary>Chooses element by element: x where the mask is true, y elsewhere.</summary>
    /// <param name="mask">[...]: Bool.</param>
    /// <param name="x">[...]: broadcasts with the mask.</param>
    /// <param name="y">[...]: broadcasts with the mask.</param>
    /// <returns>[...]: the shape all broadcast to.</returns>
    /// <exception cref="T:AutoGrad.ShapeException">The shapes do not broadcast, or the mask is not Bool.</exception>
    let where (mask: Tensor) (x: Tensor) (y: Tensor) : Tensor = Tensor.Where(mask, x, y)

    /// <summary>The sum of all elements; 0 of none.</summary>
    /// <param name="x">[...]: any shape.</param>
    /// <returns>[]</returns>
    let sum (x: Tensor) : Tensor = x.Sum()

    /// <summary>The sum along one axis, which goes; 0 of none.</summary>
    /// <param name="axis">Which axis; a negative one counts from the last.</param>
    /// <param name="x">[...]: any shape.</param>
    /// <returns>[...]: the shape of <paramref name="x"/> without the axis.</returns>
    /// <exception cref="T:AutoGrad.ShapeException">There is no such axis.</exception>
    let sumAxis (axis: int) (x: Tensor) : Tensor = x.Sum(axis)

    /// <summary>The mean of all elements; NaN of none.</summary>
    /// <param name="x">[...]: any shape.</param>
    /// <returns>[]</returns>
    let mean (x: Tensor) : Tensor = x.Mean()

    /// <summary>The mean along one axis, which goes; NaN of none.</summary>
    /// <param name="axis">Which axis; a negative one counts from the last.</param>
    /// <param name="x">[...]: any shape.</param>
    /// <returns>[...]: the shape of <paramref name="x"/> without the axis.</returns>
    /// <exception cref="T:AutoGrad.ShapeException">There is no such axis.</exception>
    let meanAxis (axis: int) (x: Tensor) : Tensor = x.Mean(axis)

    /// <summary>The greatest of all elements; ties share the slope.</summary>
    /// <param name="x">[...]: any shape.</param>
    /// <returns>[]</returns>
    let max (x: Tensor) : Tensor = x.Max()

    /// <summary>The greatest along one axis, which goes; ties share the slope.</summary>
    /// <param name="axis">Which axis; a negative one counts from the last.</param>
    /// <param name="x">[...]: any shape.</param>
    /// <returns>[...]: the shape of <paramref name="x"/> without the axis.</returns>
    /// <exception cref="T:AutoGrad.ShapeException">There is no such axis.</exception>
    let maxAxis (axis: int) (x: Tensor) : Tensor = x.Max(axis)

    /// <summary>The least of all elements; ties share the slope.</summary>
    /// <param name="x">[...]: any shape.</param>
    /// <returns>[]</returns>
    let min (x: Tensor) : Tensor = x.Min()

    /// <summary>The least along one axis, which goes; ties share the slope.</summary>
    /// <param name="axis">Which axis; a negative one counts from the last.</param>
    /// <param name="x">[...]: any shape.</param>
    /// <returns>[...]: the shape of <paramref name="x"/> without the axis.</returns>
    /// <exception cref="T:AutoGrad.ShapeException">There is no such axis.</exception>
    let minAxis (axis: int) (x: Tensor) : Tensor = x.Min(axis)

    /// <summary>The logarithm of the sum of all exponentials: <c>log Σ exp(x)</c>, without overflow.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[]</returns>
    let logSumExp (x: Tensor) : Tensor = x.LogSumExp()

    /// <summary>The logarithm of the sum of exponentials along one axis, which goes.</summary>
    /// <param name="axis">Which axis; a negative one counts from the last.</param>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape of <paramref name="x"/> without the axis.</returns>
    /// <exception cref="T:AutoGrad.ShapeException">There is no such axis.</exception>
    let logSumExpAxis (axis: int) (x: Tensor) : Tensor = x.LogSumExp axis

    /// <summary>Exponentials divided by their sum along an axis.</summary>
    /// <param name="axis">Which axis; a negative one counts from the last.</param>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
    /// <exception cref="T:AutoGrad.ShapeException">There is no such axis.</exception>
    let softmax (axis: int) (x: Tensor) : Tensor = x.Softmax axis

    /// <summary>The logarithm of the softmax along an axis, without rounding small probabilities to 0.</summary>
    /// <param name="axis">Which axis; a negative one counts from the last.</param>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
    /// <exception cref="T:AutoGrad.ShapeException">There is no such axis.</exception>
    let logSoftmax (axis: int) (x: Tensor) : Tensor = x.LogSoftmax axis

    /// <summary>The place of the greatest along an axis, the first of equals. It has no derivative.</summary>
    /// <param name="axis">Which axis; a negative one counts from the last.</param>
    /// <param name="x">[...]: any shape.</param>
    /// <returns>[...]: integers, the shape of <paramref name="x"/> without the axis.</returns>
    /// <exception cref="T:AutoGrad.ShapeException">There is no such axis.</exception>
    let argmax (axis: int) (x: Tensor) : Tensor = x.ArgMax axis

    /// <summary>The place of the least along an axis, the first of equals. It has no derivative.</summary>
    /// <param name="axis">Which axis; a negative one counts from the last.</param>
    /// <param name="x">[...]: any shape.</param>
    /// <returns>[...]: integers, the shape of <paramref name="x"/> without the axis.</returns>
    /// <exception cref="T:AutoGrad.ShapeException">There is no such axis.</exception>
    let argmin (axis: int) (x: Tensor) : Tensor = x.ArgMin axis

    /// <summary>Multiplies vectors, matrices or stacks of matrices: <c>z = x y</c>, by NumPy's rules.</summary>
    /// <param name="x">[..., n, k]</param>
    /// <param name="y">[..., k, m], its leading axes broadcast with those of <paramref name="x"/>.</param>
    /// <returns>[..., n, m]</returns>
    /// <exception cref="T:AutoGrad.ShapeException">The inner extents differ, or the leading axes do not broadcast.</exception>
    let matmul (x: Tensor) (y: Tensor) : Tensor = Tensor.MatMul(x, y)

    /// <summary>The same elements in another shape.</summary>
    /// <param name="extents">The new shape; one extent may be -1, for what is left.</param>
    /// <param name="x">[...]: any shape.</param>
    /// <returns>[extents]</returns>
    /// <exception cref="T:AutoGrad.ShapeException">The number of elements differs.</exception>
    let reshape (extents: int list) (x: Tensor) : Tensor = x.Reshape(List.toArray extents)

    /// <summary>Swaps rows and columns: the last two axes.</summary>
    /// <param name="x">[..., n, m]</param>
    /// <returns>[..., m, n]</returns>
    /// <exception cref="T:AutoGrad.ShapeException">The rank is below 2.</exception>
    let transpose (x: Tensor) : Tensor = x.T

    /// <summary>Puts the axes into another order.</summary>
    /// <param name="axes">Which axis of <paramref name="x"/> comes first, second and so on.</param>
    /// <param name="x">[...]: any shape.</param>
    /// <returns>[...]: the extents in that order.</returns>
    /// <exception cref="T:AutoGrad.ShapeException">The axes are not each named once.</exception>
    let permute (axes: int list) (x: Tensor) : Tensor = x.Transpose(ReadOnlySpan(List.toArray axes))

    /// <summary>Inserts an axis of extent 1.</summary>
    /// <param name="axis">Where it will be.</param>
    /// <param name="x">[...]: any shape.</param>
    /// <returns>[..., 1, ...]</returns>
    /// <exception cref="T:AutoGrad.ShapeException">There is no such place.</exception>
    let expandDims (axis: int) (x: Tensor) : Tensor = x.ExpandDims axis

    /// <summary>Removes an axis of extent 1.</summary>
    /// <param name="axis">Which.</param>
    /// <param name="x">[..., 1, ...]</param>
    /// <returns>[...]</returns>
    /// <exception cref="T:AutoGrad.ShapeException">The extent is not 1.</exception>
    let squeeze (axis: int) (x: Tensor) : Tensor = x.Squeeze axis

    /// <summary>Repeats a tensor into a greater shape.</summary>
    /// <param name="extents">The shape to fill.</param>
    /// <param name="x">[...]: broadcasts to the extents.</param>
    /// <returns>[extents]</returns>
    /// <exception cref="T:AutoGrad.ShapeException">The shape does not broadcast to the extents.</exception>
    let broadcastTo (extents: int list) (x: Tensor) : Tensor = x.BroadcastTo(Shape(List.toArray extents))

    /// <summary>Turns axes around, last to first.</summary>
    /// <param name="axes">Which axes; none for all.</param>
    /// <param name="x">[...]: any shape.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
    /// <exception cref="T:AutoGrad.ShapeException">There is no such axis.</exception>
    let flip (axes: int list) (x: Tensor) : Tensor = x.Flip(ReadOnlySpan(List.toArray axes))

    /// <summary>Puts zeros around a tensor.</summary>
    /// <param name="before">How many before the first element, one count an axis.</param>
    /// <param name="after">How many after the last element, one count an axis.</param>
    /// <param name="x">[...]: any shape.</param>
    /// <returns>[...]: each extent grown by its two counts.</returns>
    /// <exception cref="T:AutoGrad.ShapeException">There is not one count an axis.</exception>
    let pad (before: int list) (after: int list) (x: Tensor) : Tensor =
        x.Pad(ReadOnlySpan(List.toArray before), ReadOnlySpan(List.toArray after))

    /// <summary>Joins tensors along an axis they have.</summary>
    /// <param name="axis">Which axis grows.</param>
    /// <param name="tensors">[...]: of one shape but for that axis, and of one dtype; at least one.</param>
    /// <returns>[...]</returns>
    /// <exception cref="T:AutoGrad.ShapeException">The shapes differ elsewhere.</exception>
    let concat (axis: int) (tensors: Tensor seq) : Tensor = Tensor.Concatenate(Seq.toArray tensors, axis)

    /// <summary>Joins tensors along a new axis.</summary>
    /// <param name="axis">Where the new axis will be.</param>
    /// <param name="tensors">[...]: of one shape and dtype; at least one.</param>
    /// <returns>[..., n, ...]: n as many as there are tensors.</returns>
    /// <exception cref="T:AutoGrad.ShapeException">The shapes differ.</exception>
    let stack (axis: int) (tensors: Tensor seq) : Tensor = Tensor.Stack(Seq.toArray tensors, axis)

    /// <summary>Takes the places that integers name, along an axis.</summary>
    /// <param name="axis">Which axis.</param>
    /// <param name="indices">[i...]: Int32 or Int64.</param>
    /// <param name="x">[..., n, ...]</param>
    /// <returns>[..., i..., ...]: the indices' axes in the place of the axis.</returns>
    /// <exception cref="T:AutoGrad.ShapeException">The indices are not integers.</exception>
    let gather (axis: int) (indices: Tensor) (x: Tensor) : Tensor = x.Gather(indices, axis)

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

    /// <summary>Marks each label's place: 1 at the label, 0 elsewhere; Float32.</summary>
    /// <param name="classes">How many places, k.</param>
    /// <param name="labels">[...]: integers in [0, classes); another label gets zeros.</param>
    /// <returns>[..., k]</returns>
    /// <exception cref="T:AutoGrad.ShapeException">The labels are not integers.</exception>
    let oneHot (classes: int) (labels: Tensor) : Tensor = Tensor.OneHot(labels, classes)

    /// <summary>Converts the elements to another dtype.</summary>
    /// <param name="dtype">Which.</param>
    /// <param name="x">[...]: any shape.</param>
    /// <returns>[...]</returns>
    let convert (dtype: DType) (x: Tensor) : Tensor = x.To dtype

    /// <summary>Reads the only element.</summary>
    /// <param name="x">[]: or any shape of one element.</param>
    /// <returns>The number.</returns>
    /// <exception cref="T:AutoGrad.ShapeException">There is not exactly one element.</exception>
    let toScalar (x: Tensor) : float = x.ToScalar()

    /// <summary>Reads all elements.</summary>
    /// <param name="x">[...]: of the dtype that 'T names; floats of a Float64 tensor.</param>
    /// <returns>A new array, row by row.</returns>
    let toArray<'T when 'T: unmanaged and 'T: (new: unit -> 'T) and 'T: struct and 'T :> ValueType> (x: Tensor) : 'T array =
        x.ToArray<'T>()
