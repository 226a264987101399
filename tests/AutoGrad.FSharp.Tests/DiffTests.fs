namespace AutoGrad.FSharp.Tests

open System
open AutoGrad
open AutoGrad.FSharp
open Xunit

type DiffTests() =

    let x = tensor [ 3 ] [ 0.5; -1.0; 2.0 ]
    let cube (x: Tensor) = x * x * x
    let sumOfCubes = cube >> Tensor.sum

    [<Fact>]
    member _.``grad of a sum of cubes is 3 x²``() = x |> Diff.grad sumOfCubes |> Expect.close [ 0.75; 3.0; 12.0 ]

    [<Fact>]
    member _.``grad nests``() =
        scalar 0.5 |> Diff.grad (Diff.grad (Diff.grad cube)) |> Expect.close [ 6.0 ]

    [<Fact>]
    member _.``A derivative inside a derivative sees the outer variable as a constant``() =
        scalar 1.0 |> Diff.grad (fun x -> x * Diff.grad (fun y -> x + y) (scalar 1.0)) |> Expect.close [ 1.0 ]

    [<Fact>]
    member _.``grad refuses a function that is not a scalar's``() =
        let e = Assert.Throws<ShapeException>(fun () -> x |> Diff.grad cube |> ignore)

        Assert.Equal("grad: the function must return a floating scalar (sum it, or take Vjp or Jacobian); got f64[3].", e.Message)

    [<Fact>]
    member _.``valueAndGrad gives both``() =
        let result = x |> Diff.valueAndGrad sumOfCubes

        result.Value |> Expect.close [ 7.125 ]
        result.Gradient |> Expect.close [ 0.75; 3.0; 12.0 ]

    [<Fact>]
    member _.``valueAndGradAux passes on what else was found``() =
        let result = x |> Diff.valueAndGradAux (fun x -> sumOfCubes x, [ cube x ])

        result.Value |> Expect.close [ 7.125 ]
        result.Gradient |> Expect.close [ 0.75; 3.0; 12.0 ]
        result.Aux |> List.exactlyOne |> Expect.close [ 0.125; -1.0; 8.0 ]

    [<Fact>]
    member _.``jvp gives the value and its tangent``() =
        let value, tangent = Diff.jvp cube x (tensor [ 3 ] [ 1.0; 2.0; 0.5 ])

        value |> Expect.close [ 0.125; -1.0; 8.0 ]
        tangent |> Expect.close [ 0.75; 6.0; 6.0 ]

    [<Fact>]
    member _.``vjp gives a pullback that may be called twice``() =
        let value, pullback = Diff.vjp cube x

        value |> Expect.close [ 0.125; -1.0; 8.0 ]
        tensor [ 3 ] [ 1.0; 0.0; 0.0 ] |> pullback |> Expect.close [ 0.75; 0.0; 0.0 ]
        tensor [ 3 ] [ 0.0; 1.0; 2.0 ] |> pullback |> Expect.close [ 0.0; 3.0; 24.0 ]

    [<Fact>]
    member _.``Both Jacobians are [outputs, inputs]``() =
        let f (x: Tensor) = Tensor.stack 0 [ x.[0] * x.[1]; x.[2] ]

        x |> Diff.jacobian f |> Expect.close [ -1.0; 0.5; 0.0; 0.0; 0.0; 1.0 ]
        x |> Diff.jacobianForward f |> Expect.close [ -1.0; 0.5; 0.0; 0.0; 0.0; 1.0 ]
        x |> Diff.jacobian f |> Expect.hasShape [ 2; 3 ]

    [<Fact>]
    member _.``hessian of Rosenbrock's function, and its product``() =
        let rosenbrock (x: Tensor) = 100.0 * (x.[1] - x.[0] ** 2.0) ** 2.0 + (1.0 - x.[0]) ** 2.0
        let start = tensor [ 2 ] [ -1.2; 1.0 ]

        // 1200 x² - 400 y + 2, -400 x; -400 x, 200.
        start |> Diff.hessian rosenbrock |> Expect.close [ 1330.0; 480.0; 480.0; 200.0 ]
        Diff.hvp rosenbrock start (tensor [ 2 ] [ 1.0; -1.0 ]) |> Expect.close [ 850.0; 280.0 ]

    [<Fact>]
    member _.``vmap of grad is a gradient an example``() =
        tensor [ 2; 2 ] [ 1.0; 2.0; 3.0; 4.0 ]
        |> Diff.vmap (Diff.grad sumOfCubes)
        |> Expect.close [ 3.0; 12.0; 27.0; 48.0 ]

    [<Fact>]
    member _.``vmap goes over trees and shares what is captured``() =
        let shared = tensor [ 2 ] [ 10.0; 100.0 ]

        (tensor [ 2; 2 ] [ 1.0; 2.0; 3.0; 4.0 ], tensor [ 2 ] [ 0.5; 0.25 ])
        |> Diff.vmap (fun (row, bias) -> Tensor.sum (row * shared) + bias)
        |> Expect.close [ 210.5; 430.25 ]

    [<Fact>]
    member _.``vmapAxes counts along any axis``() =
        let columns = tensor [ 2; 3 ] [ 1.0; 2.0; 3.0; 4.0; 5.0; 6.0 ]

        columns |> Diff.vmapAxes 1 0 Tensor.sum |> Expect.close [ 5.0; 7.0; 9.0 ]
        columns |> Diff.vmapAxes 1 1 (fun column -> 2.0 * column) |> Expect.close [ 2.0; 4.0; 6.0; 8.0; 10.0; 12.0 ]

    [<Fact>]
    member _.``vmap2 and vmap3 take several batches``() =
        let a, b, c = tensor [ 2 ] [ 1.0; 2.0 ], tensor [ 2 ] [ 3.0; 4.0 ], tensor [ 2 ] [ 5.0; 6.0 ]

        Diff.vmap2 (fun x y -> x * y) a b |> Expect.close [ 3.0; 8.0 ]
        Diff.vmap3 (fun x y z -> x * y + z) a b c |> Expect.close [ 8.0; 14.0 ]

    [<Fact>]
    member _.``stopGradient makes a constant``() =
        x |> Diff.grad (fun x -> Tensor.sum (x * Diff.stopGradient x)) |> Expect.close [ 0.5; -1.0; 2.0 ]

    [<Fact>]
    member _.``fuse changes neither value nor gradient``() =
        x |> Diff.fuse cube |> Expect.close [ 0.125; -1.0; 8.0 ]
        x |> Diff.grad (Diff.fuse cube >> Tensor.sum) |> Expect.close [ 0.75; 3.0; 12.0 ]
        [| x |] |> Diff.fuseAll (Array.map cube) |> Array.head |> Expect.close [ 0.125; -1.0; 8.0 ]

    [<Fact>]
    member _.``checkpoint changes neither value nor gradient``() =
        x |> Diff.checkpoint cube |> Expect.close [ 0.125; -1.0; 8.0 ]
        x |> Diff.grad (Diff.checkpoint cube >> Tensor.sum) |> Expect.close [ 0.75; 3.0; 12.0 ]

    [<Fact>]
    member _.``scan carries a state and keeps the outputs``() =
        let sums x = Diff.scan (fun (s: Tensor) (v: Tensor) -> s + v, s * v) (scalar 1.0) x

        x |> sums |> fst |> Expect.close [ 2.5 ]
        x |> sums |> snd |> Expect.close [ 0.5; -1.5; 1.0 ]
        x |> Diff.grad (sums >> fst) |> Expect.close [ 1.0; 1.0; 1.0 ]

    [<Fact>]
    member _.``associativeScan combines up to each place``() =
        x |> Diff.associativeScan (fun a b -> a * b) |> Expect.close [ 0.5; -0.5; -1.0 ]

    [<Fact>]
    member _.``iterateWhile and cond decide for each example``() =
        x |> Diff.vmap (Diff.iterateWhile (fun v -> AutoGrad.Tensor.op_LessThan (v, 3.0)) (fun v -> v + 1.0)) |> Expect.close [ 3.5; 3.0; 3.0 ]
        x |> Diff.vmap (fun v -> Diff.cond (AutoGrad.Tensor.op_GreaterThan (v, 0.0)) sqrt cube v) |> Expect.close [ sqrt 0.5; -1.0; sqrt 2.0 ]

    [<Fact>]
    member _.``customVjp replaces the reverse rule``() =
        let straightThrough = Diff.customVjp round (fun _ _ yBar -> yBar)

        x |> straightThrough |> Expect.close [ 0.0; -1.0; 2.0 ]
        x |> Diff.grad (fun x -> Tensor.sum (3.0 * straightThrough x)) |> Expect.close [ 3.0; 3.0; 3.0 ]

    [<Fact>]
    member _.``customVjpWithResidual hands the rule what the function left``() =
        let product =
            Diff.customVjpWithResidual (fun (a: Tensor, b: Tensor) -> a * b, (b, a)) (fun (b, a) yBar -> yBar * b, yBar * a)

        let first, second = (x, x + 1.0) |> Diff.grad (product >> Tensor.sum)
        first |> Expect.close [ 1.5; 0.0; 3.0 ]
        second |> Expect.close [ 0.5; -1.0; 2.0 ]

    // z = p + z / 2 rests at 2 p; z² = p at the root.
    [<Fact>]
    member _.``fixedPoint and root have implicit derivatives``() =
        scalar 3.0 |> Diff.fixedPoint (fun p z -> p + z / 2.0) (scalar 0.0) |> Expect.close [ 6.0 ]
        scalar 3.0 |> Diff.grad (Diff.fixedPoint (fun p z -> p + z / 2.0) (scalar 0.0)) |> Expect.close [ 2.0 ]
        scalar 4.0 |> Diff.root (fun p z -> z * z - p) (scalar 1.0) |> Expect.close [ 2.0 ]
        scalar 4.0 |> Diff.grad (Diff.root (fun p z -> z * z - p) (scalar 1.0)) |> Expect.close [ 0.25 ]

    [<Fact>]
    member _.``customJvp replaces the forward rule, and by its transpose the reverse one``() =
        let f = Diff.customJvp cube (fun _ _ xDot -> 7.0 * xDot)

        Diff.jvp f x x |> snd |> Expect.close [ 3.5; -7.0; 14.0 ]
        x |> Diff.grad (f >> Tensor.sum) |> Expect.close [ 7.0; 7.0; 7.0 ]

    [<Fact>]
    member _.``gradCheck passes a right rule and names a wrong one``() =
        let wrong = Diff.customVjp cube (fun x _ yBar -> yBar * x)

        Assert.Equal(Verdict.Pass, (x |> Diff.gradCheck sumOfCubes).Verdict)
        Assert.Equal(Verdict.Wrong, (x |> Diff.gradCheck (wrong >> Tensor.sum)).Verdict)

    [<Fact>]
    member _.``gradCheck2 checks the second derivative too``() =
        // The first derivative is right; the second is a constant's.
        let onceOnly = Diff.customVjp cube (fun x _ yBar -> yBar * Diff.stopGradient (3.0 * x * x))

        Assert.Equal(Verdict.Pass, (x |> Diff.gradCheck2 sumOfCubes).Verdict)
        Assert.Equal(Verdict.Pass, (x |> Diff.gradCheck (onceOnly >> Tensor.sum)).Verdict)
        Assert.Equal(Verdict.Wrong, (x |> Diff.gradCheck2 (onceOnly >> Tensor.sum)).Verdict)
