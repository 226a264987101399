namespace AutoGrad.Tests;

public static partial class OpTable
{
    // What is solved for is differentiated by what the functions capture, and by what they are given.
    private static IEnumerable<KeyValuePair<string, OpRow>> Solvers() => new Dictionary<string, OpRow>
    {
        ["conjugate_gradient"] = new(
            x => LinearAlgebra.ConjugateGradient(v => Tensor.MatMul(Definite(x[0]), v), x[1]),
            x => WithoutLast(Solution(Definite(x[0]), new Nd([.. x[1].Shape, 1], x[1].Data))),
            [new Operand([3, 3], -0.5, 0.5), (int[])[3]],
            [new Operand([1, 1], -0.5, 0.5), (int[])[1]],
            [(int[])[0, 0], (int[])[0]])
        { Tolerance = 1e-12, Covers = ["ImplicitOp"] },
        ["gmres"] = new(
            x => LinearAlgebra.Gmres(v => Tensor.MatMul(x[0] + 3.0 * Tensor.Eye(x[0].Shape[0], x[0].DType), v), x[1]),
            x => Solution(Dominant(x[0]), x[1]),
            [new Operand([3, 3], -0.5, 0.5), (int[])[3, 2]],
            [new Operand([1, 1], -0.5, 0.5), (int[])[1, 1]],
            [(int[])[0, 0], (int[])[0, 2]])
        { Tolerance = 1e-12, Covers = ["ImplicitOp"] },
        ["fixed_point"] = new(
            x => Transform.FixedPoint((p, z) => 0.5 * Tensor.Tanh(Tensor.MatMul(p, z)) + x[1], x[0], Tensor.Zeros(x[1].Shape, x[1].DType)),
            x => Rested(z => Nd.Zip(pair => 0.5 * Math.Tanh(pair[0]) + pair[1], Product(x[0], z), x[1]), x[1]),
            [new Operand([3, 3], -0.5, 0.5), (int[])[3]],
            [new Operand([2, 2], -0.5, 0.5), (int[])[2, 2]],
            [(int[])[0, 0], (int[])[0]])
        { Tolerance = 1e-13, Covers = ["ImplicitOp"] },
        ["root"] = new(
            x => Transform.Root((p, z) => z * z * z + z - p, x[0], Tensor.Zeros(x[0].Shape, x[0].DType)), x => x[0].Map(RealRoot), [(int[])[3]], [(int[])[2, 1]], [(int[])[]], [(int[])[0]])
        { Tolerance = 1e-13, Covers = ["ImplicitOp"] },
        ["root/matrix_free"] = new(
            x => Transform.Root((p, z) => z * z * z + z - p, x[0], Tensor.Zeros(x[0].Shape, x[0].DType), linearSolve: (a, b) => LinearAlgebra.Gmres(a, b)),
            x => x[0].Map(RealRoot),
            [(int[])[3]])
        { Tolerance = 1e-12, Covers = ["ImplicitOp"] },
    };

    private static Tensor Definite(Tensor x) => Tensor.MatMul(x, x.T) + Tensor.Eye(x.Shape[0], x.DType);

    private static Nd Definite(Nd x) => Nd.Zip(pair => pair[0] + pair[1], Product(x, Turned(x)), Eye(x.Shape[0]));

    private static Nd Rested(Func<Nd, Nd> f, Nd start)
    {
        Nd z = start;
        for (int count = 0; count < 200; count++)
        {
            z = f(z);
        }

        return z;
    }

    // Cardano's formula for z³ + z = p, whose discriminant is positive.
    private static double RealRoot(double p)
    {
        double root = Math.Sqrt(p * p / 4 + 1.0 / 27);
        return Math.Cbrt(p / 2 + root) + Math.Cbrt(p / 2 - root);
    }
}
