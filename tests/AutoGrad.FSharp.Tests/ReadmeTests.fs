/// The F# example of README.md, as it stands there.
module AutoGrad.FSharp.Tests.ReadmeTests

open System
open Xunit
open AutoGrad
open AutoGrad.FSharp

type Layer = { Weight: Tensor; Bias: Tensor }

let dense layer x = Tensor.matmul x layer.Weight + layer.Bias |> tanh
let x = tensor [ 2; 3 ] [ 0.1; 0.2; 0.3; -0.4; 0.5; 0.6 ]
let layer = { Weight = Tensor.Full(shape [ 3; 1 ], 0.5, DType.Float64); Bias = tensor [ 1 ] [ 0.0 ] }

let gradient = layer |> Diff.grad (fun p -> dense p x ** 2.0 |> Tensor.sum)
let perExample = x |> Diff.vmap (Diff.grad (dense layer >> Tensor.sum))
let firstColumns = x.[*, 0..1]

[<Fact>]
let ``The example's gradients are right`` () =
    // Half the sums of the rows; y = tanh z, and its slope is 1 - y².
    let first, second = Math.Tanh 0.3, Math.Tanh 0.35
    let slope y = 1.0 - y * y

    gradient.Bias |> Expect.close [ 2.0 * first * slope first + 2.0 * second * slope second ]
    perExample |> Expect.close [ for y in [ first; second ] do yield! List.replicate 3 (0.5 * slope y) ]
    firstColumns |> Expect.close [ 0.1; 0.2; -0.4; 0.5 ]
