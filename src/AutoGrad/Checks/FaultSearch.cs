namespace AutoGrad;

/// <summary>After a failure: which operation's own rule fails at the values it had.</summary>
internal static class FaultSearch
{
    /// <summary>Adds to a report the operation most likely at fault, if one is found.</summary>
    /// <param name="wrong">What was found of the function.</param>
    /// <param name="function">The function.</param>
    /// <param name="check">Checks a rule by itself: from the operation as a function, its inputs and an order to a report.</param>
    public static GradientReport Explain<T>(GradientReport wrong, TreeFunction<T> function, Func<Func<Tensor[], Tensor>, Tensor[], int, GradientReport> check) =>
        function.Watched(applied =>
        {
            // A rule may be right and its own derivative wrong.
            for (int order = wrong.Order; order <= 2; order++)
            {
                foreach (Applied one in InOrderOfSuspicion(applied))
                {
                    if (IsWrong(one, order, check))
                    {
                        return wrong with { Operation = one.Op.Name, Source = one.Source };
                    }
                }
            }

            return wrong;
        });

    // Users' rules have been tested least. What stops derivatives is mostly meant to, and comes last.
    private static IEnumerable<Applied> InOrderOfSuspicion(IReadOnlyList<Applied> applied) =>
        applied.OrderBy(one => one.Op.RunsUserCode ? 0 : one.Op.IsDifferentiable ? 1 : 2);

    private static bool IsWrong(Applied one, int order, Func<Func<Tensor[], Tensor>, Tensor[], int, GradientReport> check)
    {
        int[] places = [.. Enumerable.Range(0, one.Inputs.Length).Where(i => one.Depends[i] && one.Inputs[i].DType.IsFloating())];
        if (places.Length == 0)
        {
            return false;
        }

        try
        {
            return check(moving => Run(one, places, moving), Array.ConvertAll(places, i => one.Inputs[i]), order).Verdict == Verdict.Wrong;
        }
        catch (Exception e) when (e is InvalidOperationException or ArithmeticException)
        {
            // It cannot be run by itself.
            return false;
        }
    }

    private static Tensor Run(Applied one, int[] places, Tensor[] moving)
    {
        var outputs = new Tensor[one.Outputs];
        one.Op.Apply(TreeOp.Replace(one.Inputs, places, moving), outputs);
        Tensor[] floating = [.. outputs.Where(y => y.DType.IsFloating()).Select(y => y.To(DType.Float64).Reshape([-1]))];
        return floating.Length == 0 ? Tensor.Zeros([0], DType.Float64) : floating.Length == 1 ? floating[0] : Tensor.Concatenate(floating);
    }
}
