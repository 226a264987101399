using System.Globalization;

namespace AutoGrad.Reports;

/// <summary>The colours of all pictures, once for light and once for dark pages.</summary>
/// <remarks>
/// Series take Okabe and Ito's colours ("Color Universal Design", 2008), which people with any of the common colour
/// deficiencies tell apart; from the fifth on, lines are dashed as well. On dark paper they are lighter tones of the same hues.
/// </remarks>
internal static class Palette
{
    private static readonly string[] s_light = ["#0072b2", "#d55e00", "#009e73", "#b6508a", "#a86f00", "#2f9fdb", "#6a5acd", "#6e7781"];
    private static readonly string[] s_dark = ["#4ea8e0", "#ff8f4a", "#2cc79b", "#e39bc8", "#f0b93a", "#8fd3f7", "#a99ff0", "#b1bac4"];

    /// <summary>How many series have a colour of their own; later ones begin again, with other dashes.</summary>
    public static int Count => s_light.Length;

    /// <summary>The style sheet. Marks ask for it by class: ink, soft, paper, rule, axis, and s0 (stroke) or f0 (fill) for a series.</summary>
    public static string Css(Theme theme) => theme switch
    {
        Theme.Light => Fixed + Colours(s_light, dark: false),
        Theme.Dark => Fixed + Colours(s_dark, dark: true),
        _ => Fixed + Colours(s_light, dark: false) + "@media(prefers-color-scheme:dark){" + Colours(s_dark, dark: true) + "}",
    };

    public static string Stroke(int series) => string.Create(CultureInfo.InvariantCulture, $"line s{series % Count}{Dash(series)}");

    public static string Fill(int series) => string.Create(CultureInfo.InvariantCulture, $"f{series % Count}");

    private const string Fixed =
        "svg.ag{font-family:system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',Arial,sans-serif;font-size:13px}"
        + ".ag .title{font-size:15px;font-weight:600}.ag .mono{font-family:ui-monospace,Consolas,'DejaVu Sans Mono',monospace}"
        + ".ag .small{font-size:12px}.ag .line{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}"
        + ".ag .thin{stroke-width:1.2}.ag .faint{stroke-opacity:.3}.ag .dash1{stroke-dasharray:7 4}.ag .dash2{stroke-dasharray:2 4}"
        + ".ag .area{fill-opacity:.35}.ag .halo{stroke:#ffffff;stroke-width:4;stroke-opacity:.85}.ag .dots{stroke-width:6;fill:none;stroke-linecap:round;stroke-opacity:.75}";

    private static string Dash(int series) => series < 4 ? "" : series < Count + 4 ? " dash1" : " dash2";

    private static string Colours(string[] series, bool dark)
    {
        string rules = dark
            ? ".ag .paper{fill:#0d1117}.ag .ink{fill:#e6edf3}.ag .soft{fill:#9ea7b3}.ag .rule{stroke:#2b323b}.ag .axis{stroke:#7d8590}"
                + ".ag .contour{stroke:#0d1117;stroke-opacity:.55}.ag .box{fill:#161b22;stroke:#7d8590}"
            : ".ag .paper{fill:#ffffff}.ag .ink{fill:#1f2328}.ag .soft{fill:#57606a}.ag .rule{stroke:#dfe3e8}.ag .axis{stroke:#6e7781}"
                + ".ag .contour{stroke:#ffffff;stroke-opacity:.6}.ag .box{fill:#f6f8fa;stroke:#6e7781}";
        for (int i = 0; i < series.Length; i++)
        {
            rules += string.Create(CultureInfo.InvariantCulture, $".ag .s{i}{{stroke:{series[i]}}}.ag .f{i}{{fill:{series[i]}}}");
        }

        return rules;
    }
}
