namespace AutoGrad.Data;

/// <summary>Cuts a data set into batches: lazily, one batch in memory at a time, and the same ones each time it is asked.</summary>
public static class Batches
{
    /// <summary>The examples in random order, every one once.</summary>
    /// <param name="inputs">[n, ...]: one example a row.</param>
    /// <param name="labels">[n, ...]: of the same n.</param>
    /// <param name="size">Examples a batch; 1 or more.</param>
    /// <param name="key">Gives the order. Fold the epoch into it (<c>key.Fold(epoch)</c>), or all epochs are alike.</param>
    /// <param name="dropLast">Whether a last batch with fewer examples is left out.</param>
    /// <returns>Batches of inputs [size, ...] and labels [size, ...]; the last one may be smaller.</returns>
    /// <exception cref="ShapeException">Inputs and labels are not equally many.</exception>
    public static IEnumerable<Examples> Shuffled(Tensor inputs, Tensor labels, int size, RandomKey key, bool dropLast = false)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        int count = CountOf("batches", inputs, labels);
        return Cut();

        IEnumerable<Examples> Cut()
        {
            Tensor order = Draw.Permutation(key, count);
            foreach (Range part in Parts(count, size, dropLast))
            {
                yield return Take(inputs, labels, order[part]);
            }
        }
    }

    /// <summary>The examples in the order in which they come.</summary>
    /// <param name="inputs">[n, ...]: one example a row.</param>
    /// <param name="labels">[n, ...]: of the same n.</param>
    /// <param name="size">Examples a batch; 1 or more.</param>
    /// <param name="dropLast">Whether a last batch with fewer examples is left out.</param>
    /// <returns>Batches of inputs [size, ...] and labels [size, ...]; the last one may be smaller.</returns>
    /// <exception cref="ShapeException">Inputs and labels are not equally many.</exception>
    public static IEnumerable<Examples> InOrder(Tensor inputs, Tensor labels, int size, bool dropLast = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        int count = CountOf("batches", inputs, labels);
        return Parts(count, size, dropLast).Select(part => new Examples(inputs[part], labels[part]));
    }

    /// <summary>How many examples there are.</summary>
    internal static int CountOf(string op, Tensor inputs, Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(labels);
        return inputs.Rank > 0 && labels.Rank > 0 && inputs.Shape[0] == labels.Shape[0]
            ? inputs.Shape[0]
            : throw new ShapeException(op, "inputs [n, ...] and labels [n, ...] must be equally many", $"{inputs.Spec} and {labels.Spec}");
    }

    /// <summary>The examples at these places.</summary>
    internal static Examples Take(Tensor inputs, Tensor labels, Tensor places) => new(inputs.Gather(places, 0), labels.Gather(places, 0));

    private static IEnumerable<Range> Parts(int count, int size, bool dropLast)
    {
        for (int start = 0; start < count; start += size)
        {
            int end = Math.Min(count - start, size) + start;
            if (end - start == size || !dropLast)
            {
                yield return start..end;
            }

            // The next start would not fit an int.
            if (end == count)
            {
                yield break;
            }
        }
    }
}
