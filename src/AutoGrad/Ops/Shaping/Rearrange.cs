namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Splits, orders and joins axes by names: <c>"b (h w) c -> b c h w"</c>.</summary>
    /// <param name="pattern">
    /// The axes before and after, each a name, a 1, or names in brackets for axes that are one; the same names on both sides.
    /// </param>
    /// <param name="extents">Of names in brackets; one of each pair of brackets may be left to follow from the others.</param>
    /// <returns>[...]: the extents of the right side.</returns>
    /// <exception cref="ShapeException">The pattern cannot be read, or does not fit the tensor.</exception>
    /// <example><code>x.Rearrange("b (h w) c -> b c h w", ("h", 8))</code></example>
    public Tensor Rearrange(string pattern, params ReadOnlySpan<(string Name, int Extent)> extents)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        string[] sides = pattern.Split("->");
        ShapeException Wrong(string rule) => new("rearrange", rule, $"\"{pattern}\" for {Spec}");
        if (sides.Length != 2)
        {
            throw Wrong("the pattern must have two sides, before -> after");
        }

        List<List<string>> before = AxisNames.Read(sides[0]) ?? throw Wrong("brackets must close and not nest");
        List<List<string>> after = AxisNames.Read(sides[1]) ?? throw Wrong("brackets must close and not nest");
        string[] names = [.. before.SelectMany(group => group)];
        string[] ordered = [.. after.SelectMany(group => group)];
        if (names.Distinct().Count() != names.Length || ordered.Length != names.Length || names.Except(ordered).Any())
        {
            throw Wrong("both sides must name the same axes, each once");
        }

        if (before.Count != Rank)
        {
            throw Wrong($"the left side must name {Rank} axes");
        }

        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach ((string name, int extent) in extents)
        {
            known[name] = names.Contains(name) && extent >= 0 ? extent : throw Wrong($"extents must be 0 or more and of axes in the pattern, which {name} = {extent} is not");
        }

        for (int axis = 0; axis < Rank; axis++)
        {
            string[] open = [.. before[axis].Where(name => !known.ContainsKey(name))];
            int product = before[axis].Where(known.ContainsKey).Aggregate(1, (size, name) => size * known[name]);
            if (open.Length > 1)
            {
                throw Wrong($"all but one extent in brackets must be given, for example (\"{open[0]}\", 2)");
            }

            if (open.Length == 1 ? product == 0 || Shape[axis] % product != 0 : product != Shape[axis])
            {
                throw Wrong($"the extents in axis {axis} must multiply to {Shape[axis]}");
            }

            if (open.Length == 1)
            {
                known[open[0]] = Shape[axis] / product;
            }
        }

        return Reshape([.. names.Select(name => known[name])])
            .Transpose([.. ordered.Select(name => Array.IndexOf(names, name))])
            .Reshape([.. after.Select(group => group.Aggregate(1, (size, name) => size * known[name]))]);
    }

    /// <inheritdoc cref="Rearrange(string, ReadOnlySpan{ValueTuple{string, int}})"/>
    public Tensor Rearrange(string pattern, params (string Name, int Extent)[] extents) => Rearrange(pattern, extents.AsSpan());
}

/// <summary>Reads one side of a pattern of axes' names.</summary>
internal static class AxisNames
{
    /// <summary>For each axis the names that it is made of: none for a 1.</summary>
    /// <returns>Null if brackets do not close or stand in one another.</returns>
    public static List<List<string>>? Read(string side)
    {
        var groups = new List<List<string>>();
        List<string>? open = null;
        foreach (string word in side.Replace("(", " ( ", StringComparison.Ordinal).Replace(")", " ) ", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word == "(" ? open is not null : word == ")" && open is null)
            {
                return null;
            }

            if (word is "(")
            {
                groups.Add(open = []);
            }
            else if (word is ")")
            {
                open = null;
            }
            else if (open is not null)
            {
                open.AddRange(word == "1" ? [] : [word]);
            }
            else
            {
                groups.Add(word == "1" ? [] : [word]);
            }
        }

        return open is null ? groups : null;
    }
}
