using System.Numerics;

namespace AutoGrad;

/// <summary>Tells, from the type alone, the values that hold no tensor and ride along in a tree.</summary>
internal static class StaticTypes
{
    private static readonly HashSet<Type> s_known =
    [
        typeof(string), typeof(decimal), typeof(Half), typeof(Int128), typeof(UInt128), typeof(BigInteger), typeof(Complex),
        typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly), typeof(TimeSpan), typeof(Guid),
        typeof(Index), typeof(Range), typeof(Uri), typeof(Version), typeof(DType), typeof(Shape), typeof(Spec),
    ];

    public static bool Contains(Type type) =>
        type.IsPrimitive
        || type.IsEnum
        || s_known.Contains(type)
        || typeof(Delegate).IsAssignableFrom(type)
        || typeof(Type).IsAssignableFrom(type)
        || (type.IsArray && Contains(type.GetElementType()!))
        || IsGenericOverStatic(type)
        || IsFSharpFunction(type);

    // A list of ints, a pair of strings: what .NET's own generic types hold is said by their arguments.
    private static bool IsGenericOverStatic(Type type) =>
        type.IsGenericType
        && type.Namespace is { } space
        && (type.IsInterface
            ? IsIn(space, "System.Collections")
            : IsIn(space, "System") || IsIn(space, "Microsoft.FSharp"))
        && Array.TrueForAll(type.GetGenericArguments(), Contains);

    private static bool IsIn(string space, string root) =>
        space.StartsWith(root, StringComparison.Ordinal) && (space.Length == root.Length || space[root.Length] == '.');

    private static bool IsFSharpFunction(Type type)
    {
        for (Type? t = type; t is not null; t = t.BaseType)
        {
            if (t.IsGenericType && t.Namespace == "Microsoft.FSharp.Core" && t.Name == "FSharpFunc`2")
            {
                return true;
            }
        }

        return false;
    }
}
