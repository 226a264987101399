namespace AutoGrad.Tests;

public static partial class OpTable
{
    private static readonly Func<Tensor[], Tensor[]> s_several = Transform.FuseAll(x => [x[0] * Tensor.Tanh(x[1]), Tensor.Sin(x[0])]);

    private static IEnumerable<KeyValuePair<string, OpRow>> Loops() => new Dictionary<string, OpRow>
    {
        ["scan/outputs"] = new(x => Transform.Scan(Step, x[0], x[1]).Outputs, x => Walked(x, reverse: false).Outputs, Sequences),
        ["scan/carry"] = new(x => Transform.Scan(Step, x[0], x[1]).Carry, x => Walked(x, reverse: false).Carry, Sequences),
        ["scan/reverse"] = new(x => Transform.Scan(Step, x[0], x[1], reverse: true).Outputs, x => Walked(x, reverse: true).Outputs, Sequences),

        ["fuse"] = Unary(Transform.Fuse(x => Tensor.Exp(-Tensor.Square(x)) * (1.0 - x)), x => Math.Exp(-x * x) * (1 - x), -2, 2, "ElementwiseProgramOp"),
        ["fuse/several"] = Pairs(
            (x, y) => Tensor.Add(s_several([x, y])[0], s_several([x, y])[1]), (x, y) => x * Math.Tanh(y) + Math.Sin(x), -2, 2, "ElementwiseProgramOp"),

        ["associative_scan"] = new(
            x => Transform.AssociativeScan<(Tensor A, Tensor B)>((l, r) => (l.A * r.A, r.A * l.B + r.B), (x[0], x[1])).B,
            x => Recurred(x[0], x[1], reverse: false), Recurrences),
        ["associative_scan/reverse"] = new(
            x => Transform.AssociativeScan<(Tensor A, Tensor B)>((l, r) => (l.A * r.A, r.A * l.B + r.B), (x[0], x[1]), reverse: true).B,
            x => Recurred(x[0], x[1], reverse: true), Recurrences),

        // From numbers in ±1/2 the sum of squares passes 2 after one to three steps.
        ["while"] = new(
            x => Transform.While(v => Tensor.Square(v).Sum() < 2.0, v => 1.25 * v + Tensor.Cos(v), x[0], limit: 12),
            x =>
            {
                Nd y = x[0];
                for (int step = 0; step < 12 && y.Data.Sum(v => v * v) < 2; step++)
                {
                    y = y.Map(v => 1.25 * v + Math.Cos(v));
                }

                return y;
            },
            [new Operand([2], -0.5, 0.5)], [new Operand([1], -0.5, 0.5)], [new Operand([], -0.5, 0.5)], [new Operand([2, 0])]),
        ["cond"] = new(
            x => Transform.Cond(x[0].Sum() > 0.25, Tensor.Sin, v => v * v * v, x[0]),
            x => x[0].Map(x[0].Data.Sum() > 0.25 ? Math.Sin : v => v * v * v),
            [(int[])[2]], [(int[])[]], [(int[])[3, 1]], [(int[])[0]]),
        ["cond/mapped"] = new(
            x => Transform.Vmap(v => Transform.Cond(v > 0.25, u => Tensor.Log(u), u => Tensor.Sqrt(1.0 - u), v))(x[0]),
            x => x[0].Map(v => v > 0.25 ? Math.Log(v) : Math.Sqrt(1 - v)),
            [(int[])[9]], [(int[])[1]], [(int[])[0]])
        { Covers = ["ShieldOp"] },
    };

    private static Operand[][] Recurrences => [.. new int[][] { [5, 2], [1], [8], [7, 1], [2, 3], [0, 2], [3, 0] }.Select(shape => (Operand[])[shape, shape])];

    private static Operand[][] Sequences =>
        [[(int[])[2], (int[])[4, 2]], [(int[])[], (int[])[3]], [(int[])[2, 1], (int[])[1, 2, 1]], [(int[])[3], (int[])[0, 3]], [(int[])[0], (int[])[2, 0]]];

    // h = a h + b from 0, place by place.
    private static Nd Recurred(Nd a, Nd b, bool reverse)
    {
        int steps = b.Shape[0];
        int size = b.Data.Length / Math.Max(steps, 1);
        var y = new double[b.Data.Length];
        for (int step = 0; step < steps; step++)
        {
            int t = reverse ? steps - 1 - step : step;
            for (int i = 0; i < size; i++)
            {
                double last = step == 0 ? 0 : y[(reverse ? t + 1 : t - 1) * size + i];
                y[t * size + i] = a.Data[t * size + i] * last + b.Data[t * size + i];
            }
        }

        return new Nd(b.Shape, y);
    }

    private static (Tensor Carry, Tensor Output) Step(Tensor c, Tensor x) => (Tensor.Sin(c) + 0.5 * x * c, c * x);

    private static (Nd Carry, Nd Outputs) Walked(Nd[] x, bool reverse)
    {
        int steps = x[1].Shape[0];
        int size = x[0].Data.Length;
        double[] c = [.. x[0].Data];
        var y = new double[steps * size];
        for (int step = 0; step < steps; step++)
        {
            int t = reverse ? steps - 1 - step : step;
            for (int i = 0; i < size; i++)
            {
                double u = x[1].Data[t * size + i];
                (y[t * size + i], c[i]) = (c[i] * u, Math.Sin(c[i]) + 0.5 * u * c[i]);
            }
        }

        return (new Nd(x[0].Shape, c), new Nd(x[1].Shape, y));
    }
}
