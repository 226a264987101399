namespace AutoGrad.FSharp.Tests

open AutoGrad
open AutoGrad.FSharp
open AutoGrad.Nn
open Xunit

type ImagesTests() =
    let image = tensor [ 1; 1; 2; 2 ] [ 1.0; 2.0; 3.0; 4.0 ]
    let channels = tensor [ 1; 4; 1; 1 ] [ 1.0; 2.0; 3.0; 4.0 ]

    [<Fact>]
    member _.``Images are resized``() =
        image |> Images.resize Interpolation.Linear [ 1; 1 ] |> Expect.close [ 2.5 ]
        image |> Images.scale Interpolation.Nearest 0.5 |> Expect.close [ 4.0 ]
        image |> Images.resizeAxis (Resampling(Rounding = Rounding.Floor, Interpolation = Interpolation.Nearest)) 2 1 |> Expect.close [ 1.0; 2.0 ]

    [<Fact>]
    member _.``Images are read by grids``() =
        let grid = tensor [ 1; 2; 3 ] [ 1.0; 0.0; 0.0; 0.0; 1.0; 0.0 ] |> Images.affineGrid [ 1; 1 ]
        image |> Images.gridSample Interpolation.Linear grid |> Expect.close [ 2.5 ]

    [<Fact>]
    member _.``Places are exchanged with channels``() =
        (channels |> Images.pixelShuffle 2).[0, 0, 1] |> Expect.close [ 3.0; 4.0 ]
        image |> Images.pixelUnshuffle 2 |> Expect.close [ 1.0; 2.0; 3.0; 4.0 ]
        channels |> Images.channelShuffle 2 |> Expect.close [ 1.0; 3.0; 2.0; 4.0 ]
