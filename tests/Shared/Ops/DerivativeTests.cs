namespace AutoGrad.Testing;

public sealed class DerivativeTests
{
    [Theory]
    [MemberData(nameof(OpTable.Differentiable), MemberType = typeof(OpTable))]
    public void Gradient_agrees_with_differences_of_the_reference(string op)
    {
        // Steps of 1e-3 and half of it, extrapolated: the error is about h⁴ f⁽⁵⁾ / 480 beside 1e-13 of rounding.
        const double Tolerance = 1e-9;
        OpRow row = OpTable.Rows[op];

        foreach (Tensor[] x in row.Arguments())
        {
            Tensor[] gradients = Transform.Grad<Tensor[]>(row.Weighed)(x);

            for (int i = 0; i < x.Length; i++)
            {
                Assert.Equal(x[i].Spec, gradients[i].Spec);
                if (x[i].DType == DType.Float64)
                {
                    Close.Equal(Differences(row, [.. x.Select(Nd.Of)], i), gradients[i].ToArray<double>(), Tolerance);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(OpTable.Differentiable), MemberType = typeof(OpTable))]
    public void Forward_and_reverse_mode_are_adjoint(string op)
    {
        OpRow row = OpTable.Rows[op];

        foreach (Tensor[] x in row.Arguments())
        {
            Tensor[] v = Directions(x, 0.3);
            (Tensor y, Func<Tensor, Tensor[]> pullback) = Transform.Vjp<Tensor[], Tensor>(row.Call, x);
            Tensor w = OpRow.Directions(y, 1.7);

            (Tensor primal, Tensor tangent) = Transform.Jvp<Tensor[], Tensor>(row.Call, x, v);

            Close.Same(y, primal);
            Assert.Equal(y.Spec, tangent.Spec);
            Close.Equal(Inner(w, tangent), Inner(v, pullback(w)), 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(OpTable.Differentiable), MemberType = typeof(OpTable))]
    public void Second_derivatives_agree_with_differences_of_the_gradient_and_are_symmetric(string op)
    {
        const double Tolerance = 1e-8; // as for gradients, with one more derivative in the error's constant
        OpRow row = OpTable.Rows[op];
        Func<Tensor[], Tensor> f = x => Tensor.Square(row.Weighed(x));
        Func<Tensor[], Tensor[]> gradient = Transform.Grad(f);

        foreach (Tensor[] x in row.Arguments())
        {
            Tensor[] u = Directions(x, 0.1);
            Tensor[] v = Directions(x, 2.2);

            Tensor[] product = Transform.HessianVectorProduct(f, x, v);
            Tensor[] overReverse = Transform.Grad<Tensor[]>(p => InnerTensor(gradient(p), v))(x);
            Tensor[] overForward = Transform.Grad<Tensor[]>(p => Transform.Jvp(f, p, v).Tangent)(x);

            Tensor[] coarse = Slope(gradient, x, v, 1e-3);
            Tensor[] fine = Slope(gradient, x, v, 5e-4);
            double scale = product.Where(IsFloating).SelectMany(leaf => leaf.ToArray<double>()).Append(1).Max(Math.Abs);
            for (int i = 0; i < x.Length; i++)
            {
                if (IsFloating(x[i]))
                {
                    Close.Equal(((4 * fine[i] - coarse[i]) / 3 / scale).ToArray<double>(), product[i] / scale, Tolerance);
                    Close.Equal(product[i] / scale, overReverse[i] / scale, 1e-12);
                    Close.Equal(product[i] / scale, overForward[i] / scale, 1e-12);
                }
            }

            Close.Equal(Inner(u, product) / scale, Inner(v, Transform.HessianVectorProduct(f, x, u)) / scale, 1e-12);
        }
    }

    private static bool IsFloating(Tensor x) => x.DType == DType.Float64;

    private static Tensor[] Directions(Tensor[] x, double phase) =>
        [.. x.Select((leaf, i) => IsFloating(leaf) ? OpRow.Directions(leaf, phase + i) : Tensor.ZerosLike(leaf))];

    private static Tensor[] Slope(Func<Tensor[], Tensor[]> gradient, Tensor[] x, Tensor[] v, double step)
    {
        Tensor[] Moved(double by) => [.. x.Zip(v, (leaf, direction) => IsFloating(leaf) ? leaf + by * direction : leaf)];
        return [.. gradient(Moved(step)).Zip(gradient(Moved(-step)), (up, down) => IsFloating(up) ? (up - down) / (2 * step) : up)];
    }

    private static double Inner(Tensor x, Tensor y) => x.ToArray<double>().Zip(y.ToArray<double>(), (a, b) => a * b).Sum();

    private static double Inner(Tensor[] x, Tensor[] y) => x.Zip(y).Where(pair => IsFloating(pair.First)).Sum(pair => Inner(pair.First, pair.Second));

    private static Tensor InnerTensor(Tensor[] x, Tensor[] y)
    {
        Tensor sum = Tensor.Scalar(0, DType.Float64);
        for (int i = 0; i < x.Length; i++)
        {
            sum = IsFloating(x[i]) ? sum + (x[i] * y[i]).Sum() : sum;
        }

        return sum;
    }

    private static double[] Differences(OpRow row, Nd[] x, int argument)
    {
        var slopes = new double[x[argument].Data.Length];
        for (int i = 0; i < slopes.Length; i++)
        {
            double at = x[argument].Data[i];
            double Central(double step)
            {
                x[argument].Data[i] = at + step;
                double up = row.Weighed(x);
                x[argument].Data[i] = at - step;
                double down = row.Weighed(x);
                x[argument].Data[i] = at;
                return (up - down) / (2 * step);
            }

            slopes[i] = (4 * Central(5e-4) - Central(1e-3)) / 3;
        }

        return slopes;
    }
}
