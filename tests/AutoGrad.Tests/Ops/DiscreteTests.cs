namespace AutoGrad.Tests;

public sealed class DiscreteTests
{
    [Theory]
    [MemberData(nameof(OpTable.Discrete), MemberType = typeof(OpTable))]
    public void A_discrete_operation_has_no_slope(string op)
    {
        OpRow row = OpTable.Rows[op];

        foreach (Tensor[] x in row.Arguments().Where(x => x[0].DType == DType.Float64))
        {
            Tensor[] gradients = Transform.Grad<Tensor[]>(v => (row.Call(v).To(DType.Float64) * 3.0).Sum() + (v[0] * 2.0).Sum())(x);
            Tensor tangent = Transform.Jvp<Tensor[], Tensor>(row.Call, x, x).Tangent;

            Close.Same(Tensor.Full(x[0].Shape, 2, DType.Float64), gradients[0]);
            Close.Same(Tensor.ZerosLike(row.Call(x)), tangent);
        }
    }
}
