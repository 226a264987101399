namespace AutoGrad.Nn.Tests;

public static partial class OpTable
{
    private static IEnumerable<KeyValuePair<string, OpRow>> Sampling() => new Dictionary<string, OpRow>
    {
        ["grid_sample/linear_zeros"] = Sampled(Interpolation.Linear, Border.Zeros, isAligned: false),
        ["grid_sample/linear_edge"] = Sampled(Interpolation.Linear, Border.Edge, isAligned: false),
        ["grid_sample/linear_reflection"] = Sampled(Interpolation.Linear, Border.Reflection, isAligned: false),
        ["grid_sample/linear_zeros_aligned"] = Sampled(Interpolation.Linear, Border.Zeros, isAligned: true),
        ["grid_sample/linear_edge_aligned"] = Sampled(Interpolation.Linear, Border.Edge, isAligned: true),
        ["grid_sample/linear_reflection_aligned"] = Sampled(Interpolation.Linear, Border.Reflection, isAligned: true),
        ["grid_sample/nearest_zeros"] = Sampled(Interpolation.Nearest, Border.Zeros, isAligned: false),
        ["grid_sample/nearest_edge_aligned"] = Sampled(Interpolation.Nearest, Border.Edge, isAligned: true),
        ["grid_sample/nearest_reflection"] = Sampled(Interpolation.Nearest, Border.Reflection, isAligned: false),
        ["grid_sample/cubic_zeros"] = Sampled(Interpolation.Cubic, Border.Zeros, isAligned: false),
        ["grid_sample/cubic_edge"] = Sampled(Interpolation.Cubic, Border.Edge, isAligned: false),
        ["grid_sample/cubic_reflection"] = Sampled(Interpolation.Cubic, Border.Reflection, isAligned: false),
        ["grid_sample/cubic_reflection_aligned"] = Sampled(Interpolation.Cubic, Border.Reflection, isAligned: true),
        ["affine_grid"] = new(
            x => Images.AffineGrid(x[0], [2, 3]), x => Mapped(x[0], [2, 3], (i, n) => (2 * i + 1.0) / n - 1), [(int[])[2, 2, 3]], [(int[])[0, 2, 3]]),
        ["affine_grid/aligned"] = new(
            x => Images.AffineGrid(x[0], [3, 1, 2], alignCorners: true), x => Mapped(x[0], [3, 1, 2], (i, n) => n == 1 ? 0 : 2.0 * i / (n - 1) - 1), [(int[])[1, 3, 4]]),
        ["affine_grid/row"] = new(x => Images.AffineGrid(x[0], [4]), x => Mapped(x[0], [4], (i, n) => (2 * i + 1.0) / n - 1), [(int[])[2, 1, 2]]),
        ["affine_grid/nothing"] = new(x => Images.AffineGrid(x[0], [0, 2]), x => new Nd([1, 0, 2, 2], []), [(int[])[1, 2, 3]]),
    };

    // Images, rows and volumes; single places, no images, no places to read.
    private static OpRow Sampled(Interpolation interpolation, Border border, bool isAligned) => new(
        x => Images.GridSample(x[0], x[1], interpolation, border, isAligned),
        x => Nd.Make([x[0].Shape[0], x[0].Shape[1], .. x[1].Shape[1..^1]], at => Read(x[0], [at[0], at[1]], axis => x[1][[at[0], .. at[2..], x[1].Shape[^1] - 1 - axis]], interpolation, border, isAligned)),
        [(int[])[2, 2, 3, 4], new Operand([2, 2, 3, 2], -1.4, 1.4)],
        [(int[])[1, 2, 5], new Operand([1, 4, 1], -3, 3)],
        [(int[])[1, 1, 2, 3, 2], new Operand([1, 3, 3], -1.3, 1.3)],
        [(int[])[1, 2, 1, 1], new Operand([1, 1, 2, 2], -0.9, 0.9)],
        [(int[])[0, 1, 2, 2], (int[])[0, 2, 2]],
        [(int[])[1, 2, 2, 2], (int[])[1, 0, 3, 2]])
    {
        // A cubic's weights are sums of terms larger than themselves, and there are 64 of their products in space.
        Tolerance = 1e-13,
    };

    // The interpolated value of the image as it goes on beyond its borders, an axis at a time.
    private static double Read(Nd x, int[] at, Func<int, double> coordinate, Interpolation interpolation, Border border, bool isAligned)
    {
        int axis = at.Length - 2;
        if (axis == x.Rank - 2)
        {
            return x[at];
        }

        int n = x.Shape[axis + 2];
        double place = isAligned ? (coordinate(axis) + 1) / 2 * (n - 1) : ((coordinate(axis) + 1) * n - 1) / 2;
        double Value(int k) => border == Border.Zeros && (k < 0 || k >= n)
            ? 0
            : Read(x, [.. at, border == Border.Reflection ? Mirrored(k, n, isAligned) : Math.Clamp(k, 0, n - 1)], coordinate, interpolation, border, isAligned);
        int below = (int)Math.Floor(place);
        return interpolation switch
        {
            Interpolation.Nearest => Value((int)Math.Round(place)),
            Interpolation.Linear => Value(below) + (place - below) * (Value(below + 1) - Value(below)),
            _ => Enumerable.Range(below - 1, 4).Sum(k => Keys(Math.Abs(k - place), -0.75) * Value(k)),
        };
    }

    // There and back: the places at the ends once each time round if they are the mirrors, else twice.
    private static int Mirrored(int k, int n, bool isAligned)
    {
        int period = isAligned ? Math.Max(1, 2 * (n - 1)) : 2 * n;
        int turned = (k % period + period) % period;
        return turned < n ? turned : period - turned - (isAligned ? 0 : 1);
    }

    private static Nd Mapped(Nd maps, int[] size, Func<int, int, double> coordinate) => Nd.Make(
        [maps.Shape[0], .. size, size.Length],
        at => maps[at[0], at[^1], size.Length] + Enumerable.Range(0, size.Length)
            .Sum(j => maps[at[0], at[^1], j] * coordinate(at[size.Length - j], size[size.Length - 1 - j])));
}
