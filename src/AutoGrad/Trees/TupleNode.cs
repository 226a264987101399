using System.Runtime.CompilerServices;

namespace AutoGrad;

/// <summary>A tuple; beyond seven items it nests, which <see cref="ITuple"/> hides.</summary>
internal abstract class TupleNode(Type type) : TreeNode(type)
{
    public override object?[] Children(object value)
    {
        var tuple = (ITuple)value;
        object?[] children = new object?[tuple.Length];
        for (int i = 0; i < children.Length; i++)
        {
            children[i] = tuple[i];
        }

        return children;
    }

    public override string Step(object value, int index) => $"Item{index + 1}";

    public override object Rebuild(object value, object?[] children) => Build(children);

    public abstract object Build(ReadOnlySpan<object?> c);
}

internal sealed class ValueTupleNode<T1>() : TupleNode(typeof(ValueTuple<T1>))
{
    public override object Build(ReadOnlySpan<object?> c) => new ValueTuple<T1>((T1)c[0]!);
}

internal sealed class ValueTupleNode<T1, T2>() : TupleNode(typeof(ValueTuple<T1, T2>))
{
    public override object Build(ReadOnlySpan<object?> c) => new ValueTuple<T1, T2>((T1)c[0]!, (T2)c[1]!);
}

internal sealed class ValueTupleNode<T1, T2, T3>() : TupleNode(typeof(ValueTuple<T1, T2, T3>))
{
    public override object Build(ReadOnlySpan<object?> c) => new ValueTuple<T1, T2, T3>((T1)c[0]!, (T2)c[1]!, (T3)c[2]!);
}

internal sealed class ValueTupleNode<T1, T2, T3, T4>() : TupleNode(typeof(ValueTuple<T1, T2, T3, T4>))
{
    public override object Build(ReadOnlySpan<object?> c) => new ValueTuple<T1, T2, T3, T4>((T1)c[0]!, (T2)c[1]!, (T3)c[2]!, (T4)c[3]!);
}

internal sealed class ValueTupleNode<T1, T2, T3, T4, T5>() : TupleNode(typeof(ValueTuple<T1, T2, T3, T4, T5>))
{
    public override object Build(ReadOnlySpan<object?> c) =>
        new ValueTuple<T1, T2, T3, T4, T5>(
            (T1)c[0]!, (T2)c[1]!, (T3)c[2]!, (T4)c[3]!, (T5)c[4]!);
}

internal sealed class ValueTupleNode<T1, T2, T3, T4, T5, T6>() : TupleNode(typeof(ValueTuple<T1, T2, T3, T4, T5, T6>))
{
    public override object Build(ReadOnlySpan<object?> c) =>
        new ValueTuple<T1, T2, T3, T4, T5, T6>(
            (T1)c[0]!, (T2)c[1]!, (T3)c[2]!, (T4)c[3]!, (T5)c[4]!, (T6)c[5]!);
}

internal sealed class ValueTupleNode<T1, T2, T3, T4, T5, T6, T7>() : TupleNode(typeof(ValueTuple<T1, T2, T3, T4, T5, T6, T7>))
{
    public override object Build(ReadOnlySpan<object?> c) =>
        new ValueTuple<T1, T2, T3, T4, T5, T6, T7>(
            (T1)c[0]!, (T2)c[1]!, (T3)c[2]!, (T4)c[3]!, (T5)c[4]!, (T6)c[5]!, (T7)c[6]!);
}

internal sealed class ValueTupleNode<T1, T2, T3, T4, T5, T6, T7, TRest>() : TupleNode(typeof(ValueTuple<T1, T2, T3, T4, T5, T6, T7, TRest>))
    where TRest : struct
{
    private readonly TupleNode _rest = TreeNodes.OfTuple(typeof(TRest));

    public override object Build(ReadOnlySpan<object?> c) =>
        new ValueTuple<T1, T2, T3, T4, T5, T6, T7, TRest>(
            (T1)c[0]!, (T2)c[1]!, (T3)c[2]!, (T4)c[3]!, (T5)c[4]!, (T6)c[5]!, (T7)c[6]!, (TRest)_rest.Build(c[7..]));
}

internal sealed class ReferenceTupleNode<T1>() : TupleNode(typeof(Tuple<T1>))
{
    public override object Build(ReadOnlySpan<object?> c) => new Tuple<T1>((T1)c[0]!);
}

internal sealed class ReferenceTupleNode<T1, T2>() : TupleNode(typeof(Tuple<T1, T2>))
{
    public override object Build(ReadOnlySpan<object?> c) => new Tuple<T1, T2>((T1)c[0]!, (T2)c[1]!);
}

internal sealed class ReferenceTupleNode<T1, T2, T3>() : TupleNode(typeof(Tuple<T1, T2, T3>))
{
    public override object Build(ReadOnlySpan<object?> c) => new Tuple<T1, T2, T3>((T1)c[0]!, (T2)c[1]!, (T3)c[2]!);
}

internal sealed class ReferenceTupleNode<T1, T2, T3, T4>() : TupleNode(typeof(Tuple<T1, T2, T3, T4>))
{
    public override object Build(ReadOnlySpan<object?> c) => new Tuple<T1, T2, T3, T4>((T1)c[0]!, (T2)c[1]!, (T3)c[2]!, (T4)c[3]!);
}

internal sealed class ReferenceTupleNode<T1, T2, T3, T4, T5>() : TupleNode(typeof(Tuple<T1, T2, T3, T4, T5>))
{
    public override object Build(ReadOnlySpan<object?> c) =>
        new Tuple<T1, T2, T3, T4, T5>(
            (T1)c[0]!, (T2)c[1]!, (T3)c[2]!, (T4)c[3]!, (T5)c[4]!);
}

internal sealed class ReferenceTupleNode<T1, T2, T3, T4, T5, T6>() : TupleNode(typeof(Tuple<T1, T2, T3, T4, T5, T6>))
{
    public override object Build(ReadOnlySpan<object?> c) =>
        new Tuple<T1, T2, T3, T4, T5, T6>(
            (T1)c[0]!, (T2)c[1]!, (T3)c[2]!, (T4)c[3]!, (T5)c[4]!, (T6)c[5]!);
}

internal sealed class ReferenceTupleNode<T1, T2, T3, T4, T5, T6, T7>() : TupleNode(typeof(Tuple<T1, T2, T3, T4, T5, T6, T7>))
{
    public override object Build(ReadOnlySpan<object?> c) =>
        new Tuple<T1, T2, T3, T4, T5, T6, T7>(
            (T1)c[0]!, (T2)c[1]!, (T3)c[2]!, (T4)c[3]!, (T5)c[4]!, (T6)c[5]!, (T7)c[6]!);
}

internal sealed class ReferenceTupleNode<T1, T2, T3, T4, T5, T6, T7, TRest>() : TupleNode(typeof(Tuple<T1, T2, T3, T4, T5, T6, T7, TRest>))
    where TRest : notnull
{
    private readonly TupleNode _rest = TreeNodes.OfTuple(typeof(TRest));

    public override object Build(ReadOnlySpan<object?> c) =>
        new Tuple<T1, T2, T3, T4, T5, T6, T7, TRest>(
            (T1)c[0]!, (T2)c[1]!, (T3)c[2]!, (T4)c[3]!, (T5)c[4]!, (T6)c[5]!, (T7)c[6]!, (TRest)_rest.Build(c[7..]));
}
