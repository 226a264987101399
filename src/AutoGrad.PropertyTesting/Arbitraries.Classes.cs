using FsCheck;
using FsCheck.Fluent;

namespace AutoGrad.PropertyTesting;

public static partial class Arbitraries
{
    private const int MostExamples = 4;
    private const int MostClasses = 5;

    /// <summary>Rows of probabilities, [n, k]: each sums to 1. They shrink to fewer rows and classes, then to even rows, then to tenths.</summary>
    /// <param name="maxRows">The most rows.</param>
    /// <param name="maxClasses">The most classes.</param>
    /// <param name="zeros">Whether some probabilities are 0; otherwise each is positive.</param>
    /// <param name="dtype">Float64 or Float32.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no row or class, or the dtype is not floating.</exception>
    public static Arbitrary<Tensor> ProbabilityRows(int maxRows = MostExamples, int maxClasses = MostClasses, bool zeros = false, DType dtype = DType.Float64)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxRows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxClasses, 1);
        Checked(null, dtype);
        Gen<Tensor> draws = Gen.Sized(size =>
            from rows in Gen.Choose(1, Grown(size, 1, maxRows))
            from classes in Gen.Choose(1, Grown(size, 1, maxClasses))
            from weights in (zeros ? Gen.Choose(-300, 1000).Select(weight => Math.Max(0, weight)) : Gen.Choose(1, 1000)).ArrayOf(classes).ArrayOf(rows)
            select Rows([.. weights.Select(row => ProbabilityShrinks.Normalized(Array.ConvertAll(row, weight => (double)weight)))], dtype));
        return Arb.From(draws, rows => ProbabilityShrinks.Of(rows, zeros).Select(simpler => Rows(simpler, dtype)));
    }

    /// <summary>Labels of classes, [n] in Int32. They shrink to fewer and smaller labels.</summary>
    /// <param name="classes">How many classes there are: labels are in [0, classes).</param>
    /// <param name="maxCount">The most labels.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no class or label.</exception>
    public static Arbitrary<Tensor> Labels(int classes, int maxCount = MostExamples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxCount, 1);
        return Arb.From(
            Gen.Sized(size => Gen.Choose(1, Grown(size, 1, maxCount))).SelectMany(count => LabelDraws(classes, count)),
            labels => TensorShrinks.Fewer(labels).Concat(LabelShrinks(labels)));
    }

    /// <summary>Scores of classes with their labels. They shrink to one example, fewer classes, then rounder and smaller scores.</summary>
    /// <param name="maxExamples">The most examples.</param>
    /// <param name="maxClasses">The most classes.</param>
    /// <param name="values">What the scores are; numbers from -10 to 10 if left out.</param>
    /// <param name="dtype">Float64 or Float32.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no example or class, or the dtype is not floating.</exception>
    public static Arbitrary<LabelledLogits> LabelledLogits(
        int maxExamples = MostExamples, int maxClasses = MostClasses, Values? values = null, DType dtype = DType.Float64)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxExamples, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxClasses, 1);
        Values elements = Checked(values, dtype);
        Gen<LabelledLogits> draws = Gen.Sized(size =>
            from examples in Gen.Choose(1, Grown(size, 1, maxExamples))
            from classes in Gen.Choose(1, Grown(size, 1, maxClasses))
            from logits in ElementDraws.Of(elements, dtype, [examples, classes])
            from labels in LabelDraws(classes, examples)
            select new LabelledLogits(logits, labels));
        return Arb.From(draws, pair => Shrunk(pair).Concat(TensorShrinks.Simpler(pair.Logits, elements).Select(logits => pair with { Logits = logits })));
    }

    private static Gen<Tensor> LabelDraws(int classes, int count) => Gen.Choose(0, classes - 1).ArrayOf(count).Select(labels => Tensor.From(labels));

    private static Tensor Rows(double[][] rows, DType dtype) => Elements.Tensor([rows.Length, rows[0].Length], [.. rows.SelectMany(row => row)], dtype);

    private static IEnumerable<Tensor> LabelShrinks(Tensor labels)
    {
        int[] classes = labels.ToArray<int>();
        return classes.SelectMany((label, i) => ((int[])[0, label / 2, label - 1]).Where(smaller => smaller >= 0 && smaller < label).Distinct()
            .Select(smaller => Tensor.From(labels.Shape, (int[])[.. classes[..i], smaller, .. classes[(i + 1)..]])));
    }

    private static IEnumerable<LabelledLogits> Shrunk(LabelledLogits pair)
    {
        foreach (TensorShrinks.Part part in TensorShrinks.Parts(pair.Logits.Shape[0]))
        {
            yield return new LabelledLogits(part.Of(pair.Logits, 0), part.Of(pair.Labels, 0));
        }

        // The label of a class that goes becomes the last of those that stay.
        foreach (TensorShrinks.Part part in TensorShrinks.Parts(pair.Logits.Shape[1]))
        {
            Tensor logits = part.Of(pair.Logits, 1);
            yield return new LabelledLogits(logits, Tensor.From(Array.ConvertAll(pair.Labels.ToArray<int>(), label => Math.Min(label, logits.Shape[1] - 1))));
        }

        foreach (Tensor labels in LabelShrinks(pair.Labels))
        {
            yield return pair with { Labels = labels };
        }
    }
}
