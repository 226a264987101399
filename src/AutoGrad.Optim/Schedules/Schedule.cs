namespace AutoGrad.Optim;

/// <summary>A number that changes from step to step, as a learning rate does: a function of the step, which counts from 0.</summary>
/// <remarks>A C# number converts to a constant one. In F#, write <see cref="Constant"/>, or let the call convert it.</remarks>
/// <example><code>Optimizer.Adam(Schedule.Cosine(1e-3, steps: 1000))</code></example>
public sealed partial class Schedule
{
    private readonly Func<Tensor, Tensor> _value;

    private Schedule(Func<Tensor, Tensor> value) => _value = value;

    /// <summary>The constant schedule.</summary>
    /// <param name="value">Its number; finite.</param>
    public static implicit operator Schedule(double value) => Constant(value);

    /// <summary>A schedule of your own.</summary>
    /// <param name="value">From the step, [] in Int32, to the number, [] in a floating dtype; written in tensor operations.</param>
    public static Schedule From(Func<Tensor, Tensor> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new Schedule(value);
    }

    /// <summary>Always the same number.</summary>
    /// <param name="value">The number; finite.</param>
    public static Schedule Constant(double value)
    {
        Tensor constant = Tensor.Scalar(Require.Finite(value, "schedule", "the number"), DType.Float64);
        return new Schedule(_ => constant);
    }

    /// <summary>The number at a step.</summary>
    /// <param name="step">[]: Int32, from 0.</param>
    /// <returns>[]: Float64, unless the schedule is your own.</returns>
    /// <exception cref="ShapeException">The step is not one Int32, or a schedule of your own gave something else than one floating number.</exception>
    public Tensor At(Tensor step)
    {
        ArgumentNullException.ThrowIfNull(step);
        if (step.Rank != 0 || step.DType != DType.Int32)
        {
            throw new ShapeException("schedule", "the step must be one Int32", step.Spec.ToString());
        }

        Tensor value = _value(step);
        return value.Rank == 0 && Leaves.IsFloating(value)
            ? value
            : throw new ShapeException("schedule", "the function must give one floating number", value.Spec.ToString());
    }

    /// <summary>The number at a step.</summary>
    /// <param name="step">From 0.</param>
    public double At(int step) => At(Tensor.Scalar(step, DType.Int32)).ToScalar();

    /// <summary>How much of a number of steps is over, in [0, 1].</summary>
    private static Tensor Progress(Tensor step, double steps) => Tensor.Clamp(step.To(DType.Float64) / steps, 0, 1);
}
