namespace AutoGrad.Reports;

/// <summary>Numbers in [0, 1] as colours, for heat maps.</summary>
internal static class Colours
{
    // Ten knots of viridis (Smith and van der Walt, 2015, CC0): even steps look even, in grey and to the colour-blind too.
    private static readonly uint[] s_sequential =
        [0x440154, 0x482878, 0x3e4989, 0x31688e, 0x26828e, 0x1f9e89, 0x35b779, 0x6ece58, 0xb5de2b, 0xfde725];

    // ColorBrewer's RdBu from blue to red (Harrower and Brewer, 2003): white is the middle.
    private static readonly uint[] s_diverging = [0x2166ac, 0x4393c3, 0x92c5de, 0xd1e5f0, 0xf7f7f7, 0xfddbc7, 0xf4a582, 0xd6604d, 0xb2182b];

    /// <summary>What is not a number.</summary>
    public static Rgb Missing => new(0x8b, 0x94, 0x9e);

    /// <summary>From dark blue to yellow.</summary>
    public static Rgb Sequential(double share) => Between(s_sequential, share);

    /// <summary>From blue over white at a half to red.</summary>
    public static Rgb Diverging(double share) => Between(s_diverging, share);

    private static Rgb Between(uint[] knots, double share)
    {
        if (double.IsNaN(share))
        {
            return Missing;
        }

        double place = Math.Clamp(share, 0, 1) * (knots.Length - 1);
        int below = Math.Min((int)place, knots.Length - 2);
        (Rgb low, Rgb high) = (Of(knots[below]), Of(knots[below + 1]));
        double part = place - below;
        return new Rgb(Mix(low.R, high.R, part), Mix(low.G, high.G, part), Mix(low.B, high.B, part));
    }

    private static Rgb Of(uint colour) => new((byte)(colour >> 16), (byte)(colour >> 8), (byte)colour);

    private static byte Mix(byte low, byte high, double part) => (byte)Math.Round(low + (high - low) * part);
}

/// <summary>A colour of eight bits a channel.</summary>
internal readonly record struct Rgb(byte R, byte G, byte B)
{
    /// <summary>Whether black is read better on it than white.</summary>
    public bool IsLight => 0.299 * R + 0.587 * G + 0.114 * B > 140;

    public override string ToString() => $"#{R:x2}{G:x2}{B:x2}";
}
