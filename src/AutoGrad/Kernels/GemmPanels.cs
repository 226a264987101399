namespace AutoGrad;

/// <summary>Rows in panels of equal height, as few as tiles allow: 64 rows are 11+11+11+11+10+10, for a tile of 4 would wait on its own sums.</summary>
/// <param name="rows">How many rows, at least 1.</param>
/// <param name="highest">The rows of the highest tile.</param>
internal readonly struct GemmPanels(int rows, int highest)
{
    private readonly int _height = rows / ((rows + highest - 1) / highest);
    private readonly int _higher = rows % ((rows + highest - 1) / highest);

    /// <summary>Gets how many panels there are.</summary>
    public int Count { get; } = (rows + highest - 1) / highest;

    /// <summary>Gets the rows of a panel.</summary>
    public int Height(int panel) => panel < _higher ? _height + 1 : _height;
}
