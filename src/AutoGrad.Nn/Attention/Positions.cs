namespace AutoGrad.Nn;

/// <summary>Ways to tell a network, which else sees a set, where in a sequence each vector stands.</summary>
public static class Positions
{
    /// <summary>
    /// Turns pairs of features by angles that grow with the position, so that products of queries and keys read distances
    /// alone: <c>(xₐ, x_b) ↦ (xₐ cos φ - x_b sin φ, xₐ sin φ + x_b cos φ)</c> with <c>φ = position · θ^(-2i/features)</c> for pair i.
    /// </summary>
    /// <param name="x">[..., l, d]: queries or keys, of each head; a floating dtype.</param>
    /// <param name="positions">[..., l]: Int32, Int64 or floating; it broadcasts with the leading axes of x. Null: 0, 1, … after the offset.</param>
    /// <param name="offset">The first position, where none are given: the length of the past.</param>
    /// <param name="theta">θ: the wavelengths go from 2π to about 2πθ; above 0.</param>
    /// <param name="interleaved">Whether pairs are neighbours, (0, 1), (2, 3), …; else each is a feature of the first half with one of the second.</param>
    /// <param name="features">How many features turn, from the first; even. The others stay. All unless said.</param>
    /// <returns>[..., l, d]</returns>
    /// <exception cref="ShapeException">The shapes or dtypes do not fit, or the features are not even in number.</exception>
    /// <remarks>
    /// Angles are computed in Float64, whatever x is: far positions turn as exactly as near ones.
    /// Source: Su et al., RoFormer, arXiv:2104.09864, equation 34; split into halves as in GPT-NeoX.
    /// </remarks>
    public static Tensor Rotary(
        Tensor x, Tensor? positions = null, int offset = 0, double theta = 10_000, bool interleaved = false, int? features = null)
    {
        const string Name = "rotary";
        ArgumentNullException.ThrowIfNull(x);
        if (x.Rank < 2 || x.DType is not (DType.Float32 or DType.Float64))
        {
            throw new ShapeException(Name, "x must be [..., l, d], of a floating dtype", x.Spec.ToString());
        }

        int turned = features ?? x.Shape[^1];
        if (turned < 0 || turned > x.Shape[^1] || turned % 2 != 0)
        {
            throw new ShapeException(Name, $"the features that turn must be even in number, and at most {x.Shape[^1]}", $"{turned} for {x.Spec}");
        }

        Tensor angles = Angles(Name, positions ?? Tensor.Arange(offset, offset + x.Shape[^2], DType.Int32), turned, theta);
        return Rotate(x, Tensor.Cos(angles).To(x.DType), Tensor.Sin(angles).To(x.DType), interleaved);
    }

    /// <summary>Turns pairs of features by angles of which the cosines and sines are given, as tables that many layers share.</summary>
    /// <param name="x">[..., l, d]: a floating dtype.</param>
    /// <param name="cos">[..., l, h]: the cosine for each of h pairs; 2h is d or less, and the further features stay. It broadcasts with x.</param>
    /// <param name="sin">[..., l, h]: the sine, shaped like <paramref name="cos"/>.</param>
    /// <param name="interleaved">Whether pairs are neighbours; else each is a feature of the first half of 2h with one of the second.</param>
    /// <returns>[..., l, d]</returns>
    /// <exception cref="ShapeException">The shapes or dtypes do not fit.</exception>
    public static Tensor Rotate(Tensor x, Tensor cos, Tensor sin, bool interleaved = false)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(cos);
        ArgumentNullException.ThrowIfNull(sin);
        int pairs = cos.Rank == 0 ? 0 : cos.Shape[^1];
        if (x.Rank < 1 || cos.Rank < 1 || cos.Rank > x.Rank || cos.Spec != sin.Spec || cos.DType != x.DType || 2L * pairs > x.Shape[^1] || !Fits(cos.Shape[..^1], x.Shape[..^1]))
        {
            throw new ShapeException(
                "rotary", "cosines and sines must be [..., l, h], alike, and fit x [..., l, d] with 2h of d or less", $"{cos.Spec} and {sin.Spec} for {x.Spec}");
        }

