using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace AutoGrad;

/// <summary>Makes the nodes of .NET's own generic types: lists, dictionaries and tuples.</summary>
internal static class GenericNodes
{
    private static readonly HashSet<Type> s_sequences = [typeof(List<>), typeof(ImmutableArray<>), typeof(ImmutableList<>)];

    private static readonly HashSet<Type> s_dictionaries =
        [typeof(Dictionary<,>), typeof(SortedDictionary<,>), typeof(ImmutableDictionary<,>), typeof(ImmutableSortedDictionary<,>)];

    /// <summary>The node of a constructed generic type; null if it is not one of these.</summary>
    public static TreeNode? Find(Type type)
    {
        Type definition = type.GetGenericTypeDefinition();
        Type[] arguments = type.GetGenericArguments();
        if (s_dictionaries.Contains(definition) && !IsOrdered(arguments[0]))
        {
            return new RejectedNode(
                "the keys of a dictionary must be comparable, to put its tensors in order", type,
                $"Let {TypeNames.Of(arguments[0])} implement IComparable, or use strings.");
        }

        try
        {
            return Make(definition, arguments);
        }
        catch (NotSupportedException)
        {
            // Compiled ahead of time, and over a value type that the program has no code for: as good as unknown.
            return null;
        }
    }

    [UnconditionalSuppressMessage(
        "Trimming", "IL2055",
        Justification = "The constraint on the last part of a long tuple asks for a struct, which needs no constructor.")]
    [UnconditionalSuppressMessage(
        "AOT", "IL3050",
        Justification = "Code for all reference types is shared, and TreeNodes makes it; other types throw, which Find reports.")]
    private static TreeNode? Make(Type definition, Type[] arguments)
    {
        if (s_sequences.Contains(definition) || IsCompilersList(definition))
        {
            return (TreeNode?)Activator.CreateInstance(typeof(SequenceNode<>).MakeGenericType(arguments));
        }

        if (s_dictionaries.Contains(definition))
        {
            return (TreeNode?)Activator.CreateInstance(typeof(DictionaryNode<,>).MakeGenericType(arguments));
        }

        if (definition.FullName!.StartsWith("System.ValueTuple`", StringComparison.Ordinal))
        {
            return (TreeNode?)(arguments.Length switch
            {
                1 => Activator.CreateInstance(typeof(ValueTupleNode<>).MakeGenericType(arguments)),
                2 => Activator.CreateInstance(typeof(ValueTupleNode<,>).MakeGenericType(arguments)),
                3 => Activator.CreateInstance(typeof(ValueTupleNode<,,>).MakeGenericType(arguments)),
                4 => Activator.CreateInstance(typeof(ValueTupleNode<,,,>).MakeGenericType(arguments)),
                5 => Activator.CreateInstance(typeof(ValueTupleNode<,,,,>).MakeGenericType(arguments)),
                6 => Activator.CreateInstance(typeof(ValueTupleNode<,,,,,>).MakeGenericType(arguments)),
                7 => Activator.CreateInstance(typeof(ValueTupleNode<,,,,,,>).MakeGenericType(arguments)),
                _ => Activator.CreateInstance(typeof(ValueTupleNode<,,,,,,,>).MakeGenericType(arguments)),
            });
        }

        if (definition.FullName!.StartsWith("System.Tuple`", StringComparison.Ordinal))
        {
            return (TreeNode?)(arguments.Length switch
            {
                1 => Activator.CreateInstance(typeof(ReferenceTupleNode<>).MakeGenericType(arguments)),
                2 => Activator.CreateInstance(typeof(ReferenceTupleNode<,>).MakeGenericType(arguments)),
                3 => Activator.CreateInstance(typeof(ReferenceTupleNode<,,>).MakeGenericType(arguments)),
                4 => Activator.CreateInstance(typeof(ReferenceTupleNode<,,,>).MakeGenericType(arguments)),
                5 => Activator.CreateInstance(typeof(ReferenceTupleNode<,,,,>).MakeGenericType(arguments)),
                6 => Activator.CreateInstance(typeof(ReferenceTupleNode<,,,,,>).MakeGenericType(arguments)),
                7 => Activator.CreateInstance(typeof(ReferenceTupleNode<,,,,,,>).MakeGenericType(arguments)),
                _ => Activator.CreateInstance(typeof(ReferenceTupleNode<,,,,,,,>).MakeGenericType(arguments)),
            });
        }

        return null;
    }

    // What the compiler makes of [a, b] where an IReadOnlyList or IEnumerable is asked for.
    private static bool IsCompilersList(Type definition) =>
        definition.Name.StartsWith("<>z__ReadOnly", StringComparison.Ordinal) && definition.GetGenericArguments().Length == 1;

    private static bool IsOrdered(Type key) => typeof(IComparable).IsAssignableFrom(key);
}
