namespace AutoGrad.FSharp.Tests

open AutoGrad
open Xunit

/// Comparisons with the message that a failing test needs.
module Expect =

    /// Relative to the greater of 1 and the number: what Float64 leaves after a dozen operations.
    let private tolerance = 1e-12

    let close (expected: float list) (actual: Tensor) =
        let actual = actual.To(DType.Float64).ToArray<float>() |> Array.toList
        let near (a: float) (e: float) = a = e || abs (a - e) <= tolerance * max 1.0 (abs e)
        let agree = actual.Length = expected.Length && List.forall2 near actual expected
        Assert.True(agree, sprintf "expected %A, got %A" expected actual)

    let hasShape (extents: int list) (actual: Tensor) = Assert.Equal<int list>(extents, Seq.toList actual.Shape)
