using System.Diagnostics.CodeAnalysis;

namespace AutoGrad.Training;

/// <summary>What notebooks make of a run's history.</summary>
[SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "Notebooks look for members of an instance.")]
internal sealed class TrainingHistoryFormatters
{
    public IEnumerable<object> CreateTypeFormatters() =>
        [new TypeFormatter<TrainingHistory>("text/html", run => run.ToHtml()), new TypeFormatter<TrainingHistory>("text/plain", run => run.ToString())];
}
