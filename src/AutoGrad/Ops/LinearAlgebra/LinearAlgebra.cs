using System.Numerics;

namespace AutoGrad;

/// <summary>Matrices as a whole: factors, systems of equations, determinants. Leading axes are stacks of matrices.</summary>
public static partial class LinearAlgebra
{
    internal static Tensor RequireSquare(string op, Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        RequireSquare(op, x.Spec);
        return x;
    }

    internal static Spec RequireSquare(string op, Spec x)
    {
        ShapeException.ThrowUnlessFloating(op, x);
        ShapeException.ThrowUnless(x.Shape.Rank >= 2 && x.Shape[-1] == x.Shape[-2], op, "x must be [..., n, n]", x);
        return x;
    }

    internal static (int Rows, int Columns) RequireMatrix(string op, Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return RequireMatrix(op, x.Spec);
    }

    internal static (int Rows, int Columns) RequireMatrix(string op, Spec x)
    {
        ShapeException.ThrowUnlessFloating(op, x);
        ShapeException.ThrowUnless(x.Shape.Rank >= 2, op, "x must be [..., m, n]", x);
        return (x.Shape[-2], x.Shape[-1]);
    }

    /// <summary>Keeps the elements on one side of the diagonal and puts zeros elsewhere.</summary>
    /// <param name="x">[..., n, n]</param>
    /// <param name="lower">Which side.</param>
    /// <param name="strict">Whether the diagonal goes too.</param>
    internal static Tensor Triangle(Tensor x, bool lower, bool strict = false)
    {
        Tensor columns = Tensor.Arange(0, x.Shape[-1], DType.Int32);
        Tensor offset = lower ? columns.ExpandDims(1) - columns : columns - columns.ExpandDims(1);
        return Tensor.Where(offset >= (strict ? 1 : 0), x, 0.0);
    }

    /// <summary>The identity beside a matrix: its extent and dtype.</summary>
    internal static Tensor EyeLike(Tensor x) => Tensor.Eye(x.Shape[-1], x.DType);

    /// <summary>A pivot that the operation cannot go on with; the message says which, of which matrix of the stack.</summary>
    internal static ArithmeticException BadPivot<T>(string op, string rule, T pivot, int place, int matrix, Shape stack)
        where T : INumber<T>
    {
        int[] at = new int[stack.Rank];
        for (int axis = stack.Rank - 1, rest = matrix; axis >= 0; axis--)
        {
            (rest, at[axis]) = Math.DivRem(rest, stack[axis]);
        }

        string where = stack.Rank == 0 ? "" : $" of matrix [{string.Join(", ", at)}]";
        return new ArithmeticException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{op}: {rule}; got pivot {place}{where} = {pivot}."));
    }
}
