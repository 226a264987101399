using System.Runtime.CompilerServices;

namespace AutoGrad;

/// <summary>Thrown when the shapes or dtypes of tensors do not fit the operation.</summary>
/// <param name="op">The operation, as its user calls it.</param>
/// <param name="rule">What would be right.</param>
/// <param name="got">What came instead.</param>
/// <remarks>The message reads <c>operation: rule; got values.</c></remarks>
public sealed class ShapeException(string op, string rule, string got) : ArgumentException($"{op}: {rule}; got {got}.")
{
    internal static void ThrowUnless(bool holds, string op, string rule, params ReadOnlySpan<Spec> got)
    {
        if (!holds)
        {
            throw new ShapeException(op, rule, string.Join(" and ", got.ToArray()));
        }
    }

    /// <summary>The same; the rule is put together only if it does not hold.</summary>
    internal static void ThrowUnless(
        bool holds, string op, [InterpolatedStringHandlerArgument(nameof(holds))] ref BrokenRule rule, params ReadOnlySpan<Spec> got)
    {
        if (!holds)
        {
            throw new ShapeException(op, rule.ToStringAndClear(), string.Join(" and ", got.ToArray()));
        }
    }

    /// <summary>The dtype-error of an operation that computes with fractions.</summary>
    internal static void ThrowUnlessFloating(string op, Spec got) =>
        ThrowUnless(got.DType.IsFloating(), op, "a floating dtype is needed (convert with x.To(DType.Float32))", got);

    /// <summary>The dtype-error of an operation on two tensors.</summary>
    internal static void ThrowUnlessSameDType(string op, Spec x, Spec y) =>
        ThrowUnless(x.DType == y.DType, op, $"both tensors must have one dtype (convert one with x.To(DType.{y.DType}))", x, y);
}

/// <summary>A rule with values in it, written out only where it is broken: most are asked on every operation's way.</summary>
[InterpolatedStringHandler]
internal ref struct BrokenRule
{
    private DefaultInterpolatedStringHandler _text;

    public BrokenRule(int literalLength, int holes, bool holds, out bool isWritten)
    {
        isWritten = !holds;
        _text = holds ? default : new DefaultInterpolatedStringHandler(literalLength, holes);
    }

    public void AppendLiteral(string text) => _text.AppendLiteral(text);

    public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

    public string ToStringAndClear() => _text.ToStringAndClear();
}
