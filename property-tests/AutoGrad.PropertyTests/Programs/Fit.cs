using System.Globalization;

namespace AutoGrad.PropertyTests;

/// <summary>Makes any value an argument of any operation: brings it to a shape, and linearly into an interval.</summary>
/// <param name="Shape">The shape it gets: its elements in order, the first ones again if they are too few.</param>
/// <param name="Scale">What each element is multiplied by.</param>
/// <param name="Shift">What is then added.</param>
public sealed record Fit(int[] Shape, double Scale, double Shift)
{
    private bool IsPlain => Scale == 1 && Shift == 0;

    /// <summary>What a value needs in order to be an operand, going by its elements now.</summary>
    internal static Fit Of(Tensor value, Operand operand)
    {
        double[] numbers = value.ToArray<double>();
        if (numbers.Length == 0 || (numbers.Min() >= operand.Low && numbers.Max() <= operand.High))
        {
            return new Fit(operand.Shape, 1, 0);
        }

        // Well inside, as differences look at the neighbourhood too; in round numbers, as people read them.
        double width = operand.High - operand.Low;
        double spread = numbers.Max() - numbers.Min();
        double scale = spread <= 0.8 * width ? 1 : Rounded(0.8 * width / spread, 0.8 * width / spread);
        double shift = (operand.Low + operand.High) / 2 - scale * (numbers.Max() + numbers.Min()) / 2;
        return new Fit(operand.Shape, scale, Rounded(shift, width));
    }

    public static Tensor To(Tensor value, int[] shape, double scale = 1, double shift = 0)
    {
        Tensor fitted = Shaped(value, AutoGrad.Shape.Create(shape));
        return scale == 1 && shift == 0 ? fitted : scale * fitted + shift;
    }

    internal Tensor Apply(Tensor value) => To(value, Shape, Scale, Shift);

    internal string Code(string value, Tensor from)
    {
        if (IsPlain && from.Shape == AutoGrad.Shape.Create(Shape))
        {
            return value;
        }

        string moved = IsPlain ? "" : string.Create(CultureInfo.InvariantCulture, $", {Scale:R}, {Shift:R}");
        return $"Fit.To({value}, [{string.Join(", ", Shape)}]{moved})";
    }

    private static Tensor Shaped(Tensor value, Shape shape)
    {
        if (value.Shape == shape)
        {
            return value;
        }

        if (value.Size == shape.Size)
        {
            return value.Reshape([.. shape]);
        }

        Tensor flat = value.Reshape(-1);
        int size = value.Size;
        return (shape.Size < size ? flat.SliceAxis(0, 0, shape.Size) : flat.Gather(Tensor.From((int[])[.. Enumerable.Range(0, shape.Size).Select(i => i % size)]))).Reshape([.. shape]);
    }

    // To a hundredth of a unit or so.
    private static double Rounded(double x, double unit) => Math.Round(x, Math.Clamp(2 - (int)Math.Floor(Math.Log10(unit)), 0, 15));
}
