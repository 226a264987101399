using System.Globalization;

namespace AutoGrad.Tests;

/// <summary>Reads the numbers of a text file, which white space parts.</summary>
public sealed class NumberReader(string path)
{
    private readonly string[] _words = File.ReadAllText(path).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    private int _next;

    public int Integer() => int.Parse(_words[_next++], CultureInfo.InvariantCulture);

    public double Number() => double.Parse(_words[_next++], CultureInfo.InvariantCulture);

    /// <summary>Float64 numbers, row by row.</summary>
    public Tensor Tensor(params int[] shape)
    {
        var numbers = new double[shape.Aggregate(1, (size, extent) => size * extent)];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = Number();
        }

        return AutoGrad.Tensor.From(Shape.Create(shape), numbers);
    }
}
