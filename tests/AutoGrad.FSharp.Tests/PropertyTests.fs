/// Properties as an F# user writes them, with FsCheck's own functions.
module AutoGrad.FSharp.Tests.PropertyTests

open System
open Xunit
open AutoGrad
open AutoGrad.FSharp
open FsCheck
open FsCheck.FSharp
open AutoGrad.PropertyTesting

type Line = { Slope: Tensor; Offset: Tensor }

let pseudoHuber (v: Tensor) = (sqrt (1.0 + v * v) - 1.0) |> Tensor.sum

[<Fact>]
let ``Generators and laws read as FsCheck's own`` () =
    let isEven x = (pseudoHuber x - pseudoHuber -x).ToScalar() = 0.0
    Check.QuickThrowOnFailure(Prop.forAll (Arbitraries.Tensors(maxRank = 2)) isEven)
    Check.QuickThrowOnFailure(GradientLaws.Hold(pseudoHuber, Arbitraries.Tensors(maxRank = 2)))

[<Fact>]
let ``Operands come as records`` () =
    let broadcasts (pair: BroadcastPair) = (pair.X + pair.Y).Size >= max pair.X.Size pair.Y.Size

    Check.QuickThrowOnFailure(Prop.forAll (Arbitraries.BroadcastPairs()) broadcasts)

[<Fact>]
let ``A law at one input combines with generated settings`` () =
    let property =
        Prop.forAll (Arb.fromGen (Gen.choose (1, 5))) (fun power ->
            Prop.forAll (Arbitraries.Tensors(values = Values.Between(0.5, 2.0))) (fun x ->
                GradientLaws.HoldAt((fun (v: Tensor) -> (v ** float power).Sum()), x)))

    Check.One(Config.QuickThrowOnFailure.WithMaxTest 30, property)

[<Fact>]
let ``Options are set by name`` () =
    let difficult = Values(Low = 0.0, Ties = true, Tiny = true, Kinks = [| 1.0 |])
    let inBounds (x: Tensor) = x.ToArray<float>() |> Array.forall (fun v -> v >= 0.0 && v <= 10.0)

    Check.QuickThrowOnFailure(Prop.forAll (Arbitraries.Tensors(values = difficult)) inBounds)

[<Fact>]
let ``Records of parameters fail with the code of the smallest one`` () =
    let wrong = Transform.CustomVjp((fun v -> v * v), (fun v _ yBar -> yBar * v))
    let loss line = Tensor.sum (wrong.Invoke line.Slope + line.Offset)
    let lines = Arbitraries.Trees { Slope = tensor [ 2 ] [ 0.0; 0.0 ]; Offset = tensor [] [ 0.0 ] }

    let failure = Record.Exception(fun () -> Check.QuickThrowOnFailure(GradientLaws.Hold(loss, lines)))

    Assert.Contains("new Line(slope: Tensor.From([2], [0.0, 1.0]), offset: Tensor.Scalar(0.0, DType.Float64))", failure.Message, StringComparison.Ordinal)

[<Fact>]
let ``A handwritten gradient over arrays is a property too`` () =
    let f (x: float array) = Array.sumBy (fun v -> v * v * v) x
    let gradient (x: float array) = Array.map (fun v -> 3.0 * v * v) x

    Check.QuickThrowOnFailure(GradientLaws.Hold(f, gradient, Arbitraries.Vectors()))

[<Fact>]
let ``Expectations read the same`` () =
    ExpectTensor.Close(Diff.grad pseudoHuber (tensor [ 2 ] [ 0.0; 1.0 ]), tensor [ 2 ] [ 0.0; Math.Sqrt 0.5 ], relative = 1e-14)
