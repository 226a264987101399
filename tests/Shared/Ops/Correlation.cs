namespace AutoGrad.Testing;

/// <summary>Convolutions by their definition, over any number of axes after the channels.</summary>
public static class Correlation
{
    /// <summary>Each output, by the definition.</summary>
    public static Nd Of(Nd x, Nd w, Window1d[] windows, int groups)
    {
        int axes = windows.Length;
        int[] extents = [.. windows.Select((m, i) => (x.Shape[i + 2] + m.Before + m.After - m.Dilation * (w.Shape[i + 2] - 1) - 1) / m.Stride + 1)];
        int outputs = w.Shape[0] / groups;
        return Nd.Make([x.Shape[0], w.Shape[0], .. extents], at =>
        {
            int[] y = [.. at];
            double sum = 0;
            Nd.Make(w.Shape[1..], tap =>
            {
                int[] from = [y[0], y[1] / outputs * w.Shape[1] + tap[0], .. windows.Select((m, i) => y[i + 2] * m.Stride + tap[i + 1] * m.Dilation - m.Before)];
                bool isReal = Enumerable.Range(2, axes).All(i => from[i] >= 0 && from[i] < x.Shape[i]);
                sum += isReal ? x[from] * w[[y[1], .. tap]] : 0;
                return 0;
            });
            return sum;
        });
    }

    /// <summary>Each output of the transpose: it asks every input and tap whether they meet in it.</summary>
    public static Nd Transposed(Nd x, Nd w, Window1d[] windows, int[] more, int groups)
    {
        int axes = windows.Length;
        int[] extents =
        [
            .. windows.Select((m, i) => (x.Shape[i + 2] - 1) * m.Stride - m.Before - m.After + m.Dilation * (w.Shape[i + 2] - 1) + 1 + more[i]),
        ];
        int inputs = x.Shape[1] / groups;
        return Nd.Make([x.Shape[0], w.Shape[1] * groups, .. extents], at =>
        {
            int[] y = [.. at];
            double sum = 0;
            Nd.Make([inputs, .. x.Shape[2..], .. w.Shape[2..]], t =>
            {
                int channel = y[1] / w.Shape[1] * inputs + t[0];
                bool meets = Enumerable.Range(0, axes)
                    .All(i => t[i + 1] * windows[i].Stride + t[i + 1 + axes] * windows[i].Dilation - windows[i].Before == y[i + 2]);
                sum += meets ? x[[y[0], channel, .. t[1..(axes + 1)]]] * w[[channel, y[1] % w.Shape[1], .. t[(axes + 1)..]]] : 0;
                return 0;
            });
            return sum;
        });
    }
}
