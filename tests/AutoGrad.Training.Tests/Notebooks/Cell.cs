namespace AutoGrad.Training.Tests;

/// <summary>One cell of a lesson, as its notebook has it.</summary>
/// <param name="IsCode">Code, or Markdown.</param>
/// <param name="Text">The lines, joined by line feeds.</param>
internal sealed record Cell(bool IsCode, string Text);
