using Xunit.Abstractions;
using Xunit.Sdk;

namespace AutoGrad.PropertyTesting.Xunit;

/// <summary>Makes the one test of a method with a <see cref="GradientPropertyAttribute"/>; xunit finds it by name.</summary>
/// <param name="diagnosticMessageSink">Where xunit reports what is not a result.</param>
public sealed class GradientPropertyDiscoverer(IMessageSink diagnosticMessageSink) : IXunitTestCaseDiscoverer
{
    /// <inheritdoc/>
    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        [new GradientPropertyTestCase(diagnosticMessageSink, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod)];
}
