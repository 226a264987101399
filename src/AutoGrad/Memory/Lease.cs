namespace AutoGrad;

/// <summary>
/// A buffer lent to a tensor and its views. It goes back to the pool when an <see cref="Arena"/> says so, or when the garbage
/// collector finds that no tensor has it any more.
/// </summary>
/// <remarks>
/// Whoever reads the buffer holds a tensor on it meanwhile: a span alone does not keep the lease. Operations do, as their
/// inputs and outputs lie on the stack of whoever applies them.
/// </remarks>
internal sealed class Lease(Array buffer)
{
    private Array? _buffer = buffer;
    private int _holders;
    private bool _isKept;

    ~Lease()
    {
        if (_buffer is { } array && !Environment.HasShutdownStarted)
        {
            BufferPool.Return(array);
        }
    }

    /// <summary>The array.</summary>
    /// <exception cref="InvalidOperationException">It was returned.</exception>
    public Array Buffer => _buffer ?? throw Returned();

    /// <summary>Whether nobody has said to need it.</summary>
    public bool IsFree => _holders == 0;

    public void Hold() => _holders++;

    /// <summary>One holder fewer; the last one's going returns the buffer.</summary>
    public void Release()
    {
        if (--_holders == 0)
        {
            Return();
        }
    }

    /// <summary>Leaves the buffer to the garbage collector: it is a result, or in the hands of the user's code.</summary>
    public void Keep()
    {
        if (!_isKept && _buffer is { } array)
        {
            _isKept = true;
            BufferPool.Leave(array);
        }
    }

    private static InvalidOperationException Returned() =>
        new("The memory of this tensor was returned: a tensor has outlived the transform that it was computed in.");

    /// <summary>Gives the buffer back, unless it is kept: from here on, reading it is an error.</summary>
    /// <returns>Whether this lease is done with.</returns>
    public bool Return()
    {
        if (!_isKept && _buffer is { } array)
        {
            _buffer = null;
#pragma warning disable CA1816 // a Dispose in all but name: no user ever sees one
            GC.SuppressFinalize(this);
#pragma warning restore CA1816
            BufferPool.Return(array);
        }

        return _isKept || _buffer is null;
    }
}
