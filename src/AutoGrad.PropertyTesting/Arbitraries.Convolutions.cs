using FsCheck;
using FsCheck.Fluent;

namespace AutoGrad.PropertyTesting;

public static partial class Arbitraries
{
    private const int MostTaps = 3;

    /// <summary>Inputs of convolutions: examples, weights, strides, paddings, dilations, groups. They shrink to one tap on one place.</summary>
    /// <param name="axes">1 for sequences, 2 for images, 3 for volumes.</param>
    /// <param name="values">What the elements are; numbers from -10 to 10 if left out.</param>
    /// <param name="dtype">Float64 or Float32.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not 1 to 3 axes, or the dtype is not floating.</exception>
    public static Arbitrary<ConvolutionInputs> Convolutions(int axes = 2, Values? values = null, DType dtype = DType.Float64)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(axes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(axes, 3);
        Values elements = Checked(values, dtype);
        Gen<ConvolutionInputs> draws = Gen.Sized(size =>
            from few in Gen.Choose(1, Grown(size, 1, 2)).ArrayOf(4)
            from steps in Gen.Choose(1, Grown(size, 1, 2)).ArrayOf(2)
            from padding in Gen.Choose(0, Grown(size, 0, 2))
            from taps in Gen.Choose(1, Grown(size, 1, MostTaps)).ArrayOf(axes)
            from more in Gen.Choose(0, Grown(size, 0, 2)).ArrayOf(axes)
            let places = taps.Select((tap, axis) => Math.Max(1, Least(tap, steps[1], padding)) + more[axis])
            from x in ElementDraws.Of(elements, dtype, [few[0], few[1] * few[2], .. places])
            from weights in ElementDraws.Of(elements, dtype, [few[1] * few[3], few[2], .. taps])
            select new ConvolutionInputs(x, weights, steps[0], padding, steps[1], few[1]));
        return Arb.From(draws, inputs => Shrunk(inputs).Where(Fits).Concat(
            OperandShrinks.Simpler([inputs.X, inputs.Weights], elements).Select(xs => inputs with { X = xs[0], Weights = xs[1] })));
    }

    // How many places a window needs beside the padding.
    private static int Least(int taps, int dilation, int padding) => dilation * (taps - 1) + 1 - 2 * padding;

    private static bool Fits(ConvolutionInputs inputs) =>
        inputs.X.Shape[2..].Zip(inputs.Weights.Shape[2..]).All(pair => pair.First >= Least(pair.Second, inputs.Dilation, inputs.Padding));

    private static IEnumerable<ConvolutionInputs> Shrunk(ConvolutionInputs inputs)
    {
        (Tensor x, Tensor weights, int groups) = (inputs.X, inputs.Weights, inputs.Groups);
        if (groups > 1)
        {
            yield return inputs with { X = x.SliceAxis(1, 0, x.Shape[1] / groups), Weights = weights.SliceAxis(0, 0, weights.Shape[0] / groups), Groups = 1 };
        }

        foreach (ConvolutionInputs plainer in (ConvolutionInputs[])[inputs with { Stride = 1 }, inputs with { Dilation = 1 }, inputs with { Padding = 0 }, inputs with { Padding = 1 }])
        {
            if (plainer.Stride < inputs.Stride || plainer.Dilation < inputs.Dilation || plainer.Padding < inputs.Padding)
            {
                yield return plainer;
            }
        }

        // Channels of both; then of each the axes that are its own.
        if (groups == 1)
        {
            foreach (TensorShrinks.Part part in TensorShrinks.Parts(x.Shape[1]))
            {
                yield return inputs with { X = part.Of(x, 1), Weights = part.Of(weights, 1) };
            }

            foreach (TensorShrinks.Part part in TensorShrinks.Parts(weights.Shape[0]))
            {
                yield return inputs with { Weights = part.Of(weights, 0) };
            }
        }

        for (int axis = 0; axis < x.Rank; axis++)
        {
            if (axis == 1)
            {
                continue;
            }

            foreach (TensorShrinks.Part part in TensorShrinks.Parts(x.Shape[axis]))
            {
                yield return inputs with { X = part.Of(x, axis) };
            }

            if (axis < 2)
            {
                continue;
            }

            foreach (TensorShrinks.Part part in TensorShrinks.Parts(weights.Shape[axis]))
            {
                yield return inputs with { Weights = part.Of(weights, axis) };
            }
        }
    }
}
