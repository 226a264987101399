using FsCheck;
using FsCheck.Fluent;

namespace AutoGrad.PropertyTesting;

/// <summary>A generated value that prints as code, and knows whether shrinking made it.</summary>
internal sealed class Case<T>(T value, bool isShrunk)
{
    public T Value { get; } = value;

    public bool IsShrunk { get; } = isShrunk;

    public static Arbitrary<Case<T>> From(Arbitrary<T> inputs) => Arb.From(
        inputs.Generator.Select(value => new Case<T>(value, isShrunk: false)),
        each => inputs.Shrinker(each.Value).Select(value => new Case<T>(value, isShrunk: true)));

    /// <summary>The specs, and C# code that makes the value again.</summary>
    public override string ToString() => TensorCode.Described(Value);
}
