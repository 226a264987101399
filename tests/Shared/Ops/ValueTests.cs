namespace AutoGrad.Testing;

public sealed class ValueTests
{
    [Theory]
    [MemberData(nameof(OpTable.Names), MemberType = typeof(OpTable))]
    public void Value_agrees_with_the_reference(string op)
    {
        OpRow row = OpTable.Rows[op];

        foreach (Tensor[] x in row.Arguments())
        {
            Tensor y = row.Call(x);

            Close.Equal(row.Reference([.. x.Select(Nd.Of)]), y, row.Tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(OpTable.Names), MemberType = typeof(OpTable))]
    public void Float32_agrees_with_Float64(string op)
    {
        // Inputs lose 2⁻²⁴ of themselves, and some twenty roundings of the result's scale follow.
        const double Tolerance = 4e-6;
        OpRow row = OpTable.Rows[op];

        foreach (Tensor[] x in row.Arguments())
        {
            Tensor[] narrow = [.. x.Select(leaf => leaf.DType == DType.Float64 ? leaf.To(DType.Float32) : leaf)];
            Tensor[] wide = [.. narrow.Select(leaf => leaf.DType == DType.Float32 ? leaf.To(DType.Float64) : leaf)];

            Tensor y = row.Call(narrow);

            Close.Equal(row.Call(wide).To(DType.Float64), y.To(DType.Float64), Tolerance);
            if (!row.IsDiscrete && op != "to/float64")
            {
                Assert.Equal(DType.Float32, y.DType);
                Tensor[] expected = Transform.Grad<Tensor[]>(row.Weighed)(wide);
                Tensor[] gradients = Transform.Grad<Tensor[]>(row.Weighed)(narrow);
                Assert.Equal(narrow.Select(leaf => leaf.Spec), gradients.Select(leaf => leaf.Spec));
                Assert.All(expected.Zip(gradients), pair => Close.Equal(pair.First.To(DType.Float64), pair.Second.To(DType.Float64), 2 * Tolerance));
            }
        }
    }

    [Theory]
    [MemberData(nameof(OpTable.Names), MemberType = typeof(OpTable))]
    public void Checkpoint_of_it_gives_the_same_value_and_gradients(string op)
    {
        OpRow row = OpTable.Rows[op];
        Func<Tensor[], Tensor> checkpointed = Transform.Checkpoint<Tensor[], Tensor>(row.Call);

        foreach (Tensor[] x in row.Arguments())
        {
            Tensor y = row.Call(x);

            Close.Same(y, checkpointed(x));
            if (x.Any(leaf => leaf.DType == DType.Float64) && y.DType == DType.Float64)
            {
                Tensor[] expected = Transform.Grad<Tensor[]>(v => (row.Call(v) * OpRow.Weights(y)).Sum())(x);
                Tensor[] gradients = Transform.Grad<Tensor[]>(v => (checkpointed(v) * OpRow.Weights(y)).Sum())(x);
                Assert.All(expected.Zip(gradients), pair => Close.Same(pair.First, pair.Second));
            }
        }
    }
}
