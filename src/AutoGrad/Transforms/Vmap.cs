namespace AutoGrad;

public static partial class Transform
{
    /// <summary>Maps a function of one example over a batch, in one go: <c>yᵢ = f(xᵢ)</c>.</summary>
    /// <param name="f">From one example to its result.</param>
    /// <param name="inAxis">Which axis of the batch counts the examples.</param>
    /// <param name="outAxis">Where that axis will be in the result.</param>
    /// <returns>A function of the whole batch.</returns>
    public static Func<Tensor, Tensor> Vmap(Func<Tensor, Tensor> f, int inAxis = 0, int outAxis = 0) => Vmap<Tensor, Tensor>(f, inAxis, outAxis);

    /// <summary>Maps a function of one example over a batch, in one go, for any trees.</summary>
    /// <param name="f">From one example, any tree, to its result, any tree.</param>
    /// <param name="inAxis">Which axis of every leaf counts the examples.</param>
    /// <param name="outAxis">Where that axis will be in every leaf of the result.</param>
    /// <returns>A function of the whole batch.</returns>
    /// <remarks>Calling it throws a <see cref="ShapeException"/> if the leaves do not have one number of examples.</remarks>
    public static Func<T, TOut> Vmap<T, TOut>(Func<T, TOut> f, int inAxis = 0, int outAxis = 0)
    {
        ArgumentNullException.ThrowIfNull(f);
        return x => Map<TOut>([x], [inAxis], outAxis, all => f((T)all[0]!));
    }

    /// <summary>Maps a function of two arguments over a batch, in one go.</summary>
    /// <param name="f">From one example's arguments to its result.</param>
    /// <param name="firstAxis">Which axis of the first argument counts the examples; null for an argument that all examples share.</param>
    /// <param name="secondAxis">The same for the second argument.</param>
    /// <param name="outAxis">Where that axis will be in the result.</param>
    /// <returns>A function of the whole batch.</returns>
    public static Func<Tensor, Tensor, Tensor> Vmap(Func<Tensor, Tensor, Tensor> f, int? firstAxis = 0, int? secondAxis = 0, int outAxis = 0) =>
        Vmap<Tensor, Tensor, Tensor>(f, firstAxis, secondAxis, outAxis);

    /// <summary>Maps a function of two arguments over a batch, in one go, for any trees.</summary>
    /// <param name="f">From one example's arguments to its result.</param>
    /// <param name="firstAxis">Which axis of every leaf of the first argument counts the examples; null for an argument that all examples share.</param>
    /// <param name="secondAxis">The same for the second argument.</param>
    /// <param name="outAxis">Where that axis will be in every leaf of the result.</param>
    /// <returns>A function of the whole batch.</returns>
    public static Func<T1, T2, TOut> Vmap<T1, T2, TOut>(Func<T1, T2, TOut> f, int? firstAxis = 0, int? secondAxis = 0, int outAxis = 0)
    {
        ArgumentNullException.ThrowIfNull(f);
        return (x, y) => Map<TOut>([x, y], [firstAxis, secondAxis], outAxis, all => f((T1)all[0]!, (T2)all[1]!));
    }

    /// <summary>Maps a function of three arguments over a batch, in one go.</summary>
    /// <param name="f">From one example's arguments to its result.</param>
    /// <param name="firstAxis">Which axis of the first argument counts the examples; null for an argument that all examples share.</param>
    /// <param name="secondAxis">The same for the second argument.</param>
    /// <param name="thirdAxis">The same for the third argument.</param>
    /// <param name="outAxis">Where that axis will be in the result.</param>
    /// <returns>A function of the whole batch.</returns>
    public static Func<Tensor, Tensor, Tensor, Tensor> Vmap(
        Func<Tensor, Tensor, Tensor, Tensor> f, int? firstAxis = 0, int? secondAxis = 0, int? thirdAxis = 0, int outAxis = 0) =>
        Vmap<Tensor, Tensor, Tensor, Tensor>(f, firstAxis, secondAxis, thirdAxis, outAxis);

    /// <summary>Maps a function of three arguments over a batch, in one go, for any trees.</summary>
    /// <param name="f">From one example's arguments to its result.</param>
    /// <param name="firstAxis">Which axis of every leaf of the first argument counts the examples; null for an argument that all examples share.</param>
    /// <param name="secondAxis">The same for the second argument.</param>
    /// <param name="thirdAxis">The same for the third argument.</param>
    /// <param name="outAxis">Where that axis will be in every leaf of the result.</param>
    /// <returns>A function of the whole batch.</returns>
    public static Func<T1, T2, T3, TOut> Vmap<T1, T2, T3, TOut>(
        Func<T1, T2, T3, TOut> f, int? firstAxis = 0, int? secondAxis = 0, int? thirdAxis = 0, int outAxis = 0)
    {
        ArgumentNullException.ThrowIfNull(f);
        return (x, y, z) => Map<TOut>([x, y, z], [firstAxis, secondAxis, thirdAxis], outAxis, all => f((T1)all[0]!, (T2)all[1]!, (T3)all[2]!));
    }

    /// <summary>Runs a function of several trees under one batch.</summary>
    internal static TOut Map<TOut>(object?[] arguments, int?[] axes, int outAxis, Func<object?[], TOut> f)
    {
        Tensor[][] leaves = [.. arguments.Select(Tree.Flatten)];
        int size = BatchSize(leaves, axes);
        var trace = new BatchTrace(size);
        try
        {
            var boxed = new object?[arguments.Length];
            for (int a = 0; a < arguments.Length; a++)
            {
                boxed[a] = axes[a] is { } axis
                    ? Tree.Unflatten(arguments[a], Array.ConvertAll(leaves[a], Tensor (leaf) => Box(trace, leaf, axis)))
                    : arguments[a];
            }

            TOut y = f(boxed);
            Tensor[] values = Tree.Flatten(y);
            for (int k = 0; k < values.Length; k++)
            {
                values[k].Trace?.RequireUsable("Vmap");
                values[k] = trace.Unbox(values[k]).MoveAxis(0, outAxis);
            }

            return (TOut)Tree.Unflatten(y, values)!;
        }
        finally
        {
            trace.Close();
        }
    }

    private static BatchTensor Box(BatchTrace trace, Tensor leaf, int axis)
    {
        leaf.Trace?.RequireUsable("Vmap");
        return new BatchTensor(trace, leaf.MoveAxis(axis, 0));
    }

    private static int BatchSize(Tensor[][] leaves, int?[] axes)
    {
        Tensor? first = null;
        int size = 0;
        for (int a = 0; a < leaves.Length; a++)
        {
            foreach (Tensor leaf in axes[a] is null ? [] : leaves[a])
            {
                int extent = leaf.Shape[leaf.Shape.Axis(axes[a]!.Value, "vmap")];
                ShapeException.ThrowUnless(first is null || extent == size, "vmap", "every mapped tensor must have the same number of examples", (first ?? leaf).Spec, leaf.Spec);
                (first, size) = (first ?? leaf, extent);
            }
        }

        return first is null
            ? throw new ShapeException("vmap", "at least one tensor must be mapped", "none")
            : size;
    }
}
