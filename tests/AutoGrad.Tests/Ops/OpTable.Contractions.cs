namespace AutoGrad.Tests;

public static partial class OpTable
{
    private static IEnumerable<KeyValuePair<string, OpRow>> Contractions() => new Dictionary<string, OpRow>
    {
        ["einsum"] = Sums("ij,jk->ik", [2, 3], [3, 4]),
        ["einsum/stack"] = Sums("bij,bkj->bik", [2, 3, 4], [2, 2, 4]),
        ["einsum/diagonal"] = Sums("ii->i", [3, 3]),
        ["einsum/trace"] = Sums("ii->", [3, 3]),
        ["einsum/inner_diagonal"] = Sums("iji,jk->kj", [2, 3, 2], [3, 2]),
        ["einsum/sum"] = Sums("ijk->k", [2, 3, 4]),
        ["einsum/transpose"] = Sums("ijk->kij", [2, 3, 4]),
        ["einsum/outer"] = Sums("i,j->ji", [2], [3]),
        ["einsum/product"] = Sums("ij,ij->", [2, 3], [2, 3]),
        ["einsum/chain"] = Sums("ij,jk,kl->il", [2, 3], [3, 4], [4, 2]),
        ["einsum/attention"] = Sums("bhqd,bhkd->bhqk", [1, 2, 3, 2], [1, 2, 2, 2]),
        ["einsum/empty"] = Sums("ij,jk->ik", [2, 0], [0, 2]),
        ["einsum/alone"] = Sums("ij,k->i", [2, 3], [2]),
        ["einsum/further"] = new(
            x => Tensor.Einsum("...ij,...jk->...ik", x),
            x => Nd.Make([2, 2, 3, 2], at => Enumerable.Range(0, 2).Sum(j => x[0][0, at[1], at[2], j] * x[1][at[0], 0, j, at[3]])), [(int[])[1, 2, 3, 2], (int[])[2, 1, 2, 2]])
        { Tolerance = 1e-13 },
        ["tensor_dot"] = Sums("abc,bcd->ad", x => Tensor.TensorDot(x[0], x[1]), [2, 3, 2], [3, 2, 2]),
        ["tensor_dot/axes"] = Sums("abc,dab->cd", x => Tensor.TensorDot(x[0], x[1], [1, 0], [2, -2]), [2, 3, 2], [2, 2, 3]),
        ["outer"] = Sums("ab,c->abc", x => Tensor.Outer(x[0], x[1]), [2, 3], [2]),
        ["inner"] = Sums("ab,cb->ac", x => Tensor.Inner(x[0], x[1]), [2, 3], [4, 3]),
        ["inner/vectors"] = Sums("a,a->", x => Tensor.Inner(x[0], x[1]), [3], [3]),
        ["kron"] = new(
            x => Tensor.Kron(x[0], x[1]),
            x => Nd.Make([x[0].Shape[0] * x[1].Shape[0], x[0].Shape[1] * x[1].Shape[1]], at => x[0][at[0] / x[1].Shape[0], at[1] / x[1].Shape[1]] * x[1][at[0] % x[1].Shape[0], at[1] % x[1].Shape[1]]),
            [(int[])[2, 2], (int[])[3, 2]], [(int[])[1, 2], (int[])[1, 1]]),
    };

    private static OpRow Sums(string equation, params int[][] shapes) => Sums(equation, x => Tensor.Einsum(equation, x), shapes);

    private static OpRow Sums(string equation, Func<Tensor[], Tensor> call, params int[][] shapes) =>
        new(call, x => Summation(equation, x), [.. shapes.Select(shape => (Operand)shape)]) { Tolerance = 1e-13 };

    // Term by term over all letters.
    private static Nd Summation(string equation, Nd[] x)
    {
        string[] sides = equation.Split("->");
        string[] inputs = sides[0].Split(',');
        char[] letters = [.. sides[1].Concat(sides[0].Where(char.IsLetter)).Distinct()];
        int[] extents = [.. letters.Select(letter => inputs.Select((axes, i) => axes.Contains(letter) ? x[i].Shape[axes.IndexOf(letter)] : 0).Max())];
        int kept = sides[1].Length;
        return Nd.Make(extents[..kept], outer =>
        {
            int[] fixedPlaces = [.. outer];
            return Nd.Make(extents[kept..], rest =>
            {
                int[] all = [.. fixedPlaces, .. rest];
                return inputs.Select((axes, i) => x[i][[.. axes.Select(letter => all[Array.IndexOf(letters, letter)])]]).Aggregate(1.0, (a, b) => a * b);
            }).Data.Sum();
        });
    }
}
