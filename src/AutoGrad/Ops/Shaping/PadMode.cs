namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Puts a border around the tensor that continues what is inside.</summary>
    /// <param name="before">How many places before the first, one number an axis; each 0 or more.</param>
    /// <param name="after">How many places after the last, one number an axis; each 0 or more.</param>
    /// <param name="mode">How it continues.</param>
    /// <returns>[before + extent + after, …]</returns>
    /// <exception cref="ShapeException">There is not one number an axis, one is negative, or an axis to continue is empty.</exception>
    /// <remarks>A border longer than the tensor goes on in the same way. Derivative: cotangents are added where their elements came from.</remarks>
    public Tensor Pad(ReadOnlySpan<int> before, ReadOnlySpan<int> after, PadMode mode)
    {
        if (before.Length != Rank || after.Length != Rank || before.ContainsAnyInRange(int.MinValue, -1) || after.ContainsAnyInRange(int.MinValue, -1))
        {
            throw new ShapeException(
                "pad", $"before and after must hold one number of 0 or more for each of {Rank} axes",
                $"[{string.Join(", ", before.ToArray())}] and [{string.Join(", ", after.ToArray())}] for {Spec}");
        }

        Tensor y = this;
        for (int axis = 0; axis < Rank; axis++)
        {
            (int left, int extent) = (before[axis], Shape[axis]);
            if (left + after[axis] == 0)
            {
                continue;
            }

            ShapeException.ThrowUnless(extent > 0, "pad", $"axis {axis} must have an element to continue (pad with a value)", Spec);
            y = y.Gather(From([.. Enumerable.Range(-left, left + extent + after[axis]).Select(place => Inside(place, extent, mode))]), axis);
        }

        return y;
    }

    private static int Inside(int place, int extent, PadMode mode)
    {
        int period = Math.Max(mode == PadMode.Reflect ? 2 * (extent - 1) : extent, 1);
        int turned = (place % period + period) % period;
        return mode switch
        {
            PadMode.Edge => Math.Clamp(place, 0, extent - 1),
            PadMode.Reflect => Math.Min(turned, period - turned),
            PadMode.Wrap => turned,
            _ => throw new ArgumentOutOfRangeException(nameof(mode), $"pad: mode must be Edge, Reflect or Wrap; got {mode}."),
        };
    }
}

/// <summary>How a border continues a tensor.</summary>
public enum PadMode
{
    /// <summary>The outermost element goes on: <c>a a | a b c | c c</c>.</summary>
    Edge,

    /// <summary>The inside is mirrored, its outermost element the mirror: <c>c b | a b c | b a</c>.</summary>
    Reflect,

    /// <summary>The tensor starts again: <c>b c | a b c | a b</c>.</summary>
    Wrap,
}
