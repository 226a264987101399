namespace AutoGrad.FSharp

open System
open AutoGrad

/// Tensors and shapes from lists.
[<AutoOpen>]
module Creation =

    /// <summary>Makes a shape of these extents.</summary>
    /// <param name="extents">One an axis, each 0 or more; none for a scalar.</param>
    /// <exception cref="T:AutoGrad.ShapeException">An extent is negative.</exception>
    /// <example><code>shape [ 2; 3 ]</code></example>
    let shape (extents: int list) : Shape = Shape(List.toArray extents)

    /// <summary>Makes a tensor of these elements; their type gives the dtype (float makes Float64, float32 makes Float32).</summary>
    /// <param name="extents">The shape, one extent an axis.</param>
    /// <param name="elements">Row by row: the last axis runs fastest.</param>
    /// <returns>[extents]</returns>
    /// <exception cref="T:AutoGrad.ShapeException">The extents have another number of elements.</exception>
    /// <example><code>tensor [ 2; 2 ] [ 1.0; 2.0; 3.0; 4.0 ]</code></example>
    let tensor<'T when 'T: unmanaged and 'T: (new: unit -> 'T) and 'T: struct and 'T :> ValueType>
        (extents: int list)
        (elements: 'T seq)
        : Tensor =
        Tensor.From<'T>(shape extents, Seq.toArray elements)

    /// <summary>Makes a tensor without axes; the type of the number gives the dtype.</summary>
    /// <param name="value">The number.</param>
    /// <returns>[]</returns>
    /// <example><code>scalar 0.5</code></example>
    let scalar<'T when 'T: unmanaged and 'T: (new: unit -> 'T) and 'T: struct and 'T :> ValueType> (value: 'T) : Tensor =
        Tensor.From<'T>(Shape.Scalar, [| value |])
