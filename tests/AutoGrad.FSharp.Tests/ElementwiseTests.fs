namespace AutoGrad.FSharp.Tests

open System
open AutoGrad
open AutoGrad.FSharp
open Xunit

type ElementwiseTests() =

    let numbers = [ 0.25; 0.5 ]
    let x = tensor [ 2 ] numbers
    let y = tensor [ 2 ] [ 2.0; -3.0 ]
    let each f = List.map f numbers

    [<Fact>]
    member _.``Functions of one tensor stand in a pipeline``() =
        x |> Tensor.reciprocal |> Expect.close [ 4.0; 2.0 ]
        x |> Tensor.rsqrt |> Expect.close (each (fun v -> 1.0 / Math.Sqrt v))
        x |> Tensor.cbrt |> Expect.close (each Math.Cbrt)
        x |> Tensor.safeSqrt |> Expect.close (each Math.Sqrt)
        x |> Tensor.exp2 |> Expect.close (each (fun v -> Math.Pow(2.0, v)))
        x |> Tensor.log2 |> Expect.close [ -2.0; -1.0 ]
        x |> Tensor.asinh |> Expect.close (each Math.Asinh)
        x + 1.0 |> Tensor.acosh |> Expect.close (each (fun v -> Math.Acosh(v + 1.0)))
        x |> Tensor.atanh |> Expect.close (each Math.Atanh)
        x |> Tensor.sinc |> Expect.close (each (fun v -> Math.Sin(Math.PI * v) / (Math.PI * v)))
        x |> Tensor.erf |> Tensor.erfinv |> Expect.close numbers
        Tensor.erf x + Tensor.erfc x |> Expect.close [ 1.0; 1.0 ]

        // Γ(½) = √π and Γ(1½) = √π / 2.
        tensor [ 2 ] [ 0.5; 1.5 ]
        |> Tensor.logGamma
        |> Expect.close [ Math.Log Math.PI / 2.0; Math.Log Math.PI / 2.0 - Math.Log 2.0 ]

        // Both by the recurrence.
        Tensor.digamma (x + 1.0) - Tensor.digamma x |> Expect.close [ 4.0; 2.0 ]
        Tensor.polygamma 1 x - Tensor.polygamma 1 (x + 1.0) |> Expect.close [ 16.0; 4.0 ]

    [<Fact>]
    member _.``Functions of two tensors take them in the order of their formula``() =
        Tensor.xlogy y x |> Expect.close [ 2.0 * Math.Log 0.25; -3.0 * Math.Log 0.5 ]
        Tensor.logAddExp x x |> Expect.close (each (fun v -> v + Math.Log 2.0))
        Tensor.hypot (3.0 * x) (4.0 * x) |> Expect.close [ 1.25; 2.5 ]
        Tensor.fmod (tensor [ 2 ] [ 7.0; 7.0 ]) y |> Expect.close [ 1.0; 1.0 ]
        Tensor.remainder (tensor [ 2 ] [ 7.0; 7.0 ]) y |> Expect.close [ 1.0; -2.0 ]
        Tensor.logBeta x (1.0 - x) |> Expect.close (each (fun v -> Math.Log(Math.PI / Math.Sin(Math.PI * v))))
        Tensor.lerp 0.5 x y |> Expect.close [ 1.125; -1.25 ]
        y |> Tensor.clampBetween x (x + 1.0) |> Expect.close [ 1.25; 0.5 ]

    [<Fact>]
    member _.``Masks have names for their logic``() =
        let z = tensor [ 2 ] [ nan; infinity ]
        let truths (mask: Tensor) = mask |> Tensor.toArray<bool> |> List.ofArray

        Assert.Equal<bool list>([ true; false ], truths (Tensor.isNaN z))
        Assert.Equal<bool list>([ false; true ], truths (Tensor.isInfinity z))
        Assert.Equal<bool list>([ false; false ], truths (Tensor.isFinite z))
        Assert.Equal<bool list>([ true; true ], truths (Tensor.logicalOr (Tensor.isNaN z) (Tensor.isInfinity z)))
        Assert.Equal<bool list>([ false; false ], truths (Tensor.logicalAnd (Tensor.isNaN z) (Tensor.isInfinity z)))
        Assert.Equal<bool list>([ true; true ], truths (Tensor.logicalXor (Tensor.isNaN z) (Tensor.isInfinity z)))
        Assert.Equal<bool list>([ true; true ], truths (Tensor.logicalNot (Tensor.isFinite z)))
        Assert.Equal<float list>([ 0.0; Double.MaxValue ], Tensor.nanToNum z |> Tensor.toArray<float> |> List.ofArray)

    [<Fact>]
    member _.``Integers are divided and their bits combined``() =
        let x = Tensor.From [| 6; -7 |]
        let y = Tensor.From [| 3; 2 |]
        let whole (z: Tensor) = z |> Tensor.toArray<int> |> List.ofArray

        Assert.Equal<int list>([ 2; -4 ], whole (Tensor.floorDivide x y))
        Assert.Equal<int list>([ 0; 1 ], whole (Tensor.remainder x y))
        Assert.Equal<int list>([ 6 &&& 3; -7 &&& 2 ], whole (Tensor.bitwiseAnd x y))
        Assert.Equal<int list>([ 6 ||| 3; -7 ||| 2 ], whole (Tensor.bitwiseOr x y))
        Assert.Equal<int list>([ 6 ^^^ 3; -7 ^^^ 2 ], whole (Tensor.bitwiseXor x y))
        Assert.Equal<int list>([ ~~~6; ~~~ -7 ], whole (Tensor.bitwiseNot x))
        Assert.Equal<int list>([ 6 <<< 3; -7 <<< 2 ], whole (Tensor.leftShift x y))
        Assert.Equal<int list>([ 6 >>> 3; -7 >>> 2 ], whole (Tensor.rightShift x y))
        Assert.Equal<int list>([ 3; -4 ], whole (x >>> 1))
