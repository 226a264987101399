namespace AutoGrad.Tests;

[Collection("Threads")]
public sealed class WorkPoolKernelTests
{
    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 2)]
    [InlineData(7, 1)]
    [InlineData(1000, 2)]
    [InlineData(1000, 8)]
    public void Every_chunk_runs_once(int chunks, int threads)
    {
        int[] runs = new int[chunks];

        WithThreads(threads, () => WorkPool.Run(chunks, runs, static (runs, chunk) => Interlocked.Increment(ref runs[chunk])));

        Assert.All(runs, count => Assert.Equal(1, count));
    }

    [Fact]
    public void Many_threads_may_run_jobs_at_once()
    {
        WithThreads(4, () =>
        {
            var callers = new Thread[8];
            long[] sums = new long[callers.Length];
            for (int i = 0; i < callers.Length; i++)
            {
                int caller = i;
                callers[i] = new Thread(() =>
                {
                    int[] runs = new int[64];
                    for (int round = 0; round < 500; round++)
                    {
                        WorkPool.Run(64, runs, static (runs, chunk) => Interlocked.Increment(ref runs[chunk]));
                    }

                    sums[caller] = runs.All(count => count == 500) ? 1 : 0;
                });
                callers[i].Start();
            }

            foreach (Thread caller in callers)
            {
                caller.Join();
            }

            Assert.All(sums, sum => Assert.Equal(1, sum));
        });
    }

    [Fact]
    public void A_call_from_inside_a_chunk_runs_inline()
    {
        int[] strangers = new int[1];

        WithThreads(4, () => WorkPool.Run(16, strangers, static (strangers, _) =>
        {
            Assert.True(WorkPool.IsInside);
            int thread = Environment.CurrentManagedThreadId;
            WorkPool.Run(16, (strangers, thread), static (state, _) =>
            {
                if (Environment.CurrentManagedThreadId != state.thread)
                {
                    Interlocked.Increment(ref state.strangers[0]);
                }
            });
        }));

        Assert.Equal(0, strangers[0]);
        Assert.False(WorkPool.IsInside);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void An_exception_reaches_the_caller_and_the_pool_survives(int threads)
    {
        WithThreads(threads, () =>
        {
            for (int round = 0; round < 50; round++)
            {
                InvalidOperationException thrown = Assert.Throws<InvalidOperationException>(() =>
                    WorkPool.Run(40, 17, static (bad, chunk) => _ = chunk == bad ? throw new InvalidOperationException("chunk 17") : 0));
                Assert.Equal("chunk 17", thrown.Message);

                int[] runs = new int[40];
                WorkPool.Run(40, runs, static (runs, chunk) => Interlocked.Increment(ref runs[chunk]));
                Assert.All(runs, count => Assert.Equal(1, count));
            }
        });
    }

    [Fact]
    public void A_steady_state_allocates_nothing_on_the_caller()
    {
        WithThreads(2, () =>
        {
            int[] runs = new int[8];
            for (int round = 0; round < 100; round++)
            {
                WorkPool.Run(8, runs, static (runs, chunk) => Interlocked.Increment(ref runs[chunk]));
            }

            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int round = 0; round < 1000; round++)
            {
                WorkPool.Run(8, runs, static (runs, chunk) => Interlocked.Increment(ref runs[chunk]));
            }

            // The thread pool's own queue may grow by a segment; a closure a call would be 64 KB.
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16_000);
        });
    }

    [Fact]
    public void A_job_ends_although_the_thread_pool_has_no_thread_to_give()
    {
        int items = 4 * Environment.ProcessorCount + 16;
        using var release = new ManualResetEventSlim();
        using var ended = new CountdownEvent(items);
        int blocked = 0;
        int runs = 0;
        try
        {
            // More than there are threads, and the pool adds one only now and then: what is queued from here on waits.
            for (int i = 0; i < items; i++)
            {
                ThreadPool.UnsafeQueueUserWorkItem(
                    _ =>
                    {
                        Interlocked.Increment(ref blocked);
                        release.Wait();
                        ended.Signal();
                    },
                    null);
            }

            SpinWait.SpinUntil(() => Volatile.Read(ref blocked) >= Environment.ProcessorCount, TimeSpan.FromSeconds(30));
            var caller = new Thread(() => WithThreads(4, () =>
            {
                int[] counts = new int[100];
                WorkPool.Run(100, counts, static (counts, chunk) => Interlocked.Increment(ref counts[chunk]));
                runs = counts.Sum();
            }));
            caller.Start();

            Assert.True(caller.Join(TimeSpan.FromSeconds(30)), "the job waited for a helper");
            Assert.Equal(100, runs);
        }
        finally
        {
            release.Set();
            ended.Wait();
        }
    }

    [Theory]
    [InlineData(null, 8)]
    [InlineData("", 8)]
    [InlineData("1", 1)]
    [InlineData("3", 3)]
    [InlineData("8", 8)]
    [InlineData("64", 8)]
    public void A_setting_is_a_number_of_threads_up_to_that_of_the_processors(string? setting, int threads) =>
        Assert.Equal(threads, WorkPool.ThreadsOf(setting, WorkPool.Variable, processors: 8));

    [Theory]
    [InlineData("abc")]
    [InlineData("0")]
    [InlineData("-2")]
    [InlineData("1.5")]
    [InlineData("99999999999")]
    public void Any_other_setting_is_refused(string setting)
    {
        FormatException error = Assert.Throws<FormatException>(() => WorkPool.ThreadsOf(setting, WorkPool.Variable, processors: 8));

        Assert.Equal(
            $"AUTOGRAD_THREADS: the number of threads must be a whole number of 1 or more; got \"{setting}\". Leave it out to use all processors.",
            error.Message);
    }

    [Fact]
    public void Fewer_than_one_thread_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => WorkPool.Threads = 0);

    private static void WithThreads(int threads, Action action)
    {
        int before = WorkPool.Threads;
        WorkPool.Threads = threads;
        try
        {
            action();
        }
        finally
        {
            WorkPool.Threads = before;
        }
    }
}
