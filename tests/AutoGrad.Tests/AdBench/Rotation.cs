namespace AutoGrad.Tests;

/// <summary>Rotations by axis-angle vectors: the direction is the axis, the length the angle.</summary>
public static class Rotation
{
    /// <summary>Turns a vector (Rodrigues), to first order where the angle is 0.</summary>
    /// <param name="r">[3]: the axis times the angle.</param>
    /// <param name="v">[3]</param>
    /// <returns>[3]</returns>
    public static Tensor Turn(Tensor r, Tensor v)
    {
        Tensor squared = Tensor.Square(r).Sum();
        Tensor still = Tensor.Equal(squared, 0);

        // Another angle where there is none: neither branch of Where may divide by 0, as its derivative would.
        Tensor angle = Tensor.Sqrt(Tensor.Where(still, 1, squared));
        Tensor axis = r / angle;
        Tensor turned = v * Tensor.Cos(angle) + Cross(axis, v) * Tensor.Sin(angle) + axis * (axis * v).Sum() * (1 - Tensor.Cos(angle));
        return Tensor.Where(still, v + Cross(r, v), turned);
    }

    /// <summary>The matrix that turns by an angle above a threshold, and the identity, a constant, below.</summary>
    /// <param name="r">[3]: the axis times the angle.</param>
    /// <returns>[3, 3]</returns>
    public static Tensor Matrix(Tensor r)
    {
        const double Threshold = 1e-4;
        Tensor squared = Tensor.Square(r).Sum();
        Tensor still = squared < Threshold * Threshold;
        Tensor safe = Tensor.Where(still, Tensor.OnesLike(r), r);
        Tensor eye = Tensor.Eye(3, r.DType);

        // Rows of Turn's matrix: the images of the unit vectors are its columns.
        Tensor columns = Transform.Vmap(v => Turn(safe, v))(eye);
        return Tensor.Where(still, eye, columns.T);
    }

    private static Tensor Cross(Tensor x, Tensor y) => x.Roll(-1, 0) * y.Roll(-2, 0) - x.Roll(-2, 0) * y.Roll(-1, 0);
}
