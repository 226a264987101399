using System.Collections;
using System.Collections.Immutable;
using System.Globalization;

namespace AutoGrad;

/// <summary>A dictionary, its values in the order of their keys whatever order they were added in.</summary>
internal class DictionaryNode<TKey, TValue>() : TreeNode(typeof(IDictionary))
    where TKey : notnull
{
    // Not the culture's order of strings, which differs between machines.
    private static readonly IComparer<TKey> s_order =
        typeof(TKey) == typeof(string) ? (IComparer<TKey>)StringComparer.Ordinal : Comparer<TKey>.Default;

    public override object?[] Children(object value)
    {
        var dictionary = (IReadOnlyDictionary<TKey, TValue>)value;
        return Array.ConvertAll(Keys(value), object? (key) => dictionary[key]);
    }

    public override string Step(object value, int index) => string.Create(CultureInfo.InvariantCulture, $"[{Keys(value)[index]}]");

    public override object Rebuild(object value, object?[] children)
    {
        TKey[] keys = Keys(value);
        switch (value)
        {
            case Dictionary<TKey, TValue> from: // copied, not made anew: the order of its entries stays
                return Fill(new Dictionary<TKey, TValue>(from, from.Comparer), keys, children);
            case SortedDictionary<TKey, TValue> from:
                return Fill(new SortedDictionary<TKey, TValue>(from, from.Comparer), keys, children);
            case ImmutableDictionary<TKey, TValue> from:
                ImmutableDictionary<TKey, TValue>.Builder builder = from.ToBuilder();
                Fill(builder, keys, children);
                return builder.ToImmutable();
            default:
                ImmutableSortedDictionary<TKey, TValue>.Builder sorted = ((ImmutableSortedDictionary<TKey, TValue>)value).ToBuilder();
                Fill(sorted, keys, children);
                return sorted.ToImmutable();
        }
    }

    public override string? Difference(object expected, object?[] expectedChildren, object actual, object?[] actualChildren)
    {
        // Another kind of dictionary may have other types of key and value; then the keys agree if they print alike.
        int count = expectedChildren.Length;
        bool same = count == actualChildren.Length;
        TreeNode other = TreeNodes.Of(actual.GetType());
        for (int i = 0; same && i < count; i++)
        {
            same = Step(expected, i) == other.Step(actual, i);
        }

        return same ? null : $"keys {Names(this, expected, count)} expected, got {Names(other, actual, actualChildren.Length)}";
    }

    protected static TKey[] Keys(object value)
    {
        TKey[] keys = [.. ((IReadOnlyDictionary<TKey, TValue>)value).Keys];
        Array.Sort(keys, s_order);
        return keys;
    }

    private static IDictionary<TKey, TValue> Fill(IDictionary<TKey, TValue> dictionary, TKey[] keys, object?[] children)
    {
        for (int i = 0; i < keys.Length; i++)
        {
            dictionary[keys[i]] = (TValue)children[i]!;
        }

        return dictionary;
    }

    private static string Names(TreeNode node, object value, int count)
    {
        string[] names = new string[count];
        for (int i = 0; i < count; i++)
        {
            names[i] = node.Step(value, i);
        }

        return count == 0 ? "none" : string.Join(", ", names);
    }
}
