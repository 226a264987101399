namespace AutoGrad.Reports;

/// <summary>How wide text will be, without a font at hand.</summary>
internal static class TextWidth
{
    // The widest of the usual sans-serif fonts (DejaVu Sans) is meant, so that nothing is cut where another is used.
    private const double Narrow = 0.36, Middle = 0.63, Wide = 0.9;

    public static double Of(string text, double size = 13)
    {
        double ems = 0;
        foreach (char c in text)
        {
            ems += "iljt.,:;'!|()[]/ -".Contains(c, StringComparison.Ordinal) ? Narrow : "mwMW%@".Contains(c, StringComparison.Ordinal) ? Wide : Middle;
        }

        return ems * size;
    }

    /// <summary>The text, or as much of it as fits, with an ellipsis.</summary>
    public static string Cut(string text, double width, double size = 13)
    {
        if (Of(text, size) <= width)
        {
            return text;
        }

        int length = text.Length;
        while (length > 1 && Of(text[..length] + "…", size) > width)
        {
            length--;
        }

        return text[..length] + "…";
    }
}
