namespace AutoGrad.Optim;

/// <summary>Applies functions to the floating leaves of trees that must agree; other leaves stay those of the first tree.</summary>
internal static class Leaves
{
    public static bool IsFloating(Tensor x) => x.DType is DType.Float32 or DType.Float64;

    public static T Map<T>(Func<Tensor, Tensor> f, T tree) => Tree.Map(x => IsFloating(x) ? f(x) : x, tree);

    public static T Map<T>(string op, Func<Tensor, Tensor, Tensor> f, T first, T second)
    {
        int leaf = 0;
        return Tree.Map(
            (x, y) =>
            {
                RequireAlike(op, first, leaf++, x, y);
                return IsFloating(x) ? f(x, y) : x;
            },
            first, second);
    }

    public static T Map<T>(string op, Func<Tensor, Tensor, Tensor, Tensor> f, T first, T second, T third)
    {
        int leaf = 0;
        return Tree.Map(
            (x, y, z) =>
            {
                RequireAlike(op, first, leaf, x, y);
                RequireAlike(op, first, leaf++, x, z);
                return IsFloating(x) ? f(x, y, z) : x;
            },
            first, second, third);
    }

    // Tensors that broadcast would go on as parameters of another shape.
    private static void RequireAlike<T>(string op, T tree, int leaf, Tensor x, Tensor y)
    {
        if (IsFloating(x) && x.Spec != y.Spec)
        {
            string path = Tree.Paths(tree)[leaf];
            throw new ShapeException(
                op, $"gradients, state and parameters must agree in shape and dtype{(path.Length == 0 ? "" : $" at {path}")}", $"{x.Spec} and {y.Spec}");
        }
    }
}
