using AutoGrad.Nn;

namespace AutoGrad.Onnx.Tests;

/// <summary>Images made larger or smaller, and read by grids.</summary>
internal static partial class Adapters
{
    // Versions 11 and 12: half a place beyond half_pixel, so that the nearest is rounded otherwise.
    private const string HalfAPlaceOn = "tf_half_pixel_for_nn";

    // Also Upsample, which was Resize's name before version 10.
    private static Tensor Resize(Node node)
    {
        Tensor x = node[0];
        bool isFirstVersion = node.Opset < 11;
        int[] axes = [.. (node.Ints("axes") ?? [.. Enumerable.Range(0, x.Rank)]).Select(axis => axis < 0 ? axis + x.Rank : axis)];
        Resampling how = Resampled(node, isFirstVersion);
        bool isCrop = how.Coordinates == Coordinates.Region;
        double[] region = isCrop ? node.Numbers(1) : [.. axes.Select(_ => 0.0), .. axes.Select(_ => 1.0)];
        double[]? scales = Given(node, isFirstVersion ? 1 : 2) ?? ScalesOf(node);
        double[]? sizes = isFirstVersion ? null : Given(node, 3);
        double[] factors = scales ?? [.. axes.Select((axis, i) => sizes![i] / x.Shape[axis])];
        switch (node.Text("keep_aspect_ratio_policy", "stretch"))
        {
            case "stretch": break;
            case "not_larger": (factors, scales) = Alike(factors.Min(), axes); break;
            case "not_smaller": (factors, scales) = Alike(factors.Max(), axes); break;
            case string policy: throw node.Refused($"keep_aspect_ratio_policy {policy}");
        }

        bool keepsRatio = sizes is not null && scales is not null;
        for (int i = 0; i < axes.Length; i++)
        {
            (double start, double end, int extent) = (region[i], region[axes.Length + i], x.Shape[axes[i]]);
            int size = (int)(keepsRatio ? Math.Floor(factors[i] * extent + 0.5)
                : sizes is not null ? sizes[i]
                : Math.Floor(factors[i] * extent * (end - start)));
            x = Images.ResizeAxis(x, axes[i], size, how with { Scale = scales is null || isCrop ? null : factors[i], Region = (start, end) });
        }

        return x;

        static (double[] Factors, double[] Scales) Alike(double factor, int[] axes) => ([.. axes.Select(_ => factor)], [.. axes.Select(_ => factor)]);
    }

    // Versions of Upsample before it had an input for them.
    private static double[]? ScalesOf(Node node) =>
        node.Has("height_scale") ? [1, 1, node.Double("height_scale", 1), node.Double("width_scale", 1)] : node.Doubles("scales");

    // An input left out may also be an empty tensor.
    private static double[]? Given(Node node, int input) => node.Optional(input) is { Size: > 0 } ? node.Numbers(input) : null;

    private static Resampling Resampled(Node node, bool isFirstVersion) => new()
    {
        Interpolation = node.Text("mode", "nearest") switch
        {
            "nearest" => Interpolation.Nearest,
            "linear" or "bilinear" => Interpolation.Linear,
            "cubic" => Interpolation.Cubic,
            string mode => throw node.Refused($"mode {mode}"),
        },
        Coordinates = node.Text("coordinate_transformation_mode", isFirstVersion ? "asymmetric" : "half_pixel") switch
        {
            "half_pixel" or HalfAPlaceOn => Coordinates.HalfPixel,
            "half_pixel_symmetric" => Coordinates.HalfPixelSymmetric,
            "pytorch_half_pixel" => Coordinates.HalfPixelOrFirst,
            "align_corners" => Coordinates.AlignCorners,
            "asymmetric" => Coordinates.Asymmetric,
            "tf_crop_and_resize" => Coordinates.Region,
            string mode => throw node.Refused($"coordinate_transformation_mode {mode}"),
        },
        Rounding = (node.Text("nearest_mode", isFirstVersion ? "floor" : "round_prefer_floor"), node.Text("coordinate_transformation_mode", "") == HalfAPlaceOn) switch
        {
            ("round_prefer_floor", false) => Rounding.HalfDown,
            ("round_prefer_ceil", false) or ("floor", true) => Rounding.HalfUp,
            ("floor", false) => Rounding.Floor,
            ("ceil", false) or ("round_prefer_floor", true) => Rounding.Ceiling,
            (string mode, _) => throw node.Refused($"nearest_mode {mode}"),
        },
        CubicSlope = node.Double("cubic_coeff_a", -0.75),
        Antialias = node.Flag("antialias"),
        ExcludeOutside = node.Flag("exclude_outside"),
        Outside = node.Double("extrapolation_value", 0),
    };

    private static Tensor GridSample(Node node)
    {
        Interpolation interpolation = node.Text("mode", "linear") switch
        {
            "linear" or "bilinear" => Interpolation.Linear,
            "nearest" => Interpolation.Nearest,
            "cubic" or "bicubic" => Interpolation.Cubic,
            string mode => throw node.Refused($"mode {mode}"),
        };
        Border border = node.Text("padding_mode", "zeros") switch
        {
            "zeros" => Border.Zeros,
            "border" => Border.Edge,
            "reflection" => Border.Reflection,
            string mode => throw node.Refused($"padding_mode {mode}"),
        };
        return Images.GridSample(node[0], node[1], interpolation, border, node.Flag("align_corners"));
    }

    private static Tensor AffineGrid(Node node) => Images.AffineGrid(node[0], node.Integers(1).AsSpan(2), node.Flag("align_corners"));

    private static Tensor DepthToSpace(Node node) => node.Text("mode", "DCR") switch
    {
        "DCR" => Images.DepthToSpace(node[0], node.Int("blocksize", 1)),
        "CRD" => Images.PixelShuffle(node[0], node.Int("blocksize", 1)),
        string mode => throw node.Refused($"mode {mode}"),
    };

    private static Tensor SpaceToDepth(Node node) => node.Text("mode", "DCR") switch
    {
        "DCR" => Images.SpaceToDepth(node[0], node.Int("blocksize", 1)),
        "CRD" => Images.PixelUnshuffle(node[0], node.Int("blocksize", 1)),
        string mode => throw node.Refused($"mode {mode}"),
    };
}
