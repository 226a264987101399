namespace AutoGrad.Tests;

/// <summary>The parameters of a mixture of Gaussians as ADBench has them.</summary>
/// <param name="Alphas">[K]: logarithms of the weights, up to a common term.</param>
/// <param name="Means">[K, d]</param>
/// <param name="Factors">[K, d + d (d - 1) / 2]: of each inverse covariance's square root, the logarithms of the diagonal, then what is below it, column by column.</param>
public sealed record GmmParameters(Tensor Alphas, Tensor Means, Tensor Factors);

/// <summary>The mixture with a Wishart prior: data, prior, and the log-posterior to be maximised.</summary>
/// <param name="Points">[n, d]</param>
/// <param name="Gamma">The prior's scale.</param>
/// <param name="M">The prior's degrees of freedom beyond the dimension.</param>
public sealed record Gmm(Tensor Points, double Gamma, int M)
{
    /// <summary>How many numbers the differences of a block's points from all means may be: more would fill the memory, and the tape keeps three such tensors.</summary>
    public int BlockSize { get; init; } = 1 << 23;

    public static (Gmm Objective, GmmParameters Parameters) Read(string path)
    {
        var file = new NumberReader(path);
        (int d, int k, int n) = (file.Integer(), file.Integer(), file.Integer());
        var parameters = new GmmParameters(file.Tensor(k), file.Tensor(k, d), file.Tensor(k, d * (d + 1) / 2));
        return (new Gmm(file.Tensor(n, d), file.Number(), file.Integer()), parameters);
    }

    /// <summary>The log-posterior: the log-likelihood of the points, and the prior of the factors.</summary>
    /// <returns>[]</returns>
    public Tensor LogPosterior(GmmParameters p)
    {
        (int n, int d, int k) = (Points.Shape[0], Points.Shape[1], p.Alphas.Size);
        Tensor logDiagonals = p.Factors[.., ..d];
        Tensor diagonals = Tensor.Exp(logDiagonals);
        Tensor below = p.Factors[.., d..];
        Tensor logDeterminants = logDiagonals.Sum(axis: 1);
        Tensor factors = Factors(diagonals, below);

        int block = Math.Max(1, BlockSize / (k * d));
        var sums = new List<Tensor>();
        for (int start = 0; start < n; start += block)
        {
            Tensor points = Points[start..Math.Min(n, start + block)];
            Tensor Likelihood(Tensor means)
            {
                Tensor offsets = points - means.ExpandDims(1);
                Tensor distances = Tensor.Square(Tensor.MatMul(offsets, factors)).Sum(axis: 2);
                return ((p.Alphas + logDeterminants).ExpandDims(1) - 0.5 * distances).LogSumExp(axis: 0).Sum();
            }

            sums.Add(n <= block ? Likelihood(p.Means) : Transform.Checkpoint(Likelihood)(p.Means));
        }

        Tensor likelihood = Tensor.Stack([.. sums]).Sum() - 0.5 * n * d * Math.Log(2 * Math.PI) - n * p.Alphas.LogSumExp();
        Tensor squares = Tensor.Square(diagonals).Sum() + Tensor.Square(below).Sum();
        return likelihood + 0.5 * Gamma * Gamma * squares - M * logDeterminants.Sum() - k * LogNormaliser(d);
    }

    // [K, d, d], the transposes of Q, so that they multiply rows: row j holds column j of Q, whose elements below
    // the diagonal lie together.
    private static Tensor Factors(Tensor diagonals, Tensor below)
    {
        int d = diagonals.Shape[1];
        var places = new int[d, d];
        for (int column = 0, next = d; column < d; column++)
        {
            for (int row = 0; row < d; row++)
            {
                places[column, row] = row < column ? d * (d + 1) / 2 : row == column ? column : next++;
            }
        }

        Tensor zero = Tensor.Zeros([diagonals.Shape[0], 1], diagonals.DType);
        return Tensor.Concatenate([diagonals, below, zero], axis: 1).Gather(Tensor.From(places), axis: 1);
    }

    private double LogNormaliser(int d)
    {
        int degrees = d + M + 1;
        double logGamma = 0.25 * d * (d - 1) * Math.Log(Math.PI);
        for (int j = 0; j < d; j++)
        {
            logGamma += Tensor.LogGamma(Tensor.Scalar(0.5 * (degrees - j), DType.Float64)).ToScalar();
        }

        return degrees * d * Math.Log(Gamma / Math.Sqrt(2)) - logGamma;
    }
}
