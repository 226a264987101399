namespace AutoGrad.Testing;

/// <summary>An argument of an operation: numbers without a pattern in an interval, or given ones.</summary>
/// <param name="Shape">Its extents.</param>
/// <param name="Low">The least number.</param>
/// <param name="High">The greatest.</param>
/// <param name="DType">Float64 for what derivatives are taken by; integers and Bool for indices and masks.</param>
/// <param name="Fixed">The numbers, where an interval cannot say them; examples of a batch get them in other orders.</param>
public sealed record Operand(int[] Shape, double Low = -2, double High = 2, DType DType = DType.Float64, double[]? Fixed = null)
{
    public bool IsFloating => DType == DType.Float64;

    public static Operand Places(int[] shape, params double[] places) => new(shape, DType: DType.Int32, Fixed: places);

    public static Operand Mask(int[] shape, params double[] bits) => new(shape, DType: DType.Bool, Fixed: bits);

    public static implicit operator Operand(int[] shape) => new(shape);

    /// <summary>Makes the argument; each seed gives another.</summary>
    public Tensor Make(int seed)
    {
        int size = Shape.Aggregate(1, (product, extent) => product * extent);
        double[] numbers = [.. Enumerable.Range(0, size).Select(i => Fixed is null ? Low + (High - Low) * Unit(seed, i) : Fixed[(i + seed) % Fixed.Length])];
        return Tensor.From(AutoGrad.Shape.Create(Shape), numbers).To(DType);
    }

    // The fractional part of a steep sine: no pattern that a rule could profit from, and no two numbers alike.
    private static double Unit(int seed, int i)
    {
        double steep = Math.Sin(12.9898 * (seed + 1) + 78.233 * (i + 1)) * 43758.5453;
        return steep - Math.Floor(steep);
    }
}

/// <summary>What the tests know of an operation: how to call it, on what, and what it gives.</summary>
/// <param name="Call">The public function.</param>
/// <param name="Reference">The same on plain arrays, from elsewhere than this library.</param>
/// <param name="Cases">Arguments: ordinary ones first; then those that broadcast, have extents of 0 and 1, or other ranks.</param>
public sealed record OpRow(Func<Tensor[], Tensor> Call, Func<Nd[], Nd> Reference, params Operand[][] Cases)
{
    /// <summary>The operation records that the row runs, derivatives included, by name of type.</summary>
    public string[] Covers { get; init; } = [];

    /// <summary>Whether results are constants to every derivative.</summary>
    public bool IsDiscrete { get; init; }

    /// <summary>How far values may lie from the reference; a few roundings unless the row says why.</summary>
    public double Tolerance { get; init; } = 1e-14;

    public IEnumerable<Tensor[]> Arguments(int seed = 0) => Cases.Select(operands => Make(operands, seed));

    public static Tensor[] Make(Operand[] operands, int seed) => [.. operands.Select((operand, i) => operand.Make(31 * seed + i))];

    /// <summary>A number that every element of the result counts in, each with another weight.</summary>
    public Tensor Weighed(Tensor[] arguments)
    {
        Tensor y = Call(arguments);
        return (y * Weights(y)).Sum();
    }

    /// <summary>The same from the reference.</summary>
    public double Weighed(Nd[] arguments)
    {
        double[] y = Reference(arguments).Data;
        double sum = 0;
        for (int i = 0; i < y.Length; i++)
        {
            sum += y[i] * Math.Cos(1 + i);
        }

        return sum;
    }

    public static Tensor Weights(Tensor y) => Directions(y, 0);

    /// <summary>Weights as <see cref="Weighed(Nd[])"/> has them; the phase gives others.</summary>
    public static Tensor Directions(Tensor y, double phase) =>
        Tensor.From(y.Shape, (double[])[.. Enumerable.Range(0, y.Size).Select(i => Math.Cos(1 + phase + i))]).To(y.DType);
}
