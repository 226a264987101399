namespace AutoGrad.PropertyTesting;

/// <summary>A gradient property that does not hold; the message is what a test prints.</summary>
/// <param name="message">What must hold, and what was found.</param>
public sealed class GradientLawException(string message) : Exception(message)
{
    /// <summary>The message alone: FsCheck prints exceptions whole, and where the law was checked says nothing about the function.</summary>
    public override string ToString() => Message;
}
