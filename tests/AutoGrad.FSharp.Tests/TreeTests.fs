namespace AutoGrad.FSharp.Tests

open System
open AutoGrad
open AutoGrad.FSharp
open Xunit

type Layer = { Weight: Tensor; Bias: Tensor }

type Net = { Hidden: Layer; Output: Layer; Name: string }

[<Struct>]
type Interval = { Low: Tensor; High: Tensor }

type Mixed = { Layers: Layer list; ByName: Map<string, Tensor>; Scale: Tensor option; Pair: Tensor * Tensor }

type TreeTests() =

    let x = tensor [ 2 ] [ 1.0; 2.0 ]
    let y = tensor [ 2 ] [ 3.0; 4.0 ]

    // Its gradient by each tensor is that tensor: one half of the sum of all squares.
    let half (tensors: Tensor list) =
        tensors |> List.map (fun t -> 0.5 * Tensor.sum (t * t)) |> List.reduce (+)

    [<Fact>]
    member _.``The gradient of a record is that record``() =
        let gradient = { Weight = x; Bias = y } |> Diff.grad (fun p -> half [ p.Weight; p.Bias ])

        gradient.Weight |> Expect.close [ 1.0; 2.0 ]
        gradient.Bias |> Expect.close [ 3.0; 4.0 ]

    [<Fact>]
    member _.``Records nest, and what is no tensor rides along``() =
        let p = { Hidden = { Weight = x; Bias = y }; Output = { Weight = 2.0 * x; Bias = 2.0 * y }; Name = "net" }
        let gradient = p |> Diff.grad (fun p -> half [ p.Hidden.Bias; p.Output.Weight ])

        Assert.Equal("net", gradient.Name)
        gradient.Hidden.Weight |> Expect.close [ 0.0; 0.0 ]
        gradient.Hidden.Bias |> Expect.close [ 3.0; 4.0 ]
        gradient.Output.Weight |> Expect.close [ 2.0; 4.0 ]
        gradient.Output.Bias |> Expect.close [ 0.0; 0.0 ]

    [<Fact>]
    member _.``The gradient of a struct record is that record``() =
        let gradient = { Low = x; High = y } |> Diff.grad (fun p -> half [ p.Low; p.High ])

        gradient.Low |> Expect.close [ 1.0; 2.0 ]
        gradient.High |> Expect.close [ 3.0; 4.0 ]

    [<Fact>]
    member _.``The gradient of an anonymous record is that record``() =
        let gradient = {| A = x; B = y |} |> Diff.grad (fun p -> half [ p.A; p.B ])

        gradient.A |> Expect.close [ 1.0; 2.0 ]
        gradient.B |> Expect.close [ 3.0; 4.0 ]

    [<Fact>]
    member _.``The gradient of a tuple is a tuple``() =
        let a, (b, c) = (x, (y, x)) |> Diff.grad (fun (a, (b, c)) -> half [ a; b ] + Tensor.sum c)

        a |> Expect.close [ 1.0; 2.0 ]
        b |> Expect.close [ 3.0; 4.0 ]
        c |> Expect.close [ 1.0; 1.0 ]

    [<Fact>]
    member _.``The gradient of a struct tuple is a struct tuple``() =
        let struct (a, b) = struct (x, y) |> Diff.grad (fun struct (a, b) -> half [ a; b ])

        a |> Expect.close [ 1.0; 2.0 ]
        b |> Expect.close [ 3.0; 4.0 ]

    [<Fact>]
    member _.``The gradient of a list is a list``() =
        match [ x; y ] |> Diff.grad half with
        | [ a; b ] ->
            a |> Expect.close [ 1.0; 2.0 ]
            b |> Expect.close [ 3.0; 4.0 ]
        | other -> failwithf "two gradients expected, got %A" other

    [<Fact>]
    member _.``The gradient of an array is an array``() =
        let gradient = [| x; y |] |> Diff.grad (Array.toList >> half)

        Assert.Equal(2, gradient.Length)
        gradient.[1] |> Expect.close [ 3.0; 4.0 ]

    [<Fact>]
    member _.``The gradient of a map is a map``() =
        let gradient =
            Map.ofList [ "weight", x; "bias", y ]
            |> Diff.grad (fun p -> half [ p.["weight"]; p.["bias"] ])

        Assert.Equal<string list>([ "bias"; "weight" ], gradient |> Map.toList |> List.map fst)
        gradient.["weight"] |> Expect.close [ 1.0; 2.0 ]
        gradient.["bias"] |> Expect.close [ 3.0; 4.0 ]

    [<Fact>]
    member _.``The gradient of an option is an option``() =
        let f = fun (a: Tensor, b: Tensor option) -> half (a :: Option.toList b)

        match (x, Some y) |> Diff.grad f with
        | _, Some b -> b |> Expect.close [ 3.0; 4.0 ]
        | _, None -> failwith "the gradient of Some is Some"

        match (x, None) |> Diff.grad f with
        | a, None -> a |> Expect.close [ 1.0; 2.0 ]
        | _, Some _ -> failwith "the gradient of None is None"

    [<Fact>]
    member _.``All of them nest in each other``() =
        let p =
            { Layers = [ { Weight = x; Bias = y }; { Weight = y; Bias = x } ]
              ByName = Map.ofList [ "k", x ]
              Scale = Some y
              Pair = (x, y) }

        let f p =
            half [ p.Layers.[1].Weight; p.ByName.["k"]; p.Scale.Value; snd p.Pair ]

        let gradient = p |> Diff.grad f

        gradient.Layers.[0].Weight |> Expect.close [ 0.0; 0.0 ]
        gradient.Layers.[1].Weight |> Expect.close [ 3.0; 4.0 ]
        gradient.ByName.["k"] |> Expect.close [ 1.0; 2.0 ]
        gradient.Scale.Value |> Expect.close [ 3.0; 4.0 ]
        fst gradient.Pair |> Expect.close [ 0.0; 0.0 ]
        snd gradient.Pair |> Expect.close [ 3.0; 4.0 ]

    [<Fact>]
    member _.``Every transform takes trees``() =
        let p = { Weight = x; Bias = y }
        let f p = p.Weight * p.Bias
        let scalar p = f p |> Tensor.sum
        let _, pullback = Diff.vjp f p
        let hvp = Diff.hvp scalar p { Weight = Tensor.OnesLike x; Bias = Tensor.ZerosLike y }
        let perExample = p |> Diff.vmap (Diff.grad (fun p -> p.Weight * p.Bias))
        let checkpointed = p |> Diff.grad (Diff.checkpoint f >> Tensor.sum)
        let custom = Diff.customVjp f (fun p _ yBar -> { Weight = yBar * p.Bias; Bias = 0.0 * yBar })
        let overridden = p |> Diff.grad (custom >> Tensor.sum)
        let report = p |> Diff.gradCheck scalar

        Diff.jvp f p p |> snd |> Expect.close [ 6.0; 16.0 ]
        (pullback x).Weight |> Expect.close [ 3.0; 8.0 ]
        (Diff.jacobian f p).Weight |> Expect.close [ 3.0; 0.0; 0.0; 4.0 ]
        hvp.Weight |> Expect.close [ 0.0; 0.0 ]
        hvp.Bias |> Expect.close [ 1.0; 1.0 ]
        perExample.Weight |> Expect.close [ 3.0; 4.0 ]
        checkpointed.Bias |> Expect.close [ 1.0; 2.0 ]
        overridden.Weight |> Expect.close [ 3.0; 4.0 ]
        overridden.Bias |> Expect.close [ 0.0; 0.0 ]
        Assert.Equal(Verdict.Pass, report.Verdict)
        (Diff.stopGradient p).Bias |> Expect.close [ 3.0; 4.0 ]
