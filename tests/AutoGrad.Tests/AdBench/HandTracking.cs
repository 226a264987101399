using System.Globalization;

namespace AutoGrad.Tests;

/// <summary>A hand: a tree of bones, and vertices of its skin that they move.</summary>
/// <param name="Parents">For each bone its parent, which stands before it; -1 for the root.</param>
/// <param name="Relatives">[bones, 4, 4]: each bone beside its parent, in the resting pose.</param>
/// <param name="Skin">[vertices, bones × 4]: for each bone the vertex as that bone sees it, times the bone's weight.</param>
/// <param name="Triangles">[triangles, 3]: vertices.</param>
public sealed record HandModel(int[] Parents, Tensor Relatives, Tensor Skin, Tensor Triangles)
{
    public static HandModel Read(string folder)
    {
        string[][] bones = Rows(folder, "bones.txt");
        Tensor inverses = Matrices(bones, 18);
        string[][] vertices = Rows(folder, "vertices.txt");
        Tensor places = Tensor.From(
            [vertices.Length, 4], (double[])[.. vertices.SelectMany(row => (double[])[.. row[..3].Select(Number), 1])]);
        var weights = new double[vertices.Length, bones.Length];
        for (int i = 0; i < vertices.Length; i++)
        {
            for (int j = 9; j < vertices[i].Length; j += 2)
            {
                weights[i, (int)Number(vertices[i][j])] += Number(vertices[i][j + 1]);
            }
        }

        Tensor skin = Tensor.Einsum("vb,bij,vj->vbi", Tensor.From(weights), inverses, places);
        return new HandModel(
            [.. bones.Select(row => (int)Number(row[1]))],
            Matrices(bones, 2),
            skin.Reshape(vertices.Length, -1),
            Tensor.From([.. Rows(folder, "triangles.txt").SelectMany(row => row.Select(word => (int)Number(word)))]).Reshape(-1, 3));
    }

    /// <summary>The skin in a pose.</summary>
    /// <param name="pose">[26]: rotation (3), translation (3), and four angles for each finger.</param>
    /// <returns>[vertices, 3]</returns>
    public Tensor Posed(Tensor pose)
    {
        Tensor[] relatives = Tensor.MatMul(Relatives, Turns(pose[6..])).Unstack();
        var bones = new Tensor[relatives.Length];
        for (int i = 0; i < bones.Length; i++)
        {
            bones[i] = Parents[i] < 0 ? relatives[i] : Tensor.MatMul(bones[Parents[i]], relatives[i]);
        }

        // [bones × 4, 3]: the last row of every bone's matrix is that of a unit matrix.
        Tensor stacked = Tensor.Stack(bones)[.., ..3].SwapAxes(1, 2).Reshape(-1, 3);
        return Tensor.MatMul(Tensor.MatMul(Skin, stacked), Rotation.Matrix(pose[..3]).T) + pose[3..6];
    }

    // [bones, 4, 4]: Rz Rx of each bone's angles.
    private Tensor Turns(Tensor angles)
    {
        // Bones without an angle read the zero at the end.
        int none = angles.Size;
        (int[] x, int[] z) = (Filled(none), Filled(none));
        for (int finger = 0; finger < none / 4; finger++)
        {
            (int bone, int angle) = (2 + 4 * finger, 4 * finger);
            (x[bone], z[bone], x[bone + 1], x[bone + 2]) = (angle, angle + 1, angle + 2, angle + 3);
        }

        Tensor all = angles.Pad([0], [1]);
        (Tensor aroundX, Tensor aroundZ) = (all.Gather(Tensor.From(x)), all.Gather(Tensor.From(z)));
        (Tensor cosX, Tensor sinX) = (Tensor.Cos(aroundX), Tensor.Sin(aroundX));
        (Tensor cosZ, Tensor sinZ) = (Tensor.Cos(aroundZ), Tensor.Sin(aroundZ));
        (Tensor zero, Tensor one) = (Tensor.ZerosLike(cosX), Tensor.OnesLike(cosX));
        return Tensor.Stack(
            [
                cosZ, -sinZ * cosX, sinZ * sinX, zero,
                sinZ, cosZ * cosX, -cosZ * sinX, zero,
                zero, sinX, cosX, zero,
                zero, zero, zero, one,
            ],
            axis: 1).Reshape(-1, 4, 4);
    }

    private int[] Filled(int value) => [.. Enumerable.Repeat(value, Parents.Length)];

    private static Tensor Matrices(string[][] bones, int first) => Tensor.From(
        [bones.Length, 4, 4], (double[])[.. bones.SelectMany(row => row[first..(first + 16)].Select(Number))]);

    private static string[][] Rows(string folder, string file) =>
        [.. File.ReadLines(Path.Combine(folder, file)).Where(line => line.Length > 0).Select(line => line.Split(':'))];

    private static double Number(string word) => double.Parse(word, CultureInfo.InvariantCulture);
}

/// <summary>Points in space that are to lie on the skin: at vertices, or in triangles at places that are found too.</summary>
/// <param name="Model">The hand.</param>
/// <param name="Correspondences">[n]: the vertex, or the triangle, of each point.</param>
/// <param name="Points">[n, 3]</param>
public sealed record HandTracking(HandModel Model, Tensor Correspondences, Tensor Points)
{
    public static (HandTracking Objective, HandParameters Parameters) Read(HandModel model, string path, bool complicated)
    {
        var file = new NumberReader(path);
        (int n, int pose) = (file.Integer(), file.Integer());
        Tensor rows = file.Tensor(n, 4);
        Tensor? places = complicated ? file.Tensor(n, 2) : null;
        return (new HandTracking(model, rows[.., 0].To(DType.Int32), rows[.., 1..]), new HandParameters(file.Tensor(pose), places));
    }

    /// <summary>How far each point is from its place on the skin.</summary>
    /// <returns>[n, 3]</returns>
    public Tensor Errors(HandParameters p)
    {
        Tensor skin = Model.Posed(p.Pose);
        if (p.Places is not { } u)
        {
            return Points - skin.Gather(Correspondences);
        }

        Tensor weights = Tensor.Concatenate([u, 1 - u.Sum(axis: 1, keepDims: true)], axis: 1);
        Tensor corners = skin.Gather(Model.Triangles.Gather(Correspondences));
        return Points - (weights.ExpandDims(2) * corners).Sum(axis: 1);
    }

    /// <summary>The derivatives of each point's error by that point's own place, and by the pose.</summary>
    /// <returns>[n, 3, 26], or [n, 3, 28].</returns>
    public Tensor Jacobian(HandParameters p)
    {
        // A direction moves the pose, or the places of all points at once: an error reads its own place alone.
        int own = p.Places is null ? 0 : 2;
        Tensor all = Tensor.Eye(own + p.Pose.Size, DType.Float64);
        Func<Tensor, Tensor> column = direction => Transform.Jvp(
            Errors, p, new HandParameters(direction[own..], p.Places is { } u ? direction[..own].BroadcastTo(u.Shape) : null)).Tangent;
        return Transform.Vmap(column, outAxis: 2)(all);
    }
}

/// <summary>What hand tracking finds.</summary>
/// <param name="Pose">[26]</param>
/// <param name="Places">[n, 2]: two of the three weights of the triangle's corners; null where points lie at vertices.</param>
public sealed record HandParameters(Tensor Pose, Tensor? Places);
