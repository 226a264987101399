namespace AutoGrad.Tests;

public static partial class OpTable
{
    private static IEnumerable<KeyValuePair<string, OpRow>> Shaping() => new Dictionary<string, OpRow>
    {
        ["reshape"] = new(x => x[0].Reshape(3, -1), x => new Nd([3, x[0].Data.Length / 3], x[0].Data), [(int[])[2, 6]], [(int[])[3]], [(int[])[3, 0, 2, 2, 1, 1, 0]]) { Covers = ["ReshapeOp"] },
        ["reshape/scalar"] = new(x => x[0].Reshape(1, 1), x => new Nd([1, 1], x[0].Data), [(int[])[]], [(int[])[1]]),
        ["expand_dims"] = new(x => x[0].ExpandDims(-2), x => new Nd([.. x[0].Shape[..^1], 1, x[0].Shape[^1]], x[0].Data), [(int[])[2, 3]], [(int[])[0]]),
        ["squeeze"] = new(x => x[0].Squeeze(1), x => new Nd([x[0].Shape[0], .. x[0].Shape[2..]], x[0].Data), [(int[])[2, 1, 3]], [(int[])[0, 1]]),
        ["transpose"] = new(
            x => x[0].Transpose(2, 0, 1), x => Nd.Make([x[0].Shape[2], x[0].Shape[0], x[0].Shape[1]], at => x[0][at[1], at[2], at[0]]),
            [(int[])[2, 3, 4]], [(int[])[1, 3, 1]], [(int[])[2, 0, 3]], [(int[])[9, 17, 10]])
        { Covers = ["TransposeOp"] },
        ["transpose/all"] = new(
            x => x[0].Transpose(), x => Nd.Make([.. x[0].Shape.Reverse()], at => x[0][[.. at.Reverse()]]), [(int[])[2, 3, 4]], [(int[])[5]], [(int[])[]], [(int[])[3, 2]]),
        ["t"] = new(
            x => x[0].T, x => Nd.Make([.. x[0].Shape[..^2], x[0].Shape[^1], x[0].Shape[^2]], at => x[0][[.. at[..^2], at[^1], at[^2]]]),
            [(int[])[2, 3]], [(int[])[2, 3, 4]], [(int[])[1, 3]]),
        ["swap_axes"] = new(
            x => x[0].SwapAxes(0, -1), x => Nd.Make([x[0].Shape[2], x[0].Shape[1], x[0].Shape[0]], at => x[0][at[2], at[1], at[0]]), [(int[])[2, 3, 4]], [(int[])[1, 0, 4]]),
        ["move_axis"] = new(
            x => x[0].MoveAxis(0, -1), x => Nd.Make([x[0].Shape[1], x[0].Shape[2], x[0].Shape[0]], at => x[0][at[2], at[0], at[1]]), [(int[])[2, 3, 4]], [(int[])[1, 2, 1]]),
        ["broadcast_to"] = new(
            x => x[0].BroadcastTo([2, 3, 4]), x => Nd.Zip(v => v[0], x[0], Nd.Make([2, 3, 4], _ => 0)),
            [(int[])[3, 1]], [(int[])[]], [(int[])[4]], [(int[])[2, 3, 4]], [(int[])[2, 1, 1]], [(int[])[1, 3, 4]])
        { Covers = ["BroadcastToOp"] },
        ["broadcast_to/empty"] = new(x => x[0].BroadcastTo([0, 3]), x => new Nd([0, 3], []), [(int[])[3]], [(int[])[1, 1]]),
        ["concatenate"] = new(
            x => Tensor.Concatenate(x, axis: 1), x => Joined(x, 1), [(int[])[2, 1], (int[])[2, 3], (int[])[2, 2]], [(int[])[1, 0], (int[])[1, 2], (int[])[1, 0]], [(int[])[0, 2], (int[])[0, 1], (int[])[0, 3]])
        { Covers = ["ConcatenateOp"] },
        ["concatenate/last"] = new(x => Tensor.Concatenate(x, axis: -1), x => Joined(x, x[0].Rank - 1), [(int[])[2, 2, 3], (int[])[2, 2, 1]], [(int[])[1], (int[])[1]]),
        ["concatenate/ten"] = new(x => Tensor.Concatenate(x), x => Joined(x, 0), [.. Enumerable.Repeat((Operand)(int[])[1, 2], 10)]),
        ["stack"] = new(
            x => Tensor.Stack(x, axis: 1), x => Nd.Make([x[0].Shape[0], 2, .. x[0].Shape[1..]], at => x[at[1]][[at[0], .. at[2..]]]), [(int[])[2, 3], (int[])[2, 3]], [(int[])[1], (int[])[1]]),
        ["stack/last"] = new(
            x => Tensor.Stack(x, axis: -1), x => Nd.Make([.. x[0].Shape, 2], at => x[at[^1]][at[..^1]]), [(int[])[2, 3], (int[])[2, 3]], [(int[])[], (int[])[]]),
        ["slice_axis"] = new(
            x => x[0].SliceAxis(1, 1, 2, 2), x => Nd.Make([x[0].Shape[0], 2, .. x[0].Shape[2..]], at => x[0][[at[0], 1 + 2 * at[1], .. at[2..]]]),
            [(int[])[2, 5]], [(int[])[2, 4, 3]], [(int[])[0, 4]])
        { Covers = ["SliceOp", "PadOp"] },
        ["slice/range"] = new(x => x[0][1..^1], x => Nd.Make([x[0].Shape[0] - 2, .. x[0].Shape[1..]], at => x[0][[at[0] + 1, .. at[1..]]]), [(int[])[4, 2]], [(int[])[2]]),
        ["slice/place"] = new(x => x[0][-1], x => Nd.Make(x[0].Shape[1..], at => x[0][[x[0].Shape[0] - 1, .. at]]), [(int[])[3, 2]], [(int[])[1]]),
        ["slice/column"] = new(x => x[0][.., 1], x => Nd.Make([x[0].Shape[0], .. x[0].Shape[2..]], at => x[0][[at[0], 1, .. at[1..]]]), [(int[])[3, 2]], [(int[])[2, 4, 3]]),
        ["flip"] = new(
            x => x[0].Flip(0), x => Nd.Make(x[0].Shape, at => x[0][[x[0].Shape[0] - 1 - at[0], .. at[1..]]]), [(int[])[3, 2]], [(int[])[1]], [(int[])[0, 2]])
        { Covers = ["FlipOp"] },
        ["flip/several"] = new(
            x => x[0].Flip(-1, 0), x => Nd.Make(x[0].Shape, at => x[0][[x[0].Shape[0] - 1 - at[0], .. at[1..^1], x[0].Shape[^1] - 1 - at[^1]]]), [(int[])[3, 2]], [(int[])[2, 2, 3]]),
        ["pad"] = new(x => x[0].Pad([1, 0], [0, 2]), x => Padded(x[0], [1, 0], [0, 2], 0), [(int[])[2, 3]], [(int[])[0, 1]]) { Covers = ["PadOp", "SliceOp"] },
        ["pad/value"] = new(x => x[0].Pad([1, 0], [0, 2], -7), x => Padded(x[0], [1, 0], [0, 2], -7), [(int[])[2, 3]], [(int[])[1, 0]]),
    };

    private static Nd Joined(Nd[] parts, int axis)
    {
        int[] shape = [.. parts[0].Shape];
        shape[axis] = parts.Sum(part => part.Shape[axis]);
        return Nd.Make(shape, at =>
        {
            int[] place = [.. at];
            int part = 0;
            for (; place[axis] >= parts[part].Shape[axis]; part++)
            {
                place[axis] -= parts[part].Shape[axis];
            }

            return parts[part][place];
        });
    }

    private static Nd Padded(Nd x, int[] before, int[] after, double value) => Nd.Make(
        [.. x.Shape.Select((extent, axis) => before[axis] + extent + after[axis])],
        at =>
        {
            int[] place = [.. at.Select((i, axis) => i - before[axis])];
            return place.Select((i, axis) => i >= 0 && i < x.Shape[axis]).All(inside => inside) ? x[place] : value;
        });
}
