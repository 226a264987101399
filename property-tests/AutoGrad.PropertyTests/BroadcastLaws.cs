using AutoGrad.PropertyTesting;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace AutoGrad.PropertyTests;

/// <summary>Broadcasting against loops that compute each element's places by themselves.</summary>
[Properties(Arbitrary = [typeof(Arbitraries)])]
public sealed class BroadcastLaws
{
    [Property]
    public Property Each_element_is_that_of_its_places() => Prop.ForAll(Arbitraries.DifficultBroadcasts(), pair =>
    {
        Tensor z = pair.X * pair.Y - pair.X;
        double[] x = pair.X.ToArray<double>();
        double[] y = pair.Y.ToArray<double>();
        int[] shape = [.. z.Shape];

        return z.ToArray<double>().Select((value, i) => (value, i))
            .All(item => item.value.Equals((x[Place([.. pair.X.Shape], shape, item.i)] * y[Place([.. pair.Y.Shape], shape, item.i)]) - x[Place([.. pair.X.Shape], shape, item.i)]));
    });

    /// <summary>The transpose of repeating is summing: each operand's gradient is the sum over the elements it went to.</summary>
    [Property]
    public bool Gradients_are_summed_over_what_was_repeated(BroadcastPair pair)
    {
        int[] shape = [.. (pair.X + pair.Y).Shape];
        (Tensor left, _) = Transform.Grad<(Tensor X, Tensor Y)>(p => (p.X * p.Y).Sum())((pair.X, pair.Y));
        double[] y = pair.Y.ToArray<double>();
        var expected = new double[pair.X.Size];
        for (int i = 0; i < new Shape(shape).Size; i++)
        {
            expected[Place([.. pair.X.Shape], shape, i)] += y[Place([.. pair.Y.Shape], shape, i)];
        }

        return Laws.IsClose(Tensor.From(pair.X.Shape, expected), left, 1e-14);
    }

    // Where element i of the joint shape comes from, by long division.
    private static int Place(int[] own, int[] joint, int i)
    {
        int place = 0;
        int stride = 1;
        for (int axis = joint.Length - 1, k = own.Length - 1; axis >= 0; axis--, k--)
        {
            int at = i % joint[axis];
            i /= joint[axis];
            if (k >= 0)
            {
                place += own[k] == 1 ? 0 : at * stride;
                stride *= own[k];
            }
        }

        return place;
    }
}
