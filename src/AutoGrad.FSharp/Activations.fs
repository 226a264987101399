namespace AutoGrad.FSharp

open AutoGrad
open AutoGrad.Nn

/// <summary>What stands between the layers of a network, as curried functions, the tensor last, for pipelines.</summary>
/// <remarks>
/// They stand beside the static members of the type <see cref="T:AutoGrad.Nn.Activations"/>, under one name, and are those of its
/// functions that take more than a tensor: the others, as Activations.Gelu, go into a pipeline as they are.
/// </remarks>
[<RequireQualifiedAccess>]
[<CompilationRepresentation(CompilationRepresentationFlags.ModuleSuffix)>]
module Activations =

    /// <summary>Flattens each element below 0: <c>y = x</c> above 0, <c>slope · x</c> elsewhere.</summary>
    /// <param name="slope">What is left of the gradient below 0.</param>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
    let leakyRelu (slope: float) (x: Tensor) : Tensor = Activations.LeakyRelu(x, slope)

    /// <summary>Flattens each element below 0 by a slope that is learned.</summary>
    /// <param name="slope">[...]: broadcasts to the shape of <paramref name="x"/>.</param>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
    let prelu (slope: Tensor) (x: Tensor) : Tensor = Activations.PRelu(x, slope)

    /// <summary>Bends each element below 0 to a plateau: <c>y = x</c> above 0, <c>alpha · (exp(x) - 1)</c> elsewhere.</summary>
    /// <param name="alpha">How deep the plateau lies; 1 leaves no kink at 0.</param>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
    let elu (alpha: float) (x: Tensor) : Tensor = Activations.Elu(x, alpha)

    /// <summary>Bends each element below 0 to a plateau without a kink: <c>alpha · (exp(x / alpha) - 1)</c>.</summary>
    /// <param name="alpha">How deep the plateau lies; above 0.</param>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
    let celu (alpha: float) (x: Tensor) : Tensor = Activations.Celu(x, alpha)

    /// <summary>Weighs each element by the sigmoid of a multiple of it: <c>y = x σ(beta · x)</c>.</summary>
    /// <param name="beta">How steep the sigmoid is; above 0.</param>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
    let swish (beta: float) (x: Tensor) : Tensor = Activations.Swish(x, beta)

    /// <summary>Rounds the corner of ReLU: <c>y = log(1 + exp(beta · x)) / beta</c>.</summary>
    /// <param name="beta">How sharp the corner is; above 0.</param>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
    let softplus (beta: float) (x: Tensor) : Tensor = Activations.Softplus(x, beta)

    /// <summary>Rounds the corner of ReLU without exponentials: <c>y = (x + √(x² + b)) / 2</c>.</summary>
    /// <param name="b">How wide the corner is; above 0.</param>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
    let squareplus (b: float) (x: Tensor) : Tensor = Activations.Squareplus(x, b)

    /// <summary>Moves each element towards 0, and stops there.</summary>
    /// <param name="lambda">How far; 0 or more.</param>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
    let softShrink (lambda: float) (x: Tensor) : Tensor = Activations.SoftShrink(x, lambda)

    /// <summary>Lets through what is far enough from 0.</summary>
    /// <param name="lambda">How far; 0 or more.</param>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
    let hardShrink (lambda: float) (x: Tensor) : Tensor = Activations.HardShrink(x, lambda)

    /// <summary>Squeezes each element into [0, 1] by a straight line.</summary>
    /// <param name="slope">The slope of the line.</param>
    /// <param name="offset">What the line is at 0.</param>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
    let hardSigmoid (slope: float) (offset: float) (x: Tensor) : Tensor = Activations.HardSigmoid(x, slope, offset)

    /// <summary>Cuts each element off at two bounds, with slope 0 on them.</summary>
    /// <param name="low">The least value.</param>
    /// <param name="high">The greatest value; above <paramref name="low"/>.</param>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
    let hardTanh (low: float) (high: float) (x: Tensor) : Tensor = Activations.HardTanh(x, low, high)

    /// <summary>Replaces what is not above a threshold.</summary>
    /// <param name="threshold">The greatest number that is replaced.</param>
    /// <param name="value">What stands in its place.</param>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
    let threshold (threshold: float) (value: float) (x: Tensor) : Tensor = Activations.Threshold(x, threshold, value)

    /// <summary>Lets one half of the features gate the other: <c>y = a σ(b)</c>, with a the first half along an axis.</summary>
    /// <param name="axis">The axis that is halved; in [-rank, rank).</param>
    /// <param name="x">[..., 2 k, ...]: a floating dtype.</param>
    /// <returns>[..., k, ...]</returns>
    let glu (axis: int) (x: Tensor) : Tensor = Activations.Glu(x, axis)

    /// <summary>Lets one half of the features, swished, gate the other: <c>y = a σ(a) b</c>, with a the first half along an axis.</summary>
    /// <param name="axis">The axis that is halved; in [-rank, rank).</param>
    /// <param name="x">[..., 2 k, ...]: a floating dtype.</param>
    /// <returns>[..., k, ...]</returns>
    let swiGlu (axis: int) (x: Tensor) : Tensor = Activations.SwiGlu(x, axis)

    /// <summary>Turns scores into a distribution with zeros in it: the point of the simplex nearest to each slice.</summary>
    /// <param name="axis">In [-rank, rank).</param>
    /// <param name="x">[...]: scores; a floating dtype.</param>
    /// <returns>[...]: each slice along the axis sums to 1.</returns>
    let sparsemax (axis: int) (x: Tensor) : Tensor = Activations.Sparsemax(x, axis)

    /// <summary>Turns costs into a distribution along an axis, the least cost the likeliest.</summary>
    /// <param name="axis">In [-rank, rank).</param>
    /// <param name="x">[...]: costs in nats; a floating dtype.</param>
    /// <returns>[...]: each slice along the axis sums to 1.</returns>
    let softmin (axis: int) (x: Tensor) : Tensor = Activations.Softmin(x, axis)

    /// <summary>Marks the greatest score of each slice along an axis, the first of equals.</summary>
    /// <param name="axis">In [-rank, rank).</param>
    /// <param name="x">[...]: scores; a floating dtype.</param>
    /// <returns>[...]: 1 there, and 0 elsewhere.</returns>
    let hardmax (axis: int) (x: Tensor) : Tensor = Activations.Hardmax(x, axis)
