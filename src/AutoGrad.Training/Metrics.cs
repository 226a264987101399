namespace AutoGrad.Training;

/// <summary>How good predictions are, as numbers for people: nothing here is differentiated.</summary>
public static class Metrics
{
    /// <summary>The share of predictions that are right.</summary>
    /// <param name="prediction">[...]: labels (integers) or masks (Bool); of scores, take <c>ArgMax(axis: -1)</c>.</param>
    /// <param name="target">[...]: the same shape and dtype.</param>
    /// <returns>From 0 to 1.</returns>
    /// <exception cref="ShapeException">Shapes or dtypes differ, the dtype is floating, or there is no example.</exception>
    public static double Accuracy(Tensor prediction, Tensor target)
    {
        Require("accuracy", prediction, target);
        return Tensor.Equal(prediction, target).Sum().ToScalar() / prediction.Size;
    }

    /// <summary>Counts each label against each prediction.</summary>
    /// <param name="prediction">[n]: Int32 in [0, classes).</param>
    /// <param name="target">[n]: Int32 in [0, classes).</param>
    /// <param name="classes">How many there are, k.</param>
    /// <returns>[k, k]: Int32; in row i and column j, how many examples of class i were taken for j.</returns>
    /// <exception cref="ShapeException">Shapes differ, the dtype is not Int32, or there is no example.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A class is outside [0, classes); the message has its row.</exception>
    public static Tensor ConfusionMatrix(Tensor prediction, Tensor target, int classes)
    {
        Require("confusion_matrix", prediction, target);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        (int[] predictions, int[] targets) = (prediction.ToArray<int>(), target.ToArray<int>());
        var counts = new int[classes * classes];
        for (int i = 0; i < targets.Length; i++)
        {
            counts[Class(nameof(target), targets[i], i, classes) * classes + Class(nameof(prediction), predictions[i], i, classes)]++;
        }

        return Tensor.From([classes, classes], counts);
    }

    private static int Class(string name, int label, int row, int classes) => (uint)label < (uint)classes
        ? label
        : throw new ArgumentOutOfRangeException(name, $"confusion_matrix: a class must be in [0, {classes}); got {label} in row {row}.");

    private static void Require(string op, Tensor prediction, Tensor target)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        ArgumentNullException.ThrowIfNull(target);
        if (prediction.Spec != target.Spec || prediction.DType is DType.Float32 or DType.Float64 || prediction.Size == 0)
        {
            throw new ShapeException(
                op,
                "prediction and target must be labels or masks of one shape and dtype, one or more (of scores, take ArgMax(axis: -1))",
                $"{prediction.Spec} and {target.Spec}");
        }
    }
}
