namespace AutoGrad;

/// <content>
/// The arithmetic operators. A C# number beside a tensor takes the tensor's dtype. F# looks for an operator of the very
/// type, so each kind of number has its own.
/// </content>
public abstract partial class Tensor
{
    /// <summary>Adds element by element, broadcasting: <see cref="Add(Tensor, Tensor)"/>.</summary>
    public static Tensor operator +(Tensor x, Tensor y) => Add(x, y);

    /// <summary>Adds element by element; the number takes the tensor's dtype.</summary>
    public static Tensor operator +(Tensor x, double y) => Add(x, Beside(x, y, "add"));

    /// <summary>Adds element by element; the number takes the tensor's dtype.</summary>
    public static Tensor operator +(double x, Tensor y) => Add(Beside(y, x, "add"), y);

    /// <summary>Adds element by element; the number takes the tensor's dtype.</summary>
    public static Tensor operator +(Tensor x, float y) => Add(x, Beside(x, y, "add"));

    /// <summary>Adds element by element; the number takes the tensor's dtype.</summary>
    public static Tensor operator +(float x, Tensor y) => Add(Beside(y, x, "add"), y);

    /// <summary>Adds element by element; the number takes the tensor's dtype.</summary>
    public static Tensor operator +(Tensor x, int y) => Add(x, Beside(x, y, "add"));

    /// <summary>Adds element by element; the number takes the tensor's dtype.</summary>
    public static Tensor operator +(int x, Tensor y) => Add(Beside(y, x, "add"), y);

    /// <summary>Adds element by element; the number takes the tensor's dtype.</summary>
    public static Tensor operator +(Tensor x, long y) => Add(x, Beside(x, y, "add"));

    /// <summary>Adds element by element; the number takes the tensor's dtype.</summary>
    public static Tensor operator +(long x, Tensor y) => Add(Beside(y, x, "add"), y);

    /// <summary>Subtracts element by element, broadcasting: <see cref="Subtract(Tensor, Tensor)"/>.</summary>
    public static Tensor operator -(Tensor x, Tensor y) => Subtract(x, y);

    /// <summary>Subtracts element by element; the number takes the tensor's dtype.</summary>
    public static Tensor operator -(Tensor x, double y) => Subtract(x, Beside(x, y, "subtract"));

    /// <summary>Subtracts element by element; the number takes the tensor's dtype.</summary>
    public static Tensor operator -(double x, Tensor y) => Subtract(Beside(y, x, "subtract"), y);

    /// <summary>Subtracts element by element; the number takes the tensor's dtype.</summary>
    public static Tensor operator -(Tensor x, float y) => Subtract(x, Beside(x, y, "subtract"));

    /// <summary>Subtracts element by element; the number takes the tensor's dtype.</summary>
    public static Tensor operator -(float x, Tensor y) => Subtract(Beside(y, x, "subtract"), y);

    /// <summary>Subtracts element by element; the number takes the tensor's dtype.</summary>
    public static Tensor operator -(Tensor x, int y) => Subtract(x, Beside(x, y, "subtract"));

    /// <summary>Subtracts element by element; the number takes the tensor's dtype.</summary>
    public static Tensor operator -(int x, Tensor y) => Subtract(Beside(y, x, "subtract"), y);

    /// <summary>Subtracts element by element; the number takes the tensor's dtype.</summary>
    public static Tensor operator -(Tensor x, long y) => Subtract(x, Beside(x, y, "subtract"));

    /// <summary>Subtracts element by element; the number takes the tensor's dtype.</summary>
    public static Tensor operator -(long x, Tensor y) => Subtract(Beside(y, x, "subtract"), y);

    /// <summary>Multiplies element by element, broadcasting: <see cref="Multiply(Tensor, Tensor)"/>.</summary>
    public static Tensor operator *(Tensor x, Tensor y) => Multiply(x, y);

    /// <summary>Multiplies element by element; the number takes the tensor's dtype.</summary>
    public static Tensor operator *(Tensor x, double y) => Multiply(x, Beside(x, y, "multiply"));

    /// <summary>Multiplies element by element; the number takes the tensor's dtype.</summary>
    public static Tensor operator *(double x, Tensor y) => Multiply(Beside(y, x, "multiply"), y);

    /// <summary>Multiplies element by element; the number takes the tensor's dtype.</summary>
    public static Tensor operator *(Tensor x, float y) => Multiply(x, Beside(x, y, "multiply"));

    /// <summary>Multiplies element by element; the number takes the tensor's dtype.</summary>
    public static Tensor operator *(float x, Tensor y) => Multiply(Beside(y, x, "multiply"), y);

    /// <summary>Multiplies element by element; the number takes the tensor's dtype.</summary>
    public static Tensor operator *(Tensor x, int y) => Multiply(x, Beside(x, y, "multiply"));

    /// <summary>Multiplies element by element; the number takes the tensor's dtype.</summary>
    public static Tensor operator *(int x, Tensor y) => Multiply(Beside(y, x, "multiply"), y);

    /// <summary>Multiplies element by element; the number takes the tensor's dtype.</summary>
    public static Tensor operator *(Tensor x, long y) => Multiply(x, Beside(x, y, "multiply"));

    /// <summary>Multiplies element by element; the number takes the tensor's dtype.</summary>
    public static Tensor operator *(long x, Tensor y) => Multiply(Beside(y, x, "multiply"), y);

    /// <summary>Divides element by element, broadcasting: <see cref="Divide(Tensor, Tensor)"/>.</summary>
    public static Tensor operator /(Tensor x, Tensor y) => Divide(x, y);

    /// <summary>Divides element by element; the number takes the tensor's dtype.</summary>
    public static Tensor operator /(Tensor x, double y) => Divide(x, Beside(x, y, "divide"));

    /// <summary>Divides element by element; the number takes the tensor's dtype.</summary>
    public static Tensor operator /(double x, Tensor y) => Divide(Beside(y, x, "divide"), y);

    /// <summary>Divides element by element; the number takes the tensor's dtype.</summary>
    public static Tensor operator /(Tensor x, float y) => Divide(x, Beside(x, y, "divide"));

    /// <summary>Divides element by element; the number takes the tensor's dtype.</summary>
    public static Tensor operator /(float x, Tensor y) => Divide(Beside(y, x, "divide"), y);

    /// <summary>Divides element by element; the number takes the tensor's dtype.</summary>
    public static Tensor operator /(Tensor x, int y) => Divide(x, Beside(x, y, "divide"));

    /// <summary>Divides element by element; the number takes the tensor's dtype.</summary>
    public static Tensor operator /(int x, Tensor y) => Divide(Beside(y, x, "divide"), y);

    /// <summary>Divides element by element; the number takes the tensor's dtype.</summary>
    public static Tensor operator /(Tensor x, long y) => Divide(x, Beside(x, y, "divide"));

    /// <summary>Divides element by element; the number takes the tensor's dtype.</summary>
    public static Tensor operator /(long x, Tensor y) => Divide(Beside(y, x, "divide"), y);

    /// <summary>Changes the sign of each element: <see cref="Negate(Tensor)"/>.</summary>
    public static Tensor operator -(Tensor x) => Negate(x);

    private static Tensor Beside(Tensor x, double value, string op)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Weak(value, x.DType, op);
    }

    // Not every long is a double.
    private static Tensor Beside(Tensor x, long value, string op)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.DType == DType.Int64 ? DenseTensor.Of(value) : Weak(value, x.DType, op);
    }
}
