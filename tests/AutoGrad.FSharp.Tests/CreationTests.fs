namespace AutoGrad.FSharp.Tests

open AutoGrad
open AutoGrad.FSharp
open Xunit

type CreationTests() =

    [<Fact>]
    member _.``A tensor has the extents and the elements of its lists``() =
        let x = tensor [ 2; 3 ] [ 1.0; 2.0; 3.0; 4.0; 5.0; 6.0 ]

        Expect.hasShape [ 2; 3 ] x
        Expect.close [ 1.0; 2.0; 3.0; 4.0; 5.0; 6.0 ] x

    [<Fact>]
    member _.``The type of the elements gives the dtype``() =
        Assert.Equal(DType.Float64, (tensor [ 1 ] [ 1.0 ]).DType)
        Assert.Equal(DType.Float32, (tensor [ 1 ] [ 1.0f ]).DType)
        Assert.Equal(DType.Int32, (tensor [ 1 ] [ 1 ]).DType)
        Assert.Equal(DType.Int64, (tensor [ 1 ] [ 1L ]).DType)
        Assert.Equal(DType.UInt8, (tensor [ 1 ] [ 1uy ]).DType)
        Assert.Equal(DType.UInt32, (tensor [ 1 ] [ 1u ]).DType)
        Assert.Equal(DType.Bool, (tensor [ 1 ] [ true ]).DType)
        Assert.Equal(DType.Float32, (scalar 0.5f).DType)

    [<Fact>]
    member _.``Elements may come from any sequence``() =
        tensor [ 3 ] (seq { for i in 1..3 -> float i }) |> Expect.close [ 1.0; 2.0; 3.0 ]
        tensor [ 3 ] [| 1.0; 2.0; 3.0 |] |> Expect.close [ 1.0; 2.0; 3.0 ]

    [<Fact>]
    member _.``A scalar has no axes``() =
        let x = scalar 0.5

        Expect.hasShape [] x
        Assert.Equal(0.5, x.ToScalar())

    [<Fact>]
    member _.``A shape has the extents of its list``() = Assert.Equal<int list>([ 2; 3 ], Seq.toList (shape [ 2; 3 ]))

    [<Fact>]
    member _.``Another number of elements is refused``() =
        let e = Assert.Throws<ShapeException>(fun () -> tensor [ 2; 2 ] [ 1.0; 2.0; 3.0 ] |> ignore)

        Assert.Equal("from: [2, 2] has 4 elements; got 3 of them.", e.Message)

    [<Fact>]
    member _.``The type's members and the module's functions share one name``() =
        Tensor.Full(shape [ 2 ], 3.0, DType.Float64) |> Tensor.square |> Expect.close [ 9.0; 9.0 ]
        Tensor.Zeros(shape [ 2 ]) |> Tensor.sum |> Expect.close [ 0.0 ]
