namespace AutoGrad;

/// <summary>A function of parameters and state, written down: what it captures are parameters too.</summary>
/// <param name="Call">From the parameters' leaves and the state's to the result's.</param>
/// <param name="Parameters">The leaves of the parameters, and what was captured.</param>
/// <param name="State">The state's leaves.</param>
/// <param name="Tolerance">A hundred times the distance from 1 to the next number of the state's dtype.</param>
internal sealed record WrittenFunction(Func<Tensor[], Tensor[], Tensor[]> Call, Tensor[] Parameters, Tensor[] State, double Tolerance)
{
    public static WrittenFunction Of<TParams, TState>(string name, Func<TParams, TState, TState> f, TParams parameters, TState start)
    {
        Tensor[] given = Tree.Flatten(parameters);
        Tensor[] state = Tree.Flatten(start);
        if (state.Length == 0)
        {
            throw new TreeException(name, "the state must have a floating tensor", "got no tensors");
        }

        foreach (Tensor leaf in state)
        {
            ShapeException.ThrowUnlessFloating(name, leaf.Spec);
        }

        int count = given.Length;
        Graph graph = GraphTrace.Write(
            boxes =>
            {
                TState next = f((TParams)Tree.Unflatten(parameters, boxes.AsSpan(0, count))!, (TState)Tree.Unflatten(start, boxes.AsSpan(count))!);
                Tree.RequireSameSpecs($"{name}'s function", start, next);
                return Tree.Flatten(next);
            },
            [.. given, .. state],
            out Tensor[] captured);
        return new WrittenFunction(
            (p, z) => graph.Run([.. p[..count], .. z, .. p[count..]]), [.. given, .. captured], state, 100 * state.Max(leaf => Spectrum.Epsilon(leaf.DType)));
    }
}
