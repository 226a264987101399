using System.Globalization;
using System.Runtime.ExceptionServices;

namespace AutoGrad;

/// <summary>Runs numbered chunks of one job on the caller and on idle threads of the thread pool, without allocating.</summary>
/// <remarks>
/// Chunks are claimed one by one, so results must not depend on which thread ran which chunk: kernels cut their output
/// into chunks by size alone. Safe to call from many threads at once; a call made from inside a chunk runs inline. The caller
/// works too and waits for nobody who has not begun, so a job ends even where the thread pool has no thread to give.
/// </remarks>
internal static class WorkPool
{
    /// <summary>The environment variable that says how many threads there may be.</summary>
    public const string Variable = "AUTOGRAD_THREADS";

    /// <summary>The same in an application's own configuration; the environment variable goes before it.</summary>
    public const string Option = "AutoGrad.Threads";

    // 0 until somebody asks: what the user wrote is refused where it is used, not where a type happens to be loaded.
    private static volatile int s_threads;

    [ThreadStatic]
    private static bool t_inside;

    /// <summary>Gets or sets how many threads, caller included, may work on one job: at least 1.</summary>
    public static int Threads
    {
        get => s_threads is > 0 and int threads ? threads : s_threads = Default();
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            s_threads = value;
        }
    }

    /// <summary>Gets whether this thread is running a chunk, so that a job started here would run inline.</summary>
    public static bool IsInside => t_inside;

    /// <summary>Calls <c>body(state, chunk)</c> once for every chunk in <c>[0, chunks)</c>, in any order.</summary>
    /// <param name="chunks">How many chunks; none is no work.</param>
    /// <param name="state">What the body reads: a struct (of pointers, the caller having pinned their targets) costs no allocation.</param>
    /// <param name="body">
    /// A static lambda. What it throws first is rethrown here once every chunk that began has ended; chunks not begun are dropped.
    /// </param>
    public static void Run<TState>(int chunks, TState state, Action<TState, int> body)
    {
        if (chunks <= 1 || t_inside || Threads == 1)
        {
            for (int chunk = 0; chunk < chunks; chunk++)
            {
                body(state, chunk);
            }

            return;
        }

        Job<TState>.ForThisThread.Run(chunks, state, body, Threads);
    }

    /// <summary>How many threads a setting means.</summary>
    /// <param name="setting">What the user wrote; nothing means as many as there are processors.</param>
    /// <param name="name">Where it was written.</param>
    /// <param name="processors">How many there are; more threads than that are never used.</param>
    /// <exception cref="FormatException">It is not a number of threads.</exception>
    public static int ThreadsOf(string? setting, string name, int processors)
    {
        if (string.IsNullOrEmpty(setting))
        {
            return processors;
        }

        return int.TryParse(setting, NumberStyles.Integer, CultureInfo.InvariantCulture, out int threads) && threads > 0
            ? Math.Min(processors, threads)
            : throw new FormatException($"{name}: the number of threads must be a whole number of 1 or more; got \"{setting}\". Leave it out to use all processors.");
    }

    private static int Default() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } setting
        ? ThreadsOf(setting, Variable, Environment.ProcessorCount)
        : ThreadsOf(Convert.ToString(AppContext.GetData(Option), CultureInfo.InvariantCulture), Option, Environment.ProcessorCount);

    /// <summary>A thread's reusable job: nested calls run inline, so a thread never has two open at once.</summary>
    private sealed class Job<TState> : IThreadPoolWorkItem
    {
        private const int Open = 1 << 30;

        [ThreadStatic]
        private static Job<TState>? t_job;

        private readonly object _left = new();
        private TState? _state;
        private Action<TState, int>? _body;
        private ExceptionDispatchInfo? _failure;
        private int _chunks;
        private int _next;

        // Queued in the thread pool and not begun yet. A helper that comes too late for one job may serve the next.
        private int _queued;

        // The Open bit while helpers may enter, plus how many are inside.
        private int _gate;

        public static Job<TState> ForThisThread => t_job ??= new();

        public void Run(int chunks, TState state, Action<TState, int> body, int threads)
        {
            _state = state;
            _body = body;
            _failure = null;
            _chunks = chunks;
            _next = -1;
            // A full fence: whoever sees the gate open sees the fields above.
            Interlocked.Exchange(ref _gate, Open);

            int missing = Math.Min(threads, chunks) - 1 - Volatile.Read(ref _queued);
            for (int helper = 0; helper < missing; helper++)
            {
                Interlocked.Increment(ref _queued);
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }

            Work();
            Interlocked.Add(ref _gate, -Open);
            WaitForHelpers();

            ExceptionDispatchInfo? failure = _failure;
            _state = default;
            _body = null;
            _failure = null;
            failure?.Throw();
        }

        void IThreadPoolWorkItem.Execute()
        {
            Interlocked.Decrement(ref _queued);
            int gate = Volatile.Read(ref _gate);
            while (true)
            {
                if ((gate & Open) == 0)
                {
                    return;
                }

                int seen = Interlocked.CompareExchange(ref _gate, gate + 1, gate);
                if (seen == gate)
                {
                    break;
                }

                gate = seen;
            }

            Work();
            if (Interlocked.Decrement(ref _gate) == 0)
            {
                lock (_left)
                {
                    Monitor.PulseAll(_left);
                }
            }
        }

        // Spins for a few microseconds, then sleeps: the core may be needed by the very helper waited for.
        private void WaitForHelpers()
        {
            var spinner = new SpinWait();
            while (Volatile.Read(ref _gate) != 0)
            {
                if (spinner.Count < 30)
                {
                    spinner.SpinOnce(sleep1Threshold: -1);
                    continue;
                }

                lock (_left)
                {
                    if (Volatile.Read(ref _gate) != 0)
                    {
                        Monitor.Wait(_left);
                    }
                }
            }
        }

        private void Work()
        {
            int chunks = _chunks;
            TState state = _state!;
            Action<TState, int> body = _body!;
            t_inside = true;
            try
            {
                for (int chunk = Interlocked.Increment(ref _next); chunk < chunks; chunk = Interlocked.Increment(ref _next))
                {
                    body(state, chunk);
                }
            }
#pragma warning disable CA1031 // Whatever a chunk throws belongs to the caller; a helper must not take the process down.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
                // No chunk is claimed any more. Half the range leaves room for the claims still to be made.
                Interlocked.Exchange(ref _next, int.MaxValue / 2);
            }
            finally
            {
                t_inside = false;
            }
        }
    }
}
