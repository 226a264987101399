namespace AutoGrad.FSharp.Tests

open System
open AutoGrad
open AutoGrad.FSharp
open Xunit

type OperatorTests() =

    let x = tensor [ 3 ] [ 0.5; -1.0; 2.0 ]
    let positive = tensor [ 2 ] [ 0.25; 4.0 ]

    [<Fact>]
    member _.``Numbers of every kind stand on either side``() =
        2.0 * x |> Expect.close [ 1.0; -2.0; 4.0 ]
        2.0f * x |> Expect.close [ 1.0; -2.0; 4.0 ]
        2 * x |> Expect.close [ 1.0; -2.0; 4.0 ]
        2L * x |> Expect.close [ 1.0; -2.0; 4.0 ]
        x * 2.0f |> Expect.close [ 1.0; -2.0; 4.0 ]
        x + 1 |> Expect.close [ 1.5; 0.0; 3.0 ]
        1.0 - x |> Expect.close [ 0.5; 2.0; -1.0 ]
        x / 2 |> Expect.close [ 0.25; -0.5; 1.0 ]
        1.0 / x |> Expect.close [ 2.0; -1.0; 0.5 ]

    [<Fact>]
    member _.``Tensors join by the four operators and change their sign``() =
        x + x |> Expect.close [ 1.0; -2.0; 4.0 ]
        x - x |> Expect.close [ 0.0; 0.0; 0.0 ]
        x * x |> Expect.close [ 0.25; 1.0; 4.0 ]
        x / x |> Expect.close [ 1.0; 1.0; 1.0 ]
        -x |> Expect.close [ -0.5; 1.0; -2.0 ]

    [<Fact>]
    member _.``A number takes the tensor's dtype``() =
        Assert.Equal(DType.Float32, (2.0 * Tensor.Ones(shape [ 1 ])).DType)

    [<Fact>]
    member _.``A power is a number or a tensor``() =
        x ** 2.0 |> Expect.close [ 0.25; 1.0; 4.0 ]
        positive ** tensor [ 2 ] [ 0.5; 2.0 ] |> Expect.close [ 0.5; 16.0 ]

    [<Fact>]
    member _.``F#'s own functions find the tensor's``() =
        let each f = List.map f [ 0.25; 4.0 ]

        sqrt positive |> Expect.close (each Math.Sqrt)
        exp positive |> Expect.close (each Math.Exp)
        log positive |> Expect.close (each Math.Log)
        sin positive |> Expect.close (each Math.Sin)
        cos positive |> Expect.close (each Math.Cos)
        tanh positive |> Expect.close (each Math.Tanh)
        tan positive |> Expect.close (each Math.Tan)
        sinh positive |> Expect.close (each Math.Sinh)
        cosh positive |> Expect.close (each Math.Cosh)
        atan positive |> Expect.close (each Math.Atan)
        log10 positive |> Expect.close (each Math.Log10)
        asin (x / 4) |> Expect.close (List.map Math.Asin [ 0.125; -0.25; 0.5 ])
        acos (x / 4) |> Expect.close (List.map Math.Acos [ 0.125; -0.25; 0.5 ])
        atan2 positive (2 * positive) |> Expect.close (List.map Math.Atan [ 0.5; 0.5 ])
        abs x |> Expect.close [ 0.5; 1.0; 2.0 ]
        floor positive |> Expect.close [ 0.0; 4.0 ]
        ceil positive |> Expect.close [ 1.0; 4.0 ]
        round positive |> Expect.close [ 0.0; 4.0 ]
        truncate x |> Expect.close [ 0.0; -1.0; 2.0 ]

    [<Fact>]
    member _.``float reads a number out``() =
        Assert.Equal(0.5, float x.[0])
        Assert.Equal(2, int x.[2])
