using System.Globalization;

namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>
    /// Takes mean and variance out of the last axes, in one pass: <c>y = (x - μ) / √(σ² + ε) · scale + shift</c>.
    /// </summary>
    /// <param name="scale">[features]: of the axes that are normalised together; 1 unless given.</param>
    /// <param name="shift">[features]: of the same shape; 0 unless given.</param>
    /// <param name="axes">How many of the last axes are normalised together; 1 or more.</param>
    /// <param name="epsilon">Added to the variance, in its units; 0 or more. It keeps a row of equal numbers at the shift.</param>
    /// <returns>[..., features]: this shape.</returns>
    /// <exception cref="ShapeException">There are not so many axes, the dtype is not floating, or scale or shift are not shaped like them.</exception>
    /// <exception cref="ArgumentException">Epsilon is negative.</exception>
    /// <remarks>
    /// The variance is that of all there is (divided by the count), and of distances from the mean, so that no digits cancel.
    /// Source: Ba, Kiros and Hinton, Layer Normalization, arXiv:1607.06450, equation 4.
    /// </remarks>
    public Tensor LayerNorm(Tensor? scale = null, Tensor? shift = null, int axes = 1, double epsilon = 1e-5) =>
        LayerNormOp.Apply("layer_norm", this, scale, shift, axes, isCentred: true, epsilon);

    /// <summary>Divides the last axes by their root mean square, in one pass: <c>y = x / √(mean x² + ε) · scale</c>.</summary>
    /// <param name="scale">[features]: of the axes that are normalised together; 1 unless given.</param>
    /// <param name="axes">How many of the last axes are normalised together; 1 or more.</param>
    /// <param name="epsilon">Added to the mean square, in its units; 0 or more. It keeps a row of zeros at 0.</param>
    /// <returns>[..., features]: this shape.</returns>
    /// <exception cref="ShapeException">There are not so many axes, the dtype is not floating, or the scale is not shaped like them.</exception>
    /// <exception cref="ArgumentException">Epsilon is negative.</exception>
    /// <remarks>Source: Zhang and Sennrich, Root Mean Square Layer Normalization, arXiv:1910.07467, equation 4.</remarks>
    public Tensor RmsNorm(Tensor? scale = null, int axes = 1, double epsilon = 1e-6) =>
        LayerNormOp.Apply("rms_norm", this, scale, null, axes, isCentred: false, epsilon);
}

/// <summary>Over the last axes. The leading ones are groups: each has a scale and a shift of its own, which is what a batch of calls makes.</summary>
/// <param name="Leading">How many axes count groups.</param>
/// <param name="Axes">How many are normalised together.</param>
/// <param name="IsCentred">Whether the mean is taken out; else the variance is the mean square.</param>
/// <param name="Epsilon">Added to the variance.</param>
/// <param name="IsScaled">Whether the second input is a scale.</param>
/// <param name="IsShifted">Whether the last input is a shift.</param>
internal sealed record LayerNormOp(int Leading, int Axes, bool IsCentred, double Epsilon, bool IsScaled, bool IsShifted) : FusedOp
{
    public override string Name => IsCentred ? "layer_norm" : "rms_norm";

    public static Tensor Apply(string name, Tensor x, Tensor? scale, Tensor? shift, int axes, bool isCentred, double epsilon)
    {
        ShapeException.ThrowUnlessFloating(name, x.Spec);
        ShapeException.ThrowUnless(
            axes >= 1 && axes <= x.Rank, name, $"the last {axes} axes of x are to be normalised, which must be 1 or more that it has", x.Spec);
        if (!(epsilon >= 0))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name}: epsilon must be 0 or more; got {epsilon}."));
        }

        RequireFeatures(name, "scale", x, axes, scale);
        RequireFeatures(name, "shift", x, axes, shift);
        var op = new LayerNormOp(0, axes, isCentred, epsilon, scale is not null, shift is not null);
        return (scale, shift) switch
        {
            (null, null) => op.Apply(x),
            (null, _) => op.Apply(x, shift),
            (_, null) => op.Apply(x, scale),
            _ => op.Apply(x, scale, shift),
        };
    }

    public override void Infer(ReadOnlySpan<Spec> inputs, Span<Spec> outputs) => outputs[0] = inputs[0];

    public override Tensor[] Definition(Tensor[] inputs)
    {
        Tensor x = inputs[0];
        int[] axes = [.. Enumerable.Range(x.Rank - Axes, Axes)];
        Tensor centred = IsCentred ? x - x.Mean(axes, keepDims: true) : x;
        Tensor y = centred * Tensor.Rsqrt(Tensor.Square(centred).Mean(axes, keepDims: true) + Epsilon);
        y = IsScaled ? y * BesideRows(inputs[1], x.Rank) : y;
        return [IsShifted ? y + BesideRows(inputs[^1], x.Rank) : y];
    }

    public override void Vjp(Recorded recorded, Span<Tensor?> inputBars)
    {
        Tensor x = recorded.Input(0);
        Tensor yBar = recorded.OutputBar()!;
        bool wantsScale = IsScaled && recorded.Wants(1);
        bool wantsShift = IsShifted && recorded.Wants(recorded.Inputs - 1);
        var op = new LayerNormBackwardOp(this, wantsScale, wantsShift);
        var bars = new Tensor[op.Outputs];
        op.Apply(IsScaled ? [x, yBar, recorded.Input(1)] : [x, yBar], bars);
        inputBars[0] = recorded.Wants(0) ? bars[0] : null;
        if (wantsScale)
        {
            inputBars[1] = bars[1];
        }

        if (wantsShift)
        {
            inputBars[^1] = bars[^1];
        }
    }

    public override void Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size, Span<Tensor> outputs) =>
        (this with { Leading = Leading + 1 }).Apply(Batching.ExpandAll(inputs, batched, size), outputs);

    /// <summary>[groups, features] as [groups, 1, ..., features], to stand beside rows.</summary>
    public Tensor BesideRows(Tensor x, int rank) =>
        x.Reshape([.. x.Shape[..Leading], .. Enumerable.Repeat(1, rank - Leading - Axes), .. x.Shape[Leading..]]);

    /// <summary>Groups, rows in a group, and numbers in a row.</summary>
    public (int Groups, int Rows, int Width) Sizes(Shape x) => (x[..Leading].Size, x[Leading..(x.Rank - Axes)].Size, x[(x.Rank - Axes)..].Size);

    // Features that broadcast would be an accident.
    private static void RequireFeatures(string name, string what, Tensor x, int axes, Tensor? features)
    {
        Shape shape = x.Shape[(x.Rank - axes)..];
        if (features is not null && (features.Shape != shape || features.DType != x.DType))
        {
            throw new ShapeException(name, $"{what} must be {shape} and have the dtype of x", $"{features.Spec} for {x.Spec}");
        }
    }

    protected override void Run<T>(ReadOnlySpan<DenseTensor> inputs, ReadOnlySpan<DenseTensor> outputs) =>
        LayerNormKernel.Forward<T>(
            Sizes(outputs[0].Shape), IsCentred, Epsilon, inputs[0].Span<T>(), IsScaled ? inputs[1].Span<T>() : [], IsShifted ? inputs[^1].Span<T>() : [], outputs[0].Span<T>());
}
