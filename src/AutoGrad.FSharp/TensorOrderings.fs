namespace AutoGrad.FSharp

open AutoGrad

/// <summary>More of the module Tensor: statistics, order, updates, rearranging and contractions. It opens by itself.</summary>
[<AutoOpen>]
module TensorOrderings =

    /// <summary>Operations on tensors as curried functions, the tensor last.</summary>
    [<RequireQualifiedAccess>]
    module Tensor =

        /// <summary>The product of all elements; 1 of none.</summary>
        /// <param name="x">[...]: any shape.</param>
        /// <returns>[]</returns>
        let prod (x: Tensor) : Tensor = x.Prod()

        /// <summary>The product along one axis, which goes; 1 of none.</summary>
        /// <param name="axis">Which axis; a negative one counts from the last.</param>
        /// <param name="x">[...]: any shape.</param>
        /// <returns>[...]: the shape of <paramref name="x"/> without the axis.</returns>
        /// <exception cref="T:AutoGrad.ShapeException">There is no such axis.</exception>
        let prodAxis (axis: int) (x: Tensor) : Tensor = x.Prod(axis)

        /// <summary>The variance of all elements, over their whole count.</summary>
        /// <param name="x">[...]: any shape; a floating dtype.</param>
        /// <returns>[]</returns>
        /// <exception cref="T:AutoGrad.ShapeException">The dtype is not floating.</exception>
        let variance (x: Tensor) : Tensor = x.Variance()

        /// <summary>The variance along one axis, which goes.</summary>
        /// <param name="axis">Which axis; a negative one counts from the last.</param>
        /// <param name="correction">What is taken from the count before dividing by it: 0 for all there is, 1 for a sample of it.</param>
        /// <param name="x">[...]: any shape; a floating dtype.</param>
        /// <returns>[...]: the shape of <paramref name="x"/> without the axis.</returns>
        /// <exception cref="T:AutoGrad.ShapeException">There is no such axis.</exception>
        let varianceAxis (axis: int) (correction: float) (x: Tensor) : Tensor = x.Variance(axis, false, correction)

        /// <summary>The standard deviation of all elements, over their whole count; slope 0 where all are equal.</summary>
        /// <param name="x">[...]: any shape; a floating dtype.</param>
        /// <returns>[]</returns>
        /// <exception cref="T:AutoGrad.ShapeException">The dtype is not floating.</exception>
        let standardDeviation (x: Tensor) : Tensor = x.StandardDeviation()

        /// <summary>The standard deviation along one axis, which goes.</summary>
        /// <param name="axis">Which axis; a negative one counts from the last.</param>
        /// <param name="correction">What is taken from the count before dividing by it: 0 for all there is, 1 for a sample of it.</param>
        /// <param name="x">[...]: any shape; a floating dtype.</param>
        /// <returns>[...]: the shape of <paramref name="x"/> without the axis.</returns>
        /// <exception cref="T:AutoGrad.ShapeException">There is no such axis.</exception>
        let standardDeviationAxis (axis: int) (correction: float) (x: Tensor) : Tensor = x.StandardDeviation(axis, false, correction)

        /// <summary>A norm of all elements: <c>(Σ |xᵢ|ᵖ)^(1/p)</c>; slope 0 at 0.</summary>
        /// <param name="p">Above 0; infinity for the greatest magnitude.</param>
        /// <param name="x">[...]: any shape; a floating dtype.</param>
        /// <returns>[]</returns>
        /// <exception cref="T:AutoGrad.ShapeException">p is not above 0.</exception>
        let norm (p: float) (x: Tensor) : Tensor = x.Norm(p = p)

        /// <summary>A norm along one axis, which goes.</summary>
        /// <param name="p">Above 0; infinity for the greatest magnitude.</param>
        /// <param name="axis">Which axis; a negative one counts from the last.</param>
        /// <param name="x">[...]: any shape; a floating dtype.</param>
        /// <returns>[...]: the shape of <paramref name="x"/> without the axis.</returns>
        /// <exception cref="T:AutoGrad.ShapeException">There is no such axis.</exception>
        let normAxis (p: float) (axis: int) (x: Tensor) : Tensor = x.Norm(axis, false, p)

        /// <summary>Whether no element is 0; of a mask, whether all are true.</summary>
        /// <param name="x">[...]: any shape.</param>
        /// <returns>[]: Bool</returns>
        let all (x: Tensor) : Tensor = x.All()

        /// <summary>Whether an element is not 0; of a mask, whether one is true.</summary>
        /// <param name="x">[...]: any shape.</param>
        /// <returns>[]: Bool</returns>
        let any (x: Tensor) : Tensor = x.Any()

        /// <summary>How many elements are not 0.</summary>
        /// <param name="x">[...]: any shape.</param>
        /// <returns>[]: Int32</returns>
        let countNonZero (x: Tensor) : Tensor = x.CountNonZero()

        /// <summary>The sum so far along an axis.</summary>
        /// <param name="axis">Which axis; a negative one counts from the last.</param>
        /// <param name="x">[...]: any shape.</param>
        /// <returns>[...]: the shape of <paramref name="x"/>.</returns>
        /// <exception cref="T:AutoGrad.ShapeException">There is no such axis.</exception>
        let cumSum (axis: int) (x: Tensor) : Tensor = x.CumSum axis

        /// <summary>The product so far along an axis.</summary>
        /// <param name="axis">Which axis; a negative one counts from the last.</param>
        /// <param name="x">[...]: any shape.</param>
        /// <returns>[...]: the shape of <paramref name="x"/>.</returns>
        /// <exception cref="T:AutoGrad.ShapeException">There is no such axis.</exception>
        let cumProd (axis: int) (x: Tensor) : Tensor = x.CumProd axis

        /// <summary>The greatest so far along an axis.</summary>
        /// <param name="axis">Which axis; a negative one counts from the last.</param>
        /// <param name="x">[...]: any shape.</param>
        /// <returns>[...]: the shape of <paramref name="x"/>.</returns>
        /// <exception cref="T:AutoGrad.ShapeException">There is no such axis.</exception>
        let cumMax (axis: int) (x: Tensor) : Tensor = x.CumMax(axis).Values

        /// <summary>The least so far along an axis.</summary>
        /// <param name="axis">Which axis; a negative one counts from the last.</param>
        /// <param name="x">[...]: any shape.</param>
        /// <returns>[...]: the shape of <paramref name="x"/>.</returns>
        /// <exception cref="T:AutoGrad.ShapeException">There is no such axis.</exception>
        let cumMin (axis: int) (x: Tensor) : Tensor = x.CumMin(axis).Values

        /// <summary>The logarithm of the sum of exponentials so far along an axis.</summary>
        /// <param name="axis">Which axis; a negative one counts from the last.</param>
        /// <param name="x">[...]: any shape; a floating dtype.</param>
        /// <returns>[...]: the shape of <paramref name="x"/>.</returns>
        /// <exception cref="T:AutoGrad.ShapeException">There is no such axis.</exception>
        let cumLogSumExp (axis: int) (x: Tensor) : Tensor = x.CumLogSumExp axis

        /// <summary>The logarithm of the mean of exponentials of all elements, without overflow.</summary>
        /// <param name="x">[...]: any shape; a floating dtype.</param>
        /// <returns>[]: the logarithm.</returns>
        let logMeanExp (x: Tensor) : Tensor = x.LogMeanExp()

        /// <summary>The logarithm of the mean of exponentials along one axis, which goes.</summary>
        /// <param name="axis">Which axis; a negative one counts from the last.</param>
        /// <param name="x">[...]: any shape; a floating dtype.</param>
        /// <returns>[...]: the shape of <paramref name="x"/> without the axis.</returns>
        /// <exception cref="T:AutoGrad.ShapeException">There is no such axis.</exception>
        let logMeanExpAxis (axis: int) (x: Tensor) : Tensor = x.LogMeanExp axis

        /// <summary>The middle of all elements; of an even number, the mean of the middle two.</summary>
        /// <param name="x">[...]: any shape; a floating dtype.</param>
        /// <returns>[]</returns>
        /// <exception cref="T:AutoGrad.ShapeException">There are no elements.</exception>
        let median (x: Tensor) : Tensor = x.Median()

        /// <summary>The number that a given share of all elements lies below.</summary>
        /// <param name="q">The share; in [0, 1].</param>
        /// <param name="x">[...]: any shape; a floating dtype.</param>
        /// <returns>[]</returns>
        /// <exception cref="T:AutoGrad.ShapeException">There are no elements, or q is not in [0, 1].</exception>
        let quantile (q: float) (x: Tensor) : Tensor = x.Quantile(q)

        /// <summary>Puts the elements along an axis in order, the least first; equal ones keep theirs.</summary>
        /// <param name="axis">Which axis; a negative one counts from the last.</param>
        /// <param name="x">[...]: any shape.</param>
        /// <returns>[...]: the shape of <paramref name="x"/>.</returns>
        /// <exception cref="T:AutoGrad.ShapeException">There is no such axis.</exception>
        let sort (axis: int) (x: Tensor) : Tensor = x.Sort axis

        /// <summary>The order of the elements along an axis: the place of the least first. It has no derivative.</summary>
        /// <param name="axis">Which axis; a negative one counts from the last.</param>
        /// <param name="x">[...]: any shape.</param>
        /// <returns>[...]: Int32, the shape of <paramref name="x"/>.</returns>
        /// <exception cref="T:AutoGrad.ShapeException">There is no such axis.</exception>
        let argSort (axis: int) (x: Tensor) : Tensor = x.ArgSort axis

        /// <summary>The greatest along an axis and where they were, the lowest index first among equals.</summary>
        /// <param name="k">How many.</param>
        /// <param name="axis">Which axis; a negative one counts from the last.</param>
        /// <param name="x">[...]: any shape.</param>
        /// <returns>Values and indices, both [..., k, ...].</returns>
        /// <exception cref="T:AutoGrad.ShapeException">The axis has fewer elements.</exception>
        let topK (k: int) (axis: int) (x: Tensor) : struct (Tensor * Tensor) =
            let top = x.TopK(k, axis)
            struct (top.Values, top.Indices)

        /// <summary>Where numbers would go into a sorted list, before those equal to them.</summary>
        /// <param name="sorted">[n]: in rising order.</param>
        /// <param name="values">[...]: of the same dtype.</param>
        /// <returns>[...]: Int32, the shape of <paramref name="values"/>.</returns>
        /// <exception cref="T:AutoGrad.ShapeException">The list is not a vector.</exception>
        let searchSorted (sorted: Tensor) (values: Tensor) : Tensor = sorted.SearchSorted values

        /// <summary>The different elements in rising order, in a vector of a given size.</summary>
        /// <param name="size">How many places.</param>
        /// <param name="fill">What the places hold that no element is left for.</param>
        /// <param name="x">[...]: any shape.</param>
        /// <returns>[size]</returns>
        let unique (size: int) (fill: float) (x: Tensor) : Tensor = x.Unique(size, fill)

        /// <summary>The elements where a mask is true, in a vector of a given size.</summary>
        /// <param name="mask">[...]: Bool; broadcasts to <paramref name="x"/>.</param>
        /// <param name="size">How many places.</param>
        /// <param name="fill">What the places hold that no element is left for.</param>
        /// <param name="x">[...]: any shape.</param>
        /// <returns>[size]</returns>
        /// <exception cref="T:AutoGrad.ShapeException">The mask does not broadcast.</exception>
        let maskedSelect (mask: Tensor) (size: int) (fill: float) (x: Tensor) : Tensor = x.MaskedSelect(mask, size, fill)

        /// <summary>Takes slices by several numbers each.</summary>
        /// <param name="indices">[..., k]: Int32 or Int64, one number for each of the first k axes.</param>
        /// <param name="x">[...]: any shape.</param>
        /// <returns>[..., rest]</returns>
        /// <exception cref="T:AutoGrad.ShapeException">The indices are not integers.</exception>
        let gatherNd (indices: Tensor) (x: Tensor) : Tensor = x.GatherNd indices

        /// <summary>Updates slices by several numbers each.</summary>
        /// <param name="update">How a value meets the one that is there.</param>
        /// <param name="indices">[..., k]: Int32 or Int64, one number for each of the first k axes.</param>
        /// <param name="values">[..., rest]</param>
        /// <param name="x">[...]: any shape.</param>
        /// <returns>[...]: the shape of <paramref name="x"/>.</returns>
        /// <exception cref="T:AutoGrad.ShapeException">The shapes do not fit.</exception>
        let scatterNd (update: Update) (indices: Tensor) (values: Tensor) (x: Tensor) : Tensor = x.ScatterNd(indices, values, update)

        /// <summary>Updates single elements along an axis.</summary>
        /// <param name="update">How a value meets the one that is there.</param>
        /// <param name="axis">Which axis; a negative one counts from the last.</param>
        /// <param name="indices">[...]: Int32 or Int64, along the axis.</param>
        /// <param name="values">[...]: the shape of the indices.</param>
        /// <param name="x">[...]: any shape.</param>
        /// <returns>[...]: the shape of <paramref name="x"/>.</returns>
        /// <exception cref="T:AutoGrad.ShapeException">The shapes do not fit.</exception>
        let putAlongAxis (update: Update) (axis: int) (indices: Tensor) (values: Tensor) (x: Tensor) : Tensor =
            x.PutAlongAxis(indices, values, axis, update)

        /// <summary>Adds up the slices of each segment.</summary>
        /// <param name="ids">[n]: Int32 or Int64, the segment of each slice along axis 0.</param>
        /// <param name="segments">How many segments.</param>
        /// <param name="x">[n, ...]</param>
        /// <returns>[segments, ...]</returns>
        /// <exception cref="T:AutoGrad.ShapeException">There is not one id a slice.</exception>
        let segmentSum (ids: Tensor) (segments: int) (x: Tensor) : Tensor = x.SegmentSum(ids, segments)

        /// <summary>The greatest of the slices of each segment; -∞ of none.</summary>
        /// <param name="ids">[n]: Int32 or Int64, the segment of each slice along axis 0.</param>
        /// <param name="segments">How many segments.</param>
        /// <param name="x">[n, ...]: a floating dtype.</param>
        /// <returns>[segments, ...]</returns>
        /// <exception cref="T:AutoGrad.ShapeException">There is not one id a slice.</exception>
        let segmentMax (ids: Tensor) (segments: int) (x: Tensor) : Tensor = x.SegmentMax(ids, segments)

        /// <summary>Cuts an axis into equal parts.</summary>
        /// <param name="parts">How many.</param>
        /// <param name="axis">Which axis; a negative one counts from the last.</param>
        /// <param name="x">[...]: any shape.</param>
        /// <returns>The parts in order.</returns>
        /// <exception cref="T:AutoGrad.ShapeException">The parts do not come out even.</exception>
        let split (parts: int) (axis: int) (x: Tensor) : Tensor array = x.Split(parts, axis)

        /// <summary>Takes an axis apart, one tensor a place: what <c>stack</c> joined.</summary>
        /// <param name="axis">Which axis; a negative one counts from the last.</param>
        /// <param name="x">[...]: any shape.</param>
        /// <returns>As many tensors as the axis has places, each [...] without it.</returns>
        /// <exception cref="T:AutoGrad.ShapeException">There is no such axis.</exception>
        let unstack (axis: int) (x: Tensor) : Tensor array = x.Unstack axis

        /// <summary>Cuts an axis into parts of one length, but for a shorter last one.</summary>
        /// <param name="count">How many at most.</param>
        /// <param name="axis">Which axis; a negative one counts from the last.</param>
        /// <param name="x">[...]: any shape.</param>
        /// <returns>The parts in order.</returns>
        /// <exception cref="T:AutoGrad.ShapeException">There is no such axis.</exception>
        let chunk (count: int) (axis: int) (x: Tensor) : Tensor array = x.Chunk(count, axis)

        /// <summary>Lays copies side by side.</summary>
        /// <param name="repeats">How many along each axis.</param>
        /// <param name="x">[...]: any shape.</param>
        /// <returns>[...]: each extent times its number.</returns>
        /// <exception cref="T:AutoGrad.ShapeException">A number is negative.</exception>
        let tile (repeats: int list) (x: Tensor) : Tensor = x.Tile(List.toArray repeats)

        /// <summary>Repeats each place of an axis.</summary>
        /// <param name="count">How often.</param>
        /// <param name="axis">Which axis; a negative one counts from the last.</param>
        /// <param name="x">[...]: any shape.</param>
        /// <returns>[..., n · count, ...]</returns>
        /// <exception cref="T:AutoGrad.ShapeException">There is no such axis.</exception>
        let repeat (count: int) (axis: int) (x: Tensor) : Tensor = x.Repeat(count, axis)

        /// <summary>Moves all places along an axis; what leaves at one end comes in at the other.</summary>
        /// <param name="shift">How far towards the end.</param>
        /// <param name="axis">Which axis; a negative one counts from the last.</param>
        /// <param name="x">[...]: any shape.</param>
        /// <returns>[...]: the shape of <paramref name="x"/>.</returns>
        /// <exception cref="T:AutoGrad.ShapeException">There is no such axis.</exception>
        let roll (shift: int) (axis: int) (x: Tensor) : Tensor = x.Roll(shift, axis)

        /// <summary>The main diagonal of a matrix, or of each of a stack.</summary>
        /// <param name="x">[..., n, m]</param>
        /// <returns>[..., min(n, m)]</returns>
        /// <exception cref="T:AutoGrad.ShapeException">There are fewer than two axes.</exception>
        let diagonal (x: Tensor) : Tensor = x.Diagonal()

        /// <summary>A matrix with a vector on its diagonal and zeros elsewhere.</summary>
        /// <param name="x">[..., n]</param>
        /// <returns>[..., n, n]</returns>
        /// <exception cref="T:AutoGrad.ShapeException">There is no axis.</exception>
        let diag (x: Tensor) : Tensor = x.Diag()

        /// <summary>What is on and below a diagonal; zeros above.</summary>
        /// <param name="diagonal">How far above the main one.</param>
        /// <param name="x">[..., n, m]</param>
        /// <returns>[..., n, m]</returns>
        /// <exception cref="T:AutoGrad.ShapeException">There are fewer than two axes.</exception>
        let tril (diagonal: int) (x: Tensor) : Tensor = x.Tril diagonal

        /// <summary>What is on and above a diagonal; zeros below.</summary>
        /// <param name="diagonal">How far above the main one.</param>
        /// <param name="x">[..., n, m]</param>
        /// <returns>[..., n, m]</returns>
        /// <exception cref="T:AutoGrad.ShapeException">There are fewer than two axes.</exception>
        let triu (diagonal: int) (x: Tensor) : Tensor = x.Triu diagonal

        /// <summary>Splits, orders and joins axes by names: <c>"b (h w) c -&gt; b c h w"</c>.</summary>
        /// <param name="pattern">The axes before and after.</param>
        /// <param name="extents">Of names in brackets, for example <c>["h", 8]</c>.</param>
        /// <param name="x">[...]: any shape.</param>
        /// <returns>[...]: the extents of the right side.</returns>
        /// <exception cref="T:AutoGrad.ShapeException">The pattern does not fit.</exception>
        let rearrange (pattern: string) (extents: (string * int) list) (x: Tensor) : Tensor =
            x.Rearrange(pattern, [| for name, extent in extents -> struct (name, extent) |])

        /// <summary>Sums products over axes named by letters: <c>"ij,jk-&gt;ik"</c>.</summary>
        /// <param name="equation">The letters of each operand, and of the result.</param>
        /// <param name="operands">[...]: as the equation says.</param>
        /// <returns>[...]: as the equation says.</returns>
        /// <exception cref="T:AutoGrad.ShapeException">The operands do not fit the equation.</exception>
        let einsum (equation: string) (operands: Tensor seq) : Tensor = Tensor.Einsum(equation, Seq.toArray operands)

        /// <summary>Each element of one tensor times each of another.</summary>
        /// <param name="x">[...]</param>
        /// <param name="y">[...]</param>
        /// <returns>[x's axes, y's axes]</returns>
        /// <exception cref="T:AutoGrad.ShapeException">The dtypes differ.</exception>
        let outer (x: Tensor) (y: Tensor) : Tensor = Tensor.Outer(x, y)

        /// <summary>The sum of products over both last axes.</summary>
        /// <param name="x">[..., k]</param>
        /// <param name="y">[..., k]</param>
        /// <returns>[x's other axes, y's other axes]</returns>
        /// <exception cref="T:AutoGrad.ShapeException">The last extents differ.</exception>
        let inner (x: Tensor) (y: Tensor) : Tensor = Tensor.Inner(x, y)

        /// <summary>The Kronecker product.</summary>
        /// <param name="x">[n, m]</param>
        /// <param name="y">[p, q]</param>
        /// <returns>[n p, m q]</returns>
        /// <exception cref="T:AutoGrad.ShapeException">The dtypes differ.</exception>
        let kron (x: Tensor) (y: Tensor) : Tensor = Tensor.Kron(x, y)
