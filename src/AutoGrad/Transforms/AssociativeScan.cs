namespace AutoGrad;

public static partial class Transform
{
    /// <summary>Combines all elements up to each place, many at once: <c>yₜ = x₀ ∘ x₁ ∘ … ∘ xₜ</c>.</summary>
    /// <param name="combine">The operation ∘, which must be associative: from two trees of elements, each leaf [places, ...], to the tree of
    /// their combinations, place by place.</param>
    /// <param name="elements">Any tree whose leaves are [n, ...].</param>
    /// <param name="reverse">Whether to start from the last place: <c>yₜ = xₙ₋₁ ∘ … ∘ xₜ</c>.</param>
    /// <returns>Every leaf [n, ...]: like <paramref name="elements"/>.</returns>
    /// <exception cref="ShapeException">The leaves do not have one number of places.</exception>
    /// <exception cref="TreeException">The combinations are unlike the elements; the message has the path.</exception>
    /// <remarks>
    /// Where <see cref="Scan{TCarry, T, TOut}"/> takes n steps, this takes 2 log₂ n of many places each: linear recurrences
    /// <c>hₜ = aₜ hₜ₋₁ + bₜ</c> combine as <c>(a, b) ∘ (c, d) = (a c, c b + d)</c>. Rounding differs from that of a loop. Source: Blelloch,
    /// Prefix sums and their applications, CMU-CS-90-190, section 1.2.
    /// </remarks>
    public static T AssociativeScan<T>(Func<T, T, T> combine, T elements, bool reverse = false)
    {
        ArgumentNullException.ThrowIfNull(combine);
        Tensor[] leaves = Tree.Flatten(elements);
        foreach (Tensor leaf in leaves)
        {
            ShapeException.ThrowUnless(leaf.Rank > 0, "associative_scan", "every leaf must be [n, ...]", leaf.Spec);
            ShapeException.ThrowUnless(
                leaf.Shape[0] == leaves[0].Shape[0], "associative_scan", "every leaf must have the same number of places", leaves[0].Spec, leaf.Spec);
        }

        T Turned(T tree) => reverse ? Tree.Map(leaf => leaf.Flip(0), tree) : tree;
        return leaves.Length == 0 ? elements : Turned(Prefixes(combine, Turned(elements), leaves[0].Shape[0]));
    }

    // Pairs first; what comes out at the odd places are the prefixes of the pairs, and one more step each gives the even ones.
    private static T Prefixes<T>(Func<T, T, T> combine, T elements, int count)
    {
        if (count < 2)
        {
            return elements;
        }

        int pairs = count / 2;
        T lefts = Places(elements, 0, pairs);
        T odd = Prefixes(combine, Combined(combine, lefts, Places(elements, 1, pairs)), pairs);
        int later = count - pairs - 1;
        T even = later == 0
            ? Tree.Map(x => x.SliceAxis(0, 0, 1), elements)
            : Tree.Map(
                (x, rest) => Tensor.Concatenate([x.SliceAxis(0, 0, 1), rest]), elements,
                Combined(combine, Tree.Map(x => x.SliceAxis(0, 0, later), odd), Places(elements, 2, later)));
        return Tree.Map((x, y) => Interleaved(x, y, pairs), even, odd);
    }

    private static T Places<T>(T elements, int start, int count) => Tree.Map(x => x.SliceAxis(0, start, count, 2), elements);

    private static T Combined<T>(Func<T, T, T> combine, T x, T y)
    {
        T both = combine(x, y);
        Tree.RequireSameSpecs("associative_scan", x, both, "combinations must be like the elements");
        return both;
    }

    private static Tensor Interleaved(Tensor even, Tensor odd, int pairs)
    {
        Tensor both = Tensor.Stack([even.SliceAxis(0, 0, pairs), odd], axis: 1).Reshape([2 * pairs, .. odd.Shape[1..]]);
        return even.Shape[0] == pairs ? both : Tensor.Concatenate([both, even.SliceAxis(0, pairs, 1)]);
    }
}
