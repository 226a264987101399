namespace AutoGrad.Nn;

public static partial class Activations
{
    private static readonly Func<Tensor, Tensor> s_hardSwish = Transform.Fuse(x =>
    {
        Tensor u = Tensor.Clamp(x, -3, 3);
        return Tensor.Where(x <= -3.0, 0.0, Tensor.Where(x >= 3.0, x, u * (u / 6.0 + 0.5)));
    });

    /// <summary>Weighs each element by its hard sigmoid: <c>y = x min(max(x / 6 + ½, 0), 1)</c>; also named hard SiLU.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: -⅜ or more; 0 from -3 down and x from 3 up.</returns>
    /// <exception cref="ShapeException">The dtype is not floating.</exception>
    /// <remarks>Derivative: 0 from -3 down, 1 from 3 up, and <c>x / 3 + ½</c> between. Source: Howard and others, arXiv:1905.02244, section 5.2.</remarks>
    public static Tensor HardSwish(Tensor x)
    {
        Arguments.RequireFloating("hard_swish", x);
        return s_hardSwish(x);
    }
}
