namespace AutoGrad;

/// <summary>
/// The way back through <see cref="LayerNormOp"/>, from x, ȳ and the scale if there is one. It measures the rows again: they are
/// read in any case, and so the tape keeps nothing but x.
/// </summary>
/// <param name="Of">What the way back is of.</param>
/// <param name="WantsScale">Whether the scale's cotangent is an output.</param>
/// <param name="WantsShift">Whether the shift's cotangent is the last output.</param>
internal sealed record LayerNormBackwardOp(LayerNormOp Of, bool WantsScale, bool WantsShift) : FusedOp
{
    public override string Name => $"{Of.Name}_backward";

    public int Outputs => 1 + (WantsScale ? 1 : 0) + (WantsShift ? 1 : 0);

    public override void Infer(ReadOnlySpan<Spec> inputs, Span<Spec> outputs)
    {
        Shape x = inputs[0].Shape;
        outputs.Fill(inputs[0] with { Shape = [.. x[..Of.Leading], .. x[(x.Rank - Of.Axes)..]] });
        outputs[0] = inputs[0];
    }

    public override Tensor[] Definition(Tensor[] inputs)
    {
        (Tensor x, Tensor yBar) = (inputs[0], inputs[1]);
        int[] axes = [.. Enumerable.Range(x.Rank - Of.Axes, Of.Axes)];
        Tensor centred = Of.IsCentred ? x - x.Mean(axes, keepDims: true) : x;
        Tensor slope = Tensor.Rsqrt(Tensor.Square(centred).Mean(axes, keepDims: true) + Of.Epsilon);
        Tensor h = centred * slope;
        Tensor bar = Of.IsScaled ? yBar * Of.BesideRows(inputs[2], x.Rank) : yBar;
        Tensor share = (bar * h).Mean(axes, keepDims: true);
        Tensor xBar = slope * ((Of.IsCentred ? bar - bar.Mean(axes, keepDims: true) : bar) - h * share);
        return [xBar, .. WantsScale ? [OverRows(h * yBar)] : (Tensor[])[], .. WantsShift ? [OverRows(yBar)] : (Tensor[])[]];
    }

    public override void Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size, Span<Tensor> outputs) =>
        (this with { Of = Of with { Leading = Of.Leading + 1 } }).Apply(Batching.ExpandAll(inputs, batched, size), outputs);

    private Tensor OverRows(Tensor x)
    {
        int rows = x.Rank - Of.Leading - Of.Axes;
        return rows == 0 ? x : x.Sum([.. Enumerable.Range(Of.Leading, rows)]);
    }

    protected override void Run<T>(ReadOnlySpan<DenseTensor> inputs, ReadOnlySpan<DenseTensor> outputs) =>
        LayerNormKernel.Backward<T>(
            Of.Sizes(inputs[0].Shape), Of.IsCentred, Of.Epsilon, inputs[0].Span<T>(), Of.IsScaled ? inputs[2].Span<T>() : [], inputs[1].Span<T>(),
            outputs[0].Span<T>(), WantsScale ? outputs[1].Span<T>() : [], WantsShift ? outputs[^1].Span<T>() : []);
}
