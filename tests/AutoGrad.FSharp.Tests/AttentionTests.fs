namespace AutoGrad.FSharp.Tests

open System
open AutoGrad
open AutoGrad.FSharp
open AutoGrad.Nn
open Xunit

type AttentionTests() =

    let query = tensor [ 2; 1 ] [ 0.0; 1.0 ]
    let key = tensor [ 2; 1 ] [ 0.0; 1.0 ]
    let value = tensor [ 2; 1 ] [ 2.0; 4.0 ]
    let likeness = Math.E / (1.0 + Math.E)

    [<Fact>]
    member _.``Attention is a mean by likeness``() =
        value |> Attention.scaledDotProduct query key |> Expect.close [ 3.0; 2.0 + 2.0 * likeness ]
        value |> Attention.causal query key |> Expect.close [ 2.0; 2.0 + 2.0 * likeness ]
        value |> Attention.masked (Tensor.From [| false; true |]) query key |> Expect.close [ 4.0; 4.0 ]

    [<Fact>]
    member _.``Positions turn and wave``() =
        tensor [ 2; 2 ] [ 1.0; 0.0; 1.0; 0.0 ] |> Positions.rotary 100.0 |> Expect.close [ 1.0; 0.0; Math.Cos 1.0; Math.Sin 1.0 ]
        tensor [ 1 ] [ 2.0 ] |> Positions.sinusoidal 2 |> Expect.close [ Math.Sin 2.0; Math.Cos 2.0 ]
