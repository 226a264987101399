using System.Globalization;

namespace AutoGrad.Data;

public static partial class Datasets
{
    /// <summary>Holds out a random part of a data set.</summary>
    /// <param name="inputs">[n, ...]: one example a row.</param>
    /// <param name="labels">[n, ...]: of the same n.</param>
    /// <param name="heldOut">The share to hold out, in (0, 1); rounded to whole examples.</param>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <returns>The rest and the part held out, both in random order.</returns>
    /// <exception cref="ShapeException">Inputs and labels are not equally many, or a part would be empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The share is not in (0, 1).</exception>
    public static TrainAndTest Split(Tensor inputs, Tensor labels, double heldOut, RandomKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        int count = Batches.CountOf("split", inputs, labels);
        if (!(heldOut > 0 && heldOut < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(heldOut), string.Create(CultureInfo.InvariantCulture, $"split: heldOut must be in (0, 1); got {heldOut}."));
        }

        int held = (int)Math.Round(heldOut * count, MidpointRounding.AwayFromZero);
        if (held == 0 || held == count)
        {
            throw new ShapeException("split", "both parts must have an example", $"{held} held out of {count}");
        }

        Tensor order = Draw.Permutation(key, count);
        return new TrainAndTest(Batches.Take(inputs, labels, order[held..]), Batches.Take(inputs, labels, order[..held]));
    }
}
