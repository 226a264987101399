using FsCheck;
using Xunit;
using Xunit.Sdk;

namespace AutoGrad.PropertyTesting.Xunit;

/// <summary>
/// Marks a method that returns a tensor as a test: FsCheck generates its arguments, and its gradient by each of them is held against
/// differences, as <see cref="GradientLaws.Hold{T}"/> does.
/// </summary>
/// <remarks>
/// A parameter may be a tensor, a record or other tree of tensors, or anything else that FsCheck generates and that a tree may carry, like
/// an int. The defaults are those of <see cref="TensorArbitraries"/>; types in <see cref="Arbitrary"/> come first.
/// </remarks>
/// <example><code>[GradientProperty(Order = 2)] public Tensor Pseudo_Huber(Tensor x) => (Tensor.Sqrt(1.0 + x * x) - 1.0).Sum();</code></example>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("AutoGrad.PropertyTesting.Xunit.GradientPropertyDiscoverer", "AutoGrad.PropertyTesting.Xunit")]
public sealed class GradientPropertyAttribute : FactAttribute
{
    /// <summary>How many inputs are tried.</summary>
    public int MaxTest { get; set; } = 100;

    /// <summary>FsCheck's size for the first test.</summary>
    public int StartSize { get; set; } = 1;

    /// <summary>FsCheck's size for the last test.</summary>
    public int EndSize { get; set; } = 100;

    /// <summary>The seed to start from, as a failure prints it: <c>(123,457)</c>, or <c>(123,457,10)</c> for one test alone. A new one each time if left out.</summary>
    public string? Replay { get; set; }

    /// <summary>1 for the gradient, 2 for the gradient's own gradient too.</summary>
    public int Order { get; set; } = 1;

    /// <summary>How far analytic and numeric may lie apart, as <see cref="GradientCheck"/> says.</summary>
    public double Tolerance { get; set; } = 1e-6;

    /// <summary>Types with static methods that return an <see cref="Arbitrary{T}"/>; those in front win.</summary>
#pragma warning disable CA1819 // An attribute's argument is an array.
    public Type[] Arbitrary { get; set; } = [];
#pragma warning restore CA1819
}
