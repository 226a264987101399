namespace AutoGrad.PropertyTesting;

/// <summary>Several tensors to try in others' place, whose shapes go on to broadcast together.</summary>
internal static class OperandShrinks
{
    /// <summary>Everything, boldest first.</summary>
    /// <param name="operands">Tensors that broadcast from the axis <paramref name="first"/>, counted from the last, on.</param>
    /// <param name="first">1 if all axes broadcast, 3 for stacks of matrices.</param>
    /// <param name="values">What the elements are.</param>
    public static IEnumerable<Tensor[]> Of(Tensor[] operands, int first, Values values) =>
        Shorter(operands, first).Concat(Narrower(operands, first)).Concat(Flatter(operands, first)).Concat(Simpler(operands, values));

    /// <summary>Simpler elements, one operand at a time.</summary>
    public static IEnumerable<Tensor[]> Simpler(Tensor[] operands, Values values) =>
        operands.SelectMany((operand, i) => TensorShrinks.Simpler(operand, values).Select(simpler => With(operands, i, simpler)));

    public static Tensor[] With(Tensor[] operands, int i, Tensor replacement) => [.. operands[..i], replacement, .. operands[(i + 1)..]];

    // A part of an axis, of all that are as long there.
    private static IEnumerable<Tensor[]> Shorter(Tensor[] operands, int first)
    {
        for (int back = first; back <= operands.Max(x => x.Rank); back++)
        {
            int extent = operands.Where(x => x.Rank >= back).Max(x => x.Shape[^back]);
            foreach (TensorShrinks.Part part in TensorShrinks.Parts(extent))
            {
                yield return [.. operands.Select(x => x.Rank >= back && x.Shape[^back] == extent ? part.Of(x, x.Rank - back) : x)];
            }
        }
    }

    // One place of an axis, which is then repeated.
    private static IEnumerable<Tensor[]> Narrower(Tensor[] operands, int first)
    {
        for (int i = 0; i < operands.Length; i++)
        {
            for (int back = first; back <= operands[i].Rank; back++)
            {
                if (operands[i].Shape[^back] > 1)
                {
                    yield return With(operands, i, operands[i].SliceAxis(-back, 0, 1));
                }
            }
        }
    }

    // Without an axis of extent 1: an operand's own leading one, or one that is so for all.
    private static IEnumerable<Tensor[]> Flatter(Tensor[] operands, int first)
    {
        for (int i = 0; i < operands.Length; i++)
        {
            if (operands[i].Rank >= first && operands[i].Shape[0] == 1)
            {
                yield return With(operands, i, operands[i].Reshape(operands[i].Shape[1..]));
            }
        }

        for (int back = first; back <= operands.Max(x => x.Rank); back++)
        {
            if (operands.All(x => x.Rank < back || x.Shape[^back] == 1))
            {
                yield return [.. operands.Select(x => x.Rank < back ? x : x.Reshape([.. x.Shape[..^back], .. x.Shape[(x.Rank - back + 1)..]]))];
            }
        }
    }
}
