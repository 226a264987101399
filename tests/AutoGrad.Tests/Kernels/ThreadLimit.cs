namespace AutoGrad.Tests;

/// <summary>
/// Runs a function on so many threads. The number is the whole process's: tests that ask for one belong to the collection "Threads",
/// whose classes run one after the other; in any other it would change under them.
/// </summary>
internal static class ThreadLimit
{
    public static T Run<T>(int threads, Func<T> function)
    {
        int before = WorkPool.Threads;
        WorkPool.Threads = threads;
        try
        {
            return function();
        }
        finally
        {
            WorkPool.Threads = before;
        }
    }
}
