namespace AutoGrad.Tests;

public sealed partial class TreeTests
{
    public sealed record Line(Tensor Weight, Tensor? Bias);

    public sealed record Stack(Line[] Layers, Line? Head, string Name = "stack");

    public abstract record Solver;

    public sealed record Momentum<TParams>(TParams Velocity) : Solver;

    public sealed record Counter(Tensor Step) : Solver;

    public sealed record Plain : Solver;

    public sealed record Mixed(
        int Count, double Rate, float Scale, long Seed, bool Bias, string Name, DayOfWeek Day, DType DType, Shape Shape,
        Func<Tensor, Tensor> Activation, int[] Widths, List<string> Labels, Tensor Weight, object? Nothing);

    public sealed record Computed(Tensor Weight)
    {
        public Tensor Twice => Weight + Weight;

        public Tensor Norm { get; } = Weight + Weight;

        public Tensor Alias
        {
            get => Weight;
            init => Weight = value;
        }

        public Tensor? Bias { get; init; }

        public int Epoch { get; init; }

        internal Tensor? Hidden { get; init; }

        public Tensor this[int index] => Weight;
    }

    public record Base(Tensor Weight)
    {
        public Tensor? Extra { get; init; }
    }

    public sealed record Derived(Tensor Bias, Tensor Weight, int Width) : Base(Weight);

    public abstract record WithAbstract
    {
        public abstract Tensor Weight { get; init; }
    }

    public sealed record Overriding : WithAbstract
    {
        public override required Tensor Weight { get; init; }
    }

    public readonly record struct Pair(Tensor First, Tensor Second);

    internal record struct Loose
    {
        public Tensor First { get; set; }

        public Tensor Second;
    }

    public sealed record WithFields(Tensor Weight)
    {
        private int _uses;

        public WithFields Use() => this with { _uses = _uses + 1 };

        public int Uses() => _uses;
    }

    public sealed record Secretive(Tensor Weight)
    {
        private Tensor? _cache;

        public Tensor Cached() => _cache ??= Weight + Weight;
    }

    public sealed record Unmatched
    {
        public Unmatched(Tensor start) => Weight = start;

        public Tensor Weight { get; }
    }

    public sealed record Checked(Tensor Weight)
    {
        public Tensor Weight { get; init; } = Weight.Shape.Rank == 1
            ? Weight : throw new ShapeException("Checked", "Weight must be [n]", Weight.Spec.ToString());
    }

    public sealed class Opaque
    {
        public Tensor? Weight { get; init; }
    }

    public sealed record Holder(object? Inside);

    public sealed record Unregistered(Tensor Weight);

    public class Registered(Tensor slope, int degree)
    {
        public Tensor Slope { get; } = slope;

        public int Degree { get; } = degree;
    }

    public sealed class RegisteredLater(Tensor slope, int degree) : Registered(slope, degree);

    public sealed record UsedRecord(Tensor Weight);

    public sealed class Key(Tensor bits) : ITensorHolder
    {
        Tensor ITensorHolder.Held => bits;

        object ITensorHolder.Hold(Tensor tensor) => new Key(tensor);
    }

    public sealed record Drawing(Key Key, Tensor Weight);

    public sealed record Listed(IReadOnlyList<Tensor> Layers, IReadOnlyDictionary<string, Tensor> Named);
}
