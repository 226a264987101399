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

    /// <summary>Takes mean and variance out of the last axis, then scales and shifts: <c>y = (x - μ) / √(σ² + 1e-5) · scale + shift</c>.</summary>
    /// <param name="scale">[features]</param>
    /// <param name="shift">[features]</param>
    /// <param name="x">[..., features]: a floating dtype.</param>
    /// <returns>[..., features]</returns>
    let layerNorm (scale: Tensor) (shift: Tensor) (x: Tensor) : Tensor = x.LayerNorm(scale, shift)

    /// <summary>Divides the last axis by its root mean square, then scales: <c>y = x / √(mean x² + 1e-6) · scale</c>.</summary>
    /// <param name="scale">[features]</param>
    /// <param name="x">[..., features]: a floating dtype.</param>
    /// <returns>[..., features]</returns>
    let rmsNorm (scale: Tensor) (x: Tensor) : Tensor = x.RmsNorm scale

    /// <summary>For each row of scores the surprise at its class: <c>y = ln Σₖ exp(xₖ) - x</c> of the class.</summary>
    /// <param name="labels">[...]: the class of each row, Int32 or Int64, in [0, k).</param>
    /// <param name="x">[..., k]: scores; a floating dtype.</param>
    /// <returns>[...]: in nats.</returns>
    /// <exception cref="T:AutoGrad.ShapeException">There is not one label a row, or the dtypes are others.</exception>
    /// <exception cref="T:System.ArgumentException">A label is not in [0, k).</exception>
    let softmaxCrossEntropy (labels: Tensor) (x: Tensor) : Tensor = x.SoftmaxCrossEntropy labels

    /// <summary>For each query the mean of the values, weighed by its likeness to their keys: <c>softmax(q kᵀ / √d) v</c>.</summary>
    /// <param name="key">[..., n, g, d]: what is looked at, heads inside places.</param>
    /// <param name="value">[..., n, g, e]: what is found.</param>
    /// <param name="query">[..., l, h, d]: what is looked for; a floating dtype.</param>
    /// <returns>[..., l, h, e]</returns>
    /// <exception cref="T:AutoGrad.ShapeException">The shapes or dtypes do not fit.</exception>
    let dotProductAttention (key: Tensor) (value: Tensor) (query: Tensor) : Tensor = Tensor.DotProductAttention(query, key, value)

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
