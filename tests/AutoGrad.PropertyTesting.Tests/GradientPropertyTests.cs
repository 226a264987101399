using System.Collections.Concurrent;
using AutoGrad.PropertyTesting.Xunit;
using FsCheck;
using Xunit.Abstractions;
using Xunit.Sdk;
using static AutoGrad.Tensor;

namespace AutoGrad.PropertyTesting.Tests;

/// <summary>Methods with the attribute, as users write them; those that are to fail are run by hand.</summary>
public sealed class GradientPropertyTests(ITestOutputHelper output) : IDisposable
{
    private bool _disposed;

    [GradientProperty(Order = 2)]
    public Tensor A_pseudo_Huber_loss(Tensor x) => (Sqrt(1.0 + x * x) - 1.0).Sum();

    [GradientProperty]
    public static Tensor A_sum_of_what_broadcasts(BroadcastPair pair) => (pair.X * pair.Y).Sum();

    [GradientProperty(MaxTest = 30, Arbitrary = [typeof(PositiveNumbers)])]
    public Tensor Own_generators_win(Tensor x) => Log(x).Sum();

    [GradientProperty(MaxTest = 30)]
    public Tensor Arguments_are_generated_together(Tensor x, Tensor y, bool sum)
    {
        output.WriteLine($"{x.Spec}");
        Assert.False(_disposed);
        return sum ? x.Sum() * Sin(y).Sum() : x.Mean() - y.Mean();
    }

    [Fact]
    public async Task A_wrong_rule_fails_with_its_counterexample()
    {
        (RunSummary summary, string message) = await Run(nameof(Failing.A_wrong_rule));

        Assert.Equal((1, 1), (summary.Total, summary.Failed));
        Assert.StartsWith("Falsifiable, after ", message, StringComparison.Ordinal);
        Assert.Contains("Tensor.Scalar(2.0, DType.Float64)", message, StringComparison.Ordinal);
        Assert.Contains("analytic 6, numeric 4", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arguments_are_named_in_the_counterexample_and_in_the_report()
    {
        (_, string message) = await Run(nameof(Failing.A_wrong_second_argument));

        Assert.Contains("x = Tensor.Scalar(0.0, DType.Float64)\ny = Tensor.Scalar(2.0, DType.Float64)\nn = 0\n", message.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("[y]", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_seed_replays_the_same_run()
    {
        (_, string first) = await Run(nameof(Failing.A_wrong_rule_from_a_seed));
        (_, string second) = await Run(nameof(Failing.A_wrong_rule_from_a_seed));

        Assert.Contains("(17,35)", first, StringComparison.Ordinal);
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task Exceptions_of_the_method_are_shown_as_they_are()
    {
        (_, string message) = await Run(nameof(Failing.A_method_that_throws));

        Assert.Contains("System.InvalidOperationException: not today", message, StringComparison.Ordinal);
        Assert.DoesNotContain("TargetInvocationException", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_method_that_returns_no_tensor_is_refused()
    {
        (_, string message) = await Run(nameof(Failing.No_tensor));

        Assert.Equal("GradientProperty: a method takes what its gradient is by, and returns a Tensor; got Boolean No_tensor with 1 parameters.", message);
    }

    public void Dispose() => _disposed = true;

    private static async Task<(RunSummary Summary, string Message)> Run(string method)
    {
        ITypeInfo type = Reflector.Wrap(typeof(Failing));
        var testClass = new TestClass(new TestCollection(new TestAssembly(Reflector.Wrap(typeof(Failing).Assembly)), type, "failing"), type);
        var bus = new Messages();
        using var aborted = new CancellationTokenSource();
        var testCase = new GradientPropertyTestCase(
            new global::Xunit.Sdk.NullMessageSink(), TestMethodDisplay.Method, TestMethodDisplayOptions.None, new TestMethod(testClass, type.GetMethod(method, false)));

        RunSummary summary = await testCase.RunAsync(new global::Xunit.Sdk.NullMessageSink(), bus, [], new ExceptionAggregator(), aborted);

        return (summary, Assert.Single(bus.Failures));
    }

    private static class PositiveNumbers
    {
        public static Arbitrary<Tensor> Tensors() => Arbitraries.Tensors(values: Values.Between(0.1, 5));
    }

    private sealed class Messages : IMessageBus
    {
        public ConcurrentQueue<string> Failures { get; } = [];

        public bool QueueMessage(IMessageSinkMessage message)
        {
            if (message is ITestFailed failed)
            {
                Failures.Enqueue(failed.Messages[0]);
            }

            return true;
        }

        public void Dispose()
        {
        }
    }

    // Not public, so that the runner does not find it.
#pragma warning disable xUnit1000
    private sealed class Failing
    {
        private static readonly Func<Tensor, Tensor> s_wrongAboveOne = Transform.CustomVjp(v => v * v, (v, y, yBar) => yBar * Where(v > 1.0, 3.0 * v, 2.0 * v));

        [GradientProperty]
        public Tensor A_wrong_rule(Tensor x) => s_wrongAboveOne(x).Sum();

        [GradientProperty(Replay = "(17,35)")]
        public Tensor A_wrong_rule_from_a_seed(Tensor x) => s_wrongAboveOne(x).Sum();

        [GradientProperty]
        public Tensor A_wrong_second_argument(Tensor x, Tensor y, int n) => x.Sum() + n * x.Mean() + s_wrongAboveOne(y).Sum();

        [GradientProperty]
        public Tensor A_method_that_throws(Tensor x) => throw new InvalidOperationException("not today");

        [GradientProperty]
        public bool No_tensor(Tensor x) => true;
    }
#pragma warning restore xUnit1000
}
