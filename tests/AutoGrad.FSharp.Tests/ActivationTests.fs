namespace AutoGrad.FSharp.Tests

open System
open AutoGrad
open AutoGrad.FSharp
open AutoGrad.Nn
open Xunit

type ActivationTests() =

    let x = tensor [ 2 ] [ -2.0; 0.5 ]
    let sigmoid v = 1.0 / (1.0 + Math.Exp -v)

    [<Fact>]
    member _.``Activations of a tensor alone stand in a pipeline as they are``() =
        x |> Activations.Silu |> Expect.close [ -2.0 * sigmoid -2.0; 0.5 * sigmoid 0.5 ]
        x |> Activations.Relu6 |> Activations.Identity |> Expect.close [ 0.0; 0.5 ]

    [<Fact>]
    member _.``Activations take their parameters first``() =
        x |> Activations.leakyRelu 0.25 |> Expect.close [ -0.5; 0.5 ]
        x |> Activations.prelu (tensor [ 2 ] [ 0.25; 7.0 ]) |> Expect.close [ -0.5; 0.5 ]
        x |> Activations.elu 3.0 |> Expect.close [ 3.0 * (Math.Exp -2.0 - 1.0); 0.5 ]
        x |> Activations.celu 4.0 |> Expect.close [ 4.0 * (Math.Exp -0.5 - 1.0); 0.5 ]
        x |> Activations.swish 2.0 |> Expect.close [ -2.0 * sigmoid -4.0; 0.5 * sigmoid 1.0 ]
        x |> Activations.softplus 2.0 |> Expect.close [ Math.Log(1.0 + Math.Exp -4.0) / 2.0; Math.Log(1.0 + Math.E) / 2.0 ]
        x |> Activations.squareplus 5.0 |> Expect.close [ 0.5; (0.5 + Math.Sqrt 5.25) / 2.0 ]
        x |> Activations.softShrink 0.25 |> Expect.close [ -1.75; 0.25 ]
        x |> Activations.hardShrink 0.75 |> Expect.close [ -2.0; 0.0 ]
        x |> Activations.hardSigmoid 0.5 0.25 |> Expect.close [ 0.0; 0.5 ]
        x |> Activations.hardTanh -1.5 0.25 |> Expect.close [ -1.5; 0.25 ]
        x |> Activations.threshold 0.25 9.0 |> Expect.close [ 9.0; 0.5 ]

    [<Fact>]
    member _.``Activations along an axis take it first``() =
        x |> Activations.glu 0 |> Expect.close [ -2.0 * sigmoid 0.5 ]
        x |> Activations.swiGlu 0 |> Expect.close [ -1.0 * sigmoid -2.0 ]
        x |> Activations.sparsemax 0 |> Expect.close [ 0.0; 1.0 ]
        x |> Activations.softmin 0 |> Expect.close [ sigmoid 2.5; sigmoid -2.5 ]
        x |> Activations.hardmax 0 |> Expect.close [ 0.0; 1.0 ]

    [<Fact>]
    member _.``Logarithms of means and of what is missing from 1``() =
        x |> Tensor.logMeanExp |> Expect.close [ Math.Log((Math.Exp -2.0 + Math.Exp 0.5) / 2.0) ]
        x.Reshape(2, 1) |> Tensor.logMeanExpAxis 1 |> Expect.close [ -2.0; 0.5 ]
        x + 2.5 |> Tensor.log1mexp |> Expect.close [ Math.Log(1.0 - Math.Exp -0.5); Math.Log(1.0 - Math.Exp -3.0) ]
