namespace AutoGrad;

/// <summary>
/// The memory of one run of <see cref="Transform.Grad(Func{Tensor, Tensor})"/>: what only its tape can reach is lent, and
/// returned as soon as the backward pass has read it for the last time.
/// </summary>
/// <remarks>
/// A tensor is lent while the arena is in use, which it is where the library's own rules compute, and never where the user's
/// code does. What leaves (results, constants, arguments of the user's rules) is kept: it is the garbage collector's from then
/// on. Only the outermost transform has an arena, as the boxes of one further out could hold what it lends.
/// </remarks>
internal sealed class Arena
{
    // Where numbers come to lie, not what they are: no result depends on it.
    [ThreadStatic]
    private static Arena? t_current;

    private readonly List<Lease> _leases = [];

    /// <summary>How many leases there are; they are numbered in the order of lending.</summary>
    public int Count => _leases.Count;

    /// <summary>Lends for all that is computed on this thread until the scope ends; null lends nothing.</summary>
    public static Scope Use(Arena? arena)
    {
        var scope = new Scope(t_current);
        t_current = arena;
        return scope;
    }

    /// <summary>Takes note of a buffer lent on this thread; where no arena is in use it is the garbage collector's from the start.</summary>
    public static void Add(Lease lease)
    {
        if (t_current is { } arena)
        {
            arena._leases.Add(lease);
        }
        else
        {
            lease.Keep();
        }
    }

    /// <summary>Makes tensors' buffers their own: no arena will return them.</summary>
    public static void Keep(ReadOnlySpan<Tensor?> tensors)
    {
        foreach (Tensor? x in tensors)
        {
            (x as DenseTensor)?.Lease?.Keep();
        }
    }

    /// <summary>A cotangent waits in one more place of the arena in use.</summary>
    public static void Hold(Tensor? x)
    {
        if ((x as DenseTensor)?.Lease is { } lease && t_current is not null)
        {
            lease.Hold();
        }
    }

    /// <summary>A cotangent waits in one place less; from the last one its buffer goes back.</summary>
    public static void Release(Tensor? x)
    {
        if ((x as DenseTensor)?.Lease is { } lease && t_current is not null)
        {
            lease.Release();
        }
    }

    /// <summary>What a step lent since there were <paramref name="first"/> leases: its outputs' it holds, the rest goes back.</summary>
    public void HoldStep(int first, ReadOnlySpan<Tensor> outputs)
    {
        foreach (Tensor output in outputs)
        {
            // A view's buffer is held already, by the step that made it.
            if ((output as DenseTensor)?.Lease is { IsFree: true } lease)
            {
                lease.Hold();
            }
        }

        Sweep(first);
    }

    /// <summary>Lets go of what a step held: the leases from <paramref name="first"/> to <paramref name="end"/>.</summary>
    public void ReleaseStep(int first, int end)
    {
        for (int i = first; i < end; i++)
        {
            _leases[i].Release();
        }
    }

    /// <summary>Returns what was lent since there were <paramref name="first"/> leases and nobody holds.</summary>
    public void Sweep(int first)
    {
        if (_leases.Count == first)
        {
            return;
        }

        int kept = first;
        for (int i = first; i < _leases.Count; i++)
        {
            Lease lease = _leases[i];
            if (!lease.IsFree || !lease.Return())
            {
                _leases[kept++] = lease;
            }
        }

        _leases.RemoveRange(kept, _leases.Count - kept);
    }

    /// <summary>Returns all that is left.</summary>
    public void Close()
    {
        foreach (Lease lease in _leases)
        {
            lease.Return();
        }

        _leases.Clear();
    }

    /// <summary>Ends a use, and goes back to what was in use before.</summary>
    internal readonly ref struct Scope(Arena? before)
    {
        private readonly Arena? _before = before;

        public void Dispose() => t_current = _before;
    }
}
