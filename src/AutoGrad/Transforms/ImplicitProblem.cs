namespace AutoGrad;

/// <summary>A state z that a condition on parameters p defines, <c>F(p, z) = 0</c>: how to find it, and how it moves with p.</summary>
/// <remarks>
/// By the implicit function theorem <c>M ż = -∂F/∂p ṗ</c> with <c>M = ∂F/∂z</c>, however z was found. All but
/// <see cref="Find"/> is written in tensor operations of one example, and so differentiated and mapped in its turn.
/// </remarks>
internal abstract record ImplicitProblem
{
    public abstract string Name { get; }

    /// <summary>Finds the state, on numbers.</summary>
    /// <param name="step">From parameters and state to the next state, or whatever else the search repeats.</param>
    /// <param name="p">The parameters' leaves.</param>
    /// <param name="start">The state's leaves to begin with.</param>
    /// <param name="depth">How many leading axes count examples; each example stops by itself, and then keeps its state.</param>
    public abstract Tensor[] Find(Func<Tensor[], Tensor[], Tensor[]> step, Tensor[] p, Tensor[] start, int depth);

    /// <summary>What the search repeats, of one example.</summary>
    public abstract Tensor[] Step(Tensor[] p, Tensor[] z);

    /// <summary><c>F(p, z)</c>.</summary>
    public abstract Tensor[] Condition(Tensor[] p, Tensor[] z);

    /// <summary>Solves <c>M y = right</c>, or <c>Mᵀ y = right</c>.</summary>
    public abstract Tensor[] SolveLinear(Tensor[] p, Tensor[] z, Tensor[] right, bool transpose);

    /// <summary>Cotangents of some parameters.</summary>
    public Tensor[] Pull(Tensor[] p, Tensor[] z, int[] wanted, Tensor[] zBar)
    {
        Tensor[] w = SolveLinear(p, z, zBar, transpose: true);
        return Array.ConvertAll(
            Transform.Vjp<Tensor[], Tensor[]>(some => Condition(TreeOp.Replace(p, wanted, some), z), Array.ConvertAll(wanted, i => p[i])).Pullback(w),
            bar => -bar);
    }

    /// <summary>The state's tangents, where some parameters move.</summary>
    public Tensor[] Push(Tensor[] p, Tensor[] z, int[] moving, Tensor[] directions)
    {
        Tensor[] slopes = Transform.Jvp<Tensor[], Tensor[]>(
            some => Condition(TreeOp.Replace(p, moving, some), z), Array.ConvertAll(moving, i => p[i]), directions).Tangent;
        return SolveLinear(p, z, Array.ConvertAll(slopes, slope => -slope), transpose: false);
    }

    /// <summary>Finds the state under whatever transforms are open.</summary>
    public Tensor[] Solve(Tensor[] p, Tensor[] start)
    {
        var z = new Tensor[start.Length];
        new ImplicitOp(this, Step, Array.ConvertAll(start, leaf => leaf.Spec), 0, Pull, Push).Apply([.. p, .. start], z);
        return z;
    }

    /// <summary>Repeats the step until no example changes any more.</summary>
    /// <param name="step">From parameters and state to the next state.</param>
    /// <param name="p">The parameters' leaves.</param>
    /// <param name="start">The state's leaves.</param>
    /// <param name="depth">How many leading axes count examples.</param>
    /// <param name="tolerance">How much the state may change, beside its greatest element.</param>
    /// <param name="floor">What the greatest element counts as at least.</param>
    /// <param name="limit">How many steps there may be.</param>
    /// <param name="rule">What did not come about, for the message.</param>
    protected Tensor[] Repeat(
        Func<Tensor[], Tensor[], Tensor[]> step, Tensor[] p, Tensor[] start, int depth, double tolerance, double floor, int limit, string rule)
    {
        Tensor[] z = start;
        Tensor? settled = null;
        double change = double.NaN;
        for (int count = 0; count < limit; count++)
        {
            Tensor[] next = step(p, z);
            Tensor quiet = settled ?? Tensor.Zeros(start[0].Shape[..depth], DType.Bool);
            Tensor moved = Tensor.Zeros(quiet.Shape, DType.Float64);
            Tensor size = Tensor.Full(quiet.Shape, floor, DType.Float64);
            for (int k = 0; k < z.Length; k++)
            {
                moved = Tensor.Maximum(moved, Greatest(next[k] - z[k], depth));
                size = Tensor.Maximum(size, Greatest(next[k], depth));
                next[k] = settled is null ? next[k] : Tensor.Where(quiet.Reshape([.. quiet.Shape, .. Enumerable.Repeat(1, z[k].Rank - depth)]), z[k], next[k]);
            }

            moved = Tensor.Where(quiet, 0.0, moved);
            change = moved.Size == 0 ? 0 : moved.Max().ToScalar();
            z = next;
            settled = quiet | (moved <= tolerance * size);
            if (settled.All().ToArray<bool>()[0])
            {
                return z;
            }

            if (double.IsNaN(change))
            {
                break;
            }
        }

        throw new ArithmeticException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Name}: {rule}; got a change of {change:G3} in the last."));
    }

    // The greatest magnitude in each example; 0 of none.
    private static Tensor Greatest(Tensor x, int depth)
    {
        Tensor flat = Tensor.Abs(x).Reshape([.. x.Shape[..depth], x.Shape[depth..].Size]);
        return (flat.Shape[^1] == 0 ? flat.Sum(-1) : flat.Max(-1)).To(DType.Float64);
    }
}
