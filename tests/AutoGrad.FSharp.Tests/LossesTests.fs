namespace AutoGrad.FSharp.Tests

open System
open AutoGrad
open AutoGrad.FSharp
open AutoGrad.Nn
open Xunit

type LossesTests() =

    let x = tensor [ 2 ] [ 3.0; -0.5 ]
    let target = tensor [ 2 ] [ 1.0; 0.0 ]

    // Distances of 2 and -0.5.
    [<Fact>]
    member _.``Losses of numbers end a pipeline``() =
        x |> Losses.meanSquaredError target |> Expect.close [ 2.125 ]
        x |> Losses.meanAbsoluteError target |> Expect.close [ 1.25 ]
        x |> Losses.huber 1.0 target |> Expect.close [ (1.5 + 0.125) / 2.0 ]
        x |> Losses.smoothL1 0.5 target |> Expect.close [ (1.75 + 0.25) / 2.0 ]
        x |> Losses.logCosh target |> Expect.close [ (Math.Log(Math.Cosh 2.0) + Math.Log(Math.Cosh 0.5)) / 2.0 ]
        x |> Losses.poisson target |> Expect.close [ (Math.Exp 3.0 - 3.0 + Math.Exp -0.5) / 2.0 ]

    [<Fact>]
    member _.``Losses of classes take the targets first``() =
        let logits = tensor [ 2; 2 ] [ 0.0; 0.0; 0.0; Math.Log 3.0 ]
        let labels = Tensor.From [| 0; 1 |]
        logits |> Losses.softmaxCrossEntropy labels |> Expect.close [ (Math.Log 2.0 + Math.Log(4.0 / 3.0)) / 2.0 ]
        logits |> Losses.softmaxCrossEntropyIgnoring 1 labels |> Expect.close [ Math.Log 2.0 ]
        logits |> Losses.negativeLogLikelihood labels |> Expect.close [ -Math.Log 3.0 / 2.0 ]
        x |> Losses.sigmoidCrossEntropy target |> Expect.close [ (Math.Log(1.0 + Math.Exp -3.0) + Math.Log(1.0 + Math.Exp -0.5)) / 2.0 ]
        x |> Losses.hinge (tensor [ 2 ] [ 1.0; 1.0 ]) |> Expect.close [ 0.75 ]
        target |> Losses.smoothLabels 0.5 |> Expect.close [ 0.75; 0.25 ]
        tensor [ 2 ] [ 0.5; 0.5 ] |> Losses.kullbackLeibler target |> Expect.close [ Math.Log 2.0 ]

    [<Fact>]
    member _.``Noise takes its key first``() =
        let key = RandomKey.FromSeed 1UL
        x |> Noise.dropout key 1.0 |> Expect.close [ 0.0; 0.0 ]
        x.Reshape(1, 2) |> Noise.spatialDropout key 0.0 |> Expect.close [ 3.0; -0.5 ]
        x |> Noise.gaussian key 0.0 |> Expect.close [ 3.0; -0.5 ]
