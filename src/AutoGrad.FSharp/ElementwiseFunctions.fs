namespace AutoGrad.FSharp

open AutoGrad

/// <summary>More functions of the module Tensor, which this file extends: the elementwise mathematics that F# has no name of its own for.</summary>
[<AutoOpen>]
module ElementwiseFunctions =

    /// <summary>Elementwise functions of tensors, the tensor last, for pipelines.</summary>
    [<RequireQualifiedAccess>]
    [<CompilationRepresentation(CompilationRepresentationFlags.ModuleSuffix)>]
    module Tensor =

        /// <summary>One over each element: <c>y = 1 / x</c>.</summary>
        /// <param name="x">[...]: any shape; a floating dtype.</param>
        /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
        let reciprocal (x: Tensor) : Tensor = Tensor.Reciprocal x

        /// <summary>One over the square root of each element: <c>y = 1 / √x</c>.</summary>
        /// <param name="x">[...]: any shape; a floating dtype.</param>
        /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
        let rsqrt (x: Tensor) : Tensor = Tensor.Rsqrt x

        /// <summary>The cube root of each element, negative for a negative one.</summary>
        /// <param name="x">[...]: any shape; a floating dtype.</param>
        /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
        let cbrt (x: Tensor) : Tensor = Tensor.Cbrt x

        /// <summary>The square root of each element, with slope 0 at 0.</summary>
        /// <param name="x">[...]: any shape; a floating dtype.</param>
        /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
        let safeSqrt (x: Tensor) : Tensor = Tensor.SafeSqrt x

        /// <summary>The logarithm of what the exponential of minus each element lacks to 1: <c>y = log(1 - exp(-x))</c>.</summary>
        /// <param name="x">[...]: any shape, 0 or more; a floating dtype.</param>
        /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
        let log1mexp (x: Tensor) : Tensor = Tensor.Log1mexp x

        /// <summary>2 to the power of each element.</summary>
        /// <param name="x">[...]: any shape; a floating dtype.</param>
        /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
        let exp2 (x: Tensor) : Tensor = Tensor.Exp2 x

        /// <summary>The logarithm of each element to base 2.</summary>
        /// <param name="x">[...]: any shape; a floating dtype.</param>
        /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
        let log2 (x: Tensor) : Tensor = Tensor.Log2 x

        /// <summary>The number whose hyperbolic sine is each element.</summary>
        /// <param name="x">[...]: any shape; a floating dtype.</param>
        /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
        let asinh (x: Tensor) : Tensor = Tensor.Asinh x

        /// <summary>The number, not negative, whose hyperbolic cosine is each element.</summary>
        /// <param name="x">[...]: any shape; a floating dtype.</param>
        /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
        let acosh (x: Tensor) : Tensor = Tensor.Acosh x

        /// <summary>The number whose hyperbolic tangent is each element.</summary>
        /// <param name="x">[...]: any shape; a floating dtype.</param>
        /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
        let atanh (x: Tensor) : Tensor = Tensor.Atanh x

        /// <summary>The normalised cardinal sine: <c>y = sin(π x) / (π x)</c>, 1 at 0.</summary>
        /// <param name="x">[...]: any shape; a floating dtype.</param>
        /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
        let sinc (x: Tensor) : Tensor = Tensor.Sinc x

        /// <summary>The error function of each element.</summary>
        /// <param name="x">[...]: any shape; a floating dtype.</param>
        /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
        let erf (x: Tensor) : Tensor = Tensor.Erf x

        /// <summary>One less the error function of each element, without cancellation.</summary>
        /// <param name="x">[...]: any shape; a floating dtype.</param>
        /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
        let erfc (x: Tensor) : Tensor = Tensor.Erfc x

        /// <summary>The number whose error function is each element.</summary>
        /// <param name="x">[...]: any shape; a floating dtype.</param>
        /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
        let erfinv (x: Tensor) : Tensor = Tensor.Erfinv x

        /// <summary>The logarithm of the gamma function: <c>y = ln |Γ(x)|</c>.</summary>
        /// <param name="x">[...]: any shape; a floating dtype.</param>
        /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
        let logGamma (x: Tensor) : Tensor = Tensor.LogGamma x

        /// <summary>The derivative of the logarithm of the gamma function.</summary>
        /// <param name="x">[...]: any shape; a floating dtype.</param>
        /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
        let digamma (x: Tensor) : Tensor = Tensor.Digamma x

        /// <summary>A derivative of the digamma function; order 1 is the trigamma function.</summary>
        /// <param name="order">How often it is differentiated.</param>
        /// <param name="x">[...]: any shape; a floating dtype.</param>
        /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
        let polygamma (order: int) (x: Tensor) : Tensor = Tensor.Polygamma(order, x)

        /// <summary>The logarithm of the beta function.</summary>
        /// <param name="x">[...]: a floating dtype.</param>
        /// <param name="y">[...]: the same dtype; broadcasts with <paramref name="x"/>.</param>
        /// <returns>[...]: the shape both broadcast to.</returns>
        let logBeta (x: Tensor) (y: Tensor) : Tensor = Tensor.LogBeta(x, y)

        /// <summary><c>x ln y</c>, and 0 where x = 0 whatever y is.</summary>
        /// <param name="x">[...]: a floating dtype.</param>
        /// <param name="y">[...]: the same dtype; broadcasts with <paramref name="x"/>.</param>
        /// <returns>[...]: the shape both broadcast to.</returns>
        let xlogy (x: Tensor) (y: Tensor) : Tensor = Tensor.XLogY(x, y)

        /// <summary><c>ln(eˣ + eʸ)</c>, without overflow.</summary>
        /// <param name="x">[...]: a floating dtype.</param>
        /// <param name="y">[...]: the same dtype; broadcasts with <paramref name="x"/>.</param>
        /// <returns>[...]: the shape both broadcast to.</returns>
        let logAddExp (x: Tensor) (y: Tensor) : Tensor = Tensor.LogAddExp(x, y)

        /// <summary><c>√(x² + y²)</c>, without overflow; slopes 0 at the origin.</summary>
        /// <param name="x">[...]: a floating dtype.</param>
        /// <param name="y">[...]: the same dtype; broadcasts with <paramref name="x"/>.</param>
        /// <returns>[...]: the shape both broadcast to.</returns>
        let hypot (x: Tensor) (y: Tensor) : Tensor = Tensor.Hypot(x, y)

        /// <summary>The rest of a division rounded towards 0; it has the sign of x.</summary>
        /// <param name="x">[...]: a floating dtype.</param>
        /// <param name="y">[...]: the same dtype; broadcasts with <paramref name="x"/>.</param>
        /// <returns>[...]: the shape both broadcast to.</returns>
        let fmod (x: Tensor) (y: Tensor) : Tensor = Tensor.Fmod(x, y)

        /// <summary>The rest of a division rounded down; it has the sign of y.</summary>
        /// <param name="x">[...]: a floating dtype.</param>
        /// <param name="y">[...]: the same dtype; broadcasts with <paramref name="x"/>.</param>
        /// <returns>[...]: the shape both broadcast to.</returns>
        let remainder (x: Tensor) (y: Tensor) : Tensor = Tensor.Remainder(x, y)

        /// <summary>Divides and rounds down.</summary>
        /// <param name="x">[...]: any dtype but Bool.</param>
        /// <param name="y">[...]: the same dtype; broadcasts with <paramref name="x"/>.</param>
        /// <returns>[...]: the shape both broadcast to.</returns>
        let floorDivide (x: Tensor) (y: Tensor) : Tensor = Tensor.FloorDivide(x, y)

        /// <summary>Combines bits: those set in both.</summary>
        /// <param name="x">[...]: integers or Bool.</param>
        /// <param name="y">[...]: the same dtype; broadcasts with <paramref name="x"/>.</param>
        /// <returns>[...]: the shape both broadcast to.</returns>
        let bitwiseAnd (x: Tensor) (y: Tensor) : Tensor = Tensor.BitwiseAnd(x, y)

        /// <summary>Combines bits: those set in at least one.</summary>
        /// <param name="x">[...]: integers or Bool.</param>
        /// <param name="y">[...]: the same dtype; broadcasts with <paramref name="x"/>.</param>
        /// <returns>[...]: the shape both broadcast to.</returns>
        let bitwiseOr (x: Tensor) (y: Tensor) : Tensor = Tensor.BitwiseOr(x, y)

        /// <summary>Combines bits: those set in exactly one.</summary>
        /// <param name="x">[...]: integers or Bool.</param>
        /// <param name="y">[...]: the same dtype; broadcasts with <paramref name="x"/>.</param>
        /// <returns>[...]: the shape both broadcast to.</returns>
        let bitwiseXor (x: Tensor) (y: Tensor) : Tensor = Tensor.BitwiseXor(x, y)

        /// <summary>Turns every bit round.</summary>
        /// <param name="x">[...]: integers or Bool.</param>
        /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
        let bitwiseNot (x: Tensor) : Tensor = Tensor.BitwiseNot x

        /// <summary>Moves the bits of x up by y places.</summary>
        /// <param name="x">[...]: integers.</param>
        /// <param name="y">[...]: the same dtype; broadcasts with <paramref name="x"/>.</param>
        /// <returns>[...]: the shape both broadcast to.</returns>
        let leftShift (x: Tensor) (y: Tensor) : Tensor = Tensor.LeftShift(x, y)

        /// <summary>Moves the bits of x down by y places.</summary>
        /// <param name="x">[...]: integers.</param>
        /// <param name="y">[...]: the same dtype; broadcasts with <paramref name="x"/>.</param>
        /// <returns>[...]: the shape both broadcast to.</returns>
        let rightShift (x: Tensor) (y: Tensor) : Tensor = Tensor.RightShift(x, y)

        /// <summary>Tells where both are true.</summary>
        /// <param name="x">[...]: Bool.</param>
        /// <param name="y">[...]: Bool; broadcasts with <paramref name="x"/>.</param>
        /// <returns>[...]: the shape both broadcast to.</returns>
        let logicalAnd (x: Tensor) (y: Tensor) : Tensor = Tensor.LogicalAnd(x, y)

        /// <summary>Tells where at least one is true.</summary>
        /// <param name="x">[...]: Bool.</param>
        /// <param name="y">[...]: Bool; broadcasts with <paramref name="x"/>.</param>
        /// <returns>[...]: the shape both broadcast to.</returns>
        let logicalOr (x: Tensor) (y: Tensor) : Tensor = Tensor.LogicalOr(x, y)

        /// <summary>Tells where exactly one is true.</summary>
        /// <param name="x">[...]: Bool.</param>
        /// <param name="y">[...]: Bool; broadcasts with <paramref name="x"/>.</param>
        /// <returns>[...]: the shape both broadcast to.</returns>
        let logicalXor (x: Tensor) (y: Tensor) : Tensor = Tensor.LogicalXor(x, y)

        /// <summary>Tells where a mask is false.</summary>
        /// <param name="x">[...]: any shape.</param>
        /// <returns>[...]: Bool.</returns>
        let logicalNot (x: Tensor) : Tensor = Tensor.LogicalNot x

        /// <summary>Tells which elements are not numbers.</summary>
        /// <param name="x">[...]: any shape.</param>
        /// <returns>[...]: Bool.</returns>
        let isNaN (x: Tensor) : Tensor = Tensor.IsNaN x

        /// <summary>Tells which elements are infinite.</summary>
        /// <param name="x">[...]: any shape.</param>
        /// <returns>[...]: Bool.</returns>
        let isInfinity (x: Tensor) : Tensor = Tensor.IsInfinity x

        /// <summary>Tells which elements are neither infinite nor NaN.</summary>
        /// <param name="x">[...]: any shape.</param>
        /// <returns>[...]: Bool.</returns>
        let isFinite (x: Tensor) : Tensor = Tensor.IsFinite x

        /// <summary>Puts 0 for NaN and the greatest and least numbers for the infinities.</summary>
        /// <param name="x">[...]: any shape; a floating dtype.</param>
        /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
        let nanToNum (x: Tensor) : Tensor = Tensor.NanToNum x

        /// <summary>Goes a part of the way from one tensor to another: <c>x + t (y - x)</c>.</summary>
        /// <param name="t">The part of the way.</param>
        /// <param name="x">[...]: a floating dtype.</param>
        /// <param name="y">[...]: the same dtype; broadcasts with <paramref name="x"/>.</param>
        /// <returns>[...]: the shape both broadcast to.</returns>
        let lerp (t: float) (x: Tensor) (y: Tensor) : Tensor = Tensor.Lerp(x, y, t)

        /// <summary>Holds each element between bounds of its own.</summary>
        /// <param name="low">[...]: the least values.</param>
        /// <param name="high">[...]: the greatest values.</param>
        /// <param name="x">[...]: broadcasts with the bounds.</param>
        /// <returns>[...]: the shape all broadcast to.</returns>
        let clampBetween (low: Tensor) (high: Tensor) (x: Tensor) : Tensor = Tensor.Clamp(x, low, high)
