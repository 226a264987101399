using FsCheck;
using FsCheck.Fluent;

namespace AutoGrad.PropertyTests;

/// <summary>A tensor of one axis, 1 to 8 numbers in [-2, 2].</summary>
/// <param name="Numbers">What is in it; prints and shrinks.</param>
public sealed record Vector(double[] Numbers)
{
    public Tensor Tensor => Tensor.From(Numbers);
}

/// <summary>Two shapes that broadcast together, with numbers.</summary>
public sealed record Broadcastable(int[] Left, int[] Right)
{
    public Tensor X => Make(Left, 0.3);

    public Tensor Y => Make(Right, 1.1);

    private static Tensor Make(int[] shape, double phase)
    {
        var extents = new Shape(shape);
        return Tensor.From(extents, (double[])[.. Enumerable.Range(0, extents.Size).Select(i => Math.Sin(phase + 2.3 * i))]);
    }
}

/// <summary>What the laws are tried on.</summary>
public static class Arbitraries
{
    public static Arbitrary<Vector> Vectors() => Arb.From(
        Gen.Choose(-2000, 2000).Select(i => i / 1000.0).NonEmptyListOf().Where(numbers => numbers.Count <= 8).Select(numbers => new Vector([.. numbers])),
        Shrunk);

    public static Arbitrary<Broadcastable> Broadcasts() => Arb.From(
        from joint in Gen.Choose(0, 3).ArrayOf(3)
        from rank in Gen.Choose(0, 3)
        from other in Gen.Choose(0, 3)
        from ones in Gen.Choose(0, 1).ArrayOf(6)
        select new Broadcastable(Part(joint, rank, ones[..3]), Part(joint, other, ones[3..])),
        Shrunk);

    private static int[] Part(int[] joint, int rank, int[] ones) =>
        [.. joint[(joint.Length - rank)..].Select((extent, i) => ones[i] == 1 ? 1 : extent)];

    private static IEnumerable<Vector> Shrunk(Vector vector)
    {
        if (vector.Numbers.Length > 1)
        {
            yield return new Vector(vector.Numbers[1..]);
            yield return new Vector(vector.Numbers[..^1]);
        }

        for (int i = 0; i < vector.Numbers.Length; i++)
        {
            if (vector.Numbers[i] != Math.Round(vector.Numbers[i]))
            {
                double[] rounder = [.. vector.Numbers];
                rounder[i] = Math.Round(rounder[i]);
                yield return new Vector(rounder);
            }
        }
    }

    private static IEnumerable<Broadcastable> Shrunk(Broadcastable pair)
    {
        if (pair.Left.Length > 0 && pair.Left.Length >= pair.Right.Length)
        {
            yield return pair with { Left = pair.Left[1..] };
        }

        if (pair.Right.Length > 0 && pair.Right.Length >= pair.Left.Length)
        {
            yield return pair with { Right = pair.Right[1..] };
        }
    }
}
