namespace AutoGrad.FSharp.Tests

open System
open AutoGrad
open AutoGrad.FSharp
open Xunit

type SliceTests() =

    let vector = tensor [ 5 ] [ 0.0..4.0 ]
    // The element at [i, j, k, l] is the number ijkl, so that what a slice took can be read off.
    let four =
        tensor
            [ 2; 3; 2; 3 ]
            [ for i in 0..1 do
                  for j in 0..2 do
                      for k in 0..1 do
                          for l in 0..2 -> float (1000 * i + 100 * j + 10 * k + l) ]

    let three = four.[0]
    let two = three.[0]

    [<Fact>]
    member _.``A slice has both of its ends``() = vector.[1..3] |> Expect.close [ 1.0; 2.0; 3.0 ]

    [<Fact>]
    member _.``An open end reaches to the edge``() =
        vector.[..1] |> Expect.close [ 0.0; 1.0 ]
        vector.[3..] |> Expect.close [ 3.0; 4.0 ]
        vector.[*] |> Expect.close [ 0.0; 1.0; 2.0; 3.0; 4.0 ]

    [<Fact>]
    member _.``An end just before the start is an empty slice``() =
        vector.[2..1] |> Expect.hasShape [ 0 ]
        vector.[.. -1] |> Expect.hasShape [ 0 ]

    [<Fact>]
    member _.``A number takes its axis away``() =
        vector.[1] |> Expect.close [ 1.0 ]
        vector.[-1] |> Expect.close [ 4.0 ]
        vector.[1] |> Expect.hasShape []
        two.[1] |> Expect.close [ 10.0; 11.0; 12.0 ]

    [<Fact>]
    member _.``Numbers take elements``() =
        two.[1, 2] |> Expect.close [ 12.0 ]
        two.[-1, -1] |> Expect.close [ 12.0 ]
        three.[2, 1, 0] |> Expect.close [ 210.0 ]
        four.[1, 2, 1, 0] |> Expect.close [ 1210.0 ]

    [<Fact>]
    member _.``Slices of matrices mix with numbers``() =
        two.[0.., 0..1] |> Expect.close [ 0.0; 1.0; 10.0; 11.0 ]
        two.[1.., 0..2] |> Expect.hasShape [ 1; 3 ]
        two.[1, 1..] |> Expect.close [ 11.0; 12.0 ]
        two.[*, 2] |> Expect.close [ 2.0; 12.0 ]

    [<Fact>]
    member _.``Slices of stacks mix with numbers``() =
        three.[1.., 0..0, 1..2] |> Expect.close [ 101.0; 102.0; 201.0; 202.0 ]
        three.[1..2, 1, 0] |> Expect.close [ 110.0; 210.0 ]
        three.[2, *, 0] |> Expect.close [ 200.0; 210.0 ]
        three.[2, 1, 1..] |> Expect.close [ 211.0; 212.0 ]
        three.[1..1, *, 0] |> Expect.close [ 100.0; 110.0 ]
        three.[1..1, 0, *] |> Expect.close [ 100.0; 101.0; 102.0 ]
        three.[1, *, 2..] |> Expect.close [ 102.0; 112.0 ]

    [<Fact>]
    member _.``Slices of image batches mix with numbers``() =
        four.[*, 1, *, 2] |> Expect.close [ 102.0; 112.0; 1102.0; 1112.0 ]
        four.[1.., 2.., 1.., ..0] |> Expect.close [ 1210.0 ]
        four.[1, 2, 1, 1..] |> Expect.close [ 1211.0; 1212.0 ]
        four.[0, 1..1, *, 0] |> Expect.close [ 100.0; 110.0 ]
        four.[1.., 0, 0, 0] |> Expect.close [ 1000.0 ]
        four.[1, 1, *, 1] |> Expect.close [ 1101.0; 1111.0 ]

    [<Fact>]
    member _.``Masks and places pick``() =
        vector.[tensor [ 2 ] [ 3; 1 ]] |> Expect.close [ 3.0; 1.0 ]
        vector.[tensor [ 5 ] [ true; false; false; true; false ]] |> Expect.close [ 0.0; 3.0 ]

    [<Fact>]
    member _.``A slice beyond the edge is refused``() =
        let e = Assert.Throws<ArgumentOutOfRangeException>(fun () -> vector.[3..5] |> ignore)

        Assert.Equal("index: a range on axis 0 of f64[5] must lie in 0..5; got 3..6. (Parameter 'range')", e.Message)

    [<Fact>]
    member _.``The gradient of a slice is zero elsewhere``() =
        vector |> Diff.grad (fun x -> (x.[1..2] * x.[1..2]) |> Tensor.sum) |> Expect.close [ 0.0; 2.0; 4.0; 0.0; 0.0 ]
