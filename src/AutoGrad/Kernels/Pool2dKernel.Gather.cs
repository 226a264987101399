namespace AutoGrad;

internal static unsafe partial class Pool2dKernel
{
    /// <summary>Picks elements plane by plane: <c>y[p, i] = x[p, indices[p, i]]</c>.</summary>
    /// <param name="planes">How many planes.</param>
    /// <param name="xPlane">Elements of a plane of x.</param>
    /// <param name="yPlane">Elements of a plane of y.</param>
    /// <param name="x">[planes, xPlane]</param>
    /// <param name="indices">[planes, yPlane]: each in [0, xPlane).</param>
    /// <param name="y">[planes, yPlane]</param>
    public static void GatherPlanes<T>(int planes, int xPlane, int yPlane, ReadOnlySpan<T> x, ReadOnlySpan<int> indices, Span<T> y)
        where T : unmanaged
    {
        CheckPlanes(planes, xPlane, yPlane, x.Length, indices.Length, y.Length);
        fixed (T* from = x, to = y)
        {
            fixed (int* index = indices)
            {
                var job = new PlaneJob<T>(xPlane, yPlane, from, index, to);
                RunPlanes(planes, job, static (job, plane) =>
                {
                    var x = new ReadOnlySpan<T>(job.X(plane), job.XPlane);
                    var indices = new ReadOnlySpan<int>(job.Indices(plane), job.YPlane);
                    var y = new Span<T>(job.Y(plane), job.YPlane);
                    for (int i = 0; i < indices.Length && i < y.Length; i++)
                    {
                        y[i] = x[indices[i]];
                    }
                });
            }
        }
    }

    /// <summary>
    /// Puts elements back plane by plane, the transpose of <see cref="GatherPlanes"/>: <c>x̄[p, e] = Σ ȳ[p, i]</c> over
    /// <c>indices[p, i] = e</c>.
    /// </summary>
    /// <param name="planes">How many planes.</param>
    /// <param name="xPlane">Elements of a plane of x.</param>
    /// <param name="yPlane">Elements of a plane of y.</param>
    /// <param name="yBar">[planes, yPlane]</param>
    /// <param name="indices">[planes, yPlane]: each in [0, xPlane).</param>
    /// <param name="xBar">[planes, xPlane]: overwritten.</param>
    public static void ScatterPlanes<T>(int planes, int xPlane, int yPlane, ReadOnlySpan<T> yBar, ReadOnlySpan<int> indices, Span<T> xBar)
        where T : unmanaged
    {
        CheckPlanes(planes, xPlane, yPlane, xBar.Length, indices.Length, yBar.Length);
        fixed (T* from = yBar, to = xBar)
        {
            fixed (int* index = indices)
            {
                var job = new PlaneJob<T>(xPlane, yPlane, to, index, from);
                RunPlanes(planes, job, static (job, plane) =>
                {
                    var xBar = new Span<T>(job.X(plane), job.XPlane);
                    var indices = new ReadOnlySpan<int>(job.Indices(plane), job.YPlane);
                    var yBar = new ReadOnlySpan<T>(job.Y(plane), job.YPlane);
                    xBar.Clear();
                    for (int i = 0; i < indices.Length && i < yBar.Length; i++)
                    {
                        ref T target = ref xBar[indices[i]];
                        target = Gemm.Sum(target, yBar[i]);
                    }
                });
            }
        }
    }

    private static void RunPlanes<T>(int planes, PlaneJob<T> job, Action<PlaneJob<T>, int> plane)
        where T : unmanaged
    {
        int planesPerChunk = Math.Max(1, ChunkWork / Math.Max(1, job.XPlane + job.YPlane));
        WorkPool.Run((planes + planesPerChunk - 1) / planesPerChunk, (planes, job, plane, planesPerChunk), static (state, chunk) =>
        {
            int last = Math.Min(state.planes, (chunk + 1) * state.planesPerChunk);
            for (int p = chunk * state.planesPerChunk; p < last; p++)
            {
                state.plane(state.job, p);
            }
        });
    }

    private static void CheckPlanes(int planes, int xPlane, int yPlane, int x, int indices, int y)
    {
        if (x < (long)planes * xPlane || indices < (long)planes * yPlane || y < (long)planes * yPlane)
        {
            throw new ArgumentException(
                $"planes: spans must hold {planes} planes of {xPlane} and {yPlane} elements; got {x}, {indices} and {y}.");
        }
    }

    private readonly struct PlaneJob<T>(int xPlane, int yPlane, T* x, int* indices, T* y)
        where T : unmanaged
    {
        public int XPlane => xPlane;

        public int YPlane => yPlane;

        public T* X(int plane) => x + (nint)plane * xPlane;

        public int* Indices(int plane) => indices + (nint)plane * yPlane;

        public T* Y(int plane) => y + (nint)plane * yPlane;
    }
}
