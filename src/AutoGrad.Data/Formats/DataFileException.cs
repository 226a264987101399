namespace AutoGrad.Data;

/// <summary>Thrown when a file of data is missing, cut off, damaged, or not what it should be.</summary>
/// <param name="op">The function that met the file.</param>
/// <param name="rule">What would be right.</param>
/// <param name="got">What was there instead, and in which file.</param>
/// <param name="wayOut">A sentence on how to mend it; empty if the rule says enough.</param>
/// <param name="cause">What failed underneath, if something did.</param>
/// <remarks>The message reads <c>operation: rule; got values.</c></remarks>
/// <example>
/// Wrong: a folder without the files.
/// <code>Datasets.FashionMnist("/tmp");</code>
/// Mended: the folder into which they were unpacked, compressed or not.
/// <code>Datasets.FashionMnist("/usr/share/datasets/fashion-mnist");</code>
/// </example>
public sealed class DataFileException(string op, string rule, string got, string wayOut = "", Exception? cause = null)
    : IOException(wayOut.Length == 0 ? $"{op}: {rule}; got {got}." : $"{op}: {rule}; got {got}. {wayOut}", cause);
