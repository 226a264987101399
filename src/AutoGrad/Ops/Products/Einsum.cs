namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Sums products over axes named by letters: <c>"ij,jk->ik"</c> multiplies two matrices (Einstein's notation).</summary>
    /// <param name="equation">
    /// For each operand its axes' letters, then those of the result; letters that the result leaves out are summed, a letter
    /// twice in one operand takes its diagonal, and <c>...</c> stands for further axes, which broadcast. Without an arrow the
    /// result has the further axes and the letters that occur once, in alphabetical order.
    /// </param>
    /// <param name="operands">[...]: as the equation says; of one dtype.</param>
    /// <returns>[...]: as the equation says.</returns>
    /// <exception cref="ShapeException">The equation cannot be read, or the operands do not fit it.</exception>
    /// <remarks>Two operands at a time, in the order of least cost (of up to five; beyond, the cheapest pair comes first), by matrix products.</remarks>
    public static Tensor Einsum(string equation, params ReadOnlySpan<Tensor> operands)
    {
        ArgumentNullException.ThrowIfNull(equation);
        return new Contraction(equation, operands).Run();
    }

    /// <inheritdoc cref="Einsum(string, ReadOnlySpan{Tensor})"/>
    public static Tensor Einsum(string equation, params Tensor[] operands) => Einsum(equation, operands.AsSpan());
}
