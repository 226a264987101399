namespace AutoGrad.Tests;

/// <summary>What one observation depends on, or what many do with one more axis in front.</summary>
/// <param name="Camera">[11]: rotation (3), centre (3), focal length, principal point (2), radial distortion (2).</param>
/// <param name="Point">[3]</param>
/// <param name="Weight">[]</param>
public sealed record Observation(Tensor Camera, Tensor Point, Tensor Weight);

/// <summary>Cameras that see points, each observation with a weight: where the images fall, and how the errors move.</summary>
/// <param name="Cameras">[n, 11]</param>
/// <param name="Points">[m, 3]</param>
/// <param name="Weights">[p]</param>
/// <param name="Features">[p, 2]: where the images were found.</param>
/// <param name="CameraOf">[p]: which camera saw.</param>
/// <param name="PointOf">[p]: which point.</param>
public sealed record BundleAdjustment(Tensor Cameras, Tensor Points, Tensor Weights, Tensor Features, Tensor CameraOf, Tensor PointOf)
{
    /// <summary>Reads a file that gives one camera, point, weight and feature for all.</summary>
    public static BundleAdjustment Read(string path)
    {
        var file = new NumberReader(path);
        (int n, int m, int p) = (file.Integer(), file.Integer(), file.Integer());
        return new BundleAdjustment(
            file.Tensor(1, 11).BroadcastTo([n, 11]),
            file.Tensor(1, 3).BroadcastTo([m, 3]),
            file.Tensor(1).BroadcastTo([p]),
            file.Tensor(1, 2).BroadcastTo([p, 2]),
            Tensor.From([.. Enumerable.Range(0, p).Select(i => i % n)]),
            Tensor.From([.. Enumerable.Range(0, p).Select(i => i % m)]));
    }

    /// <summary>All reprojection errors.</summary>
    /// <returns>[p, 2]</returns>
    public Tensor Errors() => Transform.Vmap<Observation, Tensor, Tensor>(Error)(Observations(), Features);

    /// <summary>How far the weights are from 1.</summary>
    /// <returns>[p]</returns>
    public Tensor WeightErrors() => Transform.Vmap(WeightError)(Weights);

    /// <summary>The blocks of the Jacobian that are not zero, an observation each.</summary>
    /// <returns>[p, 2, 15]: by camera, point and weight.</returns>
    public Tensor Blocks()
    {
        Func<Observation, Tensor, Tensor> block = (x, feature) =>
        {
            Observation rows = Transform.Jacobian<Observation>(y => Error(y, feature))(x);
            return Tensor.Concatenate([rows.Camera, rows.Point, rows.Weight.ExpandDims(1)], axis: 1);
        };
        return Transform.Vmap(block)(Observations(), Features);
    }

    /// <summary>The derivative of each weight's error by that weight.</summary>
    /// <returns>[p]</returns>
    public Tensor WeightSlopes() => Transform.Vmap(Transform.Grad(WeightError))(Weights);

    /// <summary>An observation's error: the camera's image of the point beside the feature, weighed.</summary>
    /// <returns>[2]</returns>
    public static Tensor Error(Observation x, Tensor feature) => x.Weight * (Projected(x.Camera, x.Point) - feature);

    private static Tensor WeightError(Tensor weight) => 1 - weight * weight;

    private static Tensor Projected(Tensor camera, Tensor point)
    {
        Tensor turned = Rotation.Turn(camera[..3], point - camera[3..6]);
        Tensor image = turned[..2] / turned[2];
        Tensor squared = Tensor.Square(image).Sum();
        Tensor distortion = 1 + squared * (camera[9] + squared * camera[10]);
        return camera[6] * distortion * image + camera[7..9];
    }

    private Observation Observations() => new(Cameras.Gather(CameraOf), Points.Gather(PointOf), Weights);
}
