namespace AutoGrad.FSharp.Tests

open System
open AutoGrad
open AutoGrad.FSharp
open Xunit

type TensorTests() =

    let x = tensor [ 3 ] [ 0.5; -1.0; 2.0 ]
    let matrix = tensor [ 2; 3 ] [ 1.0; 5.0; 3.0; 4.0; 2.0; 6.0 ]
    let each f = List.map f [ 0.5; -1.0; 2.0 ]

    [<Fact>]
    member _.``Functions of one element each``() =
        x |> Tensor.square |> Expect.close [ 0.25; 1.0; 4.0 ]
        x |> Tensor.relu |> Expect.close [ 0.5; 0.0; 2.0 ]
        x |> Tensor.sign |> Expect.close [ 1.0; -1.0; 1.0 ]
        x |> Tensor.sigmoid |> Expect.close (each (fun v -> 1.0 / (1.0 + Math.Exp -v)))
        x |> Tensor.expm1 |> Expect.close (each (fun v -> Math.Exp v - 1.0))
        x |> Tensor.square |> Tensor.log1p |> Expect.close (each (fun v -> Math.Log(1.0 + v * v)))
        x |> Tensor.clamp -0.75 1.0 |> Expect.close [ 0.5; -0.75; 1.0 ]

    [<Fact>]
    member _.``Functions of pairs of elements``() =
        Tensor.maximum x (scalar 1.0) |> Expect.close [ 1.0; 1.0; 2.0 ]
        Tensor.minimum x (scalar 1.0) |> Expect.close [ 0.5; -1.0; 1.0 ]
        Tensor.where (tensor [ 3 ] [ true; false; true ]) x (-x) |> Expect.close [ 0.5; 1.0; 2.0 ]

    [<Fact>]
    member _.``Reductions of everything``() =
        matrix |> Tensor.sum |> Expect.close [ 21.0 ]
        matrix |> Tensor.mean |> Expect.close [ 3.5 ]
        matrix |> Tensor.max |> Expect.close [ 6.0 ]
        matrix |> Tensor.min |> Expect.close [ 1.0 ]
        x |> Tensor.logSumExp |> Expect.close [ Math.Log(List.sumBy Math.Exp [ 0.5; -1.0; 2.0 ]) ]

    [<Fact>]
    member _.``Reductions along an axis``() =
        matrix |> Tensor.sumAxis 0 |> Expect.close [ 5.0; 7.0; 9.0 ]
        matrix |> Tensor.meanAxis 1 |> Expect.close [ 3.0; 4.0 ]
        matrix |> Tensor.maxAxis -1 |> Expect.close [ 5.0; 6.0 ]
        matrix |> Tensor.minAxis 0 |> Expect.close [ 1.0; 2.0; 3.0 ]
        matrix |> Tensor.argmax 1 |> Expect.close [ 1.0; 2.0 ]
        matrix |> Tensor.argmin 1 |> Expect.close [ 0.0; 1.0 ]
        tensor [ 1; 2 ] [ 0.0; 0.0 ] |> Tensor.logSumExpAxis 1 |> Expect.close [ Math.Log 2.0 ]

    [<Fact>]
    member _.``A softmax divides by the sum along its axis``() =
        let rows = tensor [ 2; 2 ] [ 0.0; Math.Log 3.0; 1.0; 1.0 ]

        rows |> Tensor.softmax 1 |> Expect.close [ 0.25; 0.75; 0.5; 0.5 ]
        rows |> Tensor.logSoftmax 1 |> Expect.close [ Math.Log 0.25; Math.Log 0.75; Math.Log 0.5; Math.Log 0.5 ]
        rows |> Tensor.softmaxCrossEntropy (Tensor.From([| 0; 1 |])) |> Expect.close [ -Math.Log 0.25; -Math.Log 0.5 ]

    [<Fact>]
    member _.``Attention takes the query last``() =
        let query = tensor [ 1; 1; 1 ] [ Math.Log 3.0 ]
        let key = tensor [ 2; 1; 1 ] [ 1.0; 0.0 ]

        query |> Tensor.dotProductAttention key (tensor [ 2; 1; 1 ] [ 4.0; 8.0 ]) |> Expect.close [ 5.0 ]

    [<Fact>]
    member _.``Norms of rows scale and shift``() =
        let rows = tensor [ 2; 2 ] [ 3.0; -3.0; 4.0; 4.0 ]
        let two = tensor [ 2 ] [ 2.0; 2.0 ]
        let slope = 3.0 / sqrt (9.0 + 1e-5)

        rows |> Tensor.layerNorm two two |> Expect.close [ 2.0 + 2.0 * slope; 2.0 - 2.0 * slope; 2.0; 2.0 ]
        rows |> Tensor.rmsNorm two |> Expect.close [ 6.0 / sqrt (9.0 + 1e-6); -6.0 / sqrt (9.0 + 1e-6); 8.0 / sqrt (16.0 + 1e-6); 8.0 / sqrt (16.0 + 1e-6) ]

    [<Fact>]
    member _.``A matrix product takes the left factor first``() =
        let left = tensor [ 1; 2 ] [ 1.0; 10.0 ]

        Tensor.matmul left matrix |> Expect.close [ 41.0; 25.0; 63.0 ]

    [<Fact>]
    member _.``Shapes change in pipelines``() =
        matrix |> Tensor.reshape [ 3; -1 ] |> Expect.hasShape [ 3; 2 ]
        matrix |> Tensor.transpose |> Expect.close [ 1.0; 4.0; 5.0; 2.0; 3.0; 6.0 ]
        matrix |> Tensor.reshape [ 1; 2; 3 ] |> Tensor.permute [ 2; 0; 1 ] |> Expect.hasShape [ 3; 1; 2 ]
        matrix |> Tensor.expandDims 1 |> Expect.hasShape [ 2; 1; 3 ]
        matrix |> Tensor.expandDims 1 |> Tensor.squeeze 1 |> Expect.hasShape [ 2; 3 ]
        x |> Tensor.broadcastTo [ 2; 3 ] |> Expect.close [ 0.5; -1.0; 2.0; 0.5; -1.0; 2.0 ]
        x |> Tensor.flip [ 0 ] |> Expect.close [ 2.0; -1.0; 0.5 ]
        x |> Tensor.pad [ 1 ] [ 2 ] |> Expect.close [ 0.0; 0.5; -1.0; 2.0; 0.0; 0.0 ]

    [<Fact>]
    member _.``Tensors join in pipelines``() =
        [ x; x ] |> Tensor.concat 0 |> Expect.hasShape [ 6 ]
        [ x; -x ] |> Tensor.stack 1 |> Expect.close [ 0.5; -0.5; -1.0; 1.0; 2.0; -2.0 ]

    [<Fact>]
    member _.``Places are gathered and marked``() =
        matrix |> Tensor.gather 1 (tensor [ 2 ] [ 2; 0 ]) |> Expect.close [ 3.0; 1.0; 6.0; 4.0 ]
        tensor [ 2 ] [ 1; 0 ] |> Tensor.oneHot 2 |> Expect.close [ 0.0; 1.0; 1.0; 0.0 ]

    [<Fact>]
    member _.``Windows slide over rows and images``() =
        let row = tensor [ 1; 1; 3 ] [ 1.0; 2.0; 4.0 ]
        let image = tensor [ 1; 1; 2; 2 ] [ 1.0; 2.0; 3.0; 6.0 ]
        row |> Tensor.convolve1d (tensor [ 1; 1; 2 ] [ 1.0; -1.0 ]) |> Expect.close [ -1.0; -2.0 ]
        let weights = tensor [ 1; 1; 1; 2 ] [ 1.0; 10.0 ]
        image |> Tensor.convolve2d (Window2d()) weights |> Expect.close [ 21.0; 63.0 ]
        image |> Tensor.convolveTranspose2d (Window2d()) weights |> Expect.close [ 1.0; 12.0; 20.0; 3.0; 36.0; 60.0 ]
        image |> Tensor.maxPool2d 2 |> Expect.close [ 6.0 ]
        image |> Tensor.averagePool2d 2 |> Expect.close [ 3.0 ]
        row |> Tensor.globalAveragePool |> Expect.close [ 7.0 / 3.0 ]
        row |> Tensor.globalMaxPool |> Expect.close [ 4.0 ]

    [<Fact>]
    member _.``Windows slide over rows and through volumes``() =
        let row = tensor [ 1; 1; 3 ] [ 1.0; 2.0; 4.0 ]
        row |> Tensor.convolveTranspose1d (Window1d 2) (tensor [ 1; 1; 2 ] [ 1.0; 10.0 ]) |> Expect.close [ 1.0; 10.0; 2.0; 20.0; 4.0; 40.0 ]
        row |> Tensor.maxPool1d 2 |> Expect.close [ 2.0 ]
        row |> Tensor.averagePool1d 3 |> Expect.close [ 7.0 / 3.0 ]
        let volume = tensor [ 1; 1; 2; 2; 2 ] [ 1.0; 2.0; 3.0; 4.0; 5.0; 6.0; 7.0; 8.0 ]
        let weights = tensor [ 1; 1; 2; 1; 1 ] [ 1.0; -1.0 ]
        volume |> Tensor.convolve3d (Window3d()) weights |> Expect.close [ -4.0; -4.0; -4.0; -4.0 ]
        tensor [ 1; 1; 1; 1; 1 ] [ 3.0 ] |> Tensor.convolveTranspose3d (Window3d()) weights |> Expect.close [ 3.0; -3.0 ]
        volume |> Tensor.maxPool3d 2 |> Expect.close [ 8.0 ]
        volume |> Tensor.averagePool3d 2 |> Expect.close [ 4.5 ]

    [<Fact>]
    member _.``Windows become columns and images again``() =
        let image = tensor [ 1; 1; 2; 3 ] [ 1.0; 2.0; 3.0; 4.0; 5.0; 6.0 ]
        let columns = image |> Tensor.unfold2d 2
        columns |> Expect.close [ 1.0; 2.0; 2.0; 3.0; 4.0; 5.0; 5.0; 6.0 ]
        columns |> Tensor.fold2d (struct (2, 3)) 2 |> Expect.close [ 1.0; 4.0; 3.0; 4.0; 10.0; 6.0 ]
        tensor [ 1; 1; 2 ] [ 7.0; 8.0 ] |> Tensor.maxUnpool [ 4 ] (tensor [ 1; 1; 2 ] [ 3; 1 ]) |> Expect.close [ 0.0; 8.0; 0.0; 7.0 ]

    [<Fact>]
    member _.``Numbers are converted and read out``() =
        Assert.Equal(DType.Float32, (x |> Tensor.convert DType.Float32).DType)
        Assert.Equal<float array>([| 0.5; -1.0; 2.0 |], Tensor.toArray x)
        Assert.Equal(1.5, x |> Tensor.sum |> Tensor.toScalar)

    [<Fact>]
    member _.``Statistics, order and rearranging stand beside the first functions``() =
        x |> Tensor.square |> Tensor.prod |> Expect.close [ 1.0 ]
        x |> Tensor.sort 0 |> Expect.close [ -1.0; 0.5; 2.0 ]
        matrix |> Tensor.varianceAxis 1 1.0 |> Expect.close [ 4.0; 4.0 ]
        matrix |> Tensor.rearrange "a b -> (b a)" [] |> Expect.close [ 1.0; 4.0; 5.0; 2.0; 3.0; 6.0 ]
        (matrix |> Tensor.unstack 1)[2] |> Expect.close [ 3.0; 6.0 ]
        [ matrix; matrix ] |> Tensor.einsum "ij,kj->ik" |> Tensor.diagonal |> Expect.close [ 35.0; 56.0 ]
        matrix |> Tensor.putAlongAxis Update.Add 1 (tensor [ 2; 1 ] [ 2; 0 ]) (tensor [ 2; 1 ] [ 10.0; 20.0 ]) |> Expect.close [ 1.0; 5.0; 13.0; 24.0; 2.0; 6.0 ]

    [<Fact>]
    member _.``Messages name the operation, the rule and the shapes``() =
        let e = Assert.Throws<ShapeException>(fun () -> Tensor.matmul matrix matrix |> ignore)

        Assert.Contains("matmul", e.Message)
        Assert.Contains("f64[2, 3]", e.Message)
