using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoGrad;

/// <summary>
/// One reading of operations: recording them for a backward pass, carrying tangents, mapping over a batch, or
/// writing them down. It opens with a transform's call and closes with it.
/// </summary>
/// <remarks>
/// Several may be open at once. An operation goes to the one with the greatest ticket among its inputs', the innermost;
/// that one opens its own boxes only, takes every other tensor for a constant, and applies the operation again to what
/// was inside, which so reaches the next trace out.
/// </remarks>
internal abstract class Trace
{
    private static long s_tickets;

    [ThreadStatic]
    private static int t_openHere;

    private readonly int _thread = Environment.CurrentManagedThreadId;

    protected Trace() => t_openHere++;

    /// <summary>When it opened, in the order of all traces; never used twice.</summary>
    public long Ticket { get; } = Interlocked.Increment(ref s_tickets);

    public bool IsOpen { get; private set; } = true;

    /// <summary>Whether a transform is running on this thread.</summary>
    public static bool IsAnyOpenHere => t_openHere > 0;

    /// <summary>Whether a value of this trace means more than its numbers, so that a function with a rule of its own must be given it.</summary>
    public virtual bool NeedsRules => true;

    /// <summary>Applies the operation under this reading.</summary>
    public abstract void Process(Op op, ReadOnlySpan<Tensor> inputs, Span<Tensor> outputs);

    public virtual void Close()
    {
        IsOpen = false;
        t_openHere--;
    }

    /// <summary>Whether anything that an operation gave has a derivative: rules need not serve results without one.</summary>
    protected static bool AnyFloating(ReadOnlySpan<Tensor> outputs)
    {
        foreach (Tensor output in outputs)
        {
            if (output.DType.IsFloating())
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether its tensors may be used here and now: the short way to <see cref="RequireUsable"/>.</summary>
    public bool IsUsable => IsOpen && _thread == Environment.CurrentManagedThreadId;

    /// <summary>Refuses a tensor whose transform has returned, or runs on another thread.</summary>
    public void RequireUsable(string op)
    {
        if (!IsOpen)
        {
            throw new EscapedTraceException(op);
        }

        if (_thread != Environment.CurrentManagedThreadId)
        {
            throw new InvalidOperationException(
                $"{op} got a tensor of a transform that runs on thread {_thread}, but was called on thread {Environment.CurrentManagedThreadId}. " +
                "Call the transform inside each thread, or read the numbers out with ToArray first.");
        }
    }
}

/// <summary>Room on the stack for the tensors of all but unusually wide operations.</summary>
[InlineArray(Capacity)]
internal struct TensorBuffer
{
    private const int Capacity = 8;

    private Tensor? _first;

    /// <summary>Room to be filled before it is read.</summary>
    [UnscopedRef]
    public Span<Tensor> Take(int count) => count <= Capacity ? MemoryMarshal.CreateSpan(ref _first!, count) : new Tensor[count];

    /// <summary>Room that starts out empty, and may stay so.</summary>
    [UnscopedRef]
    public Span<Tensor?> TakeEmpty(int count) => count <= Capacity ? MemoryMarshal.CreateSpan(ref _first, count) : new Tensor?[count];
}