        int step = interleaved ? 2 : 1;
        Tensor first = x.SliceAxis(-1, 0, pairs, step);
        Tensor second = x.SliceAxis(-1, interleaved && pairs > 0 ? 1 : interleaved ? 0 : pairs, pairs, step);
        Tensor left = first * cos - second * sin;
        Tensor right = first * sin + second * cos;
        Tensor rest = x.SliceAxis(-1, 2 * pairs, x.Shape[^1] - 2 * pairs);
        return interleaved
            ? Tensor.Concatenate([Tensor.Stack([left, right], axis: -1).Reshape([.. x.Shape[..^1], 2 * pairs]), rest], axis: -1)
            : Tensor.Concatenate([left, right, rest], axis: -1);
    }

    /// <summary>Makes a vector of waves for each position from 0: <c>sin φ₀, cos φ₀, sin φ₁, …</c> with <c>φᵢ = position · θ^(-2i/features)</c>.</summary>
    /// <param name="length">How many positions.</param>
    /// <param name="features">How long a vector.</param>
    /// <param name="theta">θ: the wavelengths go from 2π to about 2πθ; above 0.</param>
    /// <param name="dtype">A floating dtype.</param>
    /// <returns>[length, features]: in [-1, 1], to be added to the vectors that stand there.</returns>
    /// <remarks>Source: Vaswani et al., Attention Is All You Need, arXiv:1706.03762, section 3.5.</remarks>
    public static Tensor Sinusoidal(int length, int features, double theta = 10_000, DType dtype = DType.Float32)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return Sinusoidal(Tensor.Arange(0, length, DType.Float64), features, theta).To(dtype);
    }

    /// <summary>Makes a vector of waves for each of any positions or times: <c>sin φ₀, cos φ₀, sin φ₁, …</c> with <c>φᵢ = position · θ^(-2i/features)</c>.</summary>
    /// <param name="positions">[...]: a floating dtype.</param>
    /// <param name="features">How long a vector.</param>
    /// <param name="theta">θ: the wavelengths go from 2π to about 2πθ; above 0.</param>
    /// <returns>[..., features]: in [-1, 1], of the positions' dtype.</returns>
    /// <exception cref="ShapeException">The positions are not floating.</exception>
    /// <remarks>Angles are computed in Float64. Source: Vaswani et al., Attention Is All You Need, arXiv:1706.03762, section 3.5.</remarks>
    public static Tensor Sinusoidal(Tensor positions, int features, double theta = 10_000)
    {
        const string Name = "sinusoidal";
        ArgumentOutOfRangeException.ThrowIfNegative(features);
        Arguments.RequireFloating(Name, positions);
        Tensor angles = Angles(Name, positions, features, theta);
        Tensor waves = Tensor.Stack([Tensor.Sin(angles), Tensor.Cos(angles)], axis: -1);
        return waves.Reshape([.. positions.Shape, 2 * angles.Shape[^1]]).SliceAxis(-1, 0, features).To(positions.DType);
    }

    /// <summary>Makes a mask for <see cref="Attention"/> that favours near keys, each head at another rate: <c>-m |i + offset - j|</c>.</summary>
    /// <param name="heads">How many; 1 or more.</param>
    /// <param name="queries">How many queries.</param>
    /// <param name="keys">How many keys.</param>
    /// <param name="offset">How many keys come before the first query's own.</param>
    /// <param name="dtype">A floating dtype.</param>
    /// <returns>[heads, queries, keys]: 0 or less. The slopes m of 2ⁿ heads are <c>2^(-8 h / 2ⁿ)</c> for h from 1; further heads take every second one of twice as many.</returns>
    /// <remarks>Source: Press, Smith and Lewis, Train Short, Test Long (ALiBi), arXiv:2108.12409, section 3, and its published code for other numbers of heads.</remarks>
    public static Tensor Alibi(int heads, int queries, int keys, int offset = 0, DType dtype = DType.Float32)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(heads, 1);
        int power = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)heads);
        power = power > heads ? power / 2 : power;
        double[] slopes = [.. Enumerable.Range(1, heads).Select(h => Math.Pow(2, h <= power ? -8.0 * h / power : -4.0 * (2 * (h - power) - 1) / power))];
        Tensor distance = Tensor.Abs(
            Tensor.Arange(offset, offset + queries, DType.Int32).ExpandDims(1) - Tensor.Arange(0, keys, DType.Int32)).To(dtype);
        return -Tensor.From(slopes).To(dtype).Reshape([heads, 1, 1]) * distance;
    }

    // [...] to [..., pairs], in Float64: positions of thousands times steep frequencies would lose digits of the angle.
    private static Tensor Angles(string op, Tensor positions, int features, double theta)
    {
        if (!(theta > 0 && double.IsFinite(theta)))
        {
            throw new ArgumentException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{op}: theta must be above 0 and finite; got {theta}."));
        }

        double[] frequencies = [.. Enumerable.Range(0, (features + 1) / 2).Select(i => Math.Pow(theta, -2.0 * i / features))];
        return positions.To(DType.Float64).ExpandDims(-1) * Tensor.From(frequencies);
    }

    private static bool Fits(Shape small, Shape large)
    {
        for (int i = 1; i <= small.Rank; i++)
        {
            if (small[^i] != 1 && small[^i] != large[^i])
            {
                return false;
            }
        }

        return true;
    }
}
