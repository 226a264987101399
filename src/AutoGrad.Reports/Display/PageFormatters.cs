using System.Diagnostics.CodeAnalysis;

namespace AutoGrad.Reports;

/// <summary>What notebooks make of a page.</summary>
[SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "Notebooks look for members of an instance.")]
internal sealed class PageFormatters
{
    public IEnumerable<object> CreateTypeFormatters() =>
        [new TypeFormatter<Page>("text/html", page => page.ToHtml()), new TypeFormatter<Page>("text/plain", page => page.ToString())];
}
