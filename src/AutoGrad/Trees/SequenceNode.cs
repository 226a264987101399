using System.Collections;
using System.Collections.Immutable;
using System.Globalization;

namespace AutoGrad;

/// <summary>An array of rank 1. A copy of the array itself is refilled, so that no type need be made at run time.</summary>
internal sealed class ArrayNode() : TreeNode(typeof(IList))
{
    public static readonly ArrayNode Instance = new();

    public override object?[] Children(object value)
    {
        if (value is object?[] references)
        {
            return references;
        }

        var array = (Array)value;
        object?[] children = new object?[array.Length];
        for (int i = 0; i < children.Length; i++)
        {
            children[i] = array.GetValue(i);
        }

        return children;
    }

    public override string Step(object value, int index) => SequencePath.Step(index);

    public override object Rebuild(object value, object?[] children)
    {
        switch (value)
        {
            case Tensor[]: // of any kind of tensor: the new ones may be of another
                var tensors = new Tensor[children.Length];
                children.CopyTo(tensors, 0);
                return tensors;
            case object?[] references:
                object?[] copy = (object?[])references.Clone();
                children.CopyTo(copy, 0);
                return copy;
            default:
                var array = (Array)((Array)value).Clone();
                for (int i = 0; i < children.Length; i++)
                {
                    array.SetValue(children[i], i);
                }

                return array;
        }
    }
}

/// <summary>A list or an immutable array or list, or what the compiler makes of <c>[a, b]</c> for an <c>IReadOnlyList</c>.</summary>
internal sealed class SequenceNode<T>() : TreeNode(typeof(IList))
{
    public override object?[] Children(object value)
    {
        if (value is ImmutableArray<T> { IsDefault: true })
        {
            return [];
        }

        var list = (IReadOnlyList<T>)value;
        object?[] children = new object?[list.Count];
        int i = 0;
        foreach (T child in list)
        {
            children[i++] = child;
        }

        return children;
    }

    public override string Step(object value, int index) => SequencePath.Step(index);

    public override object Rebuild(object value, object?[] children)
    {
        T[] items = Array.ConvertAll(children, child => (T)child!);
        return value switch
        {
            List<T> => new List<T>(items),
            ImmutableArray<T> => ImmutableArray.Create(items),
            ImmutableList<T> => ImmutableList.Create(items),
            _ => items, // the compiler's own type is only ever seen through interfaces that an array has too
        };
    }
}

internal static class SequencePath
{
    public static string Step(int index) => string.Create(CultureInfo.InvariantCulture, $"[{index}]");
}
