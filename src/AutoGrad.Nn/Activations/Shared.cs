using System.Globalization;

namespace AutoGrad.Nn;

public static partial class Activations
{
    /// <summary>
    /// <c>x · gate(x)</c> for a smooth gate that is 0 with all its slopes from <c>-reach</c> down and 1 from <c>reach</c> up, as
    /// floating numbers go. Beyond, neither sees x, so that no infinity meets a 0 in value or slope.
    /// </summary>
    private static Tensor Gated(Tensor x, Func<Tensor, Tensor> gate, double reach)
    {
        Tensor u = Tensor.Clamp(x, -reach, reach);
        return Tensor.Where(x >= reach, x, u * gate(u));
    }

    /// <summary><c>min(max(x, low), high)</c> with slope 0 on the bounds, where <see cref="Tensor.Clamp(Tensor, double, double)"/> has 1.</summary>
    private static Tensor Cut(Tensor x, double low, double high) => Tensor.Where(x <= low, low, Tensor.Where(x >= high, high, x));

    /// <summary><c>min(x, 0)</c>, with the slope of the left side at 0.</summary>
    private static Tensor Negative(Tensor x) => Tensor.Clamp(x, double.NegativeInfinity, 0);

    private static void RequirePositive(string op, string name, double value)
    {
        if (!(value > 0 && double.IsFinite(value)))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{op}: {name} must be above 0 and finite; got {value}."));
        }
    }

    private static void RequireNotNegative(string op, string name, double value)
    {
        if (!(value >= 0))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{op}: {name} must be 0 or more; got {value}."));
        }
    }
}
