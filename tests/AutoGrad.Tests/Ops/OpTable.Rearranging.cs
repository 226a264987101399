namespace AutoGrad.Tests;

public static partial class OpTable
{
    private static IEnumerable<KeyValuePair<string, OpRow>> Rearranging() => new Dictionary<string, OpRow>
    {
        ["split"] = new(x => Turned(x[0].Split(2, axis: 1)), x => Picked(x[0], 1, [.. Halves(x[0].Shape[1])]), [(int[])[2, 4]], [(int[])[1, 2, 2]], [(int[])[2, 0]]),
        ["split/lengths"] = new(x => Turned(x[0].Split([1, 0, 2], axis: -1)), x => Picked(x[0], x[0].Rank - 1, [1, 2, 0]), [(int[])[2, 3]], [(int[])[3]]),
        ["chunk"] = new(x => Turned(x[0].Chunk(2, axis: 1)), x => Picked(x[0], 1, [3, 4, 0, 1, 2]), [(int[])[2, 5]], [(int[])[1, 5, 2]]),
        ["unstack"] = new(x => Tensor.Stack([.. x[0].Unstack(axis: 1).Reverse()], axis: 1), x => Picked(x[0], 1, [.. Enumerable.Range(0, x[0].Shape[1]).Reverse()]), [(int[])[2, 3]], [(int[])[1, 1, 2]], [(int[])[0, 2]]),
        ["tile"] = new(
            x => x[0].Tile(2, 3), x => Nd.Make([.. x[0].Shape[..^2], 2 * x[0].Shape[^2], 3 * x[0].Shape[^1]], at => x[0][[.. at[..^2], at[^2] % x[0].Shape[^2], at[^1] % x[0].Shape[^1]]]),
            [(int[])[2, 3]], [(int[])[2, 1, 2]], [(int[])[1, 0]]),
        ["tile/more_axes"] = new(x => x[0].Tile(2, 2), x => Nd.Make([2, 2 * x[0].Shape[0]], at => x[0][at[1] % x[0].Shape[0]]), [(int[])[3]]),
        ["repeat"] = new(x => x[0].Repeat(2, axis: 1), x => Nd.Make([x[0].Shape[0], 2 * x[0].Shape[1], .. x[0].Shape[2..]], at => x[0][[at[0], at[1] / 2, .. at[2..]]]), [(int[])[2, 3]], [(int[])[2, 1, 2]], [(int[])[2, 0]]),
        ["roll"] = new(x => x[0].Roll(4, axis: 1), x => Picked(x[0], 1, [2, 0, 1]), [(int[])[2, 3]], [(int[])[1, 3, 2]]),
        ["roll/back"] = new(x => x[0].Roll(-1, axis: 0), x => Picked(x[0], 0, [1, 2, 0]), [(int[])[3]], [(int[])[3, 2]]),
        ["pad/edge"] = new(x => x[0].Pad([1, 0], [0, 2], PadMode.Edge), x => Picked(Picked(x[0], 0, [0, .. Enumerable.Range(0, x[0].Shape[0])]), 1, [0, 1, 2, 2, 2]), [(int[])[2, 3]], [(int[])[1, 3]]),
        ["pad/reflect"] = new(x => x[0].Pad([0, 3], [0, 4], PadMode.Reflect), x => Picked(x[0], 1, [1, 2, 1, 0, 1, 2, 1, 0, 1, 2]), [(int[])[2, 3]]),
        ["pad/wrap"] = new(x => x[0].Pad([0, 2], [0, 4], PadMode.Wrap), x => Picked(x[0], 1, [1, 2, 0, 1, 2, 0, 1, 2, 0]), [(int[])[2, 3]]),
        ["slice/backwards"] = new(x => x[0].SliceAxis(1, 4, 3, -2), x => Picked(x[0], 1, [4, 2, 0]), [(int[])[2, 5]], [(int[])[1, 6, 2]]),
        ["diagonal"] = new(x => x[0].Diagonal(), x => Nd.Make([.. x[0].Shape[..^2], Math.Min(x[0].Shape[^2], x[0].Shape[^1])], at => x[0][[.. at, at[^1]]]), [(int[])[3, 3]], [(int[])[2, 3, 2]], [(int[])[1, 4]], [(int[])[0, 2]]),
        ["diagonal/below"] = new(x => x[0].Diagonal(-1, 0, 1), x => Nd.Make([2, 2], at => x[0][at[1] + 1, at[1], at[0]]), [(int[])[3, 4, 2]]),
        ["diagonal/outside"] = new(x => x[0].Diagonal(5), x => new Nd([0], []), [(int[])[2, 3]]),
        ["diag"] = new(x => x[0].Diag(), x => Nd.Make([.. x[0].Shape, x[0].Shape[^1]], at => at[^1] == at[^2] ? x[0][at[..^1]] : 0), [(int[])[3]], [(int[])[2, 3]], [(int[])[0]], [(int[])[1]]),
        ["diag/below"] = new(x => x[0].Diag(-2), x => Nd.Make([4, 4], at => at[0] - 2 == at[1] ? x[0][at[1]] : 0), [(int[])[2]]),
        ["tril"] = new(x => x[0].Tril(), x => Nd.Make(x[0].Shape, at => at[^1] <= at[^2] ? x[0][at] : 0), [(int[])[3, 3]], [(int[])[2, 2, 4]], [(int[])[0, 2]]),
        ["tril/above"] = new(x => x[0].Tril(1), x => Nd.Make(x[0].Shape, at => at[^1] <= at[^2] + 1 ? x[0][at] : 0), [(int[])[3, 4]]),
        ["triu"] = new(x => x[0].Triu(-1), x => Nd.Make(x[0].Shape, at => at[^1] >= at[^2] - 1 ? x[0][at] : 0), [(int[])[4, 3]], [(int[])[2, 1, 1]]),
        ["mesh_grid"] = new(
            x => Tensor.Stack(Tensor.MeshGrid(x)), x => Nd.Make([2, x[0].Shape[0], x[1].Shape[0]], at => at[0] == 0 ? x[0][at[1]] : x[1][at[2]]), [(int[])[3], (int[])[2]], [(int[])[1], (int[])[0]]),
        ["rearrange"] = new(
            x => x[0].Rearrange("b (h w) c -> b c h w", ("h", 2)),
            x => Nd.Make([x[0].Shape[0], x[0].Shape[2], 2, x[0].Shape[1] / 2], at => x[0][at[0], at[2] * (x[0].Shape[1] / 2) + at[3], at[1]]), [(int[])[2, 6, 3]], [(int[])[1, 2, 1]]),
        ["rearrange/join"] = new(
            x => x[0].Rearrange("a b 1 c -> (c a) 1 b"), x => Nd.Make([x[0].Shape[3] * x[0].Shape[0], 1, x[0].Shape[1]], at => x[0][at[0] % x[0].Shape[0], at[2], 0, at[0] / x[0].Shape[0]]), [(int[])[2, 3, 1, 2]]),
    };

    private static IEnumerable<int> Halves(int extent) => Enumerable.Range(extent / 2, extent / 2).Concat(Enumerable.Range(0, extent / 2));

    // The last part first, so that parts in another order would show.
    private static Tensor Turned(Tensor[] parts) => parts[0].Rank == 1
        ? Tensor.Concatenate([.. parts[1..], parts[0]])
        : Tensor.Concatenate([.. parts[1..], parts[0]], axis: 1);

    private static Nd Picked(Nd x, int axis, int[] places) =>
        Nd.Make([.. x.Shape[..axis], places.Length, .. x.Shape[(axis + 1)..]], at => x[[.. at[..axis], places[at[axis]], .. at[(axis + 1)..]]]);
}
