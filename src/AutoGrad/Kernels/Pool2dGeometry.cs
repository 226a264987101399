namespace AutoGrad;

/// <summary>Windows over planes: x is <c>[Planes, InHeight, InWidth]</c>, y is <c>[Planes, OutHeight, OutWidth]</c>.</summary>
internal readonly record struct Pool2dGeometry
{
    public Pool2dGeometry()
    {
    }

    public required int Planes { get; init; }

    public required int InHeight { get; init; }

    public required int InWidth { get; init; }

    public required int WindowHeight { get; init; }

    public required int WindowWidth { get; init; }

    public int StrideHeight { get; init; } = 1;

    public int StrideWidth { get; init; } = 1;

    public int PadTop { get; init; }

    public int PadBottom { get; init; }

    public int PadLeft { get; init; }

    public int PadRight { get; init; }

    public int DilationHeight { get; init; } = 1;

    public int DilationWidth { get; init; } = 1;

    /// <summary>Gets how many windows fit below one another; 0 when none does.</summary>
    public int OutHeight => Conv2dGeometry.Windows(InHeight + PadTop + PadBottom, WindowHeight, StrideHeight, DilationHeight);

    /// <summary>Gets how many windows fit beside one another; 0 when none does.</summary>
    public int OutWidth => Conv2dGeometry.Windows(InWidth + PadLeft + PadRight, WindowWidth, StrideWidth, DilationWidth);

    public int InputLength => checked(Planes * InHeight * InWidth);

    public int OutputLength => checked(Planes * OutHeight * OutWidth);
}
