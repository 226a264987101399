using System.Globalization;

namespace AutoGrad.Nn.Tests;

/// <summary>Messages print numbers as code does, wherever they are read.</summary>
public sealed class MessageCultureTests
{
    private static readonly Tensor s_x = Tensor.Ones([2, 2]);

    public static TheoryData<string, Func<Tensor>> Refusals => new()
    {
        { "got 1.5 with no key.", () => Attention.ScaledDotProduct(s_x, s_x, s_x, dropout: 1.5) },
        { "got -0.5.", () => Attention.ScaledDotProduct(s_x, s_x, s_x, softcap: -0.5) },
        { "got -0.5.", () => Positions.Rotary(s_x, theta: -0.5) },
        { "got 0.5 and -0.5.", () => Tensor.Clamp(s_x, 0.5, -0.5) },
        { "got 0.5 and -0.5.", () => Draw.Normal(RandomKey.FromSeed(0), [1], mean: 0.5, deviation: -0.5) },
        { "got 0.5 and -0.5.", () => Draw.Uniform(RandomKey.FromSeed(0), [1], 0.5, -0.5) },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void A_decimal_comma_is_not_in_messages(string end, Func<Tensor> call)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        try
        {
            CultureInfo.CurrentCulture = comma;

            Assert.EndsWith(end, Assert.Throws<ArgumentException>(call).Message, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
