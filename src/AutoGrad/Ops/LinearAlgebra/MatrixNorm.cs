namespace AutoGrad;

/// <summary>How the size of a matrix is measured.</summary>
public enum MatrixNorm
{
    /// <summary>The root of the sum of squares of all elements.</summary>
    Frobenius,

    /// <summary>The sum of the singular values.</summary>
    Nuclear,

    /// <summary>The greatest singular value: how far the matrix can stretch a vector.</summary>
    Spectral,

    /// <summary>The greatest sum of magnitudes of a column.</summary>
    One,

    /// <summary>The greatest sum of magnitudes of a row.</summary>
    Infinity,
}
