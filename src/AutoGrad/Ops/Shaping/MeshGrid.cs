namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Spreads vectors over a grid: <c>yₖ[i₀, i₁, …] = xₖ[iₖ]</c>.</summary>
    /// <param name="vectors">[nₖ]: the places along each axis.</param>
    /// <returns>For each vector a tensor [n₀, n₁, …]; the first vector runs along the first axis (for images' order exchange axes 0 and 1).</returns>
    /// <exception cref="ShapeException">One is not a vector.</exception>
    public static Tensor[] MeshGrid(params ReadOnlySpan<Tensor> vectors)
    {
        var extents = new int[vectors.Length];
        for (int i = 0; i < extents.Length; i++)
        {
            ArgumentNullException.ThrowIfNull(vectors[i]);
            ShapeException.ThrowUnless(vectors[i].Rank == 1, "mesh_grid", "each tensor must be a vector", vectors[i].Spec);
            extents[i] = vectors[i].Size;
        }

        var grid = new Tensor[vectors.Length];
        for (int i = 0; i < grid.Length; i++)
        {
            int[] along = [.. Enumerable.Repeat(1, grid.Length)];
            along[i] = extents[i];
            grid[i] = vectors[i].Reshape(along).BroadcastTo([.. extents]);
        }

        return grid;
    }

    /// <inheritdoc cref="MeshGrid(ReadOnlySpan{Tensor})"/>
    public static Tensor[] MeshGrid(params Tensor[] vectors) => MeshGrid(vectors.AsSpan());
}
