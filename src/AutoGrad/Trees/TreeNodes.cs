using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace AutoGrad;

/// <summary>Finds the <see cref="TreeNode"/> of a run-time type, once for each.</summary>
internal static class TreeNodes
{
    /// <summary>A switch of the runtime, on unless set to false; a trimmed program has it off for good.</summary>
    public const string Switch = "AutoGrad.Trees.Reflection";

    private const string Rule = "a tree is made of tensors, records, tuples, arrays, lists and dictionaries";

    private static readonly Lock s_writing = new();

    private static readonly ConcurrentDictionary<Type, TreeNode> s_registered = new();

    // Code compiled ahead of time for Tensor serves every other class in its place: these make it.
    private static readonly ConcurrentDictionary<Type, TreeNode> s_nodes = new()
    {
        [typeof(List<Tensor>)] = new SequenceNode<Tensor>(),
        [typeof(ImmutableArray<Tensor>)] = new SequenceNode<Tensor>(),
        [typeof(Dictionary<string, Tensor>)] = new DictionaryNode<string, Tensor>(),
        [typeof(Dictionary<int, Tensor>)] = new DictionaryNode<int, Tensor>(),
        [typeof(ValueTuple<Tensor>)] = new ValueTupleNode<Tensor>(),
        [typeof((Tensor, Tensor))] = new ValueTupleNode<Tensor, Tensor>(),
        [typeof((Tensor, Tensor, Tensor))] = new ValueTupleNode<Tensor, Tensor, Tensor>(),
        [typeof((Tensor, Tensor, Tensor, Tensor))] = new ValueTupleNode<Tensor, Tensor, Tensor, Tensor>(),
        [typeof((Tensor, Tensor, Tensor, Tensor, Tensor))] = new ValueTupleNode<Tensor, Tensor, Tensor, Tensor, Tensor>(),
        [typeof(Tuple<Tensor>)] = new ReferenceTupleNode<Tensor>(),
        [typeof(Tuple<Tensor, Tensor>)] = new ReferenceTupleNode<Tensor, Tensor>(),
        [typeof(Tuple<Tensor, Tensor, Tensor>)] = new ReferenceTupleNode<Tensor, Tensor, Tensor>(),
    };

    /// <summary>Whether records and F#'s own types are taken apart by reflection.</summary>
    /// <remarks>
    /// The trimmer puts <c>false</c> here by the two guards. It would not, had the property a FeatureSwitchDefinition too:
    /// then an unset switch leaves reflection on in a trimmed program, where a record may have no members left.
    /// </remarks>
    [FeatureGuard(typeof(RequiresUnreferencedCodeAttribute))]
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))]
    [UnconditionalSuppressMessage(
        "Trimming", "IL4000", Justification = "No expression says that a program is not trimmed; the trimmer does.")]
    public static bool Reflects => !AppContext.TryGetSwitch(Switch, out bool on) || on;

    /// <summary>The node of a type; a <see cref="RejectedNode"/> if its values are no trees.</summary>
    public static TreeNode Of(Type type) => s_nodes.TryGetValue(type, out TreeNode? node) ? node : Add(type);

    /// <summary>The node of a tuple type, even of one without tensors.</summary>
    public static TupleNode OfTuple(Type type) => (TupleNode)GenericNodes.Find(type)!;

    /// <summary>Takes the user's word for a type.</summary>
    /// <exception cref="TreeException">The type has a meaning already.</exception>
    public static void Register<T>(RegisteredNode<T> node)
    {
        Type type = typeof(T);
        string op = $"Tree.Register<{TypeNames.Of(type)}>";
        bool isClass = !type.IsInterface && type != typeof(object);
        if (!isClass || typeof(Tensor).IsAssignableFrom(type) || BuiltIn(type) is not null)
        {
            throw new TreeException(
                op, "a class or struct of your own can be registered",
                $"got {TypeNames.Of(type)}, which is {(isClass ? "built in" : "no class")}");
        }

        lock (s_writing)
        {
            if (s_registered.TryGetValue(type, out TreeNode? present))
            {
                if (((RegisteredNode<T>)present).IsSame(node))
                {
                    return;
                }

                throw new TreeException(op, "a type is registered once", $"{TypeNames.Of(type)} is registered already");
            }

            foreach (Type used in s_nodes.Keys)
            {
                if (type.IsAssignableFrom(used))
                {
                    throw new TreeException(
                        op, "a type is registered before its first use", $"{TypeNames.Of(used)} has been taken apart already",
                        "Register it where the program starts.");
                }
            }

            s_registered[type] = node;
        }
    }

    /// <summary>Decides what a type is, in the order that the documentation of <see cref="Tree"/> gives.</summary>
    public static TreeNode Resolve(Type type, bool reflects) =>
        BuiltIn(type)
        ?? Registered(type)
        ?? (reflects ? Reflected(type) : null)
        ?? Rejection(type, reflects);

    // A rejection is not kept: the type may be registered after all.
    private static TreeNode Add(Type type)
    {
        lock (s_writing)
        {
            TreeNode node = Resolve(type, Reflects);
            return node is RejectedNode ? node : s_nodes.GetOrAdd(type, node);
        }
    }

    private static TreeNode? BuiltIn(Type type) =>
        StaticTypes.Contains(type) ? StaticNode.Instance
        : typeof(ITensorHolder).IsAssignableFrom(type) ? new HolderNode(type)
        : type.IsSZArray ? ArrayNode.Instance
        : type.IsGenericType ? GenericNodes.Find(type)
        : null;

    // The nearest registered base class counts, so that one registration serves the cases of a union.
    private static TreeNode? Registered(Type type)
    {
        for (Type? t = type; t is not null; t = t.BaseType)
        {
            if (s_registered.TryGetValue(t, out TreeNode? node))
            {
                return node;
            }
        }

        return null;
    }

    // The guard is read where the call is, as the trimmer and the analyser want it.
    private static TreeNode? Reflected(Type type)
    {
        if (Reflects)
        {
            return FSharpNodes.Find(type) ?? RecordLayout.Find(type);
        }

        return null;
    }

    private static RejectedNode Rejection(Type type, bool reflects)
    {
        // A case of a union is nested in its base class, which is the one to register.
        Type own = type.BaseType is { } union && type.DeclaringType?.Name == union.Name ? union : type;
        string name = TypeNames.Of(own);
        return reflects
            ? new RejectedNode(Rule, type, $"Make {name} a record, or say how it comes apart with Tree.Register<{name}>.")
            : new RejectedNode(
                $"records, and lists and tuples of structs, must be registered in a trimmed program ({Switch} is off)", type,
                $"Call Tree.Register<{name}> where the program starts.");
    }
}
