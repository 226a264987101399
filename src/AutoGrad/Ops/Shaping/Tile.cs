namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Lays copies of the tensor side by side.</summary>
    /// <param name="repeats">How many along each axis, each 0 or more; fewer numbers than axes speak for the last ones, more add axes in front.</param>
    /// <returns>[extent · repeats, …]</returns>
    /// <exception cref="ShapeException">A number is negative.</exception>
    public Tensor Tile(params ReadOnlySpan<int> repeats)
    {
        if (repeats.ContainsAnyInRange(int.MinValue, -1))
        {
            throw new ShapeException("tile", "repeats must be 0 or more", $"[{string.Join(", ", repeats.ToArray())}] for {Spec}");
        }

        int rank = Math.Max(Rank, repeats.Length);
        var apart = new List<int>();
        var copied = new List<int>();
        var joined = new List<int>();
        for (int i = 0; i < rank; i++)
        {
            int extent = i < rank - Rank ? 1 : Shape[i - (rank - Rank)];
            int times = i < rank - repeats.Length ? 1 : repeats[i - (rank - repeats.Length)];
            apart.AddRange([1, extent]);
            copied.AddRange([times, extent]);
            joined.Add(times * extent);
        }

        return Reshape(apart.ToArray()).BroadcastTo([.. copied]).Reshape(joined.ToArray());
    }

    /// <inheritdoc cref="Tile(ReadOnlySpan{int})"/>
    public Tensor Tile(params int[] repeats)
    {
        ArgumentNullException.ThrowIfNull(repeats);
        return Tile(repeats.AsSpan());
    }
}
