namespace AutoGrad.FSharp

open System
open AutoGrad

/// Slices of tensors: <c>x.[1..2]</c>, <c>x.[1.., 0..2]</c>, <c>x.[0, ..]</c>, <c>x.[0, 1]</c>.
[<AutoOpen>]
module Slices =

    let private at (index: int) = TensorIndex.op_Implicit index

    // F# counts the last place in, C# does not; an end before the start is an empty slice.
    let private between (first: int option) (last: int option) : TensorIndex =
        match first, last with
        | None, None -> TensorIndex.op_Implicit Range.All
        | Some first, None -> TensorIndex.op_Implicit (Range.StartAt(Index first))
        | first, Some last ->
            let first = defaultArg first 0
            TensorIndex.op_Implicit (Range(Index first, Index(max first (last + 1))))

    let private take (indices: TensorIndex array) (x: Tensor) : Tensor = x.get_Item (ReadOnlySpan indices)

    type Tensor with

        /// <summary>Takes the element, or the part, at two places of the first two axes.</summary>
        member x.Item
            with get (i: int, j: int): Tensor = x |> take [| at i; at j |]

        /// <summary>Takes the element, or the part, at three places of the first three axes.</summary>
        member x.Item
            with get (i: int, j: int, k: int): Tensor = x |> take [| at i; at j; at k |]

        /// <summary>Takes the element, or the part, at four places of the first four axes.</summary>
        member x.Item
            with get (i: int, j: int, k: int, l: int): Tensor = x |> take [| at i; at j; at k; at l |]

        /// <summary>Takes the places where a mask is true, or those that integers name.</summary>
        /// <param name="places">[...]: a Bool mask over as many axes as it has, or Int32 or Int64 places of the first axis.</param>
        member x.Item
            with get (places: Tensor): Tensor = x |> take [| TensorIndex.op_Implicit places |]

        /// <summary>Takes <c>x.[i1..i2]</c>; the axis of a slice stays, that of a number goes.</summary>
        member x.GetSlice(i1: int option, i2: int option) : Tensor =
            x |> take [| between i1 i2 |]

        /// <summary>Takes <c>x.[i1..i2, j1..j2]</c>; the axis of a slice stays, that of a number goes.</summary>
        member x.GetSlice(i1: int option, i2: int option, j1: int option, j2: int option) : Tensor =
            x |> take [| between i1 i2; between j1 j2 |]

        /// <summary>Takes <c>x.[i1..i2, j]</c>; the axis of a slice stays, that of a number goes.</summary>
        member x.GetSlice(i1: int option, i2: int option, j: int) : Tensor =
            x |> take [| between i1 i2; at j |]

        /// <summary>Takes <c>x.[i, j1..j2]</c>; the axis of a slice stays, that of a number goes.</summary>
        member x.GetSlice(i: int, j1: int option, j2: int option) : Tensor =
            x |> take [| at i; between j1 j2 |]

        /// <summary>Takes <c>x.[i1..i2, j1..j2, k1..k2]</c>; the axis of a slice stays, that of a number goes.</summary>
        member x.GetSlice(i1: int option, i2: int option, j1: int option, j2: int option, k1: int option, k2: int option) : Tensor =
            x |> take [| between i1 i2; between j1 j2; between k1 k2 |]

        /// <summary>Takes <c>x.[i1..i2, j1..j2, k]</c>; the axis of a slice stays, that of a number goes.</summary>
        member x.GetSlice(i1: int option, i2: int option, j1: int option, j2: int option, k: int) : Tensor =
            x |> take [| between i1 i2; between j1 j2; at k |]

        /// <summary>Takes <c>x.[i1..i2, j, k1..k2]</c>; the axis of a slice stays, that of a number goes.</summary>
        member x.GetSlice(i1: int option, i2: int option, j: int, k1: int option, k2: int option) : Tensor =
            x |> take [| between i1 i2; at j; between k1 k2 |]

        /// <summary>Takes <c>x.[i1..i2, j, k]</c>; the axis of a slice stays, that of a number goes.</summary>
        member x.GetSlice(i1: int option, i2: int option, j: int, k: int) : Tensor =
            x |> take [| between i1 i2; at j; at k |]

        /// <summary>Takes <c>x.[i, j1..j2, k1..k2]</c>; the axis of a slice stays, that of a number goes.</summary>
        member x.GetSlice(i: int, j1: int option, j2: int option, k1: int option, k2: int option) : Tensor =
            x |> take [| at i; between j1 j2; between k1 k2 |]

        /// <summary>Takes <c>x.[i, j1..j2, k]</c>; the axis of a slice stays, that of a number goes.</summary>
        member x.GetSlice(i: int, j1: int option, j2: int option, k: int) : Tensor =
            x |> take [| at i; between j1 j2; at k |]

        /// <summary>Takes <c>x.[i, j, k1..k2]</c>; the axis of a slice stays, that of a number goes.</summary>
        member x.GetSlice(i: int, j: int, k1: int option, k2: int option) : Tensor =
            x |> take [| at i; at j; between k1 k2 |]

        /// <summary>Takes <c>x.[i1..i2, j1..j2, k1..k2, l1..l2]</c>; the axis of a slice stays, that of a number goes.</summary>
        member x.GetSlice(i1: int option, i2: int option, j1: int option, j2: int option, k1: int option, k2: int option, l1: int option, l2: int option) : Tensor =
            x |> take [| between i1 i2; between j1 j2; between k1 k2; between l1 l2 |]

        /// <summary>Takes <c>x.[i1..i2, j1..j2, k1..k2, l]</c>; the axis of a slice stays, that of a number goes.</summary>
        member x.GetSlice(i1: int option, i2: int option, j1: int option, j2: int option, k1: int option, k2: int option, l: int) : Tensor =
            x |> take [| between i1 i2; between j1 j2; between k1 k2; at l |]

        /// <summary>Takes <c>x.[i1..i2, j1..j2, k, l1..l2]</c>; the axis of a slice stays, that of a number goes.</summary>
        member x.GetSlice(i1: int option, i2: int option, j1: int option, j2: int option, k: int, l1: int option, l2: int option) : Tensor =
            x |> take [| between i1 i2; between j1 j2; at k; between l1 l2 |]

        /// <summary>Takes <c>x.[i1..i2, j1..j2, k, l]</c>; the axis of a slice stays, that of a number goes.</summary>
        member x.GetSlice(i1: int option, i2: int option, j1: int option, j2: int option, k: int, l: int) : Tensor =
            x |> take [| between i1 i2; between j1 j2; at k; at l |]

        /// <summary>Takes <c>x.[i1..i2, j, k1..k2, l1..l2]</c>; the axis of a slice stays, that of a number goes.</summary>
        member x.GetSlice(i1: int option, i2: int option, j: int, k1: int option, k2: int option, l1: int option, l2: int option) : Tensor =
            x |> take [| between i1 i2; at j; between k1 k2; between l1 l2 |]

        /// <summary>Takes <c>x.[i1..i2, j, k1..k2, l]</c>; the axis of a slice stays, that of a number goes.</summary>
        member x.GetSlice(i1: int option, i2: int option, j: int, k1: int option, k2: int option, l: int) : Tensor =
            x |> take [| between i1 i2; at j; between k1 k2; at l |]

        /// <summary>Takes <c>x.[i1..i2, j, k, l1..l2]</c>; the axis of a slice stays, that of a number goes.</summary>
        member x.GetSlice(i1: int option, i2: int option, j: int, k: int, l1: int option, l2: int option) : Tensor =
            x |> take [| between i1 i2; at j; at k; between l1 l2 |]

        /// <summary>Takes <c>x.[i1..i2, j, k, l]</c>; the axis of a slice stays, that of a number goes.</summary>
        member x.GetSlice(i1: int option, i2: int option, j: int, k: int, l: int) : Tensor =
            x |> take [| between i1 i2; at j; at k; at l |]

        /// <summary>Takes <c>x.[i, j1..j2, k1..k2, l1..l2]</c>; the axis of a slice stays, that of a number goes.</summary>
        member x.GetSlice(i: int, j1: int option, j2: int option, k1: int option, k2: int option, l1: int option, l2: int option) : Tensor =
            x |> take [| at i; between j1 j2; between k1 k2; between l1 l2 |]

        /// <summary>Takes <c>x.[i, j1..j2, k1..k2, l]</c>; the axis of a slice stays, that of a number goes.</summary>
        member x.GetSlice(i: int, j1: int option, j2: int option, k1: int option, k2: int option, l: int) : Tensor =
            x |> take [| at i; between j1 j2; between k1 k2; at l |]

        /// <summary>Takes <c>x.[i, j1..j2, k, l1..l2]</c>; the axis of a slice stays, that of a number goes.</summary>
        member x.GetSlice(i: int, j1: int option, j2: int option, k: int, l1: int option, l2: int option) : Tensor =
            x |> take [| at i; between j1 j2; at k; between l1 l2 |]

        /// <summary>Takes <c>x.[i, j1..j2, k, l]</c>; the axis of a slice stays, that of a number goes.</summary>
        member x.GetSlice(i: int, j1: int option, j2: int option, k: int, l: int) : Tensor =
            x |> take [| at i; between j1 j2; at k; at l |]

        /// <summary>Takes <c>x.[i, j, k1..k2, l1..l2]</c>; the axis of a slice stays, that of a number goes.</summary>
        member x.GetSlice(i: int, j: int, k1: int option, k2: int option, l1: int option, l2: int option) : Tensor =
            x |> take [| at i; at j; between k1 k2; between l1 l2 |]

        /// <summary>Takes <c>x.[i, j, k1..k2, l]</c>; the axis of a slice stays, that of a number goes.</summary>
        member x.GetSlice(i: int, j: int, k1: int option, k2: int option, l: int) : Tensor =
            x |> take [| at i; at j; between k1 k2; at l |]

        /// <summary>Takes <c>x.[i, j, k, l1..l2]</c>; the axis of a slice stays, that of a number goes.</summary>
        member x.GetSlice(i: int, j: int, k: int, l1: int option, l2: int option) : Tensor =
            x |> take [| at i; at j; at k; between l1 l2 |]
